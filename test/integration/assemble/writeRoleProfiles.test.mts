import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { handMadeIds } from '../../../sandbox/index.mts';
import type { Run } from '../../support/bench.mts';
import { AssembleBench } from '../../support/assembleBench.mts';
import { clock } from '../../support/clock.mts';

let bench: AssembleBench;
beforeAll(async () => {
	bench = await AssembleBench.start();
});
beforeEach(() => bench.reset());
afterAll(async () => await bench.stop());

const { draft, locked, inactiveWithUsers, inactiveWithFormerUser, deletable } = handMadeIds;

const create = async (additionalFields: IDataObject = {}, run: Run = {}, name = 'New') =>
	await bench.assemble({ operation: 'create', name, additionalFields } as INodeParameters, run);

const update = async (
	roleProfileId: unknown,
	updateFields: IDataObject,
	options: IDataObject = {},
	run: Run = {},
) =>
	await bench.assemble(
		{ operation: 'update', roleProfileId, updateFields, options } as INodeParameters,
		run,
	);

const remove = async (roleProfileId: unknown, options: IDataObject = {}, run: Run = {}) =>
	await bench.assemble({ operation: 'delete', roleProfileId, options } as INodeParameters, run);

const profile = (id: number) => bench.sandbox.assemble.roleProfiles.find((row) => row.id === id);

/** The bodies of all changes that were sent. */
const bodies = () =>
	bench.sandbox.requests
		.filter(({ method, path }) => method !== 'GET' && path.startsWith('/api/'))
		.map(({ body }) => body);

const ALL_FIELDS = {
	type: 'non-volunteer',
	status: 'draft',
	approved: false,
	shortAdvert: ' Short\nadvert ',
	longAdvert: 'Long "advert" ü',
	disclaimer: 'None',
	volunteerManager: 'Shop manager',
	whyWeWantYou: 'You are kind',
	recruitable: true,
	minimumAge: 16,
	pdfUrl: 'https://example.com/role.pdf',
	riskAssessmentUrl: 'http://example.com/risk.pdf',
	minimumAddressHistory: '2',
	receivesTeamNotifications: true,
	familyId: 31,
	recruitmentCategoryId: '={{ "2" }}',
	baseId: '={{ 61 }}',
	tasks: ['Sort', ' Sell ', ''],
	skills: ['Kindness'],
	benefits: ['Tea'],
	extraFields: '{"images": []}',
};

/** As the contract has it (contract/assemble.md 4.4). */
const ALL_BODY = (ids: { family: number; category: number; base: number }) => ({
	type: 'non-volunteer',
	status: 'draft',
	approved: false,
	short_advert: ' Short\nadvert ',
	long_advert: 'Long "advert" ü',
	disclaimer: 'None',
	volunteer_manager: 'Shop manager',
	why_we_want_you: 'You are kind',
	recruitable: true,
	minimum_age: 16,
	pdf_url: 'https://example.com/role.pdf',
	risk_assessment_url: 'http://example.com/risk.pdf',
	minimum_address_history: '2',
	receives_team_notifications: true,
	family: { id: ids.family },
	recruitment_category: { id: ids.category },
	base: { id: ids.base },
	tasks: [{ task: 'Sort' }, { task: 'Sell' }],
	skills: [{ skill: 'Kindness' }],
	benefits: [{ benefit: 'Tea' }],
	images: [],
});

function allFields() {
	const { families, recruitmentCategories, bases } = bench.sandbox.assemble;
	const ids = {
		family: families[1]?.id ?? 0,
		category: recruitmentCategories[1]?.id ?? 0,
		base: bases[2]?.id ?? 0,
	};
	const fields = {
		...ALL_FIELDS,
		familyId: ids.family,
		recruitmentCategoryId: `={{ "${ids.category}" }}`,
		baseId: `={{ ${ids.base} }}`,
	};
	return { fields, body: ALL_BODY(ids) };
}

/** Values that no field of a form can have, for both create and update. */
const BAD_FIELDS: Array<[IDataObject, string]> = [
	[{ type: '={{ "system" }}' }, "'Type' must be one of volunteer, non-volunteer"],
	[{ status: '={{ "gone" }}' }, "'Status' must be one of draft, active, inactive"],
	[{ approved: '={{ "maybe" }}' }, "'Approved' must be true or false"],
	[{ minimumAge: '={{ "old" }}' }, "'Minimum Age' must be a whole number of at least 0"],
	[{ minimumAge: -1 }, "'Minimum Age' must be a whole number of at least 0"],
	[{ pdfUrl: 'role.pdf' }, "'PDF URL' must be an address that starts with https://"],
	[{ riskAssessmentUrl: 'javascript:x' }, "'Risk Assessment URL' must be an address"],
	[{ familyId: '={{ "Shops" }}' }, "'Family Name or ID' must be an ID"],
	[{ recruitmentCategoryId: '={{ [1] }}' }, "'Recruitment Category Name or ID' must be an ID"],
	[{ baseId: '={{ -1 }}' }, "'Base Name or ID' must be an ID"],
	[{ tasks: '={{ [{ task: "x" }] }}' }, "'Tasks' must be a list of texts"],
	[{ skills: '={{ 5 }}' }, "'Skills' must be a list of texts"],
	[{ shortAdvert: '={{ { a: 1 } }}' }, "'Short Advert' must be text"],
	[{ extraFields: '[1]' }, "'Extra Fields' must be a JSON object"],
	[{ extraFields: '"text"' }, "'Extra Fields' must be a JSON object"],
	[{ extraFields: '{"a": ' }, "'Extra Fields' must be JSON"],
	[{ extraFields: '={{ [1] }}' }, "'Extra Fields' must be a JSON object"],
	[{ extraFields: '={{ 5 }}' }, "'Extra Fields' must be a JSON object"],
];

describe('create', () => {
	it('sends the name alone where nothing else is set', async () => {
		const { items } = await create();
		expect(bodies()).toEqual([{ name: 'New' }]);
		expect(bench.requests).toEqual(['POST /api/role-profiles']);
		expect(items).toEqual([
			{
				json: expect.objectContaining({ id: 161, name: 'New', status: 'draft' }),
				pairedItem: { item: 0 },
			},
		]);
	});

	it('sends each field as the contract has it', async () => {
		const { fields, body } = allFields();
		const { error, hints } = await create(fields);
		expect(error).toBeUndefined();
		expect(bodies()).toEqual([{ name: 'New', ...body }]);
		expect(hints).toEqual([]);
	});

	it('leaves out what an expression does not give, and lists without an entry', async () => {
		const nothing = '={{ $json.missing }}';
		await create({
			shortAdvert: nothing,
			minimumAge: nothing,
			approved: nothing,
			familyId: '',
			type: nothing,
			pdfUrl: nothing,
			tasks: [''],
			skills: [],
			benefits: nothing,
			extraFields: '{}',
		});
		expect(bodies()).toEqual([{ name: 'New' }]);
	});

	it('leaves out texts that are empty, since there is nothing to clear', async () => {
		await create({ shortAdvert: '', pdfUrl: '', minimumAddressHistory: '={{ "" }}' });
		expect(bodies()).toEqual([{ name: 'New' }]);
	});

	it.each([
		'={{ ["Sort", "Sell"] }}',
		'["Sort", "Sell"]',
		'={{ JSON.stringify(["Sort", "Sell"]) }}',
	])('takes the list %p', async (tasks) => {
		await create({ tasks });
		expect(bodies()).toEqual([{ name: 'New', tasks: [{ task: 'Sort' }, { task: 'Sell' }] }]);
	});

	it('lets extra fields have the last word', async () => {
		await create({ minimumAge: 16, extraFields: '={{ { minimum_age: 21, name: "Other" } }}' });
		expect(bodies()).toEqual([{ name: 'Other', minimum_age: 21 }]);
	});

	it('tells what Assemble did not take over', async () => {
		const { items, hints } = await create({ status: 'active', approved: true });
		expect(items[0]?.json).toMatchObject({ status: 'draft', approved: false });
		expect(hints).toEqual([
			{
				message:
					'Assemble made the role profile 161, but did not take over Status, Approved. A new role profile starts as a draft that is not approved.',
				type: 'warning',
				location: 'outputPane',
			},
		]);
	});

	it('tells nothing where Assemble took over all', async () => {
		Object.assign(bench.sandbox.quirks, { newProfileState: 'asSent', createStatus: 200 });
		const { hints } = await create({ status: 'active', approved: true });
		expect(hints).toEqual([]);
	});

	it('tells of extra fields that Assemble ignored', async () => {
		bench.sandbox.quirks.unknownFields = 'ignore';
		const { hints } = await create({ extraFields: '{"display_name": "Helper"}' });
		expect(hints[0]?.message).toContain('did not take over display_name.');
	});

	it('takes for the same what only looks different', async () => {
		Object.assign(bench.sandbox.quirks, { wrapHtml: true, trimTexts: true, idType: 'string' });
		const { hints } = await create({ longAdvert: ' Tea & <b>cake</b> ', familyId: 31 });
		expect(hints).toEqual([]);
	});

	it.each([...BAD_FIELDS])('refuses %j, and nothing is sent', async (fields, message) => {
		const { error } = await create(fields);
		expect(error?.message).toContain(message);
		expect(error?.message).toMatch(/ \[item 0\]$/);
		expect(error?.description).toBeTruthy();
		expect(bench.sandbox.requests).toEqual([]);
	});

	it.each(['={{ "" }}', '={{ "  " }}', '={{ null }}'])('refuses the name %p', async (name) => {
		const { error } = await create({}, {}, name);
		expect(error?.message).toBe("'Name' is empty [item 0]");
		expect(bench.sandbox.requests).toEqual([]);
	});

	it.each([
		[{ kind: 'drop' as const }, 'Assemble could not be reached'],
		[{ kind: 'dropMidBody' as const }, 'Assemble could not be reached'],
		[{ kind: 'status' as const, status: 500 }, 'Assemble could not answer (HTTP 500)'],
		[{ kind: 'status' as const, status: 503 }, 'Assemble could not answer (HTTP 503)'],
		[{ kind: 'truncate' as const }, 'Assemble sent an answer that cannot be read'],
		[{ kind: 'html' as const }, 'Assemble answered with a web page instead of data'],
	])('is never sent twice: %j', async (fault, message) => {
		bench.sandbox.faults.push({ ...fault, method: 'POST', path: '/api/role-profiles' });
		const { error } = await create();
		expect(error?.message).toBe(`${message}; whether the change was made is not known [item 0]`);
		expect(error?.description).toContain('Look in Assemble before you run this item again');
		expect(bench.requests).toEqual(['POST /api/role-profiles']);
	});

	it('waits for its turn where Assemble turns it away', async () => {
		bench.sandbox.faults.push({
			kind: 'status',
			status: 429,
			method: 'POST',
			path: '/api/role-profiles',
			times: 2,
			retryAfter: '3',
		});
		const { items } = await create();
		expect(items).toHaveLength(1);
		expect(clock.pauses.map((pause) => Math.round(pause / 100))).toEqual([30, 30]);
		expect(bench.sandbox.assemble.roleProfiles.filter(({ name }) => name === 'New')).toHaveLength(
			1,
		);
	});

	it('says so where the answer has no ID', async () => {
		bench.sandbox.faults.push({
			kind: 'wrongShape',
			method: 'POST',
			path: '/api/*',
			body: { ok: 1 },
		});
		const { error } = await create();
		expect(error?.message).toBe(
			'Assemble accepted the new role profile, but did not tell its ID [item 0]',
		);
		expect(error?.description).toContain("Look in Assemble for 'New'");
	});

	it('that stops at an item says which were done', async () => {
		const { error } = await bench.assemble(
			{ operation: 'create', name: '={{ $json.name }}', additionalFields: {} },
			{ input: [{ name: 'One' }, { name: 'Two' }, { name: '' }] },
		);
		expect(error?.message).toBe("'Name' is empty [item 2]");
		expect(error?.description).toContain('Items 0 to 1 were already done: leave them out');
	});

	it.each([
		[{ type: '={{ " Non-Volunteer" }}' }, { type: 'non-volunteer' }],
		[{ recruitable: '={{ "Yes" }}' }, { recruitable: true }],
		[{ recruitable: '={{ "no" }}' }, { recruitable: false }],
	])('takes %j as people write it', async (fields, body) => {
		await create(fields);
		expect(bodies()).toEqual([{ name: 'New', ...body }]);
	});

	it('two hundred items, of which one is bad', async () => {
		const { items } = await bench.assemble(
			{
				operation: 'create',
				name: '={{ $json.name }}',
				additionalFields: { minimumAge: '={{ $json.age }}' },
			},
			{
				input: Array.from({ length: 200 }, (_, index) => ({
					name: `Role ${index}`,
					age: index === 77 ? 'old' : 18,
				})),
				onError: 'continueRegularOutput',
			},
		);
		expect(items).toHaveLength(200);
		const bad = items.filter(({ json }) => 'error' in json);
		expect(bad).toEqual([
			{
				json: { error: expect.stringContaining("'Minimum Age' must be a whole number") },
				pairedItem: { item: 77 },
			},
		]);
		expect(bodies()).toHaveLength(199);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(items.map((_, item) => ({ item })));
	});
});

describe('what Assemble refuses', () => {
	it('is told with the texts of the fields', async () => {
		const { error } = await create({
			extraFields: '{"minimum_age": "old", "family": {"id": 999}}',
		});
		expect(error?.message).toMatch(
			/^Assemble did not accept the request \(HTTP 422\): 422 Unprocessable Entity; .*minimum_age: .* \[item 0\]$/,
		);
		expect(error?.message).not.toMatch(/[{}]/);
		expect(error?.description).toContain('Correct the fields');
	});

	it.each([
		[{ status: 409, body: { message: 'Exists', status_code: 409 } }, '(HTTP 409): Exists'],
		[{ status: 400 }, '(HTTP 400): 400 Bad Request'],
		[{ status: 403 }, 'Assemble does not allow this for the login'],
		[{ status: 404 }, 'Assemble could not find the role profiles'],
	])('%j', async (fault, message) => {
		bench.sandbox.faults.push({ kind: 'status', method: 'POST', path: '/api/*', ...fault });
		const { error } = await create();
		expect(error?.message).toContain(message);
		expect(error?.message).not.toContain('not known');
		expect(bench.requests).toHaveLength(1);
	});

	it('is told to a reader who may not write', async () => {
		const credential = {
			email: 'reader@sandbox.example',
			password: 'reader-sandbox-password',
		};
		for (const result of [
			await create({}, { credential }),
			await update(draft, { minimumAge: 18 }, {}, { credential }),
			await remove(deletable, {}, { credential }),
		]) {
			expect(result.error?.message).toBe('Assemble does not allow this for the login [item 0]');
			expect(result.error?.description).toContain('permission group');
		}
	});
});

describe('update', () => {
	it('sends what is set, and nothing else, and reads it back', async () => {
		const { items } = await update(draft, { minimumAge: 18, name: ' Gardener ' });
		expect(bodies()).toEqual([{ minimum_age: 18, name: 'Gardener' }]);
		expect(bench.requests).toEqual([
			`GET /api/role-profiles/${draft}`,
			`PUT /api/role-profiles/${draft}`,
			`GET /api/role-profiles/${draft}`,
		]);
		expect(items).toEqual([{ json: profile(draft), pairedItem: { item: 0 } }]);
		expect(profile(draft)).toMatchObject({ minimum_age: 18, short_advert: expect.any(String) });
	});

	it('sends each field as the contract has it', async () => {
		const { fields, body } = allFields();
		const { error } = await update(draft, fields);
		expect(error).toBeUndefined();
		expect(bodies()).toEqual([body]);
	});

	it('looks at the fields that are not set only once', async () => {
		await bench.assemble(
			{
				operation: 'update',
				roleProfileId: draft,
				updateFields: { minimumAge: '={{ $json.age }}' },
			},
			{ input: [{ age: 17 }, { age: 18 }, { age: 19 }] },
		);
		expect(bench.requests).toHaveLength(3 + 2 + 2);
	});

	it('can be sent as PATCH, and without looking back', async () => {
		bench.sandbox.quirks.updateVerbs = 'PATCH';
		const { items } = await update(draft, { minimumAge: 18 }, { method: 'PATCH', verify: false });
		expect(bench.requests).toEqual([`PATCH /api/role-profiles/${draft}`]);
		expect(items[0]?.json).toEqual(profile(draft));
	});

	it.each(['={{ "" }}', '={{ $json.cell }}'])(
		'leaves a text alone whose expression gives an empty one (%p), as an empty cell does',
		async (shortAdvert) => {
			const { short_advert } = profile(draft) ?? {};
			await update(draft, { shortAdvert, minimumAge: 18 }, {}, { input: [{ cell: '' }] });
			expect(bodies()).toEqual([{ minimum_age: 18 }]);
			expect(profile(draft)?.short_advert).toBe(short_advert);
		},
	);

	it('clears a text by extra fields', async () => {
		await update(draft, { extraFields: '{"short_advert": ""}' });
		expect(profile(draft)?.short_advert).toBeNull();
	});

	it('clears fields by null in extra fields, where Assemble takes it', async () => {
		const extraFields = '{"short_advert": null, "family": null}';
		const refused = await update(draft, { extraFields });
		expect(refused.error?.message).toContain('(HTTP 422)');
		bench.sandbox.quirks.nullValues = 'empty';
		const { items, error } = await update(draft, { extraFields });
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ short_advert: null, family: null });
	});

	it('clears a text that is left empty', async () => {
		await update(draft, { shortAdvert: '' });
		expect(bodies()).toEqual([{ short_advert: '' }]);
		expect(profile(draft)?.short_advert).toBeNull();
	});

	it.each([
		[{}],
		[{ minimumAge: '={{ $json.missing }}' }],
		[{ tasks: [''] }],
		[{ extraFields: '{}' }],
		[{ familyId: '' }],
	])('of nothing, %j, is refused', async (fields) => {
		const { error } = await update(draft, fields);
		expect(error?.message).toBe("'Update Fields' holds nothing to update [item 0]");
		expect(bench.sandbox.requests).toEqual([]);
	});

	it.each([...BAD_FIELDS, [{ name: ' ' }, "'Name' is empty"] as [IDataObject, string]])(
		'refuses %j, and nothing is sent',
		async (fields, message) => {
			const { error } = await update(draft, fields);
			expect(error?.message).toContain(message);
			expect(error?.message).toMatch(/ \[item 0\]$/);
			expect(bench.sandbox.requests).toEqual([]);
		},
	);

	it('refuses another method, and an ID that is none', async () => {
		const method = await update(draft, { minimumAge: 1 }, { method: '={{ "DELETE" }}' });
		expect(method.error?.message).toBe(
			"'Method' must be one of PUT, PATCH: it is 'DELETE' [item 0]",
		);
		const id = await update('x', { minimumAge: 1 });
		expect(id.error?.message).toContain("'Role Profile' must be an ID");
		expect(bench.sandbox.requests).toEqual([]);
	});

	it.each(['PUT', 'PATCH'] as const)('names the other method where only %s works', async (verb) => {
		bench.sandbox.quirks.updateVerbs = verb;
		const method = verb === 'PUT' ? 'PATCH' : 'PUT';
		for (const verify of [true, false]) {
			const { error } = await update(draft, { minimumAge: 18 }, { method, verify });
			expect(error?.message).toBe(
				`Assemble does not accept ${method} for the role profile ${draft} [item 0]`,
			);
			expect(error?.description).toContain(`Change 'Method' under Options to ${verb}`);
		}
		expect(bodies()).toHaveLength(2);
	});

	it('names it too where the method is not found for a role profile that was just read', async () => {
		bench.sandbox.faults.push({ kind: 'status', status: 404, method: 'PUT' });
		const { error } = await update(draft, { minimumAge: 18 });
		expect(error?.message).toContain('Assemble does not accept PUT');
	});

	it.each([true, false])('of one that does not exist says so (verify: %p)', async (verify) => {
		const { error } = await update(424242, { minimumAge: 18 }, { verify });
		expect(error?.message).toBe('Assemble has no role profile with the ID 424242 [item 0]');
	});

	it('that is refused because of approval names the fields and the way out', async () => {
		const { error } = await update(locked, { shortAdvert: 'New', disclaimer: 'New' });
		expect(error?.message).toMatch(/\(HTTP 422\): .*short_advert: /);
		expect(error?.description).toContain('approved role profile is partly locked');
		expect(profile(locked)?.disclaimer).not.toBe('New');
	});

	it('leaves it to Assemble which fields approval locks', async () => {
		bench.sandbox.quirks.lockedFieldNames = ['disclaimer'];
		expect((await update(locked, { shortAdvert: 'New' })).error).toBeUndefined();
		expect(profile(locked)?.short_advert).toBe('New');
		const { error } = await update(locked, { disclaimer: 'New' });
		expect(error?.message).toMatch(/\(HTTP 422\): .*disclaimer: /);
	});

	it('that is silently ignored in part names the fields', async () => {
		bench.sandbox.quirks.lockedFields = 'ignore';
		const { error } = await update(locked, {
			shortAdvert: 'New',
			disclaimer: 'New',
			familyId: bench.sandbox.assemble.families.at(-1)?.id,
			tasks: ['New'],
		});
		expect(error?.message).toBe(
			`Assemble did not change Short Advert, Family, Tasks of role profile ${locked} [item 0]`,
		);
		expect(error?.description).toContain('The other fields that you set are as you set them');
		expect(profile(locked)?.disclaimer).toBe('New');
	});

	it('that is silently ignored goes through where nobody looks', async () => {
		bench.sandbox.quirks.lockedFields = 'ignore';
		const { items } = await update(locked, { shortAdvert: 'New' }, { verify: false });
		expect(items).toHaveLength(1);
	});

	it.each([
		{ wrapHtml: true },
		{ trimTexts: true },
		{ emptyValues: 'missing' },
		{ emptyValues: 'emptyString' },
		{ idType: 'string' },
	] as const)('takes for the same what only looks different: %j', async (quirk) => {
		Object.assign(bench.sandbox.quirks, quirk);
		const { fields } = allFields();
		const { error } = await update(draft, {
			...fields,
			longAdvert: ' Tea & cake\n ',
			disclaimer: '',
		});
		expect(error).toBeUndefined();
	});

	describe('where Assemble empties the fields that are not sent', () => {
		const many = async (method: string, ids: number[]) =>
			await bench.assemble(
				{
					operation: 'update',
					roleProfileId: '={{ $json.id }}',
					updateFields: { minimumAge: 18 },
					options: { method },
				},
				{ input: ids.map((id, index) => ({ id, index })), onError: 'continueRegularOutput' },
			);
		const full = () => ({
			short_advert: 'Come',
			tasks: [{ id: 1, task: 'Weed' }],
			approved: false,
			family: bench.sandbox.assemble.families[0] ?? null,
			base: bench.sandbox.assemble.bases[0] ?? null,
		});

		beforeEach(() => {
			bench.sandbox.quirks.updateMode = 'replace';
			for (const id of [109, 110, 111]) Object.assign(profile(id) ?? {}, full());
		});

		it('stops at the first one, and touches no other', async () => {
			const { items } = await many('PUT', [109, 110, 111]);
			expect(items.map(({ json }) => json.error)).toEqual([
				expect.stringMatching(
					/^Assemble emptied fields of role profile 109 that were not sent: .*Short Advert.*Tasks/,
				),
				'The role profile 110 was not updated, because fields of another one were emptied [item 1]',
				'The role profile 111 was not updated, because fields of another one were emptied [item 2]',
			]);
			expect(bodies()).toHaveLength(1);
			expect(profile(110)?.short_advert).toBe('Come');
		});

		it('says what was lost, and what to do', async () => {
			const { family } = profile(109) ?? {};
			const { error } = await update(109, { minimumAge: 18 });
			expect(error?.message).toContain('Family, Base');
			expect(error?.description).toContain('Short Advert: Come');
			expect(error?.description).toContain('Tasks: Weed');
			expect(error?.description).toContain(`Family: ${family?.name ?? ''}`);
			expect(error?.description).toContain("Change 'Method' under Options");
		});

		it('looks at each method by itself', async () => {
			const { items } = await many('={{ $json.index < 1 ? "PATCH" : "PUT" }}', [109, 110, 111]);
			expect(items[0]?.json.id).toBe(109);
			expect(items[1]?.json.error).toContain('emptied fields of role profile 110');
			expect(items[2]?.json.error).toContain('role profile 111 was not updated');
			expect(bodies()).toHaveLength(2);
		});

		it('learns nothing from a role profile that has nothing to lose', async () => {
			Object.assign(profile(deletable) ?? {}, { family: null, base: null });
			const { items } = await many('PUT', [deletable, 109, 110]);
			expect(items[0]?.json.id).toBe(deletable);
			expect(items[1]?.json.error).toContain('emptied fields of role profile 109');
			expect(items[2]?.json.error).toContain('role profile 110 was not updated');
		});
	});

	it('does not mind what Assemble empties by its own rules', async () => {
		const before = { ...profile(draft), recruitment_category: { id: 1, name: 'Full' } };
		bench.sandbox.faults.push({
			kind: 'wrongShape',
			method: 'GET',
			path: '/api/*',
			times: 1,
			body: { data: before },
		});
		const { error } = await update(draft, { type: 'non-volunteer' });
		expect(error).toBeUndefined();
	});

	it.each([{ kind: 'drop' as const }, { kind: 'status' as const, status: 502 }])(
		'is not sent again after %j',
		async (fault) => {
			bench.sandbox.faults.push({ ...fault, method: 'PUT' });
			const { error } = await update(draft, { minimumAge: 18 });
			expect(error?.message).toContain('whether the change was made is not known');
			expect(bench.requests.filter((request) => request.startsWith('PUT'))).toHaveLength(1);
		},
	);

	it('that cannot be read back says so', async () => {
		bench.sandbox.faults.push({
			kind: 'status',
			status: 500,
			method: 'GET',
			path: '/api/*',
			skip: 1,
		});
		const { error } = await update(draft, { minimumAge: 18 });
		expect(error?.message).toBe(
			`Assemble accepted the update of role profile ${draft}, but it could not be read back [item 0]`,
		);
		expect(profile(draft)?.minimum_age).toBe(18);
	});

	it('reads back even where verifying is off, if Assemble does not answer with the record', async () => {
		bench.sandbox.faults.push({ kind: 'wrongShape', method: 'PUT', body: { message: 'Saved' } });
		const { items } = await update(draft, { minimumAge: 18 }, { verify: false });
		expect(items[0]?.json.id).toBe(draft);
	});
});

describe('delete', () => {
	it.each(['noContent', 'message', 'data'] as const)('deletes (answer: %s)', async (answer) => {
		bench.sandbox.quirks.deleteAnswer = answer;
		const { items } = await remove(deletable);
		expect(items).toEqual([{ json: { deleted: true }, pairedItem: { item: 0 } }]);
		expect(profile(deletable)).toBeUndefined();
		expect(bench.requests).toEqual([
			`GET /api/role-profiles/${deletable}?include=active_users_count%2Cinactive_users_count%2Copportunities_count`,
			`DELETE /api/role-profiles/${deletable}`,
		]);
	});

	it.each([
		{ includeShape: 'data' },
		{ countShape: 'string' },
		{ includeShape: 'data', countShape: 'string' },
	] as const)('reads the counts as %j', async (quirks) => {
		Object.assign(bench.sandbox.quirks, quirks);
		expect((await remove(inactiveWithUsers)).error?.message).toContain('users have it');
		expect((await remove(deletable)).items).toHaveLength(1);
	});

	it('says which of the conditions fail, and sends no delete', async () => {
		const relations = bench.sandbox.assemble.relationsOf(locked);
		Object.assign(relations, { activeUsers: 1, inactiveUsers: 2, opportunities: 3 });
		const { error } = await remove(locked);
		expect(error?.message).toBe(
			`The role profile ${locked} cannot be deleted: its status is 'active', 1 user has it, 2 former users had it, 3 opportunities use it [item 0]`,
		);
		expect(error?.description).toContain('Nothing was changed');
		expect((await remove(inactiveWithUsers)).error?.message).toBe(
			`The role profile ${inactiveWithUsers} cannot be deleted: 2 users have it [item 0]`,
		);
		expect((await remove(draft)).error?.message).toContain("its status is 'draft'");
		expect(bodies()).toEqual([]);
	});

	it('leaves it to Assemble whether former users count', async () => {
		const { error } = await remove(inactiveWithFormerUser);
		expect(error?.message).toContain('1 former user had it');
		expect(error?.description).toContain("turn off 'Check First'");
		expect((await remove(inactiveWithFormerUser, { checkFirst: false })).items).toEqual([
			{ json: { deleted: true }, pairedItem: { item: 0 } },
		]);
	});

	it('tells the conditions where former users count', async () => {
		bench.sandbox.quirks.usersThatBlock = 'currentAndFormer';
		const { error } = await remove(inactiveWithFormerUser, { checkFirst: false });
		expect(error?.message).toContain('Assemble refused to delete the role profile');
		expect(error?.description).toContain('no opportunities and no users');
		expect(profile(inactiveWithFormerUser)).toBeDefined();
	});

	it('does without a status where Assemble sends none', async () => {
		bench.sandbox.faults.push({
			kind: 'wrongShape',
			method: 'GET',
			path: '/api/*',
			body: { data: { id: deletable } },
		});
		expect((await remove(deletable)).items).toHaveLength(1);
	});

	it('does without counts where Assemble sends none', async () => {
		bench.sandbox.faults.push({
			kind: 'wrongShape',
			method: 'GET',
			path: '/api/*',
			body: { data: { id: deletable, status: 'inactive' } },
		});
		expect((await remove(deletable)).items).toHaveLength(1);
	});

	it.each(['number', 'string'] as const)(
		'that Assemble refuses tells its words and the conditions (status_code as %s)',
		async (statusCode) => {
			bench.sandbox.quirks.statusCode = statusCode;
			const { error } = await remove(locked, { checkFirst: false });
			expect(error?.message).toBe(
				`Assemble refused to delete the role profile ${locked} (HTTP 400) [item 0]`,
			);
			expect(error?.description).toContain('only if it is inactive, and has no opportunities');
			expect(error?.description).toContain('Assemble says: 400 Bad');
			expect(bench.requests).toEqual([`DELETE /api/role-profiles/${locked}`]);
		},
	);

	it.each([true, false])('of one that does not exist says so (checked: %p)', async (checkFirst) => {
		const { error } = await remove(424242, { checkFirst });
		expect(error?.message).toBe('Assemble has no role profile with the ID 424242 [item 0]');
	});

	it.each([{ kind: 'drop' as const }, { kind: 'status' as const, status: 500 }])(
		'is not sent again after %j',
		async (fault) => {
			bench.sandbox.faults.push({ ...fault, method: 'DELETE' });
			const { error } = await remove(deletable);
			expect(error?.message).toContain('whether the change was made is not known');
			expect(bench.requests.filter((request) => request.startsWith('DELETE'))).toHaveLength(1);
		},
	);

	it('of several items goes on after one that cannot be deleted', async () => {
		const { items } = await bench.assemble(
			{ operation: 'delete', roleProfileId: '={{ $json.id }}' },
			{ input: [{ id: locked }, { id: deletable }], onError: 'continueRegularOutput' },
		);
		expect(items).toEqual([
			{ json: { error: expect.stringContaining('cannot be deleted') }, pairedItem: { item: 0 } },
			{ json: { deleted: true }, pairedItem: { item: 1 } },
		]);
	});
});

describe('with OAuth2', () => {
	it('all five operations work', async () => {
		const run = async (parameters: INodeParameters) =>
			(await bench.assemble({ authentication: 'oAuth2', ...parameters })).items;
		const [made] = await run({ operation: 'create', name: 'New' });
		const roleProfileId = made?.json.id as number;
		const [read] = await run({ operation: 'get', roleProfileId });
		expect(read?.json.name).toBe('New');
		await run({ operation: 'update', roleProfileId, updateFields: { status: 'inactive' } });
		expect(await run({ operation: 'getAll', returnAll: true })).toHaveLength(61);
		expect(await run({ operation: 'delete', roleProfileId })).toEqual([
			{ json: { deleted: true }, pairedItem: { item: 0 } },
		]);
	});
});
