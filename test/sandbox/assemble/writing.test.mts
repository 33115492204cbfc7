import {
	type AssembleSandbox,
	type RoleProfile,
	handMadeIds,
	startAssembleSandbox,
} from '../../../sandbox/index.mts';
import sample from '../../fixtures/assemble/roleProfile.json';
import { type Client, accept, bearer, clientOf } from './client.mts';

let sandbox: AssembleSandbox;
let client: Client;

beforeAll(async () => {
	sandbox = await startAssembleSandbox();
	client = clientOf(sandbox);
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());

const list = '/api/role-profiles';
const stored = (id: number) => sandbox.assemble.roleProfiles.find((row) => row.id === id);
const create = (body: unknown) => client.send('POST', list, body);
const update = (id: number, body: unknown, method = 'PUT') =>
	client.send(method, `${list}/${id}`, body);

describe('create', () => {
	it('makes a draft with a new id, whatever was sent', async () => {
		const { status, data } = await create({
			name: 'Tea maker',
			id: 5,
			status: 'active',
			approved: true,
			editable: false,
		});
		expect(status).toBe(201);
		expect(data.data).toMatchObject({
			id: 161,
			name: 'Tea maker',
			display_name: 'Tea maker',
			type: 'volunteer',
			status: 'draft',
			approved: false,
			editable: true,
			family: null,
			tasks: [],
		});
		expect((await client.rows(`${list}?limit=1`))[0]).toEqual(data.data);
		expect(sandbox.assemble.relations.get(161)).toMatchObject({ activeUsers: 0, createdBy: 501 });
	});

	it("takes the body of the vendor's sample", async () => {
		const { display_name, role_base, ...body } = sample.data;
		const { status, data } = await create({
			...body,
			images: [{ id: 45645, thumbnails: {} }],
		});
		expect(status).toBe(201);
		expect(data.data).toMatchObject({
			display_name,
			family: body.family,
			base: body.base,
			tasks: body.tasks,
			images: [{ id: 45645 }],
		});
		expect(data.data.role_base).not.toBe(role_base);
		expect(data.data.recruitment_category.stages).toHaveLength(4);
	});

	it('knows families and the like by their ids, and gives ids to new lines', async () => {
		const { data } = await create({
			name: 'Nested',
			family: { id: 32 },
			base: { id: 66 },
			recruitment_category: { id: 12413 },
			tasks: [{ task: 'New' }, { id: 7, task: 'Kept' }],
			skills: [{ skill: 'New' }],
			benefits: [{ benefit: 'New' }],
		});
		expect(data.data).toMatchObject({
			family: { id: 32, name: 'Outdoors' },
			base: { id: 66, name: 'Home' },
			role_base: 'Home',
			recruitment_category: { id: 12413, name: 'Simple' },
			tasks: [
				{ id: expect.any(Number), task: 'New' },
				{ id: 7, task: 'Kept' },
			],
		});
		const { tasks, skills, benefits } = data.data as RoleProfile;
		expect(new Set([tasks[0]?.id, skills[0]?.id, benefits[0]?.id]).size).toBe(3);
	});

	it.each<[string, object]>([
		['name', {}],
		['name', { name: '' }],
		['name', { name: '  ' }],
		['name', { name: null }],
		['name', { name: 5 }],
		['type', { type: 'system' }],
		['type', { type: 'helper' }],
		['status', { status: 'archived' }],
		['approved', { approved: 'true' }],
		['minimum_age', { minimum_age: '16' }],
		['minimum_age', { minimum_age: 16.5 }],
		['minimum_address_history', { minimum_address_history: 2 }],
		['pdf_url', { pdf_url: 'not an address' }],
		['short_advert', { short_advert: null }],
		['family', { family: 31 }],
		['family', { family: null }],
		['family.id', { family: { name: 'Outdoors' } }],
		['family.id', { family: { id: 999 } }],
		['base.id', { base: { id: '64' } }],
		['recruitment_category.id', { recruitment_category: { id: 1 } }],
		['family.colour', { family: { id: 31, colour: 'red' } }],
		['tasks', { tasks: { task: 'x' } }],
		['tasks.0', { tasks: ['x'] }],
		['tasks.1.task', { tasks: [{ task: 'x' }, { id: 5 }] }],
		['tasks.0.task', { tasks: [{ task: '' }] }],
		['skills.0.task', { skills: [{ task: 'x', skill: 'y' }] }],
		['images.0.id', { images: [{ thumbnails: {} }] }],
		['display_name', { display_name: 'Title' }],
		['role_base', { role_base: 'Home' }],
		['family_id', { family_id: 31 }],
		['nonsense', { nonsense: 1 }],
	])('refuses a wrong %s: %j', async (field, body) => {
		const name = field === 'name' ? {} : { name: 'Right' };
		const { status, data } = await create({ ...name, ...body });
		expect(status).toBe(422);
		expect(data).toEqual({
			message: '422 Unprocessable Entity',
			errors: { [field]: [expect.any(String)] },
			status_code: 422,
		});
		expect(sandbox.assemble.roleProfiles).toHaveLength(60);
	});

	it('names all that is wrong', async () => {
		const { data } = await create({ type: 'x', minimum_age: '1' });
		expect(Object.keys(data.errors as object).sort()).toEqual(['minimum_age', 'name', 'type']);
	});

	it('refuses what is no JSON object', async () => {
		expect((await create([])).status).toBe(422);
		// axios would make JSON of any text.
		const send = async (type: string, body: string) => {
			const headers = { ...accept, ...bearer(sandbox.makeToken()), 'content-type': type };
			const answer = await fetch(sandbox.origin + list, { method: 'POST', headers, body });
			expect(await answer.json()).toMatchObject({ status_code: answer.status });
			return answer.status;
		};
		expect(await send('application/json', '')).toBe(422);
		expect(await send('application/json', '{"name":')).toBe(400);
		expect(await send('application/x-www-form-urlencoded', 'name=x')).toBe(415);
	});
});

describe('update', () => {
	it.each(['PUT', 'PATCH'])('changes what %s sends and keeps the rest', async (method) => {
		const before = structuredClone(stored(handMadeIds.draft));
		const { status, data } = await update(
			handMadeIds.draft,
			{ disclaimer: 'Bring boots.', minimum_age: 18, base: { id: 68 }, tasks: [{ task: 'Dig' }] },
			method,
		);
		expect(status).toBe(200);
		expect(data.data).toEqual({
			...before,
			disclaimer: 'Bring boots.',
			minimum_age: 18,
			base: { id: 68, name: 'Event', icon: 'fa fa-calendar', order_id: 5 },
			role_base: 'Event',
			tasks: [{ id: expect.any(Number), task: 'Dig' }],
		});
		expect(stored(handMadeIds.draft)).toEqual(data.data);
	});

	it('empties a text with an empty text and a list with an empty list', async () => {
		const { data } = await update(handMadeIds.draft, { short_advert: '', tasks: [] });
		expect(data.data).toMatchObject({ short_advert: null, tasks: [] });
	});

	it('changes nothing for an empty body', async () => {
		const before = structuredClone(stored(handMadeIds.draft));
		expect((await update(handMadeIds.draft, {})).data.data).toEqual(before);
	});

	it('checks the body and the id', async () => {
		expect((await update(handMadeIds.draft, { name: '' })).data.errors).toHaveProperty('name');
		expect((await update(handMadeIds.draft, { role_base: 'x' })).status).toBe(422);
		expect((await update(handMadeIds.draft, { type: 'system' })).status).toBe(422);
		expect((await update(5, { name: 'x' })).status).toBe(404);
	});

	it('approves a draft, which locks it', async () => {
		const { data } = await update(handMadeIds.draft, { approved: true });
		expect(data.data).toMatchObject({ approved: true, status: 'active', editable: false });
		expect(sandbox.assemble.relations.get(handMadeIds.draft)).toMatchObject({ approvedBy: 501 });
		expect((await update(handMadeIds.draft, { name: 'New' })).status).toBe(422);
		const back = await update(handMadeIds.draft, { approved: false });
		expect(back.data.data).toMatchObject({ approved: false, editable: true });
		expect(sandbox.assemble.relations.get(handMadeIds.draft)).toMatchObject({ approvedBy: null });
	});

	it('keeps the locked fields of an approved profile', async () => {
		const { family, name } = stored(handMadeIds.locked) as RoleProfile;
		const same = await update(handMadeIds.locked, { name, family, disclaimer: 'New' });
		expect(same.status).toBe(200);
		const { status, data } = await update(handMadeIds.locked, {
			name: 'New',
			family: { id: 31 },
			disclaimer: 'Newer',
		});
		expect(status).toBe(422);
		expect(Object.keys(data.errors as object).sort()).toEqual(['family', 'name']);
		expect(stored(handMadeIds.locked)).toMatchObject({ name, family, disclaimer: 'New' });
	});

	it('retires for good', async () => {
		const retired = await update(handMadeIds.locked, { status: 'inactive' });
		expect(retired.data.data.status).toBe('inactive');
		for (const status of ['active', 'draft']) {
			const { data } = await update(handMadeIds.locked, { status });
			expect(data.errors).toHaveProperty('status');
		}
		expect((await update(handMadeIds.locked, { status: 'inactive' })).status).toBe(200);
	});
});

describe('delete', () => {
	const remove = (id: number) => client.send('DELETE', `${list}/${id}`);

	it.each(['deletable', 'inactiveWithFormerUser'] as const)('deletes: %s', async (name) => {
		const { status, data } = await remove(handMadeIds[name]);
		expect([status, data]).toEqual([204, '']);
		expect(stored(handMadeIds[name])).toBeUndefined();
		expect((await remove(handMadeIds[name])).status).toBe(404);
	});

	it.each(['system', 'draft', 'locked', 'inactiveWithUsers'] as const)(
		'refuses: %s',
		async (name) => {
			const { status, data } = await remove(handMadeIds[name]);
			expect(status).toBe(400);
			expect(data).toEqual({ message: '400 Bad request', status_code: 400 });
			expect(stored(handMadeIds[name])).toBeDefined();
		},
	);

	it('refuses because of opportunities alone', async () => {
		sandbox.assemble.relationsOf(handMadeIds.deletable).opportunities = 1;
		expect((await remove(handMadeIds.deletable)).status).toBe(400);
	});

	it('does not use an id again', async () => {
		const { data } = await create({ name: 'Short lived' });
		await update(data.data.id as number, { status: 'inactive' });
		expect((await remove(data.data.id as number)).status).toBe(204);
		expect((await create({ name: 'Next' })).data.data.id).toBe(data.data.id + 1);
	});
});
