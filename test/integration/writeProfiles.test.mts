// Create, Create or Update and Update of profiles against the sandbox.
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { VomeRun } from '../support/workflow.mts';
import { Workbench } from '../support/workflow.mts';

let bench: Workbench;
beforeAll(async () => {
	bench = await Workbench.start({ profiles: 60, shifts: 0, reservations: 0 });
});
beforeEach(() => bench.sandbox.reset());
afterAll(async () => await bench.stop());

type Operation = 'create' | 'update' | 'upsert';

/** Runs a write that maps the fields of the items by their names. */
async function write(
	operation: Operation,
	input: IDataObject[],
	{
		options = {},
		matchBy,
		...run
	}: { options?: INodeParameters; matchBy?: string } & Omit<VomeRun, 'input'> = {},
) {
	return await bench.vome(
		{
			operation,
			columns: {
				mappingMode: 'autoMapInputData',
				value: null,
				matchingColumns: matchBy === undefined ? [] : [matchBy],
				schema: [],
			} as unknown as INodeParameters,
			options,
		},
		{ input, ...run },
	);
}

it('smoke', async () => {
	const { items, error } = await write('upsert', [
		{ first_name: 'A', last_name: 'B', email: 'a.b@example.org' },
		{ email: bench.sandbox.vome.profiles[0]!.profile_details.email, first_name: 'Changed' },
	]);
	expect(error).toBeUndefined();
	expect(items).toEqual([]);
});

it('round trip', async () => {
	const before = structuredClone(bench.sandbox.vome.profiles);
	const { items } = await bench.vome({ returnAll: true, output: 'flattened' });
	const result = await write(
		'upsert',
		items.map(({ json }) => json),
	);
	expect(result.error).toBeUndefined();
	expect(result.items.every(({ json }) => json.success)).toBe(true);
	expect(bench.sandbox.vome.profiles).toEqual(before);
});
