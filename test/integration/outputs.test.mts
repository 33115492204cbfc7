import { fieldsOf } from '../../nodes/shared/form/output.ts';
import { profileShape } from '../../nodes/Vome/resources/profile/shape.ts';
import type { Profile, VomeQuirks } from '../../sandbox/index.mts';
import documented from '../fixtures/vome-documented-list.json';
import { VomeBench } from '../support/vomeBench.mts';

let bench: VomeBench;
beforeAll(async () => {
	bench = await VomeBench.start({ profiles: 60, shifts: 0, reservations: 0 });
});
beforeEach(() => bench.sandbox.reset());
afterAll(async () => await bench.stop());

const flattenedFields = fieldsOf(profileShape(''));

describe("the vendor's documented sample", () => {
	const sample = documented.results[0] as unknown as Profile;
	const read = async (parameters: object) => {
		// The page as documented, but for the count, which belongs to 791 profiles.
		bench.sandbox.faults.push({
			kind: 'status',
			status: 200,
			contentType: 'application/json',
			body: { ...documented, count: 1 },
		});
		const { items } = await bench.vome({ returnAll: true, ...parameters });
		return items.map(({ json }) => json);
	};

	it('comes out raw as it is', async () => {
		expect(await read({ output: 'raw' })).toEqual([sample]);
	});

	it('comes out simplified', async () => {
		expect(await read({})).toEqual([
			expect.objectContaining({
				id: sample.id,
				first_name: 'Sara',
				completed_shifts: 0,
				custom_fields: {
					'Custom Title - Boolean Field A': true,
					'Multi-Select (Colors)': ['Blue', 'Green'],
				},
			}),
		]);
	});

	it('comes out flattened, the profile image with the address of the server', async () => {
		expect(await read({ output: 'flattened' })).toEqual([
			expect.objectContaining({
				gender: 'Male',
				occupation: 'Retiree',
				longitude: '-73.69960300000001',
				profile_image_url: `${bench.sandbox.origin}${sample.profile_details.profile_image}`,
			}),
		]);
	});

	it.each([
		['chosen from the list', ['email', 'age']],
		['names with commas from an expression', '={{ "email, age" }}'],
		['an array of names from an expression', '={{ ["email", "age"] }}'],
		['the id among them', '={{ "age,id,email," }}'],
	])('comes out with selected fields: %s', async (_, fields) => {
		const [json] = await read({ output: 'selectedFields', fields });
		expect(json).toEqual({ id: sample.id, email: 'sara.fried@example.com', age: 26 });
		expect(Object.keys(json ?? {})[0]).toBe('id');
	});

	it('comes out with the custom fields that are chosen, one column each', async () => {
		const colors = 'custom_fields.Multi-Select (Colors)';
		const fields = [colors, 'custom_fields.No such field', 'email', 'custom_fields'];
		const [json] = await read({ output: 'selectedFields', fields });
		expect(Object.entries(json ?? {})).toEqual([
			['id', sample.id],
			[colors, ['Blue', 'Green']],
			['custom_fields.No such field', null],
			['email', 'sara.fried@example.com'],
			[
				'custom_fields',
				{ 'Custom Title - Boolean Field A': true, 'Multi-Select (Colors)': ['Blue', 'Green'] },
			],
		]);
	});

	it.each([
		['__proto__', 'custom_fields.__proto__'],
		['constructor', 'custom_fields.constructor'],
		[' Size, EU ', 'custom_fields.Size, EU'],
		['a.b', 'custom_fields.a.b'],
	])('comes out with a custom field called %j', async (name, field) => {
		const [entry] = sample.custom_fields;
		if (entry === undefined) throw new Error('no custom field');
		const { name: before } = entry.custom_field;
		entry.custom_field.name = name;
		const [json] = await read({ output: 'selectedFields', fields: [field] });
		entry.custom_field.name = before;
		expect(Object.entries(json ?? {})).toEqual([
			['id', sample.id],
			[field, true],
		]);
	});

	it.each(['__proto__', 'constructor', 'toString', 'custom_field.Size', 'Custom_fields.Size'])(
		'has no field %j',
		async (field) => {
			const { error, items } = await bench.vome({ output: 'selectedFields', fields: [field] });
			expect(error?.message).toBe(
				`'Field Names or IDs' names a field that does not exist: ${field} [item 0]`,
			);
			expect(error?.description).toBe(`The fields are ${flattenedFields.join(', ')}.`);
			expect([items, bench.urls]).toEqual([[], []]);
		},
	);
});

describe('all profiles of the sandbox', () => {
	it.each<Partial<VomeQuirks>>([
		{},
		{ coordinates: 'latitude_longitude' },
		{ coordinates: 'address_coordinates' },
		{ tagName: 'title' },
		{ categoryShape: 'titleOnly' },
		{ enums: 'strings' },
		{ customFieldValues: 'object' },
		{ customFieldNumbers: 'strings' },
		{ profileShape: 'flat' },
		{ fullName: 'empty' },
		{ hasMedicalInfo: 'string' },
	])('come out in every form, with %j', async (quirks) => {
		Object.assign(bench.sandbox.quirks, quirks);
		const raw = await bench.vome({ returnAll: true, output: 'raw' });
		const flattened = await bench.vome({ returnAll: true, output: 'flattened' });
		const simplified = await bench.vome({ returnAll: true });
		expect(raw.items).toHaveLength(60);

		const server = bench.sandbox.vome.profiles;
		flattened.items.forEach(({ json }, index) => {
			expect(Object.keys(json)).toEqual(flattenedFields);
			expect(Object.values(json)).not.toContain(undefined);
			expect(json.first_name).toBe(server[index]?.profile_details.first_name);
			expect(json.full_name).not.toBe('');
		});
		simplified.items.forEach(({ json }, index) => {
			expect(Object.keys(json)).toHaveLength(10);
			expect(json.email).toBe(server[index]?.profile_details.email);
			expect(json.completed_shifts).toBe(server[index]?.completed_shifts);
		});
	});

	it('look the same whichever way the server spells them', async () => {
		const read = async (quirks: Partial<VomeQuirks>) => {
			bench.sandbox.reset();
			Object.assign(bench.sandbox.quirks, quirks);
			const { items } = await bench.vome({ returnAll: true, output: 'flattened' });
			return items.map(({ json }) => json);
		};
		const usual = await read({});
		for (const quirks of [
			{ tagName: 'title' },
			{ categoryShape: 'titleOnly' },
			{ enums: 'strings' },
			{ profileShape: 'flat' },
			{ hasMedicalInfo: 'string' },
		] as const) {
			expect(await read(quirks)).toEqual(usual);
		}
	});
});

describe('the list of fields to choose from', () => {
	const form = async () =>
		await bench.form<Array<{ name: string; value: string }>>('loadOptions', 'getProfileFields');

	it('has each field of a profile, and each custom field, in the order of the alphabet', async () => {
		const options = await form();
		const names = options.map(({ name }) => name);
		expect(names).toEqual(names.toSorted((one, other) => one.localeCompare(other)));
		expect(new Set(names).size).toBe(names.length);

		const own = options.filter(({ value }) => value.startsWith('custom_fields.'));
		const values = options.map(({ value }) => value);
		expect(values).toEqual(expect.arrayContaining(flattenedFields));
		expect(values).toHaveLength(flattenedFields.length + own.length);
		expect(own.map(({ name }) => name)).toContain('Custom Field: T-shirt size');
		// Two fields have this name.
		expect(own.filter(({ name }) => name.startsWith('Custom Field: Notes'))).toHaveLength(2);
	});

	it('gives what can be chosen', async () => {
		const fields = (await form()).map(({ value }) => value);
		const { items, error } = await bench.vome({
			output: 'selectedFields',
			fields,
			returnAll: true,
		});
		expect(error).toBeUndefined();
		const filled = new Set(
			items.flatMap(({ json }) => Object.keys(json).filter((key) => json[key] !== null)),
		);
		const own = fields.filter((field) => field.startsWith('custom_fields.'));
		expect(own.length).toBeGreaterThan(10);
		expect([...filled]).toEqual(expect.arrayContaining(own));
	});

	it('says what is wrong with the credential', async () => {
		await bench.saveCredential({ apiKey: 'wrong' });
		const node = {
			type: 'n8n-nodes-vome-assemble.vome',
			parameters: {},
			credentials: { vomeApi: { id: 'vome', name: 'Vome account' } },
		};
		await expect(bench.engine.callMethod(node, 'loadOptions', 'getProfileFields')).rejects.toThrow(
			'Vome rejected the API key',
		);
	});
});

it('an account without custom fields gives an empty object', async () => {
	for (const profile of bench.sandbox.vome.profiles) profile.custom_fields = [];
	const { items } = await bench.vome({ returnAll: true });
	expect(new Set(items.map(({ json }) => JSON.stringify(json.custom_fields)))).toEqual(
		new Set(['{}']),
	);
});
