// What the editor shows before a first run is what comes out: keys and types, for every operation.
import { readFileSync } from 'node:fs';
import path from 'node:path';

import Ajv from 'ajv';
import type { IDataObject, INodeParameters, INodeType } from 'n8n-workflow';

import { Assemble } from '../../nodes/Assemble/Assemble.node.ts';
import { Vome } from '../../nodes/Vome/Vome.node.ts';
import { operationsOf } from '../../scripts/reference/form.mts';
import { AssembleBench } from '../support/assembleBench.mts';
import { VomeBench } from '../support/vomeBench.mts';

let vome: VomeBench;
let assemble: AssembleBench;
beforeAll(async () => {
	vome = await VomeBench.start();
	assemble = await AssembleBench.start();
});
afterAll(async () => await Promise.all([vome.stop(), assemble.stop()]));

interface Schema {
	type: string;
	version: number;
	properties: IDataObject;
}

function schemaOf(folder: string, resource: string, operation: string): Schema {
	const root = path.join(__dirname, '../../dist/nodes');
	const file = path.join(root, folder, '__schema__/v1.0.0', resource, `${operation}.json`);
	return JSON.parse(readFileSync(file, 'utf8')) as Schema;
}

/** Records of Assemble of which no field is documented, so the schema has the ID alone. */
const OPEN = ['user', 'opportunity'];

/** Where an item is not as the schema says. A schema cannot say that a value may be empty. */
function misfits(schema: Schema, item: IDataObject, isOpen: boolean): unknown[] {
	const filled = Object.entries(item).filter(([, value]) => value !== null);
	const check = new Ajv({ allErrors: true }).compile({ ...schema, additionalProperties: isOpen });
	check(Object.fromEntries(filled));
	const missing = Object.keys(schema.properties).filter((key) => !(key in item));
	return [...(check.errors ?? []), ...missing];
}

const columns = (value: INodeParameters, matchingColumns: string[]) => ({
	columns: { mappingMode: 'defineBelow', value, matchingColumns },
});

/** A role profile that may be changed and deleted. */
const draft = () =>
	assemble.sandbox.assemble.roleProfiles.find(({ status }) => status === 'draft')?.id ?? 0;
const idle = () => {
	const profile = assemble.sandbox.assemble.roleProfiles.find(({ status }) => status === 'draft');
	if (profile !== undefined) profile.status = 'inactive';
	return profile?.id ?? 0;
};

/** What an operation needs to be told. */
const NEEDED: Record<string, () => INodeParameters> = {
	'profile get': () => ({ profileId: byId(vome.sandbox.vome.profiles[3]?.id) }),
	'profile create': () =>
		columns({ email: 'new@example.org', first_name: 'Ada', last_name: 'Lane' }, []),
	'profile update': () => columns({ email: known(), phone_number: '555 0100' }, ['email']),
	'profile upsert': () => columns({ email: known(), phone_number: '555 0101' }, ['email']),
	'reservation get': () => ({ reservationId: vome.sandbox.vome.reservations[3]?.id }),
	'shift get': () => ({ shiftId: byId(vome.sandbox.vome.shifts[3]?.id) }),
	'Vome opportunity get': () => ({ opportunityId: byId(vome.sandbox.vome.opportunities[3]?.id) }),
	'Assemble opportunity get': () => ({ opportunityId: byId(801) }),
	'roleProfile get': () => ({ roleProfileId: byId(draft()) }),
	'activity get': () => ({ activityId: byId(3001) }),
	'team get': () => ({ teamId: byId(702) }),
	'user get': () => ({ userId: byId(501) }),
	'roleProfile create': () => ({ name: 'Driver' }),
	'roleProfile update': () => ({
		roleProfileId: byId(draft()),
		updateFields: { shortAdvert: 'Drive people to their appointments' },
	}),
	'roleProfile delete': () => ({ roleProfileId: byId(idle()), options: { checkFirst: false } }),
};

const byId = (id: unknown) => ({ __rl: true, mode: 'id', value: String(id) });
const known = () => String(vome.sandbox.vome.profiles[3]?.profile_details.email);

describe.each([
	['Vome', new Vome(), async (form: INodeParameters) => await vome.vome(form)],
	['Assemble', new Assemble(), async (form: INodeParameters) => await assemble.assemble(form)],
])('%s', (folder, node: INodeType, run) => {
	const operations = operationsOf(node).map(({ resource, operation }) => [
		String(resource.value),
		String(operation.value),
	]);

	it.each(operations)('%s: %s', async (resource = '', operation = '') => {
		const key = `${resource} ${operation}`;
		const needed = (NEEDED[key] ?? NEEDED[`${folder} ${key}`])?.() ?? {};
		const { items, error } = await run({ resource, operation, ...needed });
		expect(error).toBeUndefined();
		expect(items.length).toBeGreaterThan(0);
		const schema = schemaOf(folder, resource, operation);
		expect(schema).toMatchObject({ type: 'object', version: 1 });
		const isOpen = folder === 'Assemble' && OPEN.includes(resource) && operation !== 'count';
		expect(items.flatMap(({ json }) => misfits(schema, json, isOpen))).toEqual([]);
		// Of each list, a field without any value would prove nothing.
		if (operation === 'getAll') {
			const empty = Object.keys(schema.properties).filter((key) =>
				items.every(({ json }) => json[key] === null),
			);
			expect(empty).toEqual([]);
		}
	});
});
