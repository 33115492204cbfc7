import { type Profile, type VomeSandbox, startVomeSandbox } from '../../sandbox/index.mts';
import { type Client, clientOf } from './client.mts';

let sandbox: VomeSandbox;
let client: Client;

beforeAll(async () => {
	sandbox = await startVomeSandbox({ profiles: 20 });
	client = clientOf(sandbox);
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());

const create = (data: unknown) => client.send('POST', '/api/profiles/bulk-create/', data);
const update = (data: unknown) => client.send('PUT', '/api/profiles/bulk-update/', data);
const upsert = (data: unknown) => client.send('PUT', '/api/profiles/bulk-upsert/', data);

const tomas = {
	profile_data: { first_name: 'Tomas', last_name: 'Okoro', email: 'tomas@example.org' },
};
const someone = () => sandbox.vome.profiles[4] as Profile;
const find = (email: string) =>
	sandbox.vome.profiles.find(({ profile_details: details }) => details.email === email);
const field = (name: string) => {
	const found = sandbox.vome.customFields.find((one) => one.name === name);
	if (!found) throw new Error(`No field ${name}`);
	return found;
};
const statuses = (answer: unknown) =>
	(answer as { results: Array<{ status: string }> }).results.map(({ status }) => status);
const crmId = (profile: Profile) => {
	const entry = profile.custom_fields.find((one) => one.custom_field.name === 'CRM id');
	return (entry?.custom_field_value as { value: string }).value;
};

describe('create', () => {
	it('adds a profile with all that is given', async () => {
		const { status, data } = await create({
			unique_identifier: { identifier_type: 0, unique_custom_field: '' },
			invite_user_to_vome: true,
			invite_language: 'EN',
			invite_message: '<p>Hello</p>',
			users_data: [
				{
					emergency_contact: { name: 'Ines', phone_number: '5145550101', relationship: 'Aunt' },
					medical_information: { description: 'Asthma', has_medical_info: 'true' },
					occupation_info: { occupation: 1, occupation_institution_name: 'Acme' },
					profile_data: {
						...tomas.profile_data,
						phone_number: '(514) 555-0100',
						date_of_birth: '1990-02-01',
						gender: 0,
						address: '1 Example Street',
						address_coordinates: ['45.5', '-73.6'],
					},
					custom_field_data: [
						{ custom_field_name: 'T-shirt size', custom_field_user_value: 'L' },
						{ custom_field_name: 'Available on', custom_field_user_value: 'Monday,Sunday' },
						{ custom_field_name: 'Has a car', custom_field_user_value: 'true' },
						{ custom_field_id: field('CRM id').id, custom_field_user_value: 'A-17' },
					],
				},
			],
		});
		expect(status).toBe(200);
		const profile = find('tomas@example.org');
		expect(data.results).toEqual([
			{ id: profile?.id, email: 'tomas@example.org', status: 'created' },
		]);
		expect(profile).toMatchObject({
			is_offline: true,
			emergency_contact: { name: 'Ines' },
			medical_information: { description: 'Asthma', has_medical_info: true },
			profile_details: {
				full_name: 'Tomas Okoro',
				age: 36,
				gender: 0,
				occupation: 1,
				latitude_longitude: ['45.5', '-73.6'],
			},
		});
		const values = profile?.custom_fields.map(({ custom_field_value: value }) =>
			Array.isArray(value) ? value.map((one) => one.value) : value?.value,
		);
		expect(values).toMatchObject([
			{ value: 'L' },
			[{ value: 'Monday' }, { value: 'Sunday' }],
			true,
			'A-17',
		]);
		expect(sandbox.vome.invitations).toEqual([
			{
				profileId: profile?.id,
				email: 'tomas@example.org',
				language: 'EN',
				message: '<p>Hello</p>',
			},
		]);
		expect(await client.rows('/api/profiles/search/?first_name=Tomas')).toContainEqual(profile);
	});

	it.each(['first_name', 'last_name', 'email'])('needs %s', async (name) => {
		const profile_data = { ...tomas.profile_data, [name]: '' };
		const { status, data } = await create({ users_data: [{ profile_data }] });
		expect(status).toBe(400);
		expect(data.error).toMatchObject({ code: 'missing_field', param: name });
	});

	it('does not create a person twice, whatever the case of the email', async () => {
		const profile_data = {
			...tomas.profile_data,
			email: someone().profile_details.email.toUpperCase(),
		};
		const { data } = await create({ users_data: [{ profile_data }, tomas, tomas] });
		expect(statuses(data)).toEqual(['existing', 'created', 'existing']);
		expect(sandbox.vome.profiles).toHaveLength(21);
		expect(someone().profile_details.first_name).not.toBe('Tomas');
	});

	it('existingPerson: conflict, reject', async () => {
		await create({ users_data: [tomas] });
		sandbox.quirks.existingPerson = 'conflict';
		expect((await create({ users_data: [tomas] })).status).toBe(409);
		sandbox.quirks.existingPerson = 'reject';
		expect((await create({ users_data: [tomas] })).status).toBe(400);
	});

	it('createStatus: 201', async () => {
		sandbox.quirks.createStatus = 201;
		expect((await create({ users_data: [tomas] })).status).toBe(201);
	});
});

describe('update', () => {
	it('matches by email, by id and by a Unique ID field', async () => {
		const { id, profile_details: details } = someone();
		const lastName = () => someone().profile_details.last_name;
		await update({ users_data: [{ profile_data: { email: details.email, last_name: 'One' } }] });
		expect(lastName()).toBe('One');
		await update({
			unique_identifier: { identifier_type: 1, unique_custom_field: '' },
			users_data: [{ profile_data: { id, last_name: 'Two', email: 'new@example.org' } }],
		});
		expect(someone().profile_details).toMatchObject({
			last_name: 'Two',
			email: 'new@example.org',
			full_name: `${details.first_name} Two`,
		});
		for (const unique_custom_field of [field('CRM id').id, 'CRM id']) {
			const { status } = await update({
				unique_identifier: { identifier_type: 2, unique_custom_field },
				users_data: [
					{
						profile_data: { last_name: unique_custom_field },
						custom_field_data: [
							{ custom_field_id: field('CRM id').id, custom_field_user_value: crmId(someone()) },
						],
					},
				],
			});
			expect(status).toBe(200);
			expect(lastName()).toBe(unique_custom_field);
		}
		expect(sandbox.vome.profiles).toHaveLength(20);
	});

	it('keeps what is left out, or clears it', async () => {
		const before = structuredClone(someone());
		const people = [{ profile_data: { email: before.profile_details.email } }];
		await update({ users_data: people });
		expect(someone()).toEqual(before);
		sandbox.quirks.omittedFields = 'clear';
		await update({ users_data: people });
		expect(someone()).toMatchObject({
			custom_fields: [],
			profile_details: { first_name: before.profile_details.first_name, address: '' },
		});
	});

	it('refuses or skips people that are not there', async () => {
		expect((await update({ users_data: [tomas] })).status).toBe(400);
		sandbox.quirks.missingPerson = 'skip';
		expect((await update({ users_data: [tomas] })).data.results[0].status).toBe('notFound');
		expect(sandbox.vome.profiles).toHaveLength(20);
	});

	it('refuses an email that another profile has', async () => {
		const { id } = someone();
		const email = sandbox.vome.profiles[0]?.profile_details.email.toUpperCase();
		const { status, data } = await update({
			unique_identifier: { identifier_type: 1 },
			users_data: [{ profile_data: { id, email } }],
		});
		expect([status, data.error.param]).toEqual([400, 'email']);
	});
});

it('upserts: updates who is there and creates the others', async () => {
	const profile_data = { email: someone().profile_details.email, first_name: 'Renamed' };
	const { data } = await upsert({ volunteers_data: [{ profile_data }, tomas] });
	expect(statuses(data)).toEqual(['updated', 'created']);
	expect(someone().profile_details.first_name).toBe('Renamed');
	expect(sandbox.vome.profiles).toHaveLength(21);
	const noEmail = { profile_data: { first_name: 'A', last_name: 'B' } };
	expect((await upsert({ users_data: [noEmail] })).data.error.param).toBe('email');
});

describe('refusals', () => {
	it.each<[string, unknown]>([
		['people', {}],
		['users_data', { users_data: 'Tomas' }],
		['volunteers_data', { users_data: [tomas], volunteers_data: [tomas] }],
		['nonsense', { users_data: [tomas], nonsense: 1 }],
		['identifier_type', { users_data: [tomas], unique_identifier: { identifier_type: '0' } }],
		['identifier_type', { users_data: [tomas], unique_identifier: { identifier_type: 7 } }],
		['unique_custom_field', { users_data: [tomas], unique_identifier: { identifier_type: 2 } }],
		['invite_user_to_vome', { users_data: [tomas], invite_user_to_vome: 'true' }],
		['invite_language', { users_data: [tomas], invite_language: 'english' }],
	])('refuses a wrong call: %s', async (name, data) => {
		const answer = await create(data);
		expect(answer.status).toBe(400);
		expect(answer.data.error.param).toBe(name === 'people' ? 'users_data' : name);
	});

	it.each<[string, object]>([
		['gender', { gender: '0' }],
		['gender', { gender: 9 }],
		['date_of_birth', { date_of_birth: '01.02.1990' }],
		['address_coordinates', { address_coordinates: [45.5, -73.6] }],
		['address_coordinates', { address_coordinates: ['45.5'] }],
		['phone_number', { phone_number: 'call me' }],
		['phone_number', { phone_number: 5145550100 }],
		['email', { email: 'nonsense' }],
		['full_name', { full_name: 'Tomas Okoro' }],
		['latitude_longitude', { latitude_longitude: ['45.5', '-73.6'] }],
	])('refuses a wrong person: %s', async (name, data) => {
		const person = { profile_data: { ...tomas.profile_data, ...data } };
		const answer = await create({ users_data: [person] });
		expect(answer.status).toBe(400);
		expect(answer.data.error.param).toBe(name);
		expect(sandbox.vome.profiles).toHaveLength(20);
	});

	it.each<[string, object]>([
		['unknown field', { custom_field_name: 'Shoe size', custom_field_user_value: '9' }],
		['shared name', { custom_field_name: 'Notes', custom_field_user_value: 'x' }],
		['unknown option', { custom_field_name: 'T-shirt size', custom_field_user_value: 'XXL' }],
		['no number', { custom_field_name: 'Years of experience', custom_field_user_value: 'two' }],
		['no boolean', { custom_field_name: 'Has a car', custom_field_user_value: 'maybe' }],
		['formula', { custom_field_name: 'Hours per month', custom_field_user_value: '1' }],
		['attachment', { custom_field_name: 'Police check', custom_field_user_value: 'a.pdf' }],
	])('refuses a wrong custom field: %s', async (_name, entry) => {
		const answer = await create({ users_data: [{ ...tomas, custom_field_data: [entry] }] });
		expect(answer.status).toBe(400);
	});

	it('refuses what is no JSON, and other methods', async () => {
		const path = '/api/profiles/bulk-create/';
		const answer = await client.send('POST', path, 'first_name=Tomas');
		expect([answer.status, answer.data.error.type]).toEqual([400, 'invalid_request_error']);
		expect((await client.send('PUT', path, { users_data: [tomas] })).status).toBe(404);
		expect((await client.send('POST', '/api/profiles/bulk-upsert/', {})).status).toBe(404);
	});

	it('payloadKeys and maxPeople', async () => {
		sandbox.quirks.payloadKeys = 'volunteers_data';
		expect((await create({ users_data: [tomas] })).data.error.param).toBe('users_data');
		expect((await create({ volunteers_data: [tomas] })).status).toBe(200);
		sandbox.quirks.maxPeople = 1;
		expect((await create({ volunteers_data: [tomas, tomas] })).status).toBe(400);
	});

	it.each([
		['refuse', 413, 'application/json'],
		['webPage', 413, 'text/html'],
	] as const)('largestWrite and tooLargeWrite: %s', async (tooLargeWrite, status, type) => {
		Object.assign(sandbox.quirks, { largestWrite: 1_000, tooLargeWrite });
		expect((await create({ users_data: [tomas] })).status).toBe(200);
		const answer = await create({ users_data: Array(20).fill(tomas) });
		expect(answer.status).toBe(status);
		expect(answer.headers['content-type']).toContain(type);
	});

	it('tooLargeWrite: drop', async () => {
		Object.assign(sandbox.quirks, { largestWrite: 10, tooLargeWrite: 'drop' });
		await expect(create({ users_data: [tomas] })).rejects.toThrow();
		expect(sandbox.vome.writings).toEqual([]);
	});

	it('slowPeople, fourByteText and errorNumbers', async () => {
		sandbox.quirks.slowPeople = 1;
		expect((await create({ users_data: [tomas, tomas] })).status).toBe(504);
		const profile_data = { ...tomas.profile_data, first_name: '\u{1F600}' };
		const people = { users_data: [{ ...tomas, profile_data }] };
		for (const [fourByteText, status] of [
			['fail', 500],
			['block', 403],
			['take', 200],
		] as const) {
			sandbox.quirks.fourByteText = fourByteText;
			expect((await create(people)).status).toBe(status);
		}
		sandbox.quirks.errorNumbers = true;
		const words = async () => String((await create({})).data.error.message);
		expect(await words()).not.toBe(await words());
	});

	it('existingWords', async () => {
		Object.assign(sandbox.quirks, { existingPerson: 'reject', existingWords: 'Here already.' });
		await create({ users_data: [tomas] });
		expect((await create({ users_data: [tomas] })).data.error.message).toBe('Here already.');
	});

	it('otherPayloadKey: ignore', async () => {
		Object.assign(sandbox.quirks, { payloadKeys: 'volunteers_data', otherPayloadKey: 'ignore' });
		const { status, data } = await create({ users_data: [tomas] });
		expect([status, data]).toEqual([200, { results: [] }]);
		expect(sandbox.vome.writings).toEqual([]);
		expect((await create({})).status).toBe(400);
		await create({ volunteers_data: [tomas] });
		expect(sandbox.vome.writings).toEqual([{ operation: 'create', email: 'tomas@example.org' }]);
	});

	it('upsertMethod: POST', async () => {
		Object.assign(sandbox.quirks, { upsertMethod: 'POST', noSuchRoute: 405 });
		expect((await upsert({ users_data: [tomas] })).status).toBe(405);
		const path = '/api/profiles/bulk-upsert/';
		expect((await client.send('POST', path, { users_data: [tomas] })).status).toBe(200);
	});

	it('severalChoices and bodyBooleans', async () => {
		const status = async (person: object) =>
			(await upsert({ users_data: [{ ...tomas, ...person }] })).status;
		const choices = (custom_field_user_value: unknown) => ({
			custom_field_data: [{ custom_field_name: 'Available on', custom_field_user_value }],
		});
		const medical = (has_medical_info: unknown) => ({ medical_information: { has_medical_info } });
		Object.assign(sandbox.quirks, { severalChoices: 'list', bodyBooleans: 'true' });
		expect(await status(choices('Monday'))).toBe(400);
		expect(await status(medical('true'))).toBe(400);
		expect(await status({ ...choices(['Monday']), ...medical(true) })).toBe(200);
		Object.assign(sandbox.quirks, { severalChoices: 'text', bodyBooleans: '"true"' });
		expect(await status(choices(['Monday']))).toBe(400);
		expect(await status(medical(true))).toBe(400);
		expect(await status({ ...choices('Monday'), ...medical('true') })).toBe(200);
	});

	it('writes nobody, or the others, when one person is wrong', async () => {
		const people = [tomas, { profile_data: { first_name: 'Nameless' } }];
		expect((await create({ users_data: people })).status).toBe(400);
		expect(sandbox.vome.profiles).toHaveLength(20);
		sandbox.quirks.errorParam = 'path';
		expect((await create({ users_data: people })).data.error.param).toBe('users_data.1.last_name');
		sandbox.quirks.partialFailure = 'writeOthers';
		const { status, data } = await create({ users_data: people });
		expect(status).toBe(200);
		expect(data.results).toMatchObject([{ status: 'created' }, { status: 'error' }]);
		expect(sandbox.vome.profiles).toHaveLength(21);
	});
});

it.each([
	['array', [{ success: true, profile_id: expect.any(String), message: 'created' }]],
	[
		'groups',
		{
			created: [{ id: expect.any(String), email: 'tomas@example.org' }],
			updated: [],
			skipped: [],
			failed: [],
		},
	],
	['counts', { created: 1, updated: 0, skipped: 0, errors: [] }],
	['profiles', [expect.objectContaining({ id: expect.any(String) })]],
	['message', { message: '1 profiles were written.' }],
	['empty', ''],
] as const)('writeAnswer: %s', async (writeAnswer, shape) => {
	sandbox.quirks.writeAnswer = writeAnswer;
	expect((await create({ users_data: [tomas] })).data).toEqual(shape);
});
