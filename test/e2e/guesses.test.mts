// Servers that are not as the nodes take them to be at first: in n8n itself, nobody has to set anything.
import type { AssembleQuirks, AssembleSandbox } from '../../sandbox/index.mts';
import { startAssembleSandbox } from '../../sandbox/index.mts';
import { Bench, manualTrigger, ourNode, row } from './support/bench.mts';

let bench: Bench;
beforeAll(async () => {
	bench = await Bench.start();
});
afterAll(async () => await bench.stop());

/** A server for each: n8n remembers what it finds out about an address. */
let assemble: AssembleSandbox | undefined;
afterEach(async () => await assemble?.close());

const SERVERS: Array<Partial<AssembleQuirks>> = [
	{ apiPath: '/api/v3', roleProfileName: 'role_profiles' },
	{ apiPath: '', authRoot: '/api', unknownPaths: 'webPage' },
	{ updateVerbs: 'PATCH', linkForm: 'id' },
	{ pageSizeName: 'per_page', queryBooleans: 'digits', otherSpellings: 'nothing' },
	{ apiPath: '/v3', roleProfileName: 'roles', queryLists: 'repeated', otherSpellings: 'ignore' },
];

describe.each(SERVERS)('Assemble with %j', (quirks) => {
	beforeEach(async () => {
		assemble = await startAssembleSandbox({ quirks });
	});

	const save = async (type: 'assembleJwtApi' | 'assembleOAuth2Api', changes: object = {}) =>
		await bench.save(type, { organisation: assemble?.origin, ...changes });

	it('passes the test of the credential', async () => {
		const pasted = { loginMethod: 'token', token: assemble?.makeToken() };
		for (const changes of [pasted, {}]) {
			const credential = await save('assembleJwtApi', changes);
			expect(await bench.n8n.testCredential(credential)).toEqual({
				status: 'OK',
				message: 'Connection successful!',
			});
		}
	});

	it('is read and written', async () => {
		const credential = await save('assembleJwtApi');
		const node = (name: string, parameters: object) => ({
			...ourNode('Assemble', credential, { ...parameters }),
			id: name,
			name,
		});
		const fields = { familyId: 32 };
		const filters = { approved: 'true', families: '31,32' };
		const workflow = await bench.n8n.createWorkflow(
			row(
				'Guesses',
				manualTrigger,
				node('Create', { operation: 'create', name: 'New', additionalFields: fields }),
				node('Update', {
					operation: 'update',
					roleProfileId: '={{ $json.id }}',
					updateFields: { minimumAge: 44 },
				}),
				node('Get Many', { operation: 'getAll', returnAll: true, filters }),
			),
		);
		const { error, ...execution } = await bench.n8n.run(workflow);
		expect(error).toBeUndefined();
		expect(execution).toBeDefined();
		const rows = assemble?.assemble.roleProfiles ?? [];
		expect(rows.filter(({ name }) => name === 'New')).toMatchObject([
			{ minimum_age: 44, family: { id: 32 } },
		]);
		const wanted = rows.filter(
			({ approved, family }) => approved && (family?.id === 31 || family?.id === 32),
		);
		const again = await bench.n8n.run(workflow);
		expect(again.items('Get Many').map(({ json }) => json.id)).toEqual(wanted.map(({ id }) => id));
		const made = assemble?.requests.filter(
			({ method, path, status }) => method === 'POST' && !path.includes('/auth/') && status === 201,
		);
		expect(made).toHaveLength(2);
	});
});
