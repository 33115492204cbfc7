// Each example workflow is run as a user would who imports it and chooses a credential.
import type { IBinaryData, IDataObject } from 'n8n-workflow';

import { type Activity, handMadeIds } from '../../sandbox/index.mts';
import { DocPage, jsonAfter } from '../../scripts/docs/page.mts';
import type { AssembleBench } from '../support/assembleBench.mts';
import { clock } from '../support/clock.mts';
import { REFUSED } from '../support/coreNodes.mts';
import {
	activate,
	exampleFiles,
	next,
	readExample as read,
	saveAssembleAccount,
	startAssembleForExamples,
	startVomeForExamples,
} from '../support/examples.mts';
import { fromFile, toFile } from '../support/fileNodes.mts';
import { changes, kept } from '../support/oddProfiles.mts';
import type { VomeBench } from '../support/vomeBench.mts';

let bench: VomeBench;
beforeAll(async () => {
	bench = await startVomeForExamples({ profiles: 230 });
});
beforeEach(() => bench.sandbox.reset());
afterAll(async () => await bench.stop());

const TESTED = [
	'export-profiles-to-csv.json',
	'fetch-all-profiles.json',
	'fetch-all-role-profiles.json',
	'hours-of-last-month.json',
	'new-user-message.json',
	'open-shifts-message.json',
	'profiles-without-emergency-contact.json',
	'recruitable-roles-without-an-opportunity.json',
	'reservation-status-to-crm.json',
	'reservations-of-this-week.json',
	'role-profile-lifecycle.json',
	'role-profiles-awaiting-approval.json',
	'role-profiles-from-spreadsheet.json',
	'tell-me-when-vome-changes-something.json',
	'upsert-people-from-spreadsheet.json',
	'volunteers-who-hold-a-role.json',
	'welcome-new-volunteers.json',
];

/** Those in automations.test.mts. */
const TESTED_THERE = [
	'application-form.json',
	'attendance-follow-up.json',
	'crm-contacts-to-vome.json',
	'hours-report.json',
	'mailing-list.json',
	'milestones.json',
	'new-shift-message.json',
	'new-user-task.json',
	'onboarding-chain.json',
	'remind-before-shift.json',
	'shift-calendar.json',
	'volunteers-to-crm.json',
];

it('every example has a test', () => {
	expect(exampleFiles.toSorted()).toEqual([...TESTED, ...TESTED_THERE].toSorted());
});

it.each(exampleFiles)(
	'%s can be imported: its nodes are connected, and it holds no secrets',
	(file) => {
		const { nodes, connections } = read(file);
		const names = nodes.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
		expect(new Set(nodes.map(({ id }) => id)).size).toBe(names.length);
		const targets = Object.values(connections).flatMap(({ main = [] }) =>
			main.flatMap((to) => to ?? []),
		);
		for (const name of [...Object.keys(connections), ...targets.map(({ node }) => node)]) {
			expect(names).toContain(name);
		}
		for (const { credentials = {} } of nodes) {
			for (const credential of Object.values(credentials)) {
				expect(Object.keys(credential)).toEqual(['id', 'name']);
			}
		}
	},
);

/** Runs an example as if it were the Monday after the sandbox's today. */
async function run(file: string) {
	clock.elapsed = Date.parse('2026-03-02T09:00:00Z') - Date.now();
	const result = await bench.engine.run(read(file));
	expect(result.error).toBeUndefined();
	return (name: string, output = 0): IDataObject[] =>
		result.node(name).outputs[output]?.map(({ json }) => json) ?? [];
}

it('fetch-all-profiles.json fetches all profiles', async () => {
	const result = await bench.engine.run(read('fetch-all-profiles.json'));
	expect(result.error).toBeUndefined();
	expect(result.node('Get many profiles').outputs[0]?.map(({ json }) => json.id)).toEqual(
		bench.sandbox.vome.profiles.map(({ id }) => id),
	);
});

/** The file that export-profiles-to-csv.json makes. */
async function exportProfiles(): Promise<IBinaryData> {
	clock.elapsed = Date.parse('2026-03-02T12:00:00Z') - Date.now();
	const result = await bench.engine.run(read('export-profiles-to-csv.json'));
	expect(result.error).toBeUndefined();
	const file = result.node('Convert to CSV').outputs[0]?.[0]?.binary?.data;
	if (file === undefined) throw new Error('no file');
	return file;
}

it('export-profiles-to-csv.json makes a file with a line for each profile', async () => {
	const { fileName, data } = await exportProfiles();
	expect(fileName).toBe('volunteers-2026-03-02.csv');
	const rows = fromFile(Buffer.from(data, 'base64'), 'csv', { isMarkOut: true });
	const { profiles } = bench.sandbox.vome;
	expect(rows.map(({ id, email }) => [id, email])).toEqual(
		profiles.map(({ id, profile_details: { email } }) => [id, email]),
	);
	const headings = new Set(rows.flatMap(Object.keys));
	expect([...headings]).toEqual(
		expect.arrayContaining(['custom_fields.T-shirt size', 'custom_fields.Available on.0']),
	);
	expect([...headings].join()).not.toMatch(/medical|birth/);
});

describe('upsert-people-from-spreadsheet.json', () => {
	/** Runs it as if this file had been given to its form. */
	async function upload(file: IBinaryData) {
		const item = { json: { formMode: 'production' }, binary: { File: file } };
		const result = await bench.engine.run(read('upsert-people-from-spreadsheet.json'), {
			mode: 'trigger',
			from: { node: 'Upload spreadsheet', data: [[item]] },
		});
		expect(result.error).toBeUndefined();
		return (name: string): IDataObject[] =>
			result.node(name).outputs[0]?.map(({ json }) => json) ?? [];
	}

	it('writes the good rows and explains the bad one', async () => {
		const nathan = {
			'First name': 'Nathan',
			'Last name': 'Smith',
			Email: 'nathan@example.com',
			Phone: '514 555-0100',
			'Date of birth': '1990-02-01',
		};
		const amelie = { 'First name': 'Amélie', 'Last name': 'Roy', Email: 'amelie@example.com' };
		const tomas = { ...nathan, Email: 'tomas.okoro@example', Phone: 'call my aunt' };
		const data = toFile([nathan, amelie, tomas], 'csv').toString('base64');
		const items = await upload({ data, mimeType: 'text/csv' });
		expect(items('Sent to Vome')).toEqual([
			{ email: 'nathan@example.com', outcome: 'created', success: true },
			{ email: 'amelie@example.com', outcome: 'created', success: true },
		]);
		expect(items('Rows to correct')).toEqual([
			{ ...tomas, reason: expect.stringContaining('Phone') },
		]);
		expect(bench.sandbox.vome.profiles.slice(230)).toMatchObject([
			{ profile_details: { first_name: 'Nathan', date_of_birth: '1990-02-01' } },
			{ profile_details: { first_name: 'Amélie', date_of_birth: null } },
		]);
	});

	it('reads the file of export-profiles-to-csv.json: what was changed since comes back', async () => {
		const { vome } = bench.sandbox;
		const before = kept(vome);
		const file = await exportProfiles();
		expect(changes(before, kept(vome))).toEqual([]);

		const lost = new Set(['T-shirt size', 'Available on', 'Notes', 'Years of experience']);
		for (const { profile_details: details, custom_fields } of vome.profiles) {
			Object.assign(details, { last_name: 'Lost', full_name: 'Lost' });
			for (const entry of custom_fields) {
				if (lost.has(entry.custom_field.name)) entry.custom_field_value = null;
			}
		}
		const items = await upload(file);
		expect(items('Sent to Vome')).toHaveLength(230);
		expect(changes(before, kept(vome))).toEqual([]);
	});
});

it('profiles-without-emergency-contact.json lists those profiles', async () => {
	const items = await run('profiles-without-emergency-contact.json');
	const wanted = bench.sandbox.vome.profiles.filter(
		({ emergency_contact: { name, phone_number } }) => name === '' || phone_number === '',
	);
	expect(wanted.length).toBeGreaterThan(20);
	expect(items('Something is missing').map(({ id }) => id)).toEqual(wanted.map(({ id }) => id));
});

/** The shifts that begin on one of these days, the first and the last one included. */
const shiftsOf = (first: string, last: string) =>
	bench.sandbox.vome.shifts.filter(({ shift_start_at: start }) => {
		const day = start.slice(0, 10);
		return day >= first && day <= last;
	});

it("reservations-of-this-week.json lists who holds a spot, with the volunteers' contact data", async () => {
	const items = await run('reservations-of-this-week.json');
	const shifts = shiftsOf('2026-03-02', '2026-03-08').map(({ id }) => id);
	const wanted = bench.sandbox.vome.reservations.filter(
		({ shift, status }) => shifts.includes(shift.id) && [1, 3, 5, 6, 7].includes(status),
	);
	expect(wanted.length).toBeGreaterThan(3);
	const found = items('Get reservations of this week');
	expect(found.map(({ id }) => id).sort()).toEqual(wanted.map(({ id }) => id).sort());
	for (const { id, user_email, user_phone_number } of found) {
		expect(wanted.find((reservation) => reservation.id === id)?.user).toMatchObject({
			email: user_email,
			phone_number: user_phone_number,
		});
	}
});

it('open-shifts-message.json writes one message with the shifts that have spots left', async () => {
	const items = await run('open-shifts-message.json');
	const wanted = bench.sandbox.vome.shifts.filter(
		({ spots_available: spots, shift_start_at: start }) =>
			spots > 0 && start >= '2026-03-02T09:00:00Z' && start <= '2026-03-09T09:00:00Z',
	);
	expect(wanted.length).toBeGreaterThan(1);
	const [message, ...others] = items('Write message');
	expect(others).toEqual([]);
	const text = message?.text as string;
	const [title, ...lines] = text.split('\n');
	expect(title).toBe('These shifts of the next seven days still need people:');
	expect(lines).toHaveLength(wanted.length);
	for (const { title: name, spots, spots_available, opportunity, share_shift_url } of wanted) {
		const line = `${name} (${opportunity.title}), ${spots_available} of ${spots} spots left ${share_shift_url}`;
		expect(text).toContain(line);
	}
	expect(items('Send message')).toEqual([{ ok: true, message: expect.any(String) }]);
});

it('tell-me-when-vome-changes-something.json writes about each difference once', async () => {
	const file = 'tell-me-when-vome-changes-something.json';
	const told = async () => {
		const result = await bench.engine.run(read(file));
		expect(result.error).toBeUndefined();
		expect(result.node('Check account').outputs[0]?.length).toBeGreaterThan(30);
		const [message] = result.node('Not told yet').outputs[0] ?? [];
		return message && (result.node('Write message').outputs[0]?.[0]?.json.text as string);
	};
	// The only one in the sandbox.
	expect((await told())?.split('\n')).toEqual([
		'Vome answers differently than the nodes in n8n expect:',
		'• A profile is found by email with: list (expected: search)',
		'Run Check account in n8n to see what to do.',
	]);
	expect(await told()).toBeUndefined();

	for (const shift of bench.sandbox.vome.shifts) Object.assign(shift, { waiting_list: [] });
	expect(await told()).toContain('• Shifts: fields: new: waiting_list (expected: as documented)\n');
	expect(await told()).toBeUndefined();
});

describe('new-user-message.json', () => {
	const example = read('new-user-message.json');
	const section = new DocPage('docs/assemble/webhooks.md').section('What a delivery looks like');
	const printed = section && jsonAfter(section, 'Assemble sends')?.json;
	const documented = printed as { model: string; action: string; data: IDataObject };

	/** Runs it with what Assemble delivers, in place of the sample that is pinned to its first node. */
	async function deliver(body: IDataObject) {
		const [sample] = example.pinData?.['Delivery from Assemble'] ?? [];
		const delivery = { json: { ...sample?.json, body } };
		const result = await bench.engine.run({
			...example,
			pinData: { ...example.pinData, 'Delivery from Assemble': [delivery] },
		});
		expect(result.error).toBeUndefined();
		return result;
	}

	it('lets nobody in without Basic authentication', () => {
		const webhook = example.nodes.find(({ type }) => type === 'n8n-nodes-base.webhook');
		expect(webhook?.parameters).toMatchObject({ httpMethod: 'POST', authentication: 'basicAuth' });
		expect(Object.keys(webhook?.credentials ?? {})).toEqual(['httpBasicAuth']);
	});

	it('writes a message about the delivery in docs/assemble/webhooks.md', async () => {
		const result = await deliver(documented);
		expect(result.node('Write message').outputs[0]?.map(({ json }) => json)).toEqual([
			{ text: 'Somebody new is in Assemble: the user with the ID 4711. Who says hello?' },
		]);
		expect(result.node('Send message').outputs[0]).toHaveLength(1);
	});

	it.each([[{}], [{ data: null }], [{ data: {} }]])(
		'says so where a new user has no ID: %j',
		async (rest) => {
			const result = await deliver({ model: 'User', action: 'create', ...rest });
			expect(result.node('Write message').outputs[0]?.[0]?.json.text).toContain(
				'the ID (missing in the delivery).',
			);
		},
	);

	it.each([
		['an update', { ...documented, action: 'update' }],
		['a deletion', { ...documented, action: 'deleting' }],
		['an activity', { ...documented, model: 'Activity' }],
		['a vetting record', { ...documented, model: 'Vetting' }],
		['an empty delivery, as of the call in docs/assemble/webhooks.md', {}],
	])('leaves out %s', async (_, body) => {
		const result = await deliver(body);
		expect(result.node('A new user').outputs).toEqual([[]]);
		expect(() => result.node('Write message')).toThrow('did not run');
	});
});

it('welcome-new-volunteers.json writes to those with an email, and says whom it could not reach', async () => {
	const workflow = await activate(bench, 'welcome-new-volunteers.json');
	const { vome } = bench.sandbox;
	const [ada, noEmail, refused] = [vome.makeProfile(), vome.makeProfile(), vome.makeProfile()];
	Object.assign(ada.profile_details, { first_name: 'Ada', email: 'ada@example.org' });
	noEmail.profile_details.email = '';
	refused.profile_details.email = REFUSED;
	vome.profiles.push(refused, noEmail, ada);
	const started = await next(workflow);
	expect(started?.items('With an email address')).toHaveLength(2);
	expect(started?.items('Send welcome')).toEqual([
		{
			toEmail: 'ada@example.org',
			subject: 'Welcome, Ada',
			text: expect.stringMatching(
				/^Hello Ada,\n\nThank you .*\nThe volunteer team of My Charity$/s,
			),
		},
	]);
	expect(started?.error).toBe(`These welcomes were not sent: ${REFUSED} (It was refused)`);
	expect(await next(workflow)).toBeUndefined();

	const another = vome.makeProfile();
	vome.profiles.push(another);
	const { email } = another.profile_details;
	const second = await next(workflow);
	expect(second?.items('Send welcome')).toMatchObject([{ toEmail: email }]);
	expect(second?.error).toBeUndefined();
});

it('reservation-status-to-crm.json puts what the CRM needs to the address of the reservation', async () => {
	const workflow = await activate(bench, 'reservation-status-to-crm.json');
	const { vome } = bench.sandbox;
	const pending = vome.reservations.filter(({ status }) => status === 0);
	const [logged, declined] = pending;
	if (logged === undefined || declined === undefined) throw new Error('None is pending');
	Object.assign(logged, { status: 6, logged_hours: 2.5 });
	declined.status = 2;
	vome.reservations.push(vome.makeReservation());
	const started = await next(workflow);
	expect(started?.error).toBeUndefined();
	expect(started?.items('Update CRM')).toEqual(
		[logged, declined].map((reservation) => ({
			method: 'PUT',
			url: `https://crm.my-charity.example/api/volunteering/${reservation.id}`,
			jsonBody: {
				vome_reservation: reservation.id,
				email: reservation.user.email,
				name: `${reservation.user.first_name} ${reservation.user.last_name}`,
				activity: reservation.opportunity.title,
				shift: reservation.shift.shift_title,
				starts_at: reservation.shift.shift_start_at,
				ends_at: reservation.shift.shift_end_at,
				status: reservation === logged ? 'Hours logged' : 'Shift request declined',
				hours: reservation.logged_hours,
			},
		})),
	);
	expect(await next(workflow)).toBeUndefined();
});

describe('of Assemble', () => {
	let assemble: AssembleBench;
	beforeAll(async () => {
		assemble = await startAssembleForExamples();
	});
	beforeEach(async () => {
		assemble.reset();
		await saveAssembleAccount(assemble);
	});
	afterAll(async () => await assemble.stop());

	it('fetch-all-role-profiles.json fetches all role profiles, and changes nothing', async () => {
		const { roleProfiles } = assemble.sandbox.assemble;
		const result = await assemble.engine.run(read('fetch-all-role-profiles.json'));
		expect(result.error).toBeUndefined();
		const [items] = result.node('Get many role profiles').outputs;
		const ids = roleProfiles.map(({ id }) => id);
		expect(items?.map(({ json }) => Number(json.id)).toSorted()).toEqual(ids.toSorted());
		expect(assemble.requests.filter((request) => !request.startsWith('GET '))).toEqual([]);
	});

	it('role-profile-lifecycle.json makes one role profile, changes it, retires it and deletes it', async () => {
		const before = structuredClone(assemble.sandbox.assemble.roleProfiles);
		const result = await assemble.engine.run(read('role-profile-lifecycle.json'));
		expect(result.error).toBeUndefined();
		const items = (name: string) => result.node(name).outputs[0]?.map(({ json }) => json);
		expect(items('Get many role profiles')).toHaveLength(before.length);
		expect(items('Create role profile')).toMatchObject([{ status: 'draft', minimum_age: 16 }]);
		expect(items('Update role profile')).toMatchObject([{ status: 'draft', minimum_age: 18 }]);
		expect(items('Retire role profile')).toMatchObject([{ status: 'inactive' }]);
		expect(items('Delete role profile')).toEqual([{ deleted: true }]);
		expect(assemble.sandbox.assemble.roleProfiles).toEqual(before);
		expect(assemble.logins).toEqual(['/auth/api/', '/auth/api/token']);
	});

	/** Runs it on the second of March. */
	async function runInMarch(file: string) {
		clock.elapsed = Date.parse('2026-03-02T09:00:00Z') - Date.now();
		const result = await assemble.engine.run(read(file));
		expect(result.error).toBeUndefined();
		return (name: string) => result.node(name).outputs[0] ?? [];
	}

	it('volunteers-who-hold-a-role.json makes a file with who holds it now', async () => {
		const items = await runInMarch('volunteers-who-hold-a-role.json');
		const { fileName, data = '' } = items('Convert to XLSX')[0]?.binary?.data ?? {};
		expect(fileName).toBe('volunteers-2026-03-02.xlsx');
		const rows = fromFile(Buffer.from(data, 'base64'), 'xlsx');
		const holders = assemble.sandbox.assemble.users.filter(({ roles }) =>
			roles.some(({ id, end_date }) => id === handMadeIds.locked && end_date === null),
		);
		expect(holders.length).toBeGreaterThan(1);
		expect(rows.map(({ id, email }) => [id, email])).toEqual(
			holders.map(({ id, email }) => [id, email]),
		);
		expect(rows[0]).toMatchObject({ manager: 'Sandbox admin', 'skills.0': 'First aid' });
		expect(rows.flatMap(Object.values).join()).not.toMatch(/[{[]/);
	});

	it('recruitable-roles-without-an-opportunity.json lists those that nobody can apply for', async () => {
		const { roleProfiles, opportunities } = assemble.sandbox.assemble;
		const recruitable = roleProfiles.filter(
			({ recruitable: is, approved, status }) => is && approved && status === 'active',
		);
		const wanted = recruitable.filter(
			({ id }) => !opportunities.some(({ role }) => role.id === id),
		);
		expect(wanted.length).toBeGreaterThan(1);
		expect(wanted.length).toBeLessThan(recruitable.length);
		const items = await runInMarch('recruitable-roles-without-an-opportunity.json');
		const found = items('Roles without an opportunity').map(({ json }) => json);
		expect(found.toSorted((one, other) => Number(one.id) - Number(other.id))).toEqual(
			wanted.map(({ id, name, family }) => ({ id, name, family: family?.name ?? null })),
		);
	});

	it('hours-of-last-month.json sums up February for each category', async () => {
		const { activities } = assemble.sandbox.assemble;
		// As text, and without a category.
		Object.assign(activities[0] ?? {}, { start_date: '2026-02-01', end_date: '2026-02-01' });
		Object.assign(activities[0] ?? {}, { duration: '50', category: null });
		Object.assign(activities[1] ?? {}, { start_date: '2026-02-28', end_date: '2026-02-28' });
		Object.assign(activities[2] ?? {}, { start_date: '2026-03-01', end_date: '2026-03-01' });
		const inFebruary = activities.filter(({ start_date }) => start_date.startsWith('2026-02'));
		const nameOf = ({ category }: Activity) =>
			(category as { name: string } | null)?.name ?? 'No category';
		const wanted = [...new Set(inFebruary.map(nameOf))];
		const items = await runInMarch('hours-of-last-month.json');
		const found = items('Hours by category').map(({ json }) => json);
		expect(found.map(({ category }) => category).toSorted()).toEqual(wanted.toSorted());
		for (const { category, hours, activities: count } of found) {
			const own = inFebruary.filter((activity) => nameOf(activity) === category);
			const minutes = own.reduce((sum, { duration }) => sum + Number(duration), 0);
			expect([hours, count]).toEqual([Math.round((minutes / 60) * 100) / 100, own.length]);
		}
		expect(found).toContainEqual({ category: 'No category', hours: 0.83, activities: 1 });
	});

	describe('role-profiles-from-spreadsheet.json', () => {
		const example = read('role-profiles-from-spreadsheet.json');
		const [newRow, knownRow] = example.pinData?.['Read spreadsheet'] ?? [];

		/** Runs it with its own rows, or with these in place of them. */
		async function runRows(rows?: IDataObject[]) {
			const pinned = rows?.map((json) => ({ json }));
			const pinData = pinned && { ...example.pinData, 'Read spreadsheet': pinned };
			const result = await assemble.engine.run({ ...example, ...(pinData && { pinData }) });
			expect(result.error).toBeUndefined();
			return (name: string) => result.node(name).outputs[0]?.map(({ json }) => json);
		}

		it('creates who is not there, updates who is, and explains what is wrong', async () => {
			const before = assemble.sandbox.assemble.roleProfiles.length;
			const items = await runRows();
			expect(items('Create role profile')).toMatchObject([
				{
					name: 'Garden helper (example from n8n)',
					type: 'volunteer',
					status: 'draft',
					recruitable: true,
					minimum_age: 16,
					family: { name: 'Outdoors' },
					recruitment_category: { name: 'Simple' },
					base: { name: 'Community' },
					tasks: [
						{ task: 'Weed the beds' },
						{ task: 'Water the plants' },
						{ task: 'Look after the tools' },
					],
					skills: [{ skill: 'Patience' }, { skill: 'Care' }],
					benefits: [{ benefit: 'Fresh air' }, { benefit: 'Tea' }],
				},
			]);
			expect(items('Update role profile')).toMatchObject([
				{
					id: 110,
					family: { name: 'Événements' },
					tasks: [{ task: 'Ask people first' }, { task: 'Take photographs' }],
				},
			]);
			expect(items('Rows to correct')).toEqual([
				{
					row: 4,
					name: 'Shop helper (example from n8n)',
					reason:
						"'Minimum Age' must be a whole number of at least 0: it is 'sixteen'; No role profile has the family 'Gardens' [item 1]",
				},
			]);
			expect(assemble.sandbox.assemble.roleProfiles).toHaveLength(before + 1);
		});

		it('makes nobody twice: the second run finds who the first one made', async () => {
			await runRows();
			const { length } = assemble.sandbox.assemble.roleProfiles;
			const items = await runRows([
				{ ...newRow?.json, Name: ' GARDEN\u00a0helper (example from n8n)', 'Minimum age': 18 },
			]);
			expect(items('Update role profile')).toMatchObject([{ id: 161, minimum_age: 18 }]);
			expect(assemble.sandbox.assemble.roleProfiles).toHaveLength(length);
		});

		it('refuses a name that several have, until a column ID says which one', async () => {
			for (const id of [111, 112]) roleProfile(id).name = 'Photographer, São Bento v1';
			const items = await runRows([
				{ ...knownRow?.json, ID: '' },
				{ ...knownRow?.json, ID: 110 },
			]);
			expect(items('Rows to correct')).toEqual([
				expect.objectContaining({
					reason: expect.stringContaining("'Role Profile' must be an ID"),
				}),
			]);
			expect(items('Rows to correct')?.[0]?.reason).toContain("it is '110 or 111 or 112'");
			expect(items('Update role profile')).toMatchObject([{ id: 110 }]);
		});

		it('works where there is no role profile yet', async () => {
			assemble.sandbox.assemble.roleProfiles.length = 0;
			const items = await runRows([{ Name: 'First', Tasks: 'Sort; Sell' }, { Name: '' }]);
			expect(items('Create role profile')).toMatchObject([{ name: 'First' }]);
			expect(items('Rows to correct')).toMatchObject([{ reason: "'Name' is empty [item 1]" }]);
		});
	});

	const ROLE_PROFILES = 'role-profiles-awaiting-approval.json';

	const roleProfile = (id: number) => {
		const found = assemble.sandbox.assemble.roleProfiles.find((one) => one.id === id);
		if (found === undefined) throw new Error(`There is no role profile ${id}`);
		return found;
	};

	/** Adds a draft and an approved one, and takes back the approval of one in use and of a retired one. */
	function changeRoleProfiles(): void {
		assemble.sandbox.assemble.roleProfiles.push(
			{ ...roleProfile(handMadeIds.draft), id: 9001, name: 'Tea round', family: null },
			{ ...roleProfile(handMadeIds.sample), id: 9002 },
		);
		roleProfile(handMadeIds.locked).approved = false;
		roleProfile(handMadeIds.inactiveWithUsers).approved = false;
	}

	it(`${ROLE_PROFILES} writes one message with those that have come to await approval`, async () => {
		assemble.sandbox.quirks.draftsInListing = false;
		const workflow = await activate(assemble, ROLE_PROFILES);
		changeRoleProfiles();
		const started = await next(workflow);
		expect(started?.error).toBeUndefined();
		expect(started?.items('Send message')).toEqual([
			{
				text: [
					'These role profiles await approval:',
					"• Children's club leader, Saturdays (Children's services, active), ID 103",
					'• Tea round (no family, draft), ID 9001',
				].join('\n'),
			},
		]);
		expect(await next(workflow)).toBeUndefined();

		// Each comes once, as the note in the workflow says.
		roleProfile(handMadeIds.locked).approved = true;
		expect(await next(workflow)).toBeUndefined();
		roleProfile(handMadeIds.locked).approved = false;
		expect(await next(workflow)).toBeUndefined();
	});

	it(`${ROLE_PROFILES} tells of none that is approved, should Assemble not filter for that`, async () => {
		assemble.sandbox.quirks.falseFilters = 'noFilter';
		const workflow = await activate(assemble, ROLE_PROFILES);
		changeRoleProfiles();
		const started = await next(workflow);
		expect(started?.items('When one awaits approval')).toHaveLength(3);
		expect(started?.items('Not retired')).toMatchObject([{ id: handMadeIds.locked }, { id: 9001 }]);
	});

	it(`${ROLE_PROFILES} shows a sample when it is tried, and sends nothing`, async () => {
		const result = await assemble.engine.run(read(ROLE_PROFILES));
		expect(result.error).toBeUndefined();
		expect(result.node('When one awaits approval').outputs).toEqual([[expect.anything()]]);
		expect(result.node('Send message').outputs[0]?.[0]?.json.message).toMatch(/^A sample/);
	});
});

it.each([
	['welcome-new-volunteers.json', 'When a profile is added', 'Send welcome'],
	['reservation-status-to-crm.json', 'When a status changes', 'Update CRM'],
])('%s shows a sample when it is tried, and sends nothing', async (file, trigger, last) => {
	const result = await bench.engine.run(read(file));
	expect(result.error).toBeUndefined();
	expect(result.node(trigger).outputs).toEqual([[expect.anything()]]);
	const [item] = result.node(last).outputs[0] ?? [];
	expect(Object.values(item?.json ?? {})).toEqual(['A sample: nothing was sent']);
});
