// Create, Create or Update and Update of profiles against the sandbox.
import type { IDataObject, INodeParameters, ResourceMapperFields } from 'n8n-workflow';

import type { VomeQuirks } from '../../sandbox/index.mts';
import { clock } from '../support/clock.mts';
import type { Run as BenchRun } from '../support/bench.mts';
import { VomeBench } from '../support/vomeBench.mts';

const TOTAL = 260;

let bench: VomeBench;
beforeAll(async () => {
	bench = await VomeBench.start({ profiles: TOTAL, shifts: 0, reservations: 0 });
});
beforeEach(() => bench.sandbox.reset());
afterAll(async () => await bench.stop());

type Operation = 'create' | 'update' | 'upsert';

interface Run extends Omit<BenchRun, 'input'> {
	options?: IDataObject;
	matchBy?: string;
	schema?: object[];
}

function mapper(value: object | null, { matchBy, schema = [] }: Run): INodeParameters {
	return {
		mappingMode: value === null ? 'autoMapInputData' : 'defineBelow',
		value,
		matchingColumns: matchBy === undefined ? [] : [matchBy],
		schema,
	} as unknown as INodeParameters;
}

/** Runs a write that maps the fields of the items by their names. */
async function write(operation: Operation, input: IDataObject[], run: Run = {}) {
	const { options = {}, onError, credential } = run;
	return await bench.vome(
		{ operation, columns: mapper(null, run), options: options as INodeParameters },
		{ input, onError, credential },
	);
}

/** Runs a write with columns that were filled in by hand, for one item unless `input` has more. */
async function writeColumns(
	operation: Operation,
	value: object,
	{ input, ...run }: Run & Pick<BenchRun, 'input'> = {},
) {
	const { options = {}, onError } = run;
	return await bench.vome(
		{ operation, columns: mapper(value, run), options: options as INodeParameters },
		{ input, onError },
	);
}

const profiles = () => bench.sandbox.vome.profiles;
const someone = (index = 3) => {
	const profile = profiles()[index];
	if (profile === undefined) throw new Error('no profile');
	return profile;
};
const emailOf = (index?: number) => someone(index).profile_details.email;
const writes = () => bench.sandbox.requests.filter(({ method }) => method !== 'GET');
const reads = () => bench.sandbox.requests.filter(({ method }) => method === 'GET');
interface Body {
	unique_identifier: IDataObject;
	invite_user_to_vome: boolean;
	users_data: Array<Record<string, IDataObject & IDataObject[]>>;
}
const bodies = () => writes().map(({ body }) => body as Body);
const found = (email: string) =>
	profiles().find(({ profile_details }) => profile_details.email === email);

const ann = { first_name: 'Ann', last_name: 'Lee', email: 'ann.lee@example.org' };
const newPeople = (count: number): IDataObject[] =>
	Array.from({ length: count }, (_, index) => ({ ...ann, email: `new.${index}@example.org` }));

const field = (name: string, nth = 0) => {
	const all = profiles().flatMap(({ custom_fields }) =>
		custom_fields.map(({ custom_field }) => custom_field),
	);
	const ids = [...new Set(all.filter((one) => one.name === name).map(({ id }) => id))];
	const id = ids[nth];
	if (id === undefined) throw new Error(`no field ${name}`);
	return id;
};
const valueOf = (index: number, name: string) => {
	const entry = someone(index).custom_fields.find(({ custom_field }) => custom_field.name === name);
	return [entry?.custom_field_value ?? []].flat()[0]?.value;
};

describe('what is sent', () => {
	it('is the body that the documentation shows', async () => {
		const { items, error } = await write('create', [
			{
				...ann,
				phone_number: '+1 (514) 555-0100',
				date_of_birth: '1990-02-01',
				gender: 'Female',
				address: '1 Example Street',
				latitude: '45.50',
				longitude: -73.6,
				occupation: 1,
				occupation_institution_name: 'Acme',
				emergency_contact_name: 'Ines Lee',
				emergency_contact_phone_number: 5145550101,
				emergency_contact_relationship: 'Aunt',
				medical_description: 'Asthma',
				has_medical_info: 'yes',
				[`custom_field:${field('CRM id')}`]: 'A-17',
				unrelated: 'stays here',
			},
		]);
		expect(error).toBeUndefined();
		expect(writes().map(({ method, url }) => `${method} ${url}`)).toEqual([
			'POST /api/profiles/bulk-create/',
		]);
		expect(bodies()).toEqual([
			{
				unique_identifier: { identifier_type: 0, unique_custom_field: '' },
				invite_user_to_vome: false,
				users_data: [
					{
						profile_data: {
							...ann,
							phone_number: '+1 (514) 555-0100',
							date_of_birth: '1990-02-01',
							gender: 1,
							address: '1 Example Street',
							address_coordinates: ['45.50', '-73.6'],
						},
						occupation_info: { occupation: 1, occupation_institution_name: 'Acme' },
						emergency_contact: {
							name: 'Ines Lee',
							phone_number: '5145550101',
							relationship: 'Aunt',
						},
						medical_information: { description: 'Asthma', has_medical_info: true },
						custom_field_data: [
							{
								custom_field_id: field('CRM id'),
								custom_field_name: 'CRM id',
								custom_field_user_value: 'A-17',
							},
						],
					},
				],
			},
		]);
		const { id, profile_details } = found(ann.email) ?? {};
		expect(items).toEqual([
			{
				json: {
					id,
					email: ann.email,
					outcome: 'created',
					success: true,
					matchedBy: 'Email',
					identifier: ann.email,
					response: { id, email: ann.email, status: 'created' },
				},
				pairedItem: { item: 0 },
			},
		]);
		expect(Object.keys(items[0]?.json ?? {})).toEqual([
			'id',
			'email',
			'outcome',
			'success',
			'matchedBy',
			'identifier',
			'response',
		]);
		expect(profile_details).toMatchObject({ gender: 1, age: 36 });
	});

	it.each([
		['update', 'PUT /api/profiles/bulk-update/'],
		['upsert', 'PUT /api/profiles/bulk-upsert/'],
	] as const)('of %s goes to its own address', async (operation, request) => {
		const { items } = await write(operation, [{ email: emailOf(), last_name: 'New' }]);
		expect(writes().map(({ method, url }) => `${method} ${url}`)).toEqual([request]);
		expect(someone().profile_details.last_name).toBe('New');
		expect(items[0]?.json).toMatchObject({ success: true, response: { status: 'updated' } });
	});

	it('finds people by ID, and may change their email then', async () => {
		const { id } = someone();
		const { items } = await write(
			'update',
			[{ id: ` ${id.toUpperCase()} `, email: 'changed@example.org' }],
			{ matchBy: 'id' },
		);
		expect(bodies()[0]?.unique_identifier).toEqual({ identifier_type: 1, unique_custom_field: '' });
		expect(someone().profile_details.email).toBe('changed@example.org');
		expect(items[0]?.json).toMatchObject({ matchedBy: 'ID', identifier: id, success: true });
	});

	it('finds people by a Unique ID field', async () => {
		bench.sandbox.quirks.uniqueCustomFieldBy = 'id';
		const matchBy = `custom_field:${field('CRM id')}`;
		const index = profiles().findIndex((_, place) => valueOf(place, 'CRM id') !== undefined);
		const { items, error } = await write(
			'update',
			[{ [matchBy]: valueOf(index, 'CRM id'), first_name: 'New' }],
			{ matchBy },
		);
		expect(error).toBeUndefined();
		expect(bodies()[0]?.unique_identifier).toEqual({
			identifier_type: 2,
			unique_custom_field: field('CRM id'),
		});
		expect(someone(index).profile_details.first_name).toBe('New');
		expect(items[0]?.json).toMatchObject({
			// The answer names the person by ID and email, of which neither was sent.
			id: null,
			email: null,
			outcome: 'unknown',
			success: true,
			matchedBy: 'CRM id',
			identifier: valueOf(index, 'CRM id'),
		});
	});

	it('leaves out the ID where people are found by something else', async () => {
		await write('upsert', [{ id: '17', email: emailOf(), first_name: 'New' }]);
		expect(bodies()[0]?.users_data).toEqual([
			{ profile_data: { email: emailOf(), first_name: 'New' } },
		]);
	});

	it('has the invitation, and nothing of it if nobody is invited', async () => {
		await write('create', [ann], {
			options: { inviteToVome: true, inviteLanguage: 'FR', inviteMessage: '<p>Bonjour</p>' },
		});
		expect(bodies()[0]).toMatchObject({
			invite_user_to_vome: true,
			invite_language: 'FR',
			invite_message: '<p>Bonjour</p>',
		});
		expect(bench.sandbox.vome.invitations).toMatchObject([
			{ email: ann.email, language: 'FR', message: '<p>Bonjour</p>' },
		]);
	});

	it.each([undefined, false, '={{ false }}', '={{ "no" }}'])(
		'has nothing of an invitation that is stored while inviteToVome is %j',
		async (inviteToVome) => {
			const { error } = await write('create', newPeople(2), {
				options: {
					...(inviteToVome !== undefined && { inviteToVome }),
					inviteLanguage: 'DE',
					inviteMessage: '={{ "Hello " + $json.email }}',
				},
			});
			expect(error).toBeUndefined();
			expect(bodies()[0]).toMatchObject({ invite_user_to_vome: false });
			expect(bodies()[0]).not.toHaveProperty('invite_language');
			expect(bodies()[0]).not.toHaveProperty('invite_message');
			expect(bench.sandbox.vome.invitations).toEqual([]);
		},
	);

	it.each([
		['inviteToVome', '={{ $json.invite }}'],
		['inviteMessage', '={{ "Hello " + $json.first_name }}'],
		['inviteLanguage', '={{ $json.language }}'],
	])('has one invitation for all, so %s must not differ', async (name, value) => {
		const people = [
			{ ...ann, invite: true, language: 'EN' },
			{ ...ann, email: 'b@example.org', first_name: 'Bob', invite: false, language: 'FR' },
		];
		const options = { inviteToVome: true, [name]: value };
		const { error } = await write('create', people, { options });
		expect(error?.message).toMatch(
			/^'Invite [\w ]+' differs from that of the first item.*\[item 1\]$/,
		);
		expect(writes()).toEqual([]);
		const same = await write('create', [people[0] as IDataObject], { options });
		expect(same.error).toBeUndefined();
	});

	it('goes in batches, in order, each item paired with its own outcome', async () => {
		const people = newPeople(120);
		const { items } = await write('create', people, { options: { batchSize: '={{ 40 }}' } });
		expect(bodies().map(({ users_data }) => users_data.length)).toEqual([40, 40, 40]);
		expect(items.map(({ json, pairedItem }) => [json.identifier, pairedItem])).toEqual(
			people.map(({ email }, item) => [email, { item }]),
		);
	});

	it('goes 50 at a time, one batch after the other, unless more are allowed', async () => {
		bench.sandbox.latency = 10;
		await write('create', newPeople(200));
		expect(bodies().map(({ users_data }) => users_data.length)).toEqual([50, 50, 50, 50]);
		expect(Math.max(...writes().map(({ inFlight }) => inFlight))).toBe(1);
		bench.sandbox.requests.length = 0;
		const { items } = await write('update', newPeople(400), { options: { parallelRequests: 4 } });
		expect(Math.max(...writes().map(({ inFlight }) => inFlight))).toBeGreaterThan(1);
		expect(Math.max(...writes().map(({ inFlight }) => inFlight))).toBeLessThanOrEqual(4);
		expect(items.slice(0, 200).every(({ json }) => json.success === true)).toBe(true);
	});
});

describe('a round trip', () => {
	/** All that a person sees of the profiles; values of custom fields get new IDs when written. */
	const look = async () => {
		const { items } = await bench.vome({ returnAll: true, output: 'flattened' });
		return items.map(({ json }) => json);
	};
	const withoutEmptyFields = ({ custom_fields, ...json }: IDataObject) => ({
		...json,
		custom_fields: Object.entries(custom_fields as IDataObject).filter(
			([, value]) =>
				value !== null && value !== '' && !(Array.isArray(value) && value.length === 0),
		),
	});
	const withoutIds = (profile: object) =>
		JSON.stringify(profile, (key, value: unknown) => (key === 'id' ? undefined : value));

	it.each<[Operation, Partial<VomeQuirks>, IDataObject]>([
		['update', {}, {}],
		['upsert', {}, {}],
		['upsert', { omittedFields: 'clear' }, {}],
		['upsert', {}, { emptyValues: 'clear' }],
		['upsert', { customFieldNumbers: 'strings', enums: 'strings', hasMedicalInfo: 'string' }, {}],
		['upsert', { profileShape: 'flat' }, {}],
	])('of %s with %j and %j changes nothing in any column', async (operation, quirks, options) => {
		Object.assign(bench.sandbox.quirks, quirks);
		if (quirks.omittedFields === 'clear') {
			// What cannot be written cannot be kept there either.
			for (const profile of profiles()) {
				profile.custom_fields = profile.custom_fields.filter(
					({ custom_field: { field_type, is_active } }) =>
						field_type !== 6 && field_type !== 11 && is_active,
				);
			}
		}
		const isKept = quirks.omittedFields === undefined && options.emptyValues === undefined;
		const before = await look();
		const stored = profiles().map(withoutIds);
		const { items, error } = await write(operation, before, { options });
		expect(error).toBeUndefined();
		expect(items.every(({ json }) => json.success === true)).toBe(true);
		// A custom field with nothing in it may as well be none.
		const after = await look();
		expect(after.map(withoutEmptyFields)).toEqual(before.map(withoutEmptyFields));
		if (isKept) expect(profiles().map(withoutIds)).toEqual(stored);
		const sent = bodies().flatMap(({ users_data }) => users_data);
		for (const group of [
			'profile_data',
			'occupation_info',
			'emergency_contact',
			'medical_information',
			'custom_field_data',
		]) {
			expect(sent.some((person) => group in person)).toBe(true);
		}
	});

	it('brings back what was lost, by ID', async () => {
		const before = await look();
		for (const { profile_details: details, emergency_contact } of profiles()) {
			Object.assign(details, { first_name: 'X', phone_number: '', gender: null, occupation: null });
			Object.assign(details, { address: '', date_of_birth: null, age: null, full_name: 'X' });
			emergency_contact.name = '';
		}
		const { error } = await write('update', before, { matchBy: 'id' });
		expect(error).toBeUndefined();
		const after = await look();
		const names = (rows: IDataObject[]) =>
			rows.map((row) => [
				row.first_name,
				row.phone_number,
				row.gender,
				row.occupation,
				row.address,
				row.date_of_birth,
				row.age,
				row.emergency_contact_name,
			]);
		expect(names(after)).toEqual(names(before));
	});
});

describe('before anything is sent', () => {
	const good = { email: 'good@example.org', first_name: 'Good', last_name: 'Person' };

	it.each<[Operation, IDataObject, string]>([
		['create', { ...ann, first_name: '' }, "'first_name' is empty"],
		['create', { ...ann, last_name: ' ' }, "'last_name' is empty"],
		['create', { ...ann, email: null }, "'email' is empty"],
		['create', { ...ann, email: 'ann' }, "'email' is not an email address"],
		['create', { ...ann, email: 'ann @example.org' }, "'email' is not an email address"],
		['upsert', { ...ann, date_of_birth: '01/02/1990' }, "'date_of_birth' must be a date"],
		['upsert', { ...ann, date_of_birth: '1990-02-30' }, "'date_of_birth' must be a date"],
		['upsert', { ...ann, date_of_birth: 1990 }, "'date_of_birth' must be a date"],
		['upsert', { ...ann, phone_number: 'call me' }, "'phone_number' may only hold digits"],
		['upsert', { ...ann, phone_number: ['1', '2'] }, "'phone_number' must be text"],
		['upsert', { ...ann, gender: 'yes' }, "'gender' must be one of Male, Female, Other"],
		['upsert', { ...ann, gender: 4 }, "'gender' must be one of"],
		['upsert', { ...ann, gender: 'Female', gender_text: 'x' }, "'gender_text' is only for the"],
		['upsert', { ...ann, occupation: 'Pilot' }, "'occupation' must be one of Student"],
		['upsert', { ...ann, latitude: '45' }, "'Latitude' and 'Longitude' go together"],
		[
			'upsert',
			{ ...ann, latitude: '95', longitude: '0' },
			"'latitude' must be a number of degrees",
		],
		['upsert', { ...ann, latitude: 'n', longitude: '0' }, "'latitude' must be a number of degrees"],
		['upsert', { ...ann, has_medical_info: 'maybe' }, "'has_medical_info' must be yes or no"],
		['upsert', { ...ann, address: { street: 'x' } }, "'address' must be text"],
		['upsert', { ...ann, custom_fields: 'CRM' }, "'Custom Fields' must be an object"],
		['upsert', { ...ann, custom_fields: ['CRM'] }, "'Custom Fields' must be an object"],
		['upsert', { ...ann, custom_fields: { Shoe: 9 } }, "has a custom field 'Shoe'"],
		['upsert', { ...ann, email: 'a@b.c', Email: 'd@e.f' }, "gives the column 'email' twice"],
		[
			'upsert',
			{ first_name: 'No', last_name: 'Mail' },
			"'email' is empty, but Vome needs it to find",
		],
		['update', { email: '' }, "'email' is empty, but Vome needs it to find"],
	])('%s refuses %j', async (operation, item, message) => {
		const [before, after] =
			operation === 'update'
				? [{ email: emailOf(0) }, { email: emailOf(1) }]
				: [good, { ...good, email: 'c@d.ef' }];
		const { error, items } = await write(operation, [before, item, after]);
		expect(items).toEqual([]);
		expect(error?.message).toContain(message);
		expect(error?.message).toMatch(/\[item 1\]$/);
		expect(error?.message).not.toContain('{');
		// It costs the others nothing.
		expect(bodies()[0]?.users_data.map(({ profile_data }) => profile_data?.email)).toEqual([
			before.email,
			after.email,
		]);
		expect(error?.description).toContain('Done: items 0 and 2.');
	});

	it.each<[string, unknown, string]>([
		['T-shirt size', 'XXL', 'must be one of S, M, L, XL'],
		['Available on', 'Monday, Funday', 'must be one of Monday,'],
		['Available on', ['Funday'], 'must be one of Monday,'],
		['Has a car', 'perhaps', 'must be yes or no'],
		['Years of experience', 'two', 'must be a number'],
		['Orientation attended', '2026-02-03', 'must be a date and time'],
		['Member since', '3.2.2026', 'must be a date'],
		['Work email', 'nobody', 'is not an email address'],
		['Notes', { a: 1 }, 'must be text'],
	])('a custom field that does not suit is refused: %s with %j', async (name, value, rule) => {
		const { error } = await write('upsert', [{ ...ann, custom_fields: { [name]: value } }]);
		expect(error?.message).toContain(`'${name}' ${rule}`);
		expect(writes()).toEqual([]);
	});

	it('two items with the same identifier are refused, both named', async () => {
		const people = [...newPeople(3), { ...ann, first_name: 'Anna', email: 'NEW.1@example.org' }];
		const { error } = await write('upsert', people.slice(1, 2).concat(people.slice(3)));
		expect(error?.message).toContain(
			"The items 0 and 1 have the same 'email', and differ otherwise: new.1@example.org",
		);
		expect(writes()).toEqual([]);
		const among = await write('upsert', people);
		expect(among.error?.message).toContain("The items 1 and 3 have the same 'email'");
		expect(among.error?.description).toContain('[item 3]');
		expect(among.error?.description).toContain('Done: items 0 and 2.');
		expect(found('new.1@example.org')).toBeUndefined();

		const { items } = await write('upsert', people, { onError: 'continueRegularOutput' });
		expect(items.map(({ json }) => Object.keys(json)[0])).toEqual(['id', 'error', 'id', 'error']);
		expect(found('new.0@example.org')).toBeDefined();
		expect(found('new.1@example.org')).toBeUndefined();
	});

	it('an email that only looks like another one is that of somebody else', async () => {
		// U+212A, the Kelvin sign.
		const emails = ['kim@example.org', '\u212Aim@example.org'];
		await write(
			'upsert',
			emails.map((email) => ({ ...ann, email })),
		);
		expect(bodies()[0]?.users_data.map(({ profile_data }) => profile_data?.email)).toEqual(emails);
	});

	it('a thousand items with the same identifier are told in few words', async () => {
		const people = Array.from({ length: 1_000 }, (_, item) => ({ ...ann, address: `${item}` }));
		const { error } = await write('upsert', people);
		expect(error?.message).toContain("The items 0 to 999 have the same 'email'");
		expect(`${error?.message} ${error?.description}`.length).toBeLessThan(3_000);
	});

	it.each([
		[{ batchSize: 0 }, "'Batch Size' must be a whole number from 1 to 100"],
		[{ batchSize: 101 }, "'Batch Size'"],
		[{ inviteToVome: true, inviteLanguage: 'DE' }, "'Invite Language' must be one of EN, FR"],
		[{ inviteToVome: '={{ 2 }}' }, "'Invite to Vome' must be true or false"],
		[{ parallelRequests: 20 }, "'Parallel Requests'"],
		[{ emptyValues: 'x' }, "'Empty Values'"],
	])('the option %j is refused', async (options, message) => {
		const { error } = await write('upsert', [ann], { options });
		expect(error?.message).toContain(message);
		expect(bench.urls).toEqual([]);
	});

	it('a match by two columns, or by a column that finds nobody, is refused', async () => {
		const columns = { ...mapper(null, {}), matchingColumns: ['email', 'id'] } as INodeParameters;
		const { error } = await bench.vome({ operation: 'upsert', columns }, { input: [ann] });
		expect(error?.message).toContain("'Column to match on' must be Email, ID, or one custom field");
		const other = await write('upsert', [ann], { matchBy: 'phone_number' });
		expect(other.error?.message).toContain("'Column to match on'");
		const text = await write('upsert', [{ ...ann, custom_fields: { Notes: 'x' } }], {
			matchBy: `custom_field:${field('Notes')}`,
		});
		expect(text.error?.message).toContain("the custom field 'Notes', which is not of the type");
		expect(writes()).toEqual([]);
	});

	it('columns of which none is filled in are refused', async () => {
		const { error } = await writeColumns('upsert', {});
		expect(error?.message).toContain("'Columns' holds nothing");
	});
});

describe('custom fields', () => {
	it('are written by name, each in its own way', async () => {
		const { error } = await write('upsert', [
			{
				email: emailOf(),
				custom_fields: {
					'CRM id': 'A-1',
					'T-shirt size': 'xl',
					'Available on': 'monday, Friday',
					'Has a car': true,
					'Years of experience': '12.50',
					'Orientation attended': '2026-02-03T14:00:00Z',
					'Work email': 'work@example.org',
					Website: 'https://people.example.org/1',
					'Mailing address': '1 Street',
					'Member since': '2020-01-31T00:00:00.000Z',
				},
			},
		]);
		expect(error).toBeUndefined();
		const sent = bodies()[0]?.users_data[0]?.custom_field_data as IDataObject[];
		expect(sent.map((entry) => [entry.custom_field_name, entry.custom_field_user_value])).toEqual([
			['CRM id', 'A-1'],
			['T-shirt size', 'XL'],
			['Available on', ['Monday', 'Friday']],
			['Has a car', 'true'],
			['Years of experience', '12.50'],
			['Orientation attended', '2026-02-03T14:00:00Z'],
			['Work email', 'work@example.org'],
			['Website', 'https://people.example.org/1'],
			['Mailing address', '1 Street'],
			['Member since', '2020-01-31'],
		]);
	});

	it('of which nothing is chosen are left as they are', async () => {
		for (const nothing of [[], '', ' , ', [''], '[]']) {
			await write('update', [{ email: emailOf(), custom_fields: { 'Available on': nothing } }]);
		}
		for (const { users_data } of bodies()) {
			expect(users_data).toEqual([{ profile_data: { email: emailOf() } }]);
		}
	});

	it('with several choices may come as the text of a list', async () => {
		await write('update', [
			{ email: emailOf(), custom_fields: { 'Available on': '["Monday", "Friday"]' } },
		]);
		expect(bodies()[0]?.users_data[0]?.custom_field_data?.[0]).toMatchObject({
			custom_field_user_value: ['Monday', 'Friday'],
		});
	});

	it('with a comma in a choice are found whole', async () => {
		for (const { custom_fields } of profiles()) {
			for (const { custom_field } of custom_fields) {
				const [option] = custom_field.options ?? [];
				if (custom_field.name === 'Available on' && option) option.value = 'Monday, late';
			}
		}
		await write('update', [
			{ email: emailOf(), custom_fields: { 'Available on': 'Monday, late' } },
		]);
		expect(bodies()[0]?.users_data[0]?.custom_field_data?.[0]).toMatchObject({
			custom_field_user_value: ['Monday, late'],
		});
	});

	it('may come as the text of an object', async () => {
		const { error } = await write('upsert', [
			{ email: emailOf(), custom_fields: '{"CRM id": "A-1"}' },
		]);
		expect(error).toBeUndefined();
		expect(bodies()[0]?.users_data[0]?.custom_field_data).toHaveLength(1);
	});

	it('are looked for once, no further than needed, and not at all if there are none', async () => {
		await write('upsert', newPeople(3));
		expect(reads()).toEqual([]);
		const id = `custom_field:${field('CRM id')}`;
		await write(
			'upsert',
			newPeople(120).map((person) => ({ ...person, [id]: person.email })),
		);
		expect(reads().map(({ url }) => url)).toEqual(['/api/profiles/?page=1&limit=100']);
	});

	it('are looked for by name among as many profiles as the form looks at', async () => {
		const large = await VomeBench.start({ profiles: 640, shifts: 0, reservations: 0 });
		const upsert = async (name: string) => {
			large.sandbox.requests.length = 0;
			const input = [{ ...ann, custom_fields: { [name]: 'x' } }];
			const { error } = await large.vome(
				{ operation: 'upsert', columns: mapper(null, {}) },
				{ input },
			);
			const pages = large.sandbox.requests.filter(({ method }) => method === 'GET').length;
			return { pages, message: error?.message };
		};
		expect(await upsert('CRM id')).toEqual({ pages: 5, message: undefined });
		// Two fields share this name, so it is up to the profile, and the person might be any.
		expect(await upsert('Notes')).toEqual({ pages: 7, message: undefined });
		expect(await upsert('Nonsense')).toEqual({
			pages: 7,
			message: expect.stringContaining("No profile in Vome has a custom field 'Nonsense'"),
		});
		await large.stop();
	});

	it('are looked for in all profiles if need be', async () => {
		const rare = { id: field('CRM id').replace(/^./, 'f'), name: 'Rare', field_type: 0 };
		someone(TOTAL - 1).custom_fields = [
			{ id: '1', custom_field: { ...rare, is_active: true }, custom_field_value: null },
		];
		const { error } = await write('upsert', [{ email: emailOf(), custom_fields: { Rare: 'x' } }]);
		expect(reads()).toHaveLength(3);
		expect(bodies()[0]?.users_data[0]?.custom_field_data?.[0]).toMatchObject({
			custom_field_id: rare.id,
		});
		// The sandbox itself does not know the field.
		expect(error?.message).toContain('There is no such custom field');
	});

	it('that share a name are told apart as in reading', async () => {
		const notes = [field('Notes'), field('Notes', 1)];
		const own = (index: number) =>
			someone(index)
				.custom_fields.filter(({ custom_field }) => custom_field.name === 'Notes')
				.map(({ custom_field }) => custom_field.id);
		for (const wanted of [[notes[0]], [notes[1]], notes]) {
			const index = profiles().findIndex((_, place) => own(place).join() === wanted.join());
			const { items } = await bench.vome({
				operation: 'get',
				profileId: someone(index).id,
				output: 'flattened',
			});
			const read = items[0]?.json as { email: string; custom_fields: IDataObject };
			const names = Object.keys(read.custom_fields).filter((name) => name.startsWith('Notes'));
			expect(names).toHaveLength(wanted.length);
			const custom_fields = Object.fromEntries(names.map((name) => [name, `new ${name}`]));
			const { error } = await write('upsert', [{ email: read.email, custom_fields }]);
			expect(error).toBeUndefined();
			const after = await bench.vome({
				operation: 'get',
				profileId: someone(index).id,
				output: 'flattened',
			});
			expect(after.items[0]?.json.custom_fields).toMatchObject(custom_fields);
			expect(own(index)).toEqual(wanted);
		}
	});

	it.each([
		['Hours per month', 'is a formula'],
		['Police check', 'holds a file'],
		['Old newsletter flag', 'is not active'],
	])('that cannot be written are left out, or refused by name: %s', async (name, why) => {
		const custom_fields = { [name]: 'true', 'CRM id': 'A-1' };
		const automatic = await write('upsert', [{ email: emailOf(), custom_fields }]);
		expect(automatic.error).toBeUndefined();
		const sent = bodies()[0]?.users_data[0]?.custom_field_data as IDataObject[];
		expect(sent.map((entry) => entry.custom_field_name)).toEqual(['CRM id']);

		for (const columns of [
			{ email: emailOf(), custom_fields: '={{ $json.fields }}' },
			{ email: emailOf(), [`custom_field:${field(name)}`]: 'true' },
		]) {
			const { error } = await writeColumns('upsert', columns, {
				input: [{ fields: custom_fields }],
			});
			expect(error?.message).toContain(`The custom field '${name}' cannot be written: it ${why}`);
		}
		expect(writes()).toHaveLength(1);
	});

	it('are mapped by the names that the form showed', async () => {
		const schema = [
			{ id: `custom_field:${field('CRM id')}`, displayName: 'CRM id' },
			{ id: `custom_field:${field('Notes')}`, displayName: 'age' },
		];
		await write('upsert', [{ email: emailOf(), 'CRM id': 'A-1', age: 33, Notes: 'x' }], { schema });
		const sent = bodies()[0]?.users_data[0]?.custom_field_data as IDataObject[];
		// A field of the account that is called like a part of a profile is not mistaken for it.
		expect(sent.map((entry) => entry.custom_field_name)).toEqual(['CRM id']);
	});

	it('to match on have to be in some profile', async () => {
		const matchBy = 'custom_field:11111111-1111-4111-8111-111111111111';
		const { error } = await write('upsert', [{ ...ann, [matchBy]: 'A-1' }], { matchBy });
		expect(error?.message).toContain("No profile in Vome has a custom field '11111111-");
	});

	it('given twice are refused unless the values agree', async () => {
		const id = `custom_field:${field('CRM id')}`;
		const twice = (value: string) => [
			{ email: emailOf(), [id]: 'A-1', custom_fields: { 'CRM id': value } },
		];
		expect((await write('upsert', twice('A-1'))).error).toBeUndefined();
		const { error } = await write('upsert', twice('A-2'));
		expect(error?.message).toContain("gives the custom field 'CRM id' twice");
	});
});

describe('columns that are mapped by hand', () => {
	it('take expressions for each item, and values as they are', async () => {
		const { error } = await writeColumns(
			'create',
			{
				first_name: '={{ $json.first }}',
				last_name: '={{ $json.last }}',
				email: '={{ $json.mail }}',
				date_of_birth: '={{ DateTime.fromISO($json.born) }}',
				gender: 'Female',
				phone_number: null,
				address: '',
				[`custom_field:${field('Years of experience')}`]: '42.10',
				[`custom_field:${field('Has a car')}`]: true,
			},
			{
				input: [
					{ first: 'Ann', last: 'Lee', mail: ann.email, born: '1998-06-06' },
					{ first: 'Bob', last: 'Ray', mail: 'bob@example.org', born: '1999-12-31' },
				],
			},
		);
		expect(error).toBeUndefined();
		const [{ users_data: sent } = { users_data: [] }] = bodies();
		expect(sent[0]?.profile_data).toEqual({ ...ann, date_of_birth: '1998-06-06', gender: 1 });
		expect(sent[1]?.profile_data).toMatchObject({ date_of_birth: '1999-12-31' });
		expect(sent[1]?.custom_field_data).toMatchObject([
			{ custom_field_user_value: '42.10' },
			{ custom_field_user_value: 'true' },
		]);
	});

	it.each(['nonsense', 'gender_text', 'full_name'])('refuse a column %s', async (column) => {
		const { error } = await writeColumns('upsert', { email: emailOf(), [column]: 'x' });
		expect(error?.message).toContain(`'Columns' has the column '${column}'`);
	});

	it("an expression that cannot be worked out is the item's own mistake", async () => {
		const { items } = await writeColumns(
			'upsert',
			{ email: '={{ $json.mail.toLowerCase() }}', first_name: 'New' },
			{ input: [{ mail: emailOf() }, { mail: 5 }], onError: 'continueRegularOutput' },
		);
		expect(items.map(({ json }) => Object.keys(json)[0])).toEqual(['id', 'error']);
	});
});

it('fields of items may be called as in the form, with or without what is in brackets', async () => {
	await write('upsert', [
		{
			'First Name': 'Ann',
			'Last Name': 'Lee',
			Email: ann.email,
			'Date of Birth (YYYY-MM-DD)': '1990-02-01',
			Gender: 'Female',
			'Custom Fields (by name)': { 'CRM id': 'A-1' },
			ID: 'of the spreadsheet',
		},
	]);
	expect(bodies()[0]?.users_data).toEqual([
		{
			profile_data: { ...ann, date_of_birth: '1990-02-01', gender: 1 },
			custom_field_data: [expect.objectContaining({ custom_field_user_value: 'A-1' })],
		},
	]);
});

describe('what was not sent is told', () => {
	it('fields of items that are no columns', async () => {
		const item = { ...ann, City: 'x', age: 3, 'Work phone': '1', row_number: 2, Empty: '' };
		const { hints } = await write('upsert', [item]);
		expect(hints.map(({ message }) => message)).toEqual([
			'Left out, since Vome has no such column: City, age, Work phone.',
		]);
	});

	it('a text for another gender', async () => {
		const { hints, error } = await write('upsert', [
			{ ...ann, gender: 'Other', gender_text: 'Agender' },
		]);
		expect(error).toBeUndefined();
		expect(hints[0]?.message).toContain("'gender_text' was not sent");
	});

	it('and nothing is told where there is nothing to tell', async () => {
		expect((await write('upsert', [ann])).hints).toEqual([]);
	});
});

describe('dates', () => {
	it.each([
		['1990-02-01', '1990-02-01'],
		['1990-02-01T00:00:00Z', '1990-02-01'],
		['1990-02-01T00:00:00.000-05:00', '1990-02-01'],
		// Midnight in America/New_York, which is the workflow's time zone.
		['1990-02-01T05:00:00.000Z', '1990-02-01'],
		['1990-02-01T23:00:00Z', undefined],
		['1990-01-31T12:00:00', undefined],
		['1990-02', undefined],
		['1990-02-01T99', undefined],
	])('of birth are those that are meant: %s', async (date_of_birth, sent) => {
		const { error } = await write('upsert', [{ ...ann, date_of_birth }]);
		if (sent === undefined) expect(error?.message).toContain("'date_of_birth' must be a date");
		else expect(bodies()[0]?.users_data[0]?.profile_data?.date_of_birth).toBe(sent);
	});

	it.each([
		['2026-02-03T14:00:00Z', '2026-02-03T14:00:00Z'],
		['2026-02-03T14:00+01:00', '2026-02-03T14:00+01:00'],
		['2026-02-03T14:00', '2026-02-03T19:00:00Z'],
		['2026-02-30T14:00:00Z', undefined],
	])('with a time have a time zone: %s', async (value, sent) => {
		const custom_fields = { 'Orientation attended': value };
		const { error } = await write('upsert', [{ ...ann, custom_fields }]);
		if (sent === undefined) expect(error?.message).toContain('must be a date and time');
		else {
			expect(bodies()[0]?.users_data[0]?.custom_field_data?.[0]).toMatchObject({
				custom_field_user_value: sent,
			});
		}
	});
});

describe('empty cells', () => {
	const cells = {
		phone_number: '',
		address: null,
		gender: '',
		date_of_birth: null,
		last_name: '',
		latitude: '',
		longitude: '',
		has_medical_info: '',
		custom_fields: { 'CRM id': '', 'Available on': null },
	};

	it('leave the fields as they are', async () => {
		await write('update', [{ email: emailOf(), ...cells }]);
		expect(bodies()[0]?.users_data).toEqual([{ profile_data: { email: emailOf() } }]);
	});

	it('empty the fields if that is chosen, but never a name', async () => {
		const { error } = await write('update', [{ email: emailOf(), ...cells }], {
			options: { emptyValues: 'clear' },
		});
		expect(error).toBeUndefined();
		expect(bodies()[0]?.users_data).toEqual([
			{
				profile_data: {
					email: emailOf(),
					phone_number: '',
					address: '',
					gender: null,
					date_of_birth: null,
				},
				custom_field_data: [
					expect.objectContaining({ custom_field_name: 'CRM id', custom_field_user_value: '' }),
					expect.objectContaining({
						custom_field_name: 'Available on',
						custom_field_user_value: [],
					}),
				],
			},
		]);
		expect(someone().profile_details).toMatchObject({ phone_number: '', gender: null });
		expect(someone().profile_details.last_name).not.toBe('');
	});

	it('are no empty cells where the form was not filled in', async () => {
		await writeColumns(
			'update',
			{ email: emailOf(), address: '', phone_number: null, gender: '={{ $json.gender }}' },
			{ input: [{ gender: '' }], options: { emptyValues: 'clear' } },
		);
		expect(bodies()[0]?.users_data).toEqual([{ profile_data: { email: emailOf(), gender: null } }]);
	});
});

describe('people whom Vome refuses', () => {
	const taken = () => ({ id: someone(5).id, email: emailOf(7) });

	it('one in two hundred costs the others nothing, and few requests', async () => {
		const people: IDataObject[] = profiles()
			.slice(0, 200)
			.map(({ id }) => ({ id, first_name: 'New' }));
		people[77] = { ...people[77], email: emailOf(3).toUpperCase() };
		const { error } = await write('update', people, { matchBy: 'id' });
		expect(error?.message).toBe(
			'Vome did not accept the request (HTTP 400): Another profile has this email. (email) [item 77]',
		);
		expect(error?.description).toContain('Correct this item');
		expect(error?.description).toContain('Done: items 0 to 76 and 78 to 199.');
		expect(writes().length - 4).toBeLessThanOrEqual(2 * Math.log2(50));
		expect(
			profiles()
				.slice(0, 200)
				.map(({ profile_details }, index) => [index, profile_details.first_name])
				.filter(([, name]) => name !== 'New'),
		).toEqual([[77, expect.any(String)]]);
	});

	it('come out as errors alone under Continue On Fail, and on the error output', async () => {
		const people = [{ id: someone(1).id, first_name: 'New' }, taken(), { id: someone(2).id }];
		const expected = {
			json: { error: expect.stringContaining('Another profile has this email') },
			pairedItem: { item: 1 },
		};
		const regular = await write('update', people, {
			matchBy: 'id',
			onError: 'continueRegularOutput',
		});
		expect(regular.items[1]).toEqual(expected);
		expect(regular.items[0]?.json.success).toBe(true);
		const split = await write('update', people, { matchBy: 'id', onError: 'continueErrorOutput' });
		expect(split.outputs[0]).toHaveLength(2);
		expect(split.outputs[1]).toMatchObject([{ json: { error: expected.json.error } }]);
	});

	it('are all named', async () => {
		const strangers = newPeople(30).map(({ email }) => ({ email }));
		const people = [{ email: emailOf(0), first_name: 'New' }, ...strangers];
		const { error } = await write('update', people);
		expect(error?.message).toContain('30 of 31 items failed, the first because: Vome did not');
		expect(error?.description).toContain('[item 10]');
		expect(error?.description).toContain('And 20 more: items 11 to 30.');
		expect(error?.description).toContain('Done: item 0.');
		expect(someone(0).profile_details.first_name).toBe('New');
	});

	it.each<[Partial<VomeQuirks>, string]>([
		[{ errorShape: 'detail' }, 'There is no such profile.'],
		[{ errorShape: 'fields' }, 'email: There is no such profile.'],
		[{ errorParam: 'path' }, 'There is no such profile. (users_data.0.email)'],
	])('are told in the words of Vome, whatever their form: %j', async (quirks, words) => {
		Object.assign(bench.sandbox.quirks, quirks);
		const { items } = await write(
			'update',
			[{ email: emailOf(), first_name: 'New' }, { email: 'x@example.org' }],
			{ onError: 'continueRegularOutput' },
		);
		expect(items[1]?.json.error).toBe(
			`Vome did not accept the request (HTTP 400): ${words} [item 1]`,
		);
		expect(items[0]?.json.success).toBe(true);
	});

	it('a conflict with another request is tried again before it is split', async () => {
		bench.sandbox.faults.push({ kind: 'status', status: 409, path: '/api/profiles/*', times: 2 });
		const { error } = await write('upsert', newPeople(10));
		expect(error).toBeUndefined();
		expect(writes()).toHaveLength(3);
		expect(clock.pauses).toHaveLength(2);
	});

	it.each([
		['The profile exists already.', { success: false, outcome: 'existing' }],
		['It conflicts with another one.', { error: expect.stringContaining('(HTTP 409)') }],
	])("a conflict that lasts is somebody's: %s", async (words, outcome) => {
		const people = newPeople(10);
		people[4] = { ...ann, email: emailOf() };
		bench.sandbox.quirks.existingPerson = 'conflict';
		if (words.startsWith('It')) bench.sandbox.quirks.existingWords = words;
		const { items } = await write('create', people, { onError: 'continueRegularOutput' });
		expect(items.filter(({ json }) => json.success !== true)).toMatchObject([
			{ json: outcome, pairedItem: { item: 4 } },
		]);
		expect(found('new.9@example.org')).toBeDefined();
	});

	it.each([1, 50])(
		'who come first cost those after them nothing, %i at a time',
		async (batchSize) => {
			Object.assign(bench.sandbox.quirks, { existingPerson: 'reject', errorShape: 'detail' });
			const existing = profiles()
				.slice(0, 20)
				.map(({ profile_details: { email } }) => ({ ...ann, email }));
			const people = [...existing, ...newPeople(40)];
			const { items } = await write('create', people, {
				options: { batchSize },
				onError: 'continueRegularOutput',
			});
			expect(items.map(({ json }) => [json.success, json.outcome])).toEqual([
				...existing.map(() => [false, 'existing']),
				...newPeople(40).map(() => [true, 'created']),
			]);
			expect(profiles()).toHaveLength(TOTAL + 40);
		},
	);

	it('batches that are too large become smaller', async () => {
		bench.sandbox.quirks.maxPeople = 20;
		const { error, items } = await write('create', newPeople(150));
		expect(error).toBeUndefined();
		expect(items).toHaveLength(150);
		expect(bodies().filter(({ users_data }) => users_data.length > 20)).toHaveLength(3);
	});
});

describe('a server that cannot take everything', () => {
	/** A person of about so many bytes. */
	const heavy = (bytes: number) => ({ ...ann, address: 'x'.repeat(bytes) });
	const all = (count: number, person: IDataObject = ann): IDataObject[] =>
		newPeople(count).map(({ email }) => ({ ...person, email }));
	/** Has these people in Vome already. */
	const add = (people: IDataObject[]) => {
		for (const { email } of people) {
			const profile = bench.sandbox.vome.makeProfile();
			const details = { ...profile.profile_details, email: email as string };
			profiles().push({ ...profile, profile_details: details });
		}
	};
	const sizes = () => bodies().map(({ users_data }) => users_data.length);
	const be = (quirks: Partial<VomeQuirks>) => Object.assign(bench.sandbox.quirks, quirks);
	const numbersOf = (
		items: Array<{ json: IDataObject }>,
		isWanted: (json: IDataObject) => boolean,
	) => items.flatMap(({ json }, item) => (isWanted(json) ? [item] : []));
	const createAll = async (people: IDataObject[], options: IDataObject = {}) => {
		const run = await write('create', people, { options, onError: 'continueRegularOutput' });
		return {
			...run,
			texts: run.hints.map(({ message }) => message).join(' '),
			bad: numbersOf(run.items, ({ success }) => success !== true),
		};
	};
	const EMOJI = { first_name: 'Ann \u{1F600}' };

	it.each([
		['refuse', {}],
		['webPage', {}],
		['webPage', { parallelRequests: 4 }],
		['webPage', { inviteToVome: true }],
		['drop', {}],
		['drop', { parallelRequests: 4 }],
	] as const)(
		'one person too large for it costs nobody else anything: %s, %j',
		async (tooLargeWrite, options) => {
			be({ largestWrite: 1_000_000, tooLargeWrite });
			const people = all(120);
			people[10] = { ...heavy(2_000_000), email: 'huge@example.org' };
			const { bad, items, texts } = await createAll(people, options);
			expect(bad).toEqual([10]);
			expect(items[10]?.json.error).toMatch(
				tooLargeWrite === 'drop'
					? /^Vome could not be reached in 2 tries; whether .* is not known \[item 10\]$/
					: /^Vome, or a proxy in front of it, does not accept that much at once \(HTTP 413\) \[item 10\]$/,
			);
			expect(profiles()).toHaveLength(TOTAL + 119);
			expect(texts).not.toContain('No records were lost');
			expect(writes().length).toBeLessThanOrEqual(22);
		},
	);

	it.each(['refuse', 'webPage', 'drop'] as const)(
		'batches too large for it get smaller: %s',
		async (tooLargeWrite) => {
			be({ largestWrite: 100_000, tooLargeWrite });
			const { bad, texts } = await createAll(all(200, heavy(4_000)));
			expect(bad).toEqual([]);
			expect(profiles()).toHaveLength(TOTAL + 200);
			// The size that works is kept.
			expect(sizes().lastIndexOf(50)).toBeLessThan(3);
			expect(Math.min(...sizes().slice(-8, -1))).toBeGreaterThanOrEqual(12);
			if (tooLargeWrite === 'drop') expect(texts).toContain('No records were lost.');
			expect(writes().length).toBeLessThanOrEqual(28);
		},
	);

	it.each([1, 5, 30, 49])('batches too slow for it get smaller: %i', async (slowPeople) => {
		be({ slowPeople });
		const { bad } = await createAll(all(120));
		expect(bad).toEqual([]);
		expect(profiles()).toHaveLength(TOTAL + 120);
		expect(sizes().filter((size) => size > slowPeople).length).toBeLessThanOrEqual(12);
	});

	it('with an invitation, what may have been written is not sent again', async () => {
		be({ slowPeople: 30 });
		const { items } = await createAll(all(120), { inviteToVome: true });
		expect(items[0]?.json.error).toContain('whether the change was made is not known');
		expect(writes()).toHaveLength(1);
	});

	it.each([
		['fail', {}, 'Vome could not answer (HTTP 500) after 2 tries; whether'],
		['fail', { batchSize: 1 }, 'Vome could not answer (HTTP 500) after 5 tries; whether'],
		['fail', { parallelRequests: 4 }, 'Vome could not answer (HTTP 500) after 2 tries; whether'],
		['block', {}, 'Something between n8n and Vome refused the request'],
		[
			'block',
			{ parallelRequests: 4, batchSize: 7 },
			'Something between n8n and Vome refused the request',
		],
		['block', { inviteToVome: true }, 'Something between n8n and Vome refused the request'],
	] as const)(
		'over one person costs nobody else anything: %s, %j',
		async (fourByteText, options, words) => {
			be({ fourByteText });
			const people = all(120);
			people[60] = { ...people[60], ...EMOJI };
			const { bad, items, texts } = await createAll(people, options);
			expect(bad).toEqual([60]);
			expect(items[60]?.json.error).toContain(words);
			expect(profiles()).toHaveLength(TOTAL + 119);
			expect(texts).not.toContain('No records were lost');
			const batches = Math.ceil(
				120 / (((options as IDataObject).batchSize as number | undefined) ?? 50),
			);
			expect(writes().length).toBeLessThanOrEqual(batches + 16);
		},
	);

	it('with several kinds of trouble costs nobody else anything', async () => {
		be({
			largestWrite: 100_000,
			tooLargeWrite: 'webPage',
			fourByteText: 'fail',
			slowPeople: 30,
			existingPerson: 'reject',
			errorNumbers: true,
		});
		const people = all(300, heavy(3_000));
		people[3] = { ...people[3], email: emailOf(), address: '' };
		people[70] = { ...people[70], ...EMOJI };
		people[140] = { ...people[140], ...heavy(200_000), email: 'huge@example.org' };
		people[141] = { ...people[141], email: 'strange@nowhere' };
		people[299] = { ...people[299], ...EMOJI };
		const { bad } = await createAll(people, { parallelRequests: 4 });
		expect(bad).toEqual([3, 70, 140, 141, 299]);
		expect(profiles()).toHaveLength(TOTAL + 295);
	});

	it.each([
		[{ kind: 'status', status: 500 }, 'Vome could not answer (HTTP 500) after 5 tries', 2 + 5 + 7],
		[{ kind: 'status', status: 502 }, 'Vome could not answer (HTTP 502) after 5 tries', 2 + 5 + 2],
		[{ kind: 'html', status: 503 }, 'Vome could not answer (HTTP 503) after 8 tries', 2 + 8 + 2],
		[{ kind: 'drop' }, 'Vome could not be reached in 5 tries', 2 + 5 + 2],
		[{ kind: 'truncate' }, 'Vome sent an answer that cannot be read, 5 times', 2 + 5 + 2],
		[{ kind: 'html', status: 200 }, 'Vome answered with a web page instead of data', 1 + 1 + 2],
		[
			{ kind: 'html', status: 403 },
			'Something between n8n and Vome refused the request',
			1 + 1 + 2,
		],
		[{ kind: 'status', status: 403 }, 'Vome does not allow this for the API key', 1 + 1 + 2],
		[{ kind: 'redirect', status: 302 }, 'Vome answered with a redirect (HTTP 302)', 1 + 1 + 2],
		[{ kind: 'status', status: 401 }, 'Vome rejected the API key', 1],
		[{ kind: 'status', status: 407 }, 'The proxy between n8n and Vome wants a login (HTTP 407)', 1],
	] as const)('that goes down in the middle ends it soon: %j', async (fault, message, requests) => {
		bench.sandbox.faults.push({ ...fault, method: 'POST', skip: 2 });
		const { error } = await write('create', all(2_000));
		expect(error?.message).toContain(message);
		expect(error?.description).toContain('Done: items 0 to 99');
		expect(error?.description).toContain('Left out: items');
		expect(writes()).toHaveLength(2 + requests);
	});

	it('that is down from the beginning ends it soon', async () => {
		bench.sandbox.faults.push({ kind: 'status', status: 502, method: 'POST' });
		const { error } = await write('create', all(2_000));
		expect(error?.message).toContain('Vome could not answer (HTTP 502) after 5 tries');
		expect(writes()).toHaveLength(3 + 5 + 2);
	});

	it('that is away for seven seconds costs nobody anything', async () => {
		// The shortest pauses.
		jest.spyOn(Math, 'random').mockReturnValue(0);
		const fault = { kind: 'drop', method: 'POST', skip: 2 } as const;
		bench.sandbox.faults.push(fault);
		clock.onPause = (ms) => {
			if (clock.elapsed + ms > 7_000) bench.sandbox.faults.length = 0;
		};
		const { bad } = await createAll(all(200));
		// Whom the lost requests may have written is not claimed to be created.
		expect(bad).toEqual([]);
		expect(profiles()).toHaveLength(TOTAL + 200);
	});

	it.each(['reject', 'conflict'] as const)(
		'those who exist cost the new ones nothing: %s',
		async (existingPerson) => {
			be({ existingPerson, existingWords: 'User already exists.', errorShape: 'detail' });
			const people = all(500);
			add(people.filter((__, item) => item < 249 || item > 251));
			const { items } = await createAll(people);
			const created = numbersOf(items, ({ outcome }) => outcome === 'created');
			const existing = numbersOf(
				items,
				({ outcome, success }) => outcome === 'existing' && !success,
			);
			expect([created, existing.length]).toEqual([[249, 250, 251], 497]);
			expect(profiles()).toHaveLength(TOTAL + 500);
			expect(writes().length).toBeLessThan(2 * 500 + 20);
		},
	);

	it.each(['update', 'upsert'] as const)('who exists is an error for %s', async (operation) => {
		const body = { detail: 'User already exists.' };
		bench.sandbox.faults.push({ kind: 'status', status: 400, body, method: 'PUT' });
		const { items } = await write(operation, [ann], { onError: 'continueRegularOutput' });
		expect(items[0]?.json.error).toContain('User already exists.');
	});

	it.each<[string, Partial<VomeQuirks>]>([
		['that name nothing', { errorShape: 'detail' }],
		['that name the field', {}],
	])('that refuses all, in words that differ each time and %s, ends it soon', async (_, quirks) => {
		be({ ...quirks, existingPerson: 'reject', existingWords: 'Not possible.', errorNumbers: true });
		const people = all(2_000);
		add(people);
		const { error } = await write('create', people);
		expect(error?.message).toContain('Not possible.');
		expect(error?.description).toContain('Vome refused one person after another');
		expect(writes().length).toBeLessThanOrEqual(quirks.errorShape === 'detail' ? 3 + 8 + 4 : 3 + 8);
	});

	it('a person who is not there may be told like an address', async () => {
		const people = [1, 2, 3].map((index) => ({ id: someone(index).id, first_name: 'New' }));
		const isBad = {
			kind: 'status',
			status: 404,
			method: 'PUT',
			body: { detail: 'No such user.' },
		} as const;
		bench.sandbox.faults.push({ ...isBad, times: 1 }, { ...isBad, skip: 1, times: 1 });
		const { items } = await write('update', people, {
			matchBy: 'id',
			onError: 'continueRegularOutput',
		});
		expect(items.map(({ json }) => json.success ?? json.error)).toEqual([
			'Vome did not write this person: No such user. [item 0]',
			true,
			true,
		]);
	});
});

describe('a request that is wrong whatever is in it', () => {
	it.each<[Partial<VomeQuirks>, requests: number]>([
		[{}, 5],
		[{ errorShape: 'detail' }, 5],
		// Its words name nothing, so more is tried, and with more people.
		[{ errorShape: 'vague' }, 11],
	])('stops soon and says how to find out: %j', async (quirks, requests) => {
		// No candidate.
		Object.assign(bench.sandbox.quirks, { customFieldIdentifierType: 5, ...quirks });
		const matchBy = `custom_field:${field('CRM id')}`;
		const people = newPeople(200).map((person, index) => ({ ...person, [matchBy]: `N-${index}` }));
		const { error } = await write('upsert', people, { matchBy });
		expect(error?.message).toContain('Vome did not accept the request (HTTP 400)');
		expect(error?.description).toContain("choose Email or ID as 'Column to match on'");
		expect(error?.description).toContain('The node also tried: Unique ID field as 2 name,');
		expect(error?.description).toContain('To find it, send one person with few columns');
		const trials = quirks.errorShape === 'vague' ? 7 * 4 : 3;
		expect(writes()).toHaveLength(requests + trials);
		expect(bench.sandbox.vome.writings).toEqual([]);

		bench.sandbox.requests.length = 0;
		const { items } = await write('upsert', people, { matchBy, onError: 'continueRegularOutput' });
		expect(items).toHaveLength(200);
		for (const { json } of items) expect(Object.keys(json)).toEqual(['error']);
		// For some minutes, nothing else is tried.
		expect(writes()).toHaveLength(requests);
	});
});

describe('an answer that gets lost', () => {
	const loseAnswer = () =>
		bench.sandbox.faults.push({ kind: 'truncate', path: '/api/profiles/*', times: 1 });

	it.each(['update', 'upsert'] as const)('is asked for again by %s', async (operation) => {
		loseAnswer();
		const { error, items, hints } = await write(operation, [
			{ email: emailOf(), first_name: 'New' },
		]);
		expect(error).toBeUndefined();
		expect(items[0]?.json.success).toBe(true);
		expect(writes()).toHaveLength(2);
		expect(hints[0]?.message).toContain('1 request had to be repeated');
	});

	it.each([
		[{ kind: 'drop' }],
		[{ kind: 'dropMidBody' }],
		[{ kind: 'status', status: 502 }],
		[{ kind: 'status', status: 503 }],
		[{ kind: 'html', status: 504 }],
	] as const)('is asked for again after %j', async (fault) => {
		bench.sandbox.faults.push({ ...fault, path: '/api/profiles/*', times: 2 });
		const { error } = await write('upsert', newPeople(3));
		expect(error).toBeUndefined();
		expect(writes()).toHaveLength(3);
		expect(profiles()).toHaveLength(TOTAL + 3);
	});

	it('of a create without invitations is asked for again, and nobody is created twice', async () => {
		loseAnswer();
		const { items, error, hints } = await write('create', [ann]);
		expect(error).toBeUndefined();
		expect(profiles()).toHaveLength(TOTAL + 1);
		// Vome says that the person exists, and the node claims no more.
		expect(items[0]?.json).toMatchObject({
			outcome: 'unknown',
			success: false,
			response: { status: 'existing' },
		});
		expect(hints.at(-1)?.message).toContain('this run may have created them');
	});

	it('of somebody who may be new leaves open whether this run created them', async () => {
		loseAnswer();
		const { items } = await write('upsert', [ann, { email: emailOf(), first_name: 'New' }]);
		expect(items.map(({ json }) => [json.outcome, json.id])).toEqual([
			['unknown', found(ann.email)?.id],
			['unknown', someone().id],
		]);
		loseAnswer();
		const update = await write('update', [{ email: emailOf(), first_name: 'New' }]);
		expect(update.items[0]?.json.outcome).toBe('updated');
	});

	it('of such a create is explained where Vome refuses who exists', async () => {
		bench.sandbox.quirks.existingPerson = 'reject';
		loseAnswer();
		const { items, hints } = await write('create', [ann]);
		expect(items[0]?.json).toMatchObject({ success: false, outcome: 'unknown' });
		expect(hints.at(-1)?.message).toContain('so this run may have created them');

		bench.sandbox.reset();
		Object.assign(bench.sandbox.quirks, { existingPerson: 'reject', existingWords: 'Not unique.' });
		loseAnswer();
		const { error } = await write('create', [ann]);
		expect(error?.message).toContain('so this person may just have been created');
	});

	it('of a write with invitations leaves the outcome open, and nobody is invited twice', async () => {
		loseAnswer();
		const people = newPeople(120);
		const options = { inviteToVome: true };
		const { error } = await write('upsert', people, { options });
		expect(error?.message).toContain('50 of 120 items failed');
		expect(error?.message).toContain('whether the change was made is not known');
		expect(error?.description).toContain('did not send it again');
		expect(error?.description).toContain('Left out: items 50 to 119.');
		expect(writes()).toHaveLength(1);
		const { invitations } = bench.sandbox.vome;
		expect(new Set(invitations.map(({ email }) => email)).size).toBe(invitations.length);
	});

	it('for good is said of each person of the batch', async () => {
		bench.sandbox.faults.push({ kind: 'drop', path: '/api/profiles/*', skip: 1 });
		const { items } = await write('upsert', newPeople(120), { onError: 'continueRegularOutput' });
		const errors = items.map(({ json }) => String((json.error as string | undefined) ?? ''));
		expect(errors.slice(0, 50)).toEqual(Array(50).fill(''));
		expect(new Set(errors.slice(50, 100).map((text) => text.replace(/\d+\]/, ''))).size).toBe(1);
		expect(errors[50]).toBe(
			'Vome could not be reached in 5 tries; whether the change was made is not known [item 50]',
		);
		expect(errors[110]).toMatch(/^Not sent, because of an earlier error: .* \[item 110\]$/);
		// The batch twice, and three people from all over the list, the first of them with all tries.
		expect(writes()).toHaveLength(1 + 2 + 5 + 1 + 1);
	});
});

describe('what concerns all', () => {
	it.each([
		[{ apiKey: 'wrong' }, 'Vome rejected the API key [item 0]'],
		[{ apiKey: 'vome-sandbox-key-without-permission' }, 'Vome does not allow this for the API key'],
	])('%j is told once', async (credential, message) => {
		const { error } = await write('upsert', newPeople(120), { credential });
		expect(error?.message).toContain(message);
		expect(error?.description).toContain('Left out: items 50 to 119.');
		expect(writes()).toHaveLength(1);
	});

	it('a key that is withdrawn in the middle ends it there, and it says what is done', async () => {
		bench.sandbox.faults.push({ kind: 'status', status: 401, path: '/api/profiles/*', skip: 1 });
		const { error } = await write('upsert', newPeople(120));
		expect(error?.message).toContain('Vome rejected the API key');
		expect(error?.description).toContain('Done: items 0 to 49.');
		expect(error?.description).toContain('Left out: items 100 to 119.');
		expect(profiles()).toHaveLength(TOTAL + 50);
	});

	it('a rate limit is waited for', async () => {
		bench.sandbox.faults.push({
			kind: 'status',
			status: 429,
			retryAfter: '7',
			path: '/api/profiles/*',
			times: 2,
		});
		const { error } = await write('create', newPeople(60), { options: { inviteToVome: true } });
		expect(error).toBeUndefined();
		expect(Math.round(clock.elapsed / 1_000)).toBe(14);
		expect(profiles()).toHaveLength(TOTAL + 60);
	});

	it('an address that Vome does not know', async () => {
		bench.sandbox.faults.push({ kind: 'status', status: 404, path: '/api/profiles/*' });
		const { error } = await write('upsert', [ann]);
		expect(error?.message).toBe('Vome could not find the address for writing profiles [item 0]');
	});

	it('a stopped execution sends nothing more', async () => {
		const stop = new AbortController();
		bench.sandbox.faults.push({ kind: 'hang', path: '/api/profiles/*', skip: 1 });
		await bench.saveCredential();
		const run = bench.stopped(
			{
				operation: 'upsert',
				columns: mapper({ ...ann, email: '={{ $json.email }}' }, {}),
			},
			stop.signal,
			newPeople(200),
		);
		while (writes().length < 2) await new Promise((resolve) => setImmediate(resolve));
		stop.abort();
		expect((await run).status).toBe('canceled');
		expect(writes()).toHaveLength(2);
	});
});

describe('what an accepted write answers', () => {
	const told = ['updated', 'created'];
	const unknown = ['unknown', 'unknown'];

	it.each<[VomeQuirks['writeAnswer'], unknown, string[], isTold: boolean]>([
		[
			'perPerson',
			expect.objectContaining({ status: 'updated', email: expect.any(String) }),
			told,
			true,
		],
		// An entry that only stands at somebody's place does not tell whose it is.
		[
			'array',
			['updated', 'created'].map((message) => ({
				success: true,
				profile_id: expect.any(String),
				message,
			})),
			unknown,
			false,
		],
		['groups', { id: expect.any(String), email: expect.any(String) }, told, true],
		['counts', { created: 1, updated: 1, skipped: 0, errors: [] }, unknown, false],
		['profiles', expect.objectContaining({ profile_details: expect.any(Object) }), unknown, true],
		['message', { message: '2 profiles were written.' }, unknown, false],
		['empty', null, unknown, false],
	])('as %s comes out as it is', async (writeAnswer, response, outcomes, isTold) => {
		bench.sandbox.quirks.writeAnswer = writeAnswer;
		const people = [{ email: emailOf(), first_name: 'New' }, ann];
		const { items } = await write('upsert', people);
		expect(items.map(({ json }) => json.success)).toEqual([true, true]);
		expect(items[0]?.json.response).toEqual(response);
		expect(items.map(({ json }) => json.email)).toEqual([emailOf(), ann.email]);
		expect(items.map(({ json }) => json.outcome)).toEqual(outcomes);
		expect(items.map(({ json }) => json.id)).toEqual(
			people.map(({ email }) => (isTold ? found(email)?.id : null)),
		);
	});

	it('tells the ID of whom Vome found by it, and of nobody whom it may have created', async () => {
		bench.sandbox.quirks.writeAnswer = 'message';
		const { id } = someone();
		const update = await write('update', [{ id, first_name: 'New' }], { matchBy: 'id' });
		expect(update.items[0]?.json).toMatchObject({ id, email: null, outcome: 'unknown' });
		const stranger = { ...ann, id: id.replace(/^./, (digit) => (digit === 'f' ? 'e' : 'f')) };
		const upsert = await write('upsert', [stranger], { matchBy: 'id' });
		expect(upsert.items[0]?.json).toMatchObject({ id: null, email: ann.email, success: true });
		bench.sandbox.quirks.writeAnswer = 'perPerson';
		const other = { ...stranger, email: 'other@example.org' };
		const told = await write('upsert', [other], { matchBy: 'id' });
		expect(found(other.email)?.id).not.toBe(stranger.id);
		expect(told.items[0]?.json).toMatchObject({
			id: found(other.email)?.id,
			outcome: 'created',
			identifier: stranger.id,
		});
	});

	it('may come with the status 201', async () => {
		bench.sandbox.quirks.createStatus = 201;
		const { items } = await write('create', [ann]);
		expect(items[0]?.json).toMatchObject({ success: true, response: { status: 'created' } });
		expect(writes().map(({ status }) => status)).toEqual([201]);
	});

	it('as array, which does not tell whose it is, claims nobody if one was not written', async () => {
		Object.assign(bench.sandbox.quirks, { writeAnswer: 'array', partialFailure: 'writeOthers' });
		const people = [
			ann,
			{ email: 'stranger@example.org' },
			{ email: emailOf(), first_name: 'New' },
		];
		const { items, hints } = await write('upsert', people);
		expect(items.map(({ json }) => [json.success, json.outcome])).toEqual(
			people.map(() => [false, 'unknown']),
		);
		expect(hints.at(-1)?.message).toContain('Vome does not say that it wrote 3 of the people');
		const alone = await write('upsert', people.slice(1, 2));
		expect(alone.error?.message).toContain('Vome did not write this person');
	});

	it.each<VomeQuirks['writeAnswer']>(['perPerson', 'groups', 'counts'])(
		'as %s may tell of a person who was not written',
		async (writeAnswer) => {
			Object.assign(bench.sandbox.quirks, { writeAnswer, partialFailure: 'writeOthers' });
			const people = [
				ann,
				{ email: 'stranger@example.org' },
				{ email: emailOf(), first_name: 'New' },
			];
			const { items } = await write('upsert', people, { onError: 'continueRegularOutput' });
			expect(items.map(({ json }) => json.success)).toEqual([true, undefined, true]);
			expect(items[1]?.json).toEqual({
				error: expect.stringMatching(/^Vome did not write this person: .* \[item 1\]$/),
			});
			const { error } = await write('upsert', people);
			expect(error?.message).toContain('[item 1]');
			expect(error?.description).toContain('Done: items 0 and 2.');
		},
	);

	it('never claims success for somebody who exists already', async () => {
		const { id } = someone();
		for (const [writeAnswer, told] of [
			['perPerson', { outcome: 'existing', id }],
			['groups', { outcome: 'unknown', id }],
			['counts', { outcome: 'unknown', id: null }],
		] as const) {
			bench.sandbox.quirks.writeAnswer = writeAnswer;
			const { items, hints } = await write('create', [{ ...ann, email: emailOf() }]);
			expect(items[0]?.json).toMatchObject({ success: false, ...told });
			expect(hints[0]?.message).toContain(
				told.outcome === 'existing'
					? 'Already in Vome, and not changed: 1 of the people'
					: 'Vome does not say that it wrote 1 of the people',
			);
		}
	});

	it('never claims success for somebody who is not there', async () => {
		bench.sandbox.quirks.missingPerson = 'skip';
		for (const writeAnswer of ['perPerson', 'groups', 'counts', 'profiles'] as const) {
			bench.sandbox.quirks.writeAnswer = writeAnswer;
			const { items } = await write('update', [{ ...ann, email: 'nobody@example.org' }], {
				onError: 'continueRegularOutput',
			});
			expect(items[0]?.json.success ?? false).toBe(false);
		}
	});

	it('is about the person who was found, though another one has the same email', async () => {
		bench.sandbox.quirks.partialFailure = 'writeOthers';
		const people = [someone(1), someone(2)].map(({ id }) => ({ id, email: 'family@example.org' }));
		const { items } = await write('update', people, {
			matchBy: 'id',
			onError: 'continueRegularOutput',
		});
		// Vome keeps emails unique, so the second one was refused.
		expect(emailOf(1)).toBe('family@example.org');
		expect(items[0]?.json).toMatchObject({ success: true, response: { id: someone(1).id } });
		// The answer names the second one by the email that both have.
		expect(items[1]?.json).toMatchObject({ success: false, outcome: 'unknown', response: null });
	});

	it.each([
		[{ success: false, message: 'The phone number is wrong' }, 'The phone number is wrong'],
		[{ success: false }, ''],
	])('may be a no with a good status: %j', async (body, said) => {
		const contentType = 'application/json';
		bench.sandbox.faults.push({ kind: 'status', status: 200, contentType, body });
		const { items } = await write('upsert', [ann], { onError: 'continueRegularOutput' });
		expect(items[0]?.json.error).toBe(
			`Vome did not write this person${said && `: ${said}`} [item 0]`,
		);
	});

	it.each<unknown>([
		[200, 400, 200],
		['created', 'skipped', 'created'],
		{ updated: '2' },
		{ affected: 0 },
		{ message: '0 users were updated' },
	])('may say no without saying whom it is about: %j', async (body) => {
		const contentType = 'application/json';
		bench.sandbox.faults.push({ kind: 'status', status: 200, contentType, body });
		const { items, hints } = await write('upsert', newPeople(3));
		expect(items.map(({ json }) => [json.success, json.outcome, json.response])).toEqual(
			Array(3).fill([false, 'unknown', body]),
		);
		expect(hints.at(-1)?.message).toContain('Vome does not say that it wrote 3 of the people');
		expect(writes()).toHaveLength(1);
	});

	it.each<[string, unknown]>([
		['text/plain', 'Too Many Requests'],
		['application/json', { message: '2/3 profiles created' }],
		['application/json', { message: 'Plan limit exceeded' }],
		['application/json', { status: 'rolled_back' }],
		['application/json', [{}, { email: ['Enter a valid email address.'] }, {}]],
		['application/json', [{ id: 'u1' }, { id: 'u2' }]],
	])('of %s may be no yes at all: %j', async (contentType, body) => {
		bench.sandbox.faults.push({ kind: 'status', status: 201, contentType, body });
		const { items, hints } = await write('upsert', newPeople(3));
		expect(items.map(({ json }) => [json.success, json.outcome, json.response])).toEqual(
			Array(3).fill([false, 'unknown', body]),
		);
		expect(hints.at(-1)?.message).toContain('Vome does not say that it wrote 3 of the people');
		expect(writes()).toHaveLength(1);
	});

	it.each(['not_saved', 'over_quota', 'problems'])(
		'claims nobody who is only in %s, beside those who were saved',
		async (name) => {
			const [first, second, third] = newPeople(3).map(({ email }) => email);
			const body = { saved: [first, third], [name]: [{ email: second, reason: 'mailbox full' }] };
			const contentType = 'application/json';
			bench.sandbox.faults.push({ kind: 'status', status: 200, contentType, body });
			const { items } = await write('upsert', newPeople(3), { onError: 'continueRegularOutput' });
			expect(items.map(({ json }) => json.success ?? false)).toEqual([true, false, true]);
			expect(items[1]?.json.error).toBe(
				name === 'not_saved'
					? 'Vome did not write this person: email: new.1@example.org; reason: mailbox full [item 1]'
					: undefined,
			);
		},
	);

	it.each([
		['is nested without end', '['.repeat(20_000) + ']'.repeat(20_000), undefined],
		['holds what is no text', '{"data":{"p":{"toString":"a"}}}', true],
	])(
		'never makes people who were sent count as not sent, where it %s',
		async (_, body, success) => {
			const contentType = 'application/json';
			bench.sandbox.faults.push({ kind: 'status', status: 200, contentType, body, times: 1 });
			const { items } = await write('upsert', newPeople(4), {
				onError: 'continueRegularOutput',
				options: { batchSize: 2 },
			});
			expect(items.map(({ json }) => json.success)).toEqual([success, success, true, true]);
			for (const { json } of success === undefined ? items.slice(0, 2) : []) {
				expect(json.error).toMatch(
					/^Vome accepted the request; its answer cannot be read, so whether this person was written is not known/,
				);
			}
			expect(writes()).toHaveLength(2);
		},
	);

	it.each<object>([{ success: 'False' }, { code: 400 }])('may say no to all: %j', async (body) => {
		const contentType = 'application/json';
		bench.sandbox.faults.push({ kind: 'status', status: 200, contentType, body });
		const { items } = await write('upsert', newPeople(3), { onError: 'continueRegularOutput' });
		expect(items.map(({ json }) => json.error)).toEqual([
			expect.stringContaining('[item 0]'),
			expect.stringContaining('[item 1]'),
			expect.stringContaining('[item 2]'),
		]);
		const invited = await write('upsert', newPeople(3), {
			onError: 'continueRegularOutput',
			options: { inviteToVome: true },
		});
		expect(invited.items.map(({ json }) => Object.keys(json))).toEqual(Array(3).fill(['error']));
	});

	it('gives nobody the record of somebody else', async () => {
		const entries = newPeople(3).map(({ email }, index) => ({
			id: someone(index).id,
			email,
			status: 'created',
		}));
		const contentType = 'application/json';
		const answer = async (body: unknown) => {
			bench.sandbox.faults.splice(0, 1, { kind: 'status', status: 200, contentType, body });
			const { items } = await write('upsert', newPeople(3));
			return items.map(({ json }) => [json.id, json.success]);
		};
		const ids = [0, 1, 2].map((index) => someone(index).id);
		expect(await answer({ results: entries.toReversed() })).toEqual(ids.map((id) => [id, true]));
		const strange = entries.map((entry, index) => ({ ...entry, email: emailOf(index) }));
		expect(await answer(strange)).toEqual(Array(3).fill([null, false]));
		expect(await answer([strange[1], entries[0], entries[2]])).toEqual([
			[ids[0], true],
			[null, false],
			[ids[2], true],
		]);
	});

	it('may be a word, or a sentence about all', async () => {
		for (const body of ['OK', JSON.stringify({ result: '1 created, 0 failed' })]) {
			bench.sandbox.reset();
			const contentType = body === 'OK' ? 'text/plain' : 'application/json';
			bench.sandbox.faults.push({ kind: 'status', status: 200, contentType, body });
			const { items, error } = await write('upsert', [ann]);
			expect(error).toBeUndefined();
			expect(items[0]?.json.success).toBe(true);
			expect(writes()).toHaveLength(1);
		}
	});
});

describe('the columns of the form', () => {
	const columns = async (operation: Operation) => {
		await bench.saveCredential();
		const { fields } = await bench.engine.callMethod<ResourceMapperFields>(
			{
				type: 'n8n-nodes-vome-assemble.vome',
				parameters: { resource: 'profile', operation },
				credentials: { vomeApi: { id: 'vome', name: 'Vome account' } },
			},
			'resourceMapping',
			'getProfileColumns',
		);
		return fields;
	};

	it('are those of every account, those that its profiles have, and the rest by name', async () => {
		const fields = await columns('upsert');
		expect(fields.slice(0, 12).map(({ id }) => id)).toEqual([
			'first_name',
			'last_name',
			'email',
			'phone_number',
			'date_of_birth',
			'gender',
			'address',
			'occupation',
			'occupation_institution_name',
			'emergency_contact_name',
			'emergency_contact_phone_number',
			'emergency_contact_relationship',
		]);
		expect(fields.slice(-6).map(({ id }) => id)).toEqual([
			'id',
			'latitude',
			'longitude',
			'medical_description',
			'has_medical_info',
			'custom_fields',
		]);
		expect(fields.filter(({ removed }) => removed)).toEqual(fields.slice(-6));
		const custom = fields.slice(12, -6);
		expect(custom.map(({ displayName }) => displayName).sort()).toEqual(
			[
				'Available on',
				'CRM id',
				'Has a car',
				'Mailing address',
				'Member since',
				'Notes',
				`Notes (${custom.find(({ displayName }) => /^Notes /.test(displayName))?.id.slice(13) ?? ''})`,
				'Orientation attended',
				'T-shirt size',
				'Website',
				'Work email',
				'Years of experience',
			].sort(),
		);
		expect(new Set(custom.map(({ id }) => id)).size).toBe(custom.length);
		const size = custom.find(({ displayName }) => displayName === 'T-shirt size');
		expect(size).toMatchObject({
			type: 'options',
			options: ['S', 'M', 'L', 'XL'].map((value) => ({ name: value, value })),
		});
	});

	it('to match on are email, ID and Unique ID fields', async () => {
		for (const operation of ['update', 'upsert'] as const) {
			const fields = await columns(operation);
			expect(
				fields.filter(({ canBeUsedToMatch }) => canBeUsedToMatch).map((one) => one.displayName),
			).toEqual(['Email', 'CRM id', 'ID']);
			expect(fields.filter(({ defaultMatch }) => defaultMatch).map(({ id }) => id)).toEqual([
				'email',
			]);
			expect(fields.some(({ required }) => required)).toBe(false);
		}
	});

	it('for a new profile need names and email, and have no ID', async () => {
		const fields = await columns('create');
		expect(fields.filter(({ required }) => required).map(({ id }) => id)).toEqual([
			'first_name',
			'last_name',
			'email',
		]);
		expect(fields.map(({ id }) => id)).not.toContain('id');
		expect(fields.filter(({ removed }) => removed)).toEqual(fields.slice(-5));
		expect(fields.some(({ canBeUsedToMatch }) => canBeUsedToMatch)).toBe(false);
	});

	it('are there for an account without custom fields, or without profiles', async () => {
		for (const profile of profiles()) profile.custom_fields = [];
		expect(await columns('upsert')).toHaveLength(18);
		bench.sandbox.vome.profiles = [];
		expect(await columns('upsert')).toHaveLength(18);
	});

	it('are those of every account while the node has no credential yet', async () => {
		const { fields } = await bench.engine.callMethod<ResourceMapperFields>(
			{
				type: 'n8n-nodes-vome-assemble.vome',
				parameters: { resource: 'profile', operation: 'upsert' },
			},
			'resourceMapping',
			'getProfileColumns',
		);
		expect(fields).toHaveLength(18);
		expect(bench.urls).toEqual([]);
	});

	it('stay as they are where the account cannot be asked, and the form says so', async () => {
		const read = async (schema: ResourceMapperFields['fields']) => {
			await bench.saveCredential({ apiKey: 'wrong' });
			const { fields } = await bench.engine.callMethod<ResourceMapperFields>(
				{
					type: 'n8n-nodes-vome-assemble.vome',
					parameters: {
						resource: 'profile',
						operation: 'upsert',
						columns: { mappingMode: 'defineBelow', value: {}, schema },
					} as unknown as INodeParameters,
					credentials: { vomeApi: { id: 'vome', name: 'Vome account' } },
				},
				'resourceMapping',
				'getProfileColumns',
			);
			return fields;
		};
		const all = await columns('upsert');
		const unread = expect.objectContaining({ id: 'columns_unread', display: false }) as unknown;
		const fields = await read(all);
		expect(fields).toEqual([...all, unread]);
		expect(await read(fields)).toEqual(fields);
		expect(await read([])).toHaveLength(19);

		// What n8n makes of it when it fills in a form.
		bench.sandbox.requests.length = 0;
		await bench.saveCredential();
		const { error } = await bench.vome(
			{
				resource: 'profile',
				operation: 'create',
				columns: {
					mappingMode: 'defineBelow',
					value: {
						first_name: 'Ann',
						last_name: 'Lee',
						email: 'ann.lee@example.org',
						columns_unread: null,
					},
					schema: fields,
				},
			} as unknown as INodeParameters,
			{ input: [{}] },
		);
		expect(error).toBeUndefined();
		expect(writes()).toHaveLength(1);
	});

	it('cost few requests', async () => {
		await columns('upsert');
		expect(reads()).toHaveLength(3);
	});
});

it('writes nothing secret anywhere if the server repeats what it got', async () => {
	Object.assign(bench.sandbox.quirks, { echoKeyInErrors: true });
	const { items } = await write('update', [{ email: 'stranger@example.org' }], {
		onError: 'continueRegularOutput',
	});
	expect(items[0]?.json.error).toContain('***');
	expect(JSON.stringify(items)).not.toContain(bench.sandbox.apiKey);
});
