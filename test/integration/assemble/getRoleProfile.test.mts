import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { includeOption } from '../../../nodes/Assemble/resources/roleProfile/shape.ts';
import type { Fault } from '../../../sandbox/index.mts';
import { handMadeIds } from '../../../sandbox/index.mts';
import { AssembleBench } from '../../support/assembleBench.mts';
import type { Run } from '../../support/bench.mts';

const INCLUDES = includeOption.options.map(({ value }) => value);

let bench: AssembleBench;
beforeAll(async () => {
	bench = await AssembleBench.start();
});
beforeEach(() => bench.reset());
afterAll(async () => await bench.stop());

const get = async (roleProfileId: unknown, more: INodeParameters = {}) =>
	await bench.assemble({ operation: 'get', roleProfileId, ...more } as INodeParameters);

it.each([
	[103],
	['103'],
	[' 103 '],
	[{ __rl: true, mode: 'list', value: '103', cachedResultName: 'Club leader' }],
	[{ __rl: true, mode: 'id', value: '103' }],
	['={{ 100 + 3 }}'],
	[{ __rl: true, mode: 'id', value: '={{ "103" }}' }],
])('takes the ID %j', async (id) => {
	const { items } = await get(id);
	expect(items).toEqual([{ json: expect.objectContaining({ id: 103 }), pairedItem: { item: 0 } }]);
	expect(bench.requests).toEqual(['GET /api/role-profiles/103']);
});

it.each([
	'abc',
	'1/2',
	'..',
	'103?x=1',
	'-1',
	'0',
	'1.5',
	'={{ [103] }}',
	'={{ {} }}',
	'1e3',
	'99999999999999999999',
])('refuses the ID %p, and nothing is sent', async (id) => {
	const { error } = await get(id);
	expect(error?.message).toMatch(
		/^'Role Profile' must be an ID, which is a whole number such as 123: it is .* \[item 0\]$/,
	);
	expect(bench.sandbox.requests).toEqual([]);
});

it.each(['={{ "" }}', '={{ null }}', '={{ $json.missing }}'])(
	'refuses an empty ID from %p, and nothing is sent',
	async (id) => {
		const { error } = await get({ __rl: true, mode: 'id', value: id });
		expect(error?.message).toBe("'Role Profile' is empty [item 0]");
		expect(bench.sandbox.requests).toEqual([]);
	},
);

it('says that there is none', async () => {
	const { error } = await get(424242);
	expect(error?.message).toBe('Assemble has no role profile with the ID 424242 [item 0]');
	expect(error?.description).toContain('may not see it');
});

it.each(['7', 8, 1037, '0103'])('takes no other role profile for it: %j', async (id) => {
	bench.sandbox.faults.push({ kind: 'wrongShape', path: '/api/*', body: { data: { id } } });
	for (const ifNotFound of ['error', 'nothing']) {
		const { error } = await get(103, { options: { ifNotFound } });
		expect(error?.message).toBe(
			`Assemble answered with role profile ${id} instead of 103 [item 0]`,
		);
		expect(error?.description).toContain('Nothing was changed');
	}
});

it.each(['/api', '', '/api/v3', '/v3'] as const)(
	'is found after one that is missing, though no list has it (API at %p)',
	async (apiPath) => {
		bench.sandbox.quirks.apiPath = apiPath;
		const body = { data: [], meta: { pagination: { total: 0, per_page: 100, current_page: 1 } } };
		bench.sandbox.faults.push({ kind: 'wrongShape', path: `${apiPath}/role-profiles`, body });
		const { items } = await bench.assemble(
			{ operation: 'get', roleProfileId: '={{ $json.id }}' },
			{ input: [{ id: 424242 }, { id: 103 }], onError: 'continueRegularOutput' },
		);
		expect(items.map(({ json }) => json.id ?? json.error)).toEqual([
			'Assemble has no role profile with the ID 424242 [item 0]',
			103,
		]);
	},
);

it('is asked for once, however many items name it', async () => {
	await bench.seeRoleProfiles();
	const { items } = await bench.assemble(
		{ operation: 'get', roleProfileId: '={{ $json.id }}', output: 'raw' },
		{
			input: [103, 424242, 103, 424242].map((id) => ({ id })),
			onError: 'continueRegularOutput',
		},
	);
	const none = expect.stringContaining('has no role profile with the ID 424242');
	expect(items.map(({ json }) => json.id ?? json.error)).toEqual([103, none, 103, none]);
	expect(items[0]?.json).not.toBe(items[2]?.json);
	expect(bench.requests.filter((request) => request.endsWith('/103'))).toHaveLength(1);
	expect(bench.requests.filter((request) => request.endsWith('/424242'))).toHaveLength(1);
});

describe('where nothing is to come out if there is none', () => {
	const getMany = async (input: IDataObject[], run: Run = {}) =>
		await bench.assemble(
			{
				operation: 'get',
				roleProfileId: '={{ $json.id }}',
				output: 'selectedFields',
				fields: 'status',
				options: { ifNotFound: 'nothing' },
			},
			{ input, ...run },
		);

	it('leaves out one that is gone (HTTP 410), too', async () => {
		bench.sandbox.faults.push({ kind: 'status', status: 410, path: '/api/role-profiles/103' });
		const { items, error } = await getMany([{ id: 103 }, { id: 106 }]);
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.id)).toEqual([106]);
	});

	it('leaves out the item, and goes on with the others', async () => {
		const { items, error } = await getMany([{ id: 424242 }, { id: 106 }]);
		expect(error).toBeUndefined();
		expect(items).toEqual([{ json: { id: 106, status: 'inactive' }, pairedItem: { item: 1 } }]);
	});

	it.each([
		[{ kind: 'status', status: 403 }, 'Assemble does not allow this'],
		[{ kind: 'status', status: 418 }, '(HTTP 418)'],
		[{ kind: 'html', status: 200 }, 'answered with a web page'],
		[{ kind: 'wrongShape', body: { data: null } }, 'in an unknown form'],
	] as Array<[Fault, string]>)('is still an error: %j', async (fault, message) => {
		await bench.seeRoleProfiles();
		bench.sandbox.faults.push({ path: '/api/*', ...fault });
		const { items } = await getMany([{ id: 103 }], { onError: 'continueRegularOutput' });
		expect(items).toEqual([
			{ json: { error: expect.stringContaining(message) }, pairedItem: { item: 0 } },
		]);
	});

	it.each(['', null, 'abc', '-1'])('refuses the ID %j, and nothing is sent', async (id) => {
		const { error } = await getMany([{ id }]);
		expect(error?.message).toMatch(/^'Role Profile' (is empty|must be an ID)/);
		expect(bench.sandbox.requests).toEqual([]);
	});

	it('refuses any other wish', async () => {
		const { error } = await get(103, { options: { ifNotFound: '={{ "skip" }}' } });
		expect(error?.message).toBe(
			"'If Not Found' must be one of error, nothing: it is 'skip' [item 0]",
		);
		expect(bench.sandbox.requests).toEqual([]);
	});
});

it('comes out in each form', async () => {
	expect((await get(108, { output: 'raw' })).items[0]?.json).toEqual(
		bench.sandbox.assemble.roleProfiles.find(({ id }) => id === 108),
	);
	expect((await get(108, { output: 'flattened' })).items[0]?.json).toMatchObject({
		minimum_address_history: '2',
		family: 'Volunteer',
		tasks: ['A pellentesque sit amet porttitor eget.'],
	});
});

it('reads a system profile and one without a family without complaint', async () => {
	for (const emptyValues of ['null', 'missing', 'emptyString'] as const) {
		bench.sandbox.quirks.emptyValues = emptyValues;
		const { items, error } = await get(handMadeIds.system, { output: 'flattened' });
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ type: 'system', family_id: null, tasks: [] });
	}
});

describe('includes', () => {
	it('all twelve come along, asked for once, in the three forms', async () => {
		for (const output of ['simplified', 'flattened', 'raw']) {
			const { items } = await get(103, { output, options: { include: [...INCLUDES] } });
			for (const name of INCLUDES) expect(items[0]?.json).toHaveProperty(name);
			expect(items[0]?.json).toMatchObject({
				active_users_count: expect.any(Number),
				permission_group: { id: expect.any(Number), name: 'Volunteer' },
			});
		}
		expect(bench.requests[0]).toBe(`GET /api/role-profiles/103?include=${INCLUDES.join('%2C')}`);
	});

	it.each([
		{ includeShape: 'data', countShape: 'number' },
		{ includeShape: 'data', countShape: 'string' },
		{ includeShape: 'bare', countShape: 'string' },
	] as const)('come out the same where they are sent as %j', async (quirks) => {
		const parameters = { options: { include: [...INCLUDES] } };
		const { items: usual } = await get(103, parameters);
		Object.assign(bench.sandbox.quirks, quirks);
		const { items } = await get(103, parameters);
		expect(items[0]?.json).toEqual(usual[0]?.json);
		const { items: raw } = await get(103, { ...parameters, output: 'raw' });
		expect(raw[0]?.json.teams).toEqual(expect.any(Array));
	});

	it('that were not asked for are not sent', async () => {
		const { items } = await get(103, { options: {} });
		expect(bench.requests).toEqual(['GET /api/role-profiles/103']);
		expect(items[0]?.json).not.toHaveProperty('teams');
	});

	it('are kept where other fields are selected', async () => {
		const { items } = await get(103, {
			output: 'selectedFields',
			fields: 'name',
			options: { include: ['active_users_count'] },
		});
		expect(Object.keys(items[0]?.json ?? {})).toEqual(['id', 'name', 'active_users_count']);
	});

	it('can be selected alone', async () => {
		const { items } = await get(103, {
			output: 'selectedFields',
			fields: 'active_users_count',
			options: { include: ['active_users_count'] },
		});
		expect(items[0]?.json).toEqual({ id: 103, active_users_count: expect.any(Number) });
	});

	it('that do not exist are refused, and nothing is sent', async () => {
		const { error } = await get(103, { options: { include: '={{ ["teams", "shoes"] }}' } });
		expect(error?.message).toBe(
			"'Include' names something that Assemble does not offer: shoes [item 0]",
		);
		expect(bench.sandbox.requests).toEqual([]);
	});

	it('are quoted in part where they are many', async () => {
		const include = `={{ "x".repeat(1000000) }}`;
		const { error } = await get(103, { options: { include } });
		expect(error?.message.length).toBeLessThan(500);
	});
});

it('several items are read one by one, and a bad one does not cost the others', async () => {
	const { items } = await bench.assemble(
		{
			operation: 'get',
			roleProfileId: '={{ $json.id }}',
			output: 'selectedFields',
			fields: 'status',
		},
		{
			input: [{ id: 101 }, { id: 'x' }, { id: 424242 }, { id: 106 }],
			onError: 'continueRegularOutput',
		},
	);
	expect(items).toEqual([
		{ json: { id: 101, status: 'active' }, pairedItem: { item: 0 } },
		{ json: { error: expect.stringContaining("'Role Profile' must be") }, pairedItem: { item: 1 } },
		{
			json: { error: expect.stringContaining('no role profile with the ID 424242') },
			pairedItem: { item: 2 },
		},
		{ json: { id: 106, status: 'inactive' }, pairedItem: { item: 3 } },
	]);
});
