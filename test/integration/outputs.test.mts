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
				tags: ['Tag A', 'Tag B'],
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
		['names with commas', 'email, age'],
		['an array of names', '={{ ["email", "age"] }}'],
		['the id among them', 'age,id,email,'],
	])('comes out with selected fields: %s', async (_, fields) => {
		const [json] = await read({ output: 'selectedFields', fields });
		expect(json).toEqual({ id: sample.id, email: 'sara.fried@example.com', age: 26 });
		expect(Object.keys(json ?? {})[0]).toBe('id');
	});
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
			expect(json.tags).toEqual(flattened.items[index]?.json.tags);
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

it('an account without custom fields gives an empty object', async () => {
	for (const profile of bench.sandbox.vome.profiles) profile.custom_fields = [];
	const { items } = await bench.vome({ returnAll: true });
	expect(new Set(items.map(({ json }) => JSON.stringify(json.custom_fields)))).toEqual(
		new Set(['{}']),
	);
});
