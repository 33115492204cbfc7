// Lists of servers as they are: without a stable order, with a total that does not fit, with IDs that two
// records share. The list comes out whole, or the error says what does not fit and that it comes again.
import type { INodeParameters } from 'n8n-workflow';

import type { NodeResult } from '../../engine/index.mts';
import { AssembleBench } from '../support/assembleBench.mts';
import { VomeBench } from '../support/vomeBench.mts';

const TOTAL = 450;

let vome: VomeBench;
let assemble: AssembleBench;
beforeAll(async () => {
	vome = await VomeBench.start({ profiles: TOTAL, shifts: 0, reservations: 0 });
	assemble = await AssembleBench.start({ roleProfiles: TOTAL });
});
beforeEach(() => {
	vome.sandbox.reset();
	assemble.reset();
});
afterAll(async () => {
	await vome.stop();
	await assemble.stop();
});

const all = { returnAll: true };
const strict = { returnAll: true, options: { completeness: 'strict' } };
const idsOf = ({ outputs: [items = []], error }: NodeResult) => {
	expect(error).toBeUndefined();
	return items.map(({ json }) => json.id);
};
const hintsOf = ({ hints }: NodeResult) => hints.map(({ message }) => message).join(' ');

const SERVICES = {
	Vome: {
		subject: 'profiles',
		quirks: (quirks: object) => void Object.assign(vome.sandbox.quirks, quirks),
		sandbox: () => vome.sandbox,
		rows: () => vome.sandbox.vome.profiles as Array<{ id: unknown }>,
		read: async (parameters: INodeParameters) => await vome.vome(parameters),
		cached: { count: 'cached' as const },
	},
	Assemble: {
		subject: 'role profiles',
		quirks: (quirks: object) => void Object.assign(assemble.sandbox.quirks, quirks),
		sandbox: () => assemble.sandbox,
		rows: () => assemble.sandbox.assemble.roleProfiles as Array<{ id: unknown }>,
		read: async (parameters: INodeParameters) => await assemble.assemble(parameters),
		cached: { total: 'cached' as const },
	},
};

describe.each(Object.keys(SERVICES) as Array<keyof typeof SERVICES>)('%s', (name) => {
	const { subject, quirks, sandbox, rows, read, cached } = SERVICES[name];
	const ids = () => rows().map(({ id }) => id);
	const sorted = (list: unknown[]) => list.map(String).sort();

	describe('without a stable order', () => {
		beforeEach(() => quirks({ order: 'groups' }));

		it('gives all, from several readings', async () => {
			const result = await read(all);
			expect(sorted(idsOf(result))).toEqual(sorted(ids()));
			expect(hintsOf(result)).toMatch(
				/the records changed places while they were read, so \d readings were put together\. No records were lost\.$/,
			);
		});

		it.each([1, 150, 449, 450, 1000])('gives %i at the most, each once', async (limit) => {
			const found = idsOf(await read({ limit }));
			expect(new Set(found).size).toBe(Math.min(limit, TOTAL));
			expect(found).toHaveLength(Math.min(limit, TOTAL));
		});

		it('gives all where it caps the page size', async () => {
			quirks({ cappedLimit: 80 });
			expect(sorted(idsOf(await read(all)))).toEqual(sorted(ids()));
		});

		it('fails in Strict, with the cause and what to do', async () => {
			const { error, outputs } = await read(strict);
			expect(outputs[0] ?? []).toEqual([]);
			expect(error?.message).toBe(`The list of ${subject} could not be read completely [item 0]`);
			expect(error?.description).toContain('Its rows change places each time it is read');
			expect(error?.description).toContain("set 'Completeness' to Standard");
			expect(error?.description).toContain('happens on every run');
		});
	});

	describe('that counts a few more than it lists', () => {
		beforeEach(() => quirks({ unlisted: 3 }));

		it.each([all, { limit: 1000 }, { limit: 450 }, { limit: 448 }])(
			'gives what it lists, and says both numbers: %j',
			async (parameters) => {
				const result = await read(parameters);
				// With a limit, Assemble lists the newest first.
				const unlisted = name === 'Assemble' && 'limit' in parameters ? [3] : [0, -3];
				expect(sorted(idsOf(result))).toEqual(sorted(ids().slice(...unlisted)));
				expect(hintsOf(result)).toBe(
					`${name} counts 450 ${subject} but lists 447. It never shows the other 3.`,
				);
			},
		);

		it('says nothing where no more are wanted than it lists', async () => {
			const result = await read({ limit: 447 });
			expect([idsOf(result).length, hintsOf(result)]).toEqual([447, '']);
		});

		it('gives what it lists also without a stable order', async () => {
			quirks({ order: 'groups' });
			expect(sorted(idsOf(await read(all)))).toEqual(sorted(ids().slice(0, -3)));
		});

		it('fails in Strict, with both numbers and what to do', async () => {
			const { error } = await read(strict);
			expect(error?.description).toMatch(/450 rows; its pages hold 447 .*happens on every run/);
			expect(error?.description).toContain("'Completeness' set to Standard");
		});

		it.each([5, 150])('fails where %i are missing, in few requests', async (unlisted) => {
			quirks({ unlisted });
			const { error, outputs } = await read(all);
			expect(outputs[0] ?? []).toEqual([]);
			const listed = TOTAL - unlisted;
			expect(error?.description).toContain(`450 rows; its pages hold ${listed} `);
			expect(error?.description).toContain('happens on every run');
			const { requests } = name === 'Vome' ? vome.sandbox : assemble.sandbox;
			expect(requests.length).toBeLessThan(20);
		});

		it.each(['string', 'strings'] as const)('counted as text, too', async () => {
			quirks(name === 'Vome' ? { count: 'string' } : { paginationNumbers: 'strings' });
			rows().splice(137);
			quirks({ unlisted: 1 });
			const result = await read(all);
			expect(idsOf(result)).toHaveLength(136);
			expect(hintsOf(result)).toContain(`${name} counts 137 ${subject} but lists 136.`);
		});

		it('gives what it lists where the last page that is counted is not there', async () => {
			rows().splice(201);
			quirks({ unlisted: 1 });
			expect(idsOf(await read(all))).toHaveLength(200);
		});
	});

	describe('whose count comes from a cache', () => {
		beforeEach(() => quirks(cached));

		it('gives the record behind the last page', async () => {
			rows().splice(301);
			const result = await read(all);
			expect(sorted(idsOf(result))).toEqual(sorted(ids()));
			expect(hintsOf(result)).toBe(`${name} counts 300 ${subject} but lists 301.`);
		});

		it('fails in Strict, with both numbers', async () => {
			rows().splice(301);
			const { error } = await read(strict);
			expect(error?.description).toContain('300 rows; its pages hold 301 ');
		});

		it('gives it also up to a limit', async () => {
			rows().splice(301);
			expect(idsOf(await read({ limit: 500 }))).toHaveLength(301);
		});
	});

	describe('that is counted on page 1 alone', () => {
		it.each([null, undefined])('comes out whole, later counts being %p', async (later) => {
			for (let page = 2; page <= 5; page += 1) {
				const listed = rows().slice(100 * (page - 1), 100 * page);
				const next = page < 5 ? 'more' : null;
				const body =
					name === 'Vome'
						? { count: later, next, previous: null, results: listed }
						: { data: listed, meta: { pagination: { total: later, links: { next } } } };
				sandbox().faults.push({ kind: 'wrongShape', path: '/api/*', page, body });
			}
			const result = await read(all);
			expect(idsOf(result)).toEqual(ids());
			expect(hintsOf(result)).toBe('');
		});
	});

	describe('where different records share an ID', () => {
		const share = (one: unknown, other: unknown, places: [number, number]) => {
			for (const [index, id] of [one, other].entries()) {
				const row = rows()[places[index] ?? 0];
				if (row !== undefined) row.id = id;
			}
		};

		it.each([
			['a number and its digits', 1, '1'],
			['integers that JSON cuts', 2 ** 53, 2 ** 53],
			['the same text', 'same', 'same'],
		])('fails, and says so: %s', async (_, one, other) => {
			for (const parameters of [all, strict, { limit: 449 }, { limit: 1000 }]) {
				for (const places of [
					[10, 11],
					[10, 210],
				] as Array<[number, number]>) {
					vome.sandbox.reset();
					assemble.reset();
					share(one, other, places);
					const { error, outputs } = await read(parameters);
					expect(outputs[0] ?? []).toEqual([]);
					expect(error?.description).toMatch(/^It has different records with the same ID, /);
				}
			}
		});

		it('gives a record once that is really there twice', async () => {
			const list = rows();
			list.splice(210, 1, list[10] as (typeof list)[number]);
			const result = await read(all);
			expect(idsOf(result)).toHaveLength(TOTAL - 1);
			expect(hintsOf(result)).toContain(`1 record that ${name} sent twice came out once`);
		});
	});
});

describe('a trigger for a list that lacks a few of what is counted', () => {
	it('works, and takes nothing for gone', async () => {
		vome.sandbox.quirks.unlisted = 3;
		const active = await vome.trigger({ event: 'profileAdded' });
		const { profiles } = vome.sandbox.vome;
		const [added] = profiles.splice(400, 1);
		expect((await active.poll()).items).toBeNull();
		vome.sandbox.quirks.unlisted = null;
		profiles.splice(400, 0, added as (typeof profiles)[number]);
		const { items } = await active.poll();
		expect(items?.map(({ json }) => json.id)).toEqual(profiles.slice(-3).map(({ id }) => id));
	});

	it('works without a stable order', async () => {
		vome.sandbox.quirks.order = 'groups';
		const active = await vome.trigger({ event: 'profileUpdated' });
		expect((await active.poll()).items).toBeNull();
		const profile = vome.sandbox.vome.profiles[77];
		if (profile !== undefined) profile.profile_details.email = 'new@example.org';
		const { items } = await active.poll();
		expect(items?.map(({ json }) => json.id)).toEqual([profile?.id]);
	});
});

it.each([{ order: 'groups' }, { unlisted: 3 }] as const)(
	'Get by email of nobody finds that there is nobody: %j',
	async (quirk) => {
		Object.assign(vome.sandbox.quirks, quirk);
		const profileId = { __rl: true, mode: 'email', value: 'nobody@example.org' };
		const { error } = await vome.vome({ operation: 'get', profileId });
		expect(error?.message).toBe('Vome has no profile with the email nobody@example.org [item 0]');
	},
);
