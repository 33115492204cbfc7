// A credential with expressions over the item, such as a key for each chapter of a charity.
import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';

import type { VomeSandbox } from '../../sandbox/index.mts';
import { startVomeSandbox } from '../../sandbox/index.mts';
import { AssembleBench } from '../support/assembleBench.mts';
import { VomeBench } from '../support/vomeBench.mts';

const SIZE = { profiles: 120, shifts: 0, reservations: 0 };

let north: VomeBench;
let south: VomeSandbox;
beforeAll(async () => {
	north = await VomeBench.start(SIZE);
	south = await startVomeSandbox({ ...SIZE, seed: 2 });
});
beforeEach(() => {
	north.sandbox.reset();
	south.reset();
});
afterAll(async () => {
	await north.stop();
	await south.close();
});

const credential = { baseUrl: '={{ $json.origin }}', apiKey: '={{ $json.key }}' };
const chapters = () => [north.sandbox, south];
const of = ({ origin, apiKey: key }: VomeSandbox, more: IDataObject = {}): IDataObject => ({
	origin,
	key,
	...more,
});

/** Runs the node for these items, each with its own account. */
async function run(
	parameters: INodeParameters,
	input: IDataObject[],
	onError: INode['onError'] = 'continueRegularOutput',
) {
	return await north.vome(parameters, { input, credential, onError });
}

const columns = {
	mappingMode: 'defineBelow',
	value: {
		first_name: '={{ $json.name }}',
		last_name: 'Lee',
		email: '={{ $json.email }}',
		custom_fields: '={{ { "T-shirt size": "M" } }}',
	},
	matchingColumns: ['email'],
	schema: [],
} as unknown as INodeParameters;

const names = ({ vome }: VomeSandbox) =>
	vome.profiles.slice(SIZE.profiles).map(({ profile_details }) => profile_details.first_name);

it('reads each item with its own account, and the list of each once', async () => {
	const input = [0, 1, 2, 3].map((index) => {
		const chapter = chapters()[index % 2] as VomeSandbox;
		return of(chapter, { email: chapter.vome.profiles[index]?.profile_details.email });
	});
	const { items, error } = await run(
		{ operation: 'get', profileId: '={{ $json.email }}' },
		input,
		'stopWorkflow',
	);
	expect(error).toBeUndefined();
	expect(items.map(({ json }) => json.email)).toEqual(input.map(({ email }) => email));
	const all = await run(
		{ operation: 'getAll', returnAll: true },
		chapters().map((one) => of(one)),
	);
	expect(all.items.map(({ json }) => json.id)).toEqual(
		chapters().flatMap(({ vome }) => vome.profiles.map(({ id }) => id)),
	);
});

it('writes each person into their own account, in batches of one account', async () => {
	const input = [0, 1, 2, 3, 4].map((index) => {
		const chapter = chapters()[index % 2] as VomeSandbox;
		return of(chapter, { name: `P${index}`, email: `p${index}@example.org` });
	});
	const { items } = await run({ operation: 'upsert', columns }, input);
	expect(items.map(({ json, pairedItem }) => [json.success, json.email, pairedItem])).toEqual(
		input.map(({ email }, item) => [true, email, { item }]),
	);
	expect(chapters().map(names)).toEqual([
		['P0', 'P2', 'P4'],
		['P1', 'P3'],
	]);
	const writes = chapters().map(({ requests }) =>
		requests.filter(({ method }) => method === 'PUT'),
	);
	expect(writes.map(({ length }) => length)).toEqual([1, 1]);
});

it('costs the others nothing if one account is refused, or is none', async () => {
	const person = (index: number) => ({ name: `P${index}`, email: `p${index}@example.org` });
	const input = [
		of(north.sandbox, person(0)),
		{ ...of(south, person(1)), key: 'wrong' },
		{ ...person(2), origin: south.origin },
		of(south, person(3)),
	];
	const { outputs } = await run({ operation: 'upsert', columns }, input, 'continueErrorOutput');
	expect(outputs[0]?.map(({ json }) => json.email)).toEqual(['p0@example.org', 'p3@example.org']);
	expect(outputs[1]?.map(({ json }) => json.error)).toEqual([
		'Vome rejected the API key',
		expect.stringMatching(/^'API Key' in the credential is empty.*\[item 2\]$/),
	]);
	const { error } = await run({ operation: 'upsert', columns }, input, 'stopWorkflow');
	expect(error?.description).toContain('Done: items 0 and 3.');
});

it('takes no account of the same person in two accounts', async () => {
	const same = { name: 'Ann', email: 'ann@example.org' };
	const input = chapters().map((chapter, index) => of(chapter, { ...same, name: `Ann ${index}` }));
	await run({ operation: 'upsert', columns }, input);
	expect(chapters().map(names)).toEqual([['Ann 0'], ['Ann 1']]);
});

describe('Assemble', () => {
	let bench: AssembleBench;
	beforeAll(async () => {
		bench = await AssembleBench.start();
	});
	beforeEach(() => bench.reset());
	afterAll(async () => await bench.stop());

	it.each(['getAll', 'get', 'update'])(
		'sends nothing where items are of different accounts: %s',
		async (operation) => {
			const { error } = await bench.assemble(
				{ operation, roleProfileId: 110, updateFields: { shortAdvert: 'x' } },
				{
					input: [{ email: bench.sandbox.email }, { email: 'somebody@example.org' }],
					credential: { email: '={{ $json.email }}' },
				},
			);
			expect(error?.message).toBe(
				'The credential gives this item a different account from the items before it [item 1]',
			);
			expect(bench.sandbox.requests).toEqual([]);
		},
	);

	it('runs where all items are of the same account', async () => {
		const { error } = await bench.assemble(
			{ operation: 'getAll', limit: 1 },
			{
				input: [{ email: bench.sandbox.email }, { email: bench.sandbox.email }],
				credential: { email: '={{ $json.email }}' },
			},
		);
		expect(error).toBeUndefined();
	});
});
