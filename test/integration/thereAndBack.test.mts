// What All Fields gives, through Convert to File and Extract from File, comes back unchanged. The two
// file nodes are stand-ins here; test/e2e/thereAndBack.test.mts does the same with n8n's own.
import type { IDataObject } from 'n8n-workflow';

import type { VomeQuirks } from '../../sandbox/index.mts';
import { fieldType } from '../../sandbox/vome/types.mts';
import { addCoreNodes } from '../support/coreNodes.mts';
import type { FileFormat } from '../support/fileNodes.mts';
import {
	addField,
	addPerson,
	becomeOdd,
	changes,
	comparable,
	giveValue,
	kept,
	loseAll,
} from '../support/oddProfiles.mts';
import { failed, ROUTES, type Route, thereAndBack } from '../support/thereAndBack.mts';
import { VomeBench } from '../support/vomeBench.mts';

const credentials = { vomeApi: { id: 'vome', name: 'Vome account' } };

let bench: VomeBench;
beforeAll(async () => {
	bench = await VomeBench.start({ profiles: 0, shifts: 0, reservations: 0 });
	addCoreNodes(bench.engine);
	await bench.saveCredential();
});
beforeEach(() => bench.sandbox.reset());
afterAll(async () => await bench.stop());

const database = () => bench.sandbox.vome;

/** Runs the whole way. */
async function run(route: Route) {
	const result = await bench.engine.run(thereAndBack(credentials, route));
	expect(result.error).toBeUndefined();
	return (name: string): IDataObject[] =>
		result.node(name).outputs[0]?.map(({ json }) => json) ?? [];
}

/** Runs the second half with rows of a file that was read before. */
async function writeBack(rows: IDataObject[], route: Route) {
	const workflow = thereAndBack(credentials, route);
	const result = await bench.engine.run({
		...workflow,
		pinData: { 'Extract from File': rows.map((json) => ({ json })) },
	});
	expect(result.error).toBeUndefined();
	return result.node('Create or Update').outputs[0]?.map(({ json }) => json) ?? [];
}

async function expectNoChange(route: Route) {
	becomeOdd(database());
	const before = kept(database());
	const items = await run(route);
	expect(failed(items('Create or Update'))).toEqual([]);
	expect(changes(before, kept(database()))).toEqual([]);
	expect(items('After').map(comparable)).toEqual(items('Before').map(comparable));
}

describe.each(ROUTES)('as $format, matched by $matchBy', (route) => {
	it('nothing changes', async () => {
		await expectNoChange(route);
	});

	it('what was lost in Vome comes back', async () => {
		becomeOdd(database());
		const before = kept(database());
		const rows = (await run(route))('Extract from File');
		expect(rows).toHaveLength(database().profiles.length);
		loseAll(database(), route.matchBy as 'id' | 'email');
		expect(changes(before, kept(database()))).not.toEqual([]);
		expect(failed(await writeBack(rows, route))).toEqual([]);
		expect(changes(before, kept(database()))).toEqual([]);
	});
});

it.each<[FileFormat, Partial<VomeQuirks>, IDataObject]>([
	['csv', {}, { emptyValues: 'clear' }],
	['xlsx', {}, { emptyValues: 'clear' }],
	['csv', { customFieldNumbers: 'strings', enums: 'strings', hasMedicalInfo: 'string' }, {}],
	['xlsx', { severalChoices: 'list', bodyBooleans: '"true"' }, {}],
])('as %s with %j and %j, nothing changes', async (format, quirks, options) => {
	Object.assign(bench.sandbox.quirks, quirks);
	await expectNoChange({ format, matchBy: 'email', options });
});

describe('what a file cannot hold', () => {
	const two = () => [addPerson(database()), addPerson(database())] as const;

	it.each(ROUTES)('two values under one heading stay as they are (%j)', async (route) => {
		const choices = ['Mon', 'Tue', 'Wed'];
		const list = { name: 'Days', type: fieldType.multipleSelection, choices };
		const several = addField(database(), list);
		const text = addField(database(), { name: 'Days.0', type: fieldType.general });
		const [one, other] = two();
		giveValue(database(), one, several, ['Mon', 'Tue']);
		giveValue(database(), one, text, 'Wed');
		giveValue(database(), other, several, ['Tue']);
		const before = kept(database());
		const items = await run(route);
		expect(Object.keys(items('Extract from File')[0] ?? {})).toContain('custom_fields.Days.0');
		expect(changes(before, kept(database()))).toEqual([]);
	});

	it.each(['email', 'id'])('a long number that CSV cuts stays as it is (%s)', async (matchBy) => {
		const number = addField(database(), { name: 'Card', type: fieldType.number });
		const [one, other] = two();
		giveValue(database(), one, number, 447911123456);
		giveValue(database(), other, number, 5);
		const before = kept(database());
		const items = await run({ format: 'csv', matchBy });
		expect(items('Extract from File')[0]).toMatchObject({ 'custom_fields.Card': '4.47911E+11' });
		expect(changes(before, kept(database()))).toEqual([]);
	});

	it.each(ROUTES)('a field called __proto__ stays as it is (%j)', async (route) => {
		const field = addField(database(), { name: '__proto__', type: fieldType.general });
		const plain = addField(database(), { name: 'Plain', type: fieldType.general });
		for (const profile of two()) {
			giveValue(database(), profile, field, 'kept');
			giveValue(database(), profile, plain, 'text');
		}
		const before = kept(database());
		const items = await run(route);
		expect(failed(items('Create or Update'))).toEqual([]);
		expect(changes(before, kept(database()))).toEqual([]);
	});
});
