import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { handMadeIds } from '../../../sandbox/index.mts';
import type { Run } from '../../support/bench.mts';
import { AssembleBench } from '../../support/assembleBench.mts';
import { clock } from '../../support/clock.mts';

let bench: AssembleBench;
beforeAll(async () => {
	bench = await AssembleBench.start();
});
beforeEach(async () => {
	bench.reset();
	await bench.seeRoleProfiles();
});
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

const asJson = (body: unknown) => ({
	contentType: 'application/json',
	body: typeof body === 'string' ? body : JSON.stringify(body),
});

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
	[{ familyId: '={{ { id: 31 } }}' }, "'Family Name or ID' must be an ID"],
	[{ familyId: '={{ "0" }}' }, "'Family Name or ID' must be an ID"],
	[{ recruitmentCategoryId: '={{ [1] }}' }, "'Recruitment Category Name or ID' must be an ID"],
	[{ baseId: '={{ -1 }}' }, "'Base Name or ID' must be an ID"],
	[{ tasks: '={{ [{ task: "x" }] }}' }, "'Tasks' must be a list of texts"],
	[{ tasks: ['={{ [["x"], [{ task: "x" }]] }}'] }, 'and one entry is not a text: it is an object'],
	[{ skills: '={{ true }}' }, "'Skills' must be a list of texts"],
	[{ benefits: ['["Tea", '] }, `'Benefits' must be a list, such as ["one", "two"]`],
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
			longAdvert: '={{ " " }}',
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
		['={{ ["Sort", "Sell"] }}'],
		['["Sort", "Sell"]'],
		['={{ JSON.stringify(["Sort", "Sell"]) }}'],
		[['={{ ["Sort", " Sell "] }}']],
		[['={{ [["Sort"], null, ["", "Sell"]] }}', '={{ [] }}']],
		[['={{ \'["Sort", "Sell"]\' }}', '[]']],
		[['={{ "Sort\\r\\n\\r\\n Sell\\n" }}', '={{ null }}', '={{ $json.missing }}']],
		[['Sort; Sell;', ' ; ']],
		['={{ "Sort;Sell" }}'],
		[['Sort', '={{ "Sell" }}']],
	])('takes the list %j', async (tasks) => {
		await create({ tasks });
		expect(bodies()).toEqual([{ name: 'New', tasks: [{ task: 'Sort' }, { task: 'Sell' }] }]);
	});

	it.each([
		[['={{ ["Sort; tidy", "Sell\\nor give"] }}'], ['Sort; tidy', 'Sell\nor give']],
		[
			['Tea &amp; cake &#8211; caf&eacute;; R&D; fun'],
			['Tea &amp; cake &#8211; caf&eacute;', 'R&D', 'fun'],
		],
		[
			['[Optional] Sort', '- Sell'],
			['[Optional] Sort', '- Sell'],
		],
		['={{ [2024, "Sort"] }}', ['2024', 'Sort']],
		['={{ 5 }}', ['5']],
	])('takes the texts of %j as they are', async (skills, texts) => {
		await create({ skills });
		expect(bodies()).toEqual([{ name: 'New', skills: texts.map((skill) => ({ skill })) }]);
	});

	it.each([[['={{ [] }}']], [['={{ "" }}', ' ; ', '[]', '["", null]']], ['={{ " \\n" }}']])(
		'leaves out the list %j, in which nothing is left',
		async (benefits) => {
			await create({ benefits });
			expect(bodies()).toEqual([{ name: 'New' }]);
		},
	);

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
					'Assemble made the role profile 161, but left out Status, Approved. A new role profile starts as a draft that is not approved.',
				type: 'warning',
				location: 'outputPane',
			},
		]);
	});

	it('tells what Assemble stored otherwise', async () => {
		const made = { id: 7, name: 'New', short_advert: 'x'.repeat(255), tasks: [], minimum_age: 18 };
		bench.sandbox.faults.push({ kind: 'wrongShape', path: '/api/*', body: { data: made } });
		const { items, hints } = await create({
			shortAdvert: 'x'.repeat(5000),
			tasks: ['a', 'b'],
			minimumAge: 200,
		});
		expect(items[0]?.json).toEqual(made);
		expect(hints.map(({ message }) => message)).toEqual([
			'Assemble made the role profile 7, but left out Tasks, and stored Short Advert (cut from 5,000 to 255 characters), Minimum Age (18 instead of 200) differently.',
		]);
	});

	it('tells what is lost of the form of a text', async () => {
		const made = { id: 7, name: 'NEW', short_advert: 'See this' };
		bench.sandbox.faults.push({ kind: 'wrongShape', path: '/api/*', body: { data: made } });
		const { hints } = await create({ shortAdvert: 'See <a href="https://x.example">this</a>' });
		expect(hints.map(({ message }) => message)).toEqual([
			'Assemble reworded fields of role profile 7: Name (with other capitals or punctuation marks), Short Advert (without some of its formatting).',
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
		expect(hints[0]?.message).toContain(
			'but stored display_name (New instead of Helper) differently.',
		);
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
		[
			{ kind: 'redirect' as const, status: 303, location: '/api/role-profiles/99' },
			'Assemble answered with a redirect (HTTP 303)',
		],
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
			'Assemble accepted the new role profile, but did not give its ID [item 0]',
		);
		expect(error?.description).toContain("Look in Assemble for 'New'");
		const long = await create({}, {}, 'x'.repeat(100_000));
		expect(long.error?.description?.length).toBeLessThan(500);
	});

	it('tells the error that a good status hides, and to look first', async () => {
		const body = { success: false, message: 'The name has already been taken.' };
		bench.sandbox.faults.push({ kind: 'wrongShape', method: 'POST', path: '/api/*', body });
		const { error } = await create();
		expect(error?.message).toBe(
			'Assemble answered with an error: The name has already been taken. [item 0]',
		);
		expect(error?.description).toContain(
			"Look in Assemble for 'New' before you run this item again",
		);
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

describe('a family, category or base', () => {
	const READ = 'GET /api/role-profiles?s=id&o=d&page=1&limit=1000';
	const named = async (families: unknown[], run: Run = {}) =>
		await bench.assemble(
			{
				operation: 'create',
				name: 'New',
				additionalFields: { familyId: '={{ $json.family }}' },
			},
			{ input: families.map((family) => ({ family }) as IDataObject), ...run },
		);
	/** Another family of the first role profile. */
	const rename = (id: number, name: string) => {
		for (const row of bench.sandbox.assemble.roleProfiles) {
			if (row.family?.id === id) row.family = { id, name };
		}
		const family = bench.sandbox.assemble.families.find((one) => one.id === id);
		if (family !== undefined) family.name = name;
	};

	it('is found by its name, in each of the three', async () => {
		const { error, hints } = await create({
			familyId: '={{ "Shops & retail" }}',
			recruitmentCategoryId: '={{ " simple " }}',
			baseId: '={{ "HOME" }}',
		});
		expect(error).toBeUndefined();
		expect(hints).toEqual([]);
		expect(bodies()).toEqual([
			{ name: 'New', family: { id: 31 }, recruitment_category: { id: 12413 }, base: { id: 66 } },
		]);
		expect(bench.requests).toEqual([READ, 'POST /api/role-profiles']);
	});

	it('is looked up once for all items, and only if one has a name', async () => {
		await named([31, '32']);
		expect(bench.requests).not.toContain(READ);
		bench.reset();
		await named(['Outdoors', 31, '\u00c9v\u00e9nements', 'E\u0301VE\u0301NEMENTS']);
		expect(bench.requests.filter((request) => request === READ)).toHaveLength(1);
		expect(bodies().map((body) => (body as IDataObject).family)).toEqual([
			{ id: 32 },
			{ id: 31 },
			{ id: 35 },
			{ id: 35 },
		]);
	});

	it('is looked up again after that failed', async () => {
		bench.sandbox.faults.push({ kind: 'status', status: 403, path: '/api/*', times: 1 });
		const { items } = await named(['Outdoors', 'Outdoors'], { onError: 'continueRegularOutput' });
		expect(items[0]?.json.error).toContain('Assemble does not allow this');
		expect(items[1]?.json.family).toMatchObject({ id: 32 });
	});

	it('that is all digits is an ID, whatever the names are', async () => {
		rename(31, '32');
		const { items } = await named(['32', 32]);
		expect(items.map(({ json }) => json.family)).toEqual([
			{ id: 32, name: 'Outdoors' },
			{ id: 32, name: 'Outdoors' },
		]);
	});

	it('with a name in other capitals gives way to one that is the same', async () => {
		rename(31, 'outdoors');
		const { items } = await named(['outdoors', 'Outdoors', ' OUTDOORS'], {
			onError: 'continueRegularOutput',
		});
		expect(items.map(({ json }) => json.error ?? (json.family as IDataObject).id)).toEqual([
			31,
			32,
			"'OUTDOORS' is the name of more than one family: 31, 32 [item 2]",
		]);
	});

	it('whose name two have is refused', async () => {
		rename(31, ' Outdoors');
		const { error } = await named(['Outdoors']);
		expect(error?.message).toBe("'Outdoors' is the name of more than one family: 31, 32 [item 0]");
		expect(error?.description).toContain('Give the ID');
		expect(bodies()).toEqual([]);
	});

	it('that no role profile has is refused, with those that there are', async () => {
		const { error } = await create({ recruitmentCategoryId: '={{ "Fast" }}' });
		expect(error?.message).toBe("No role profile has the recruitment category 'Fast' [item 0]");
		expect(error?.description).toContain('There are: Full, Simple.');
		expect(bodies()).toEqual([]);
		const long = await create({ baseId: `={{ "x".repeat(1000000) }}` });
		expect(long.error?.message.length).toBeLessThan(200);
	});

	it('that is refused lists a few where there are many', async () => {
		bench.sandbox.assemble.roleProfiles.forEach((row, id) => {
			row.family = { id, name: `Family ${String(id).padStart(3, '0')} ${'x'.repeat(200)}` };
		});
		const { error } = await named(['Outdoors']);
		expect(error?.description).toContain('There are: Family 000');
		expect(error?.description).toContain('and 50 more.');
		expect(error?.description?.length).toBeLessThan(1200);
		bench.sandbox.assemble.roleProfiles.length = 0;
		expect((await named(['Outdoors'])).error?.description).toContain('None is in use');
	});

	it('for which an expression gives nothing is left out, and told once', async () => {
		const { items, hints } = await named(['', null, ' ', undefined, 31]);
		expect(items).toHaveLength(5);
		expect(bodies().map((body) => 'family' in (body as IDataObject))).toEqual([
			false,
			false,
			false,
			false,
			true,
		]);
		expect(hints).toEqual([
			{
				message: "'Family Name or ID' was left out where its expression gave nothing.",
				type: 'warning',
				location: 'outputPane',
			},
		]);
	});

	it('that is left empty in the form is not told', async () => {
		expect((await create({ familyId: '', baseId: '' })).hints).toEqual([]);
	});

	it('is found by its name in an update, too', async () => {
		const { error } = await update(draft, { familyId: '={{ "Outdoors" }}' });
		expect(error).toBeUndefined();
		expect(bodies()).toEqual([{ family: { id: 32 } }]);
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

	it('looks at each role profile before and after', async () => {
		await bench.assemble(
			{
				operation: 'update',
				roleProfileId: draft,
				updateFields: { minimumAge: '={{ $json.age }}' },
			},
			{ input: [{ age: 17 }, { age: 18 }, { age: 19 }] },
		);
		expect(bench.requests).toHaveLength(3 + 3 + 3);
	});

	it('can go without looking', async () => {
		const { items } = await update(draft, { minimumAge: 18 }, { verify: false });
		expect(bench.requests).toEqual([`PUT /api/role-profiles/${draft}`]);
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

	it('refuses an ID that is none', async () => {
		const { error } = await update('x', { minimumAge: 1 });
		expect(error?.message).toContain("'Role Profile' must be an ID");
		expect(bench.sandbox.requests).toEqual([]);
	});

	it.each([
		[405, true],
		[405, false],
		[404, true],
		[404, false],
		[410, false],
		[501, false],
	])('that is refused with %i however it is sent says so (verify: %p)', async (status, verify) => {
		for (const method of ['PUT', 'PATCH']) {
			bench.sandbox.faults.push({ kind: 'status', status, method });
		}
		const { error } = await update(draft, { minimumAge: 18 }, { verify });
		expect(error?.message).toBe(
			`Assemble does not accept the update of role profile ${draft} (PUT and PATCH, HTTP ${status}) [item 0]`,
		);
		expect(error?.description).toContain('Nothing was changed');
		expect(error?.description).not.toContain('Method');
		const { error: next } = await update(draft, { minimumAge: 18 }, { verify });
		expect(next?.message).toContain(`(PUT, HTTP ${status})`);
	});

	const another = (more: object = {}) => ({
		kind: 'wrongShape' as const,
		method: 'GET',
		path: '/api/*',
		body: { data: { id: locked } },
		...more,
	});

	it('sends nothing where another role profile comes for the ID', async () => {
		bench.sandbox.faults.push(another());
		const { error } = await update(draft, { minimumAge: 18 });
		expect(error?.message).toBe(
			`Assemble answered with role profile ${locked} instead of ${draft} [item 0]`,
		);
		expect(error?.description).toContain('Nothing was changed');
		expect(bodies()).toEqual([]);
	});

	it('sends nothing for a later item either', async () => {
		bench.sandbox.faults.push(another({ skip: 2 }));
		const { items } = await bench.assemble(
			{ operation: 'update', roleProfileId: draft, updateFields: { minimumAge: 18 } },
			{ input: [{}, {}], onError: 'continueRegularOutput' },
		);
		expect(items[1]?.json.error).toContain(`instead of ${draft}`);
		expect(bodies()).toHaveLength(1);
	});

	it('does not take another role profile for what was read back', async () => {
		bench.sandbox.faults.push(another({ skip: 1 }));
		const { error } = await update(draft, { minimumAge: 18 });
		expect(error?.message).toContain('but it could not be read back');
		expect(error?.description).toContain(`answered with role profile ${locked} instead`);
		expect(error?.description).not.toContain('Nothing was changed');
	});

	it('does not take another role profile for the answer', async () => {
		bench.sandbox.faults.push({ ...another(), method: 'PUT' });
		const { items } = await update(draft, { minimumAge: 18 }, { verify: false });
		expect(items[0]?.json.id).toBe(draft);
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
		expect(error?.description).toContain('The other fields that you set were stored as sent');
		expect(profile(locked)?.disclaimer).toBe('New');
	});

	const stored = (more: object) => {
		bench.sandbox.faults.push({
			kind: 'wrongShape',
			method: 'GET',
			path: '/api/*',
			skip: 1,
			body: { data: { ...profile(draft), ...more } },
		});
	};

	it('that is stored otherwise says what was made of it', async () => {
		stored({
			long_advert: `<p>${'x'.repeat(255)}</p>`,
			tasks: [
				{ id: 1, task: 'a' },
				{ id: 2, task: 'c' },
				{ id: 3, task: 'e' },
			],
			pdf_url: 'https://example.com/role.pdf',
		});
		const { error } = await update(draft, {
			longAdvert: 'x'.repeat(5000),
			tasks: ['a; b; c; d; e'],
			pdfUrl: 'https://EXAMPLE.com/role.pdf',
		});
		expect(error?.message).toBe(
			`Assemble stored Long Advert (cut from 5,000 to 255 characters), Tasks (3 of 5 tasks) of role profile ${draft} differently [item 0]`,
		);
		expect(error?.description).toContain("turn off 'Verify'");
		expect(error?.description).not.toContain('as before');
	});

	it('tells what is left as before from what is stored otherwise', async () => {
		const { tasks, short_advert } = profile(draft) ?? {};
		stored({ disclaimer: 'None [checked]' });
		bench.sandbox.faults.push({
			kind: 'wrongShape',
			method: 'PUT',
			path: '/api/*',
			body: { data: { ...profile(draft), disclaimer: 'None [checked]' } },
		});
		const { error } = await update(draft, {
			shortAdvert: `${short_advert} And more.`,
			disclaimer: 'None',
			tasks: [...(tasks ?? []).map(({ task }) => task), 'One more'],
		});
		expect(error?.message).toBe(
			`Assemble did not change Short Advert, Tasks of role profile ${draft}, and stored Disclaimer (extended from 4 to 14 characters) differently [item 0]`,
		);
		expect(error?.description).toContain('It left Short Advert, Tasks as before');
	});

	it('that a read does not show yet is looked at once more', async () => {
		bench.sandbox.faults.push({
			...{ kind: 'wrongShape', method: 'GET', path: '/api/*', skip: 1, times: 1 },
			body: { data: { ...profile(draft) } },
		});
		const { items, error } = await update(draft, { minimumAge: 21 });
		expect(error).toBeUndefined();
		expect(items[0]?.json.minimum_age).toBe(21);
		expect(clock.pauses).toEqual([1_500]);
	});

	it('that the answer has and no read shows says both', async () => {
		stored({});
		const { error } = await update(draft, { minimumAge: 21, disclaimer: 'Another' });
		expect(error?.message).toBe(
			`Assemble answered that it changed Disclaimer, Minimum Age of role profile ${draft}, but reading it still shows the values before [item 0]`,
		);
		expect(error?.description).toContain('A cache or a copy of the database may need more time');
	});

	it('tells approval that is gone from one that never was', async () => {
		bench.sandbox.faults.push({
			...{ kind: 'wrongShape', method: 'GET', path: '/api/*', skip: 1 },
			body: { data: { ...profile(locked), approved: false } },
		});
		const { error } = await update(locked, { approved: true });
		expect(error?.message).toContain('stored Approved (false instead of true)');
	});

	it('that keeps the meaning is a hint', async () => {
		stored({ long_advert: 'See this' });
		const longAdvert = 'See <a href="https://example.com">this</a>';
		const { items, hints } = await update(draft, { longAdvert });
		expect(items[0]?.json.long_advert).toBe('See this');
		expect(hints.map(({ message }) => message)).toEqual([
			`Assemble reworded fields of role profile ${draft}: Long Advert (without some of its formatting).`,
		]);
	});

	it('names a few of many fields', async () => {
		const fields = Array.from({ length: 500 }, (_, index) => `${index}${'x'.repeat(200)}`);
		bench.sandbox.quirks.unknownFields = 'ignore';
		stored(Object.fromEntries(fields.map((field) => [field, 'old text'])));
		const extraFields = JSON.stringify(Object.fromEntries(fields.map((field) => [field, 'new'])));
		const { error } = await update(draft, { extraFields });
		expect(error?.message).toContain('and 490 more');
		expect(error?.message.length).toBeLessThan(2000);
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
		const many = async (ids: number[]) =>
			await bench.assemble(
				{
					operation: 'update',
					roleProfileId: '={{ $json.id }}',
					updateFields: { minimumAge: 18 },
				},
				{ input: ids.map((id) => ({ id })), onError: 'continueRegularOutput' },
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
			const { items } = await many([109, 110, 111]);
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
			expect(error?.description).toContain(
				`Family: ${family?.name ?? ''} (ID ${family?.id ?? ''})`,
			);
			expect(error?.description).toContain('Set all fields in each update');
			expect(error?.description).not.toContain('Method');
		});

		it('learns nothing from a role profile that has nothing to lose', async () => {
			Object.assign(profile(deletable) ?? {}, { family: null, base: null });
			const { items } = await many([deletable, 109, 110]);
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

	it.each([true, false])(
		'tells the error that a good status hides (verify: %p)',
		async (verify) => {
			const body = { success: false, message: 'The name has already been taken.' };
			bench.sandbox.faults.push({ kind: 'status', status: 200, method: 'PUT', ...asJson(body) });
			const { items, error } = await update(draft, { name: 'Other' }, { verify });
			expect(items).toEqual([]);
			expect(error?.message).toBe(
				'Assemble answered with an error: The name has already been taken. [item 0]',
			);
			expect(error?.description).not.toContain('approved');
		},
	);

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

	it('is not sent where another role profile comes for the ID', async () => {
		bench.sandbox.faults.push({
			kind: 'wrongShape',
			method: 'GET',
			path: '/api/*',
			body: { data: { ...profile(inactiveWithUsers), id: deletable + 1 } },
		});
		const { error } = await remove(deletable);
		expect(error?.message).toBe(
			`Assemble answered with role profile ${deletable + 1} instead of ${deletable} [item 0]`,
		);
		expect(error?.description).toContain('Nothing was changed');
		expect(bodies()).toEqual([]);
		expect((await remove(deletable, { checkFirst: false })).items).toHaveLength(1);
	});

	it('is not said to be done where the answer is about another role profile', async () => {
		bench.sandbox.faults.push({
			kind: 'status',
			status: 200,
			contentType: 'application/json',
			method: 'DELETE',
			path: '/api/*',
			body: { data: { ...profile(deletable), id: deletable + 1 } },
		});
		const { items, error } = await remove(deletable);
		expect(items).toEqual([]);
		expect(error?.message).toBe(
			`Assemble answered the deletion of role profile ${deletable} with role profile ${deletable + 1} [item 0]`,
		);
	});

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

	const answerDelete = (status: number, answer: { contentType: string; body: unknown }) =>
		bench.sandbox.faults.push({
			kind: 'status',
			status,
			method: 'DELETE',
			path: '/api/*',
			...answer,
		});

	it.each<[unknown, string]>([
		[
			{ success: false, message: 'Role profile has applications and cannot be deleted' },
			'Role profile has applications and cannot be deleted',
		],
		[{ error: { message: 'It is in use' } }, 'It is in use'],
		[{ message: 'Invalid', errors: { id: ['It is in use'] } }, 'Invalid; id: It is in use'],
		[{ code: 422, status: 'error' }, 'status: error'],
		[{ id: deletable, success: false, message: 'It is in use' }, 'It is in use'],
		[{ data: { success: false, message: 'It is in use' } }, 'data: It is in use'],
	])('is not said to be done where a good status hides a no: %j', async (body, said) => {
		answerDelete(200, asJson(body));
		const { items, error } = await remove(deletable, { checkFirst: false });
		expect(items).toEqual([]);
		expect(error?.message).toBe(
			`Assemble did not delete the role profile ${deletable}: ${said} [item 0]`,
		);
		expect(bench.requests).toEqual([`DELETE /api/role-profiles/${deletable}`]);
	});

	it.each<[number, string, unknown]>([
		[200, 'text/plain', 'SQLSTATE[23000]: Integrity constraint violation'],
		[200, 'application/json', '{"success":fal'],
		[200, 'application/json', false],
		[200, 'application/json', { message: 'Cannot delete: it has applications' }],
		[200, 'application/json', { success: 'pending' }],
		[200, 'application/json', { message: 'Request accepted' }],
		[200, 'application/json', { deleted: 0 }],
		[202, 'application/json', { message: 'Deletion is queued for approval' }],
		[202, 'application/json', {}],
	])('looks where the answer is in doubt: %i %s %j', async (status, contentType, body) => {
		const text = typeof body === 'string' ? body : JSON.stringify(body);
		answerDelete(status, { contentType, body: text });
		const asked = [`DELETE /api/role-profiles/${deletable}`, `GET /api/role-profiles/${deletable}`];
		const there = await remove(deletable, { checkFirst: false });
		expect(there.items).toEqual([]);
		expect(there.error?.message).toMatch(`Assemble did not delete the role profile ${deletable}`);
		const { message } = Object(body) as { message?: string };
		expect(there.error?.message).toContain(message ?? '');
		expect(bench.requests).toEqual(asked);

		bench.sandbox.faults.push({ kind: 'status', status: 500, method: 'GET', path: '/api/*' });
		const unread = await remove(deletable, { checkFirst: false });
		expect(unread.error?.message).toMatch(
			`Whether Assemble deleted the role profile ${deletable} is not known`,
		);
		bench.sandbox.faults.pop();
		const { roleProfiles } = bench.sandbox.assemble;
		roleProfiles.splice(
			0,
			roleProfiles.length,
			...roleProfiles.filter(({ id }) => id !== deletable),
		);
		const gone = await remove(deletable, { checkFirst: false });
		expect(gone.items.map(({ json }) => json)).toEqual([{ deleted: true }]);
	});

	it.each<unknown>([
		'',
		'OK',
		{},
		[],
		{ data: [] },
		{ data: {} },
		{ data: { id: deletable, status: 'inactive' } },
		{ id: deletable, status: 'inactive' },
		{ success: true },
		{ status: 'success', message: 'The role profile has been deleted successfully.' },
		{ deleted: true, errors: [] },
	])('asks for nothing more after the usual %j', async (body) => {
		answerDelete(200, asJson(body));
		const { items } = await remove(deletable, { checkFirst: false });
		expect(items.map(({ json }) => json)).toEqual([{ deleted: true }]);
		expect(bench.requests).toEqual([`DELETE /api/role-profiles/${deletable}`]);
	});

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
