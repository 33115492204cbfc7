// The examples for what people ask for most, as n8n runs them once they are published.
import type { IDataObject } from 'n8n-workflow';

import { reservationStatus } from '../../sandbox/vome/data.mts';
import type { AssembleBench } from '../support/assembleBench.mts';
import { clock } from '../support/clock.mts';
import { coreNodes, REFUSED } from '../support/coreNodes.mts';
import {
	activate,
	next,
	readExample,
	runPublished,
	startAssembleForExamples,
	startVomeForExamples,
} from '../support/examples.mts';
import type { VomeBench } from '../support/vomeBench.mts';
import { addShift, reserve } from '../support/volunteering.mts';

let bench: VomeBench;
beforeAll(async () => {
	bench = await startVomeForExamples({ profiles: 40 });
});
beforeEach(() => bench.sandbox.reset());
afterAll(async () => await bench.stop());

/** As if it were this time. */
function setClock(time: string): void {
	clock.elapsed += Date.parse(time) - Date.now();
}

/** Runs an example that starts by the clock, in a time zone five hours behind UTC. */
async function run(file: string, time: string) {
	setClock(time);
	return await runPublished(bench.engine, file, { timezone: 'America/Toronto' });
}

function profile(index: number) {
	const found = bench.sandbox.vome.profiles[index];
	if (found === undefined) throw new Error(`There is no profile ${index}`);
	return found;
}

describe('volunteers-to-crm.json', () => {
	it('sends who is new and who changed, under the email in lower case, and leaves out who has none', async () => {
		const workflow = await activate(bench, 'volunteers-to-crm.json');
		const { vome } = bench.sandbox;
		const [ada, noEmail] = [vome.makeProfile(), vome.makeProfile()];
		const { profile_details: details } = ada;
		Object.assign(details, { first_name: 'Ada', last_name: 'Byron', email: 'Ada+1@Example.org' });
		noEmail.profile_details.email = '';
		vome.profiles.push(ada, noEmail);
		const added = await next(workflow, 'When a profile is added');
		expect(added?.items('Create or update contact')).toEqual([
			{
				method: 'PUT',
				url: 'https://crm.my-charity.example/api/contacts/ada%2B1%40example.org',
				jsonBody: {
					email: 'ada+1@example.org',
					first_name: 'Ada',
					last_name: 'Byron',
					phone: details.phone_number,
					address: details.address,
					vome_id: ada.id,
				},
			},
		]);
		expect(await next(workflow, 'When a profile changes')).toBeUndefined();

		details.phone_number = '+15145550177';
		profile(0).logged_hours += 1;
		const changed = await next(workflow, 'When a profile changes');
		expect(changed?.items('Create or update contact')).toMatchObject([
			{ jsonBody: { vome_id: ada.id, phone: '+15145550177' } },
		]);
	});
});

describe('crm-contacts-to-vome.json', () => {
	const FILE = 'crm-contacts-to-vome.json';
	const zoe = { email: ' zoe@example.org', first_name: 'Zoé', last_name: 'Roy', phone: '' };

	const pinned = (contacts: IDataObject[]) => contacts.map((json) => ({ json }));

	/** Runs it with this answer of the CRM, as n8n does by itself. */
	async function answer(contacts: IDataObject[]) {
		const example = readExample(FILE);
		// What is pinned does not count then, so the answer stands in for the schedule.
		const start = 'Every night at two';
		const nodes = example.nodes.filter(({ name }) => name !== 'Get changed contacts');
		const { 'Get changed contacts': toNext = {}, ...others } = example.connections;
		return await bench.engine.run(
			{ ...example, nodes, connections: { ...others, [start]: toNext } },
			{ mode: 'trigger', from: { node: start, data: [pinned(contacts)] } },
		);
	}

	it('creates and updates, leaves out who is incomplete, and says who was refused', async () => {
		const { vome } = bench.sandbox;
		const { id, profile_details: known } = profile(3);
		const { phone_number: phone } = known;
		const before = vome.profiles.length;
		const result = await answer([
			zoe,
			{ email: known.email, first_name: 'Renamed', last_name: known.last_name },
			{ email: null, first_name: 'No', last_name: 'Email' },
			{ email: 'no-name@example.org' },
			{ ...zoe, email: 'odd@example.org', phone: 'call my aunt' },
		]);
		expect(result.error?.message).toMatch(
			/^These contacts were not written to Vome: odd@example.org \(.*call my aunt.*\)$/s,
		);
		expect(vome.profiles.slice(before)).toMatchObject([
			{ profile_details: { first_name: 'Zoé', email: 'zoe@example.org' } },
		]);
		const now = vome.profiles.find((one) => one.id === id);
		expect(now?.profile_details).toMatchObject({ first_name: 'Renamed', phone_number: phone });
	});

	it('writes nothing while somebody tries it', async () => {
		const pinData = { 'Get changed contacts': pinned([zoe]) };
		const result = await bench.engine.run({ ...readExample(FILE), pinData });
		expect(result.error).toBeUndefined();
		expect(result.node('Create or update profile').outputs[0]).toMatchObject([
			{ json: { valid: true, send: { email: 'zoe@example.org' } } },
		]);
		expect(bench.sandbox.vome.writings).toEqual([]);
	});
});

describe('remind-before-shift.json', () => {
	const FILE = 'remind-before-shift.json';

	it('reminds who comes tomorrow, in the time zone of the workflow, and nobody twice', async () => {
		const { vome } = bench.sandbox;
		vome.reservations = [];
		const shift = { shift_title: 'Sorting', title: 'Sorting' };
		const tomorrow = addShift(vome, '2026-03-10T14:00:00Z', shift);
		// Still the 10th in Toronto; and the 9th and the 11th there.
		const late = addShift(vome, '2026-03-11T02:00:00Z', shift);
		const others = ['2026-03-10T03:00:00Z', '2026-03-11T05:00:00Z'];
		const ada = { id: 'ada', first_name: 'Ada', last_name: 'B', phone_number: '(514) 555-0101' };
		reserve(vome, tomorrow, 'reserved', ada);
		reserve(vome, tomorrow, 'reserved', ada);
		reserve(vome, late, 'confirmed', { id: 'bo', first_name: 'Bo', phone_number: '+4420555' });
		const cy = { id: 'cy', first_name: 'Cy', phone_number: '', email: 'cy@example.org' };
		reserve(vome, tomorrow, 'reserved', cy);
		reserve(vome, tomorrow, 'confirmed', { id: 'di', phone_number: '', email: '' });
		for (const status of ['pending', 'declined', 'absent'] as const)
			reserve(vome, tomorrow, status);
		for (const start of others) reserve(vome, addShift(vome, start), 'reserved');

		const first = await run(FILE, '2026-03-09T21:00:00Z');
		expect(first.error).toBeUndefined();
		const title = tomorrow.opportunity.title;
		expect(first.items('Send text message')?.map(({ jsonBody }) => jsonBody)).toEqual([
			{
				to: '+15145550101',
				text: `Hello Ada, tomorrow at 10:00 you help with Sorting (${title}). Please confirm in Vome that you are coming, or cancel there, so that somebody else can help.`,
			},
			{
				to: '+4420555',
				text: expect.stringMatching(/^Hello Bo, tomorrow at 22:00 .* Thank you for confirming!/),
			},
		]);
		expect(first.items('Send email')).toEqual([
			{
				toEmail: 'cy@example.org',
				subject: 'Tomorrow: Sorting',
				text: expect.stringMatching(/^Hello Cy, .*Please confirm/),
			},
		]);

		// Again on the same day: only who is new.
		reserve(vome, tomorrow, 'reserved', { id: 'ed', first_name: 'Ed', phone_number: '+1514' });
		const second = await run(FILE, '2026-03-09T22:00:00Z');
		expect(second.items('Send text message')).toMatchObject([{ jsonBody: { to: '+1514' } }]);
		expect(second.items('Send email')).toBeUndefined();
	});

	it('says who could not be reached, and still reminds the others', async () => {
		const { vome } = bench.sandbox;
		vome.reservations = [];
		const shift = addShift(vome, '2026-03-12T14:00:00Z');
		const refused = {
			id: 'r',
			first_name: 'Ray',
			last_name: 'Fu',
			phone_number: '',
			email: REFUSED,
		};
		reserve(vome, shift, 'reserved', refused);
		reserve(vome, shift, 'reserved', { id: 's', phone_number: '', email: 'sue@example.org' });
		const { error, items } = await run(FILE, '2026-03-11T21:00:00Z');
		expect(error).toBe('These reminders were not sent: Ray Fu (It was refused)');
		expect(items('Send email')).toMatchObject([{ toEmail: 'sue@example.org' }]);
	});

	it('sends nothing where nobody comes', async () => {
		const { error, items } = await run(FILE, '2031-01-01T21:00:00Z');
		expect(error).toBeUndefined();
		expect(items('Write reminder')).toBeUndefined();
	});
});

describe('application-form.json', () => {
	const zoe = {
		'First name': ' Zoé ',
		'Last name': 'Roy',
		Email: 'zoe@example.org',
		'Phone number': '514 555-0100',
		'What would you like to help with?': 'The garden',
	};
	const apply = async (json: IDataObject) =>
		await runPublished(bench.engine, 'application-form.json', { items: [{ json }] });

	it('makes a profile, a task, and a message to the coordinator', async () => {
		setClock('2026-03-02T12:00:00Z');
		const { items, error } = await apply(zoe);
		expect(error).toBeUndefined();
		expect(bench.sandbox.vome.profiles.at(-1)?.profile_details).toMatchObject({
			first_name: 'Zoé',
			email: 'zoe@example.org',
		});
		const text =
			'The profile is in Vome.\n\nEmail: zoe@example.org\nPhone: 514 555-0100\nWould like to help with: The garden';
		expect(items('Tell the coordinator')).toMatchObject([
			{ subject: expect.stringMatching(/^New application: .*Zoé/), text },
		]);
		expect(items('Create task')).toMatchObject([
			{ jsonBody: { notes: text, due: '2026-03-09', title: expect.stringContaining('Roy') } },
		]);
	});

	it('leaves who is in Vome already as they are, and says so', async () => {
		const { profile_details: known } = profile(2);
		const before = structuredClone(known);
		const { items } = await apply({ ...zoe, Email: known.email, 'Phone number': '666' });
		expect(items('Tell the coordinator')?.[0]?.text).toMatch(
			/^There is already a profile with this email/,
		);
		expect(items('Create task')).toHaveLength(1);
		expect(profile(2).profile_details).toEqual(before);
	});

	it('loses no application that Vome refuses', async () => {
		const { items, error } = await apply({ ...zoe, 'Phone number': 'call my aunt' });
		expect(error).toBeUndefined();
		const [message] = items('Tell the coordinator') ?? [];
		expect(message?.text).toMatch(
			/^Vome refused the profile.*'phone_number' may only hold.*Email: zoe@example.org/s,
		);
		expect(items('Create task')).toHaveLength(1);
	});
});

describe('hours-report.json', () => {
	const FILE = 'hours-report.json';

	it('adds up the hours of the whole months of this year, in the time zone of the workflow', async () => {
		const { vome } = bench.sandbox;
		vome.reservations = [];
		const [food, dogs] = [vome.makeOpportunity(), vome.makeOpportunity()];
		Object.assign(food, { title: 'Food bank' });
		Object.assign(dogs, { title: 'Dog walking' });
		const log = (start: string, opportunity: typeof food, id: string, logged_hours: number) => {
			const row = reserve(vome, addShift(vome, start, { opportunity }), 'hoursLogged', { id });
			Object.assign(row, { logged_hours });
		};
		log('2026-01-10T15:00:00Z', food, 'a', 2.25);
		log('2026-01-20T15:00:00Z', food, 'a', 0.1);
		// January in Toronto.
		log('2026-02-01T03:00:00Z', food, 'b', 0.2);
		log('2026-01-05T15:00:00Z', dogs, 'b', 1);
		log('2026-02-14T15:00:00Z', food, 'b', 3);
		// Last year, and this month.
		log('2026-01-01T03:00:00Z', food, 'a', 100);
		log('2026-03-01T15:00:00Z', food, 'a', 100);
		const open = reserve(vome, addShift(vome, '2026-02-10T15:00:00Z'), 'claimPending');
		open.logged_hours = 100;

		const { items, error } = await run(FILE, '2026-03-01T17:00:00Z');
		expect(error).toContain('googleSheets must not be called');
		expect(items('Rows of the report')).toEqual(
			[
				['2026-01', 'Dog walking', 1, 1, 1],
				['2026-01', 'Food bank', 2.55, 2, 3],
				['2026-02', 'Food bank', 3, 1, 1],
			].map(([Month, Opportunity, Hours, Volunteers, Times]) => ({
				Month,
				Opportunity,
				Hours,
				Volunteers,
				Times,
				Key: `${Month} ${Opportunity}`,
			})),
		);
	});

	it('in January, it reports the whole last year', async () => {
		const { vome } = bench.sandbox;
		vome.reservations = [];
		const add = (start: string) =>
			Object.assign(reserve(vome, addShift(vome, start), 'hoursLogged'), { logged_hours: 1 });
		for (const start of ['2025-01-02T15:00:00Z', '2025-12-30T15:00:00Z', '2026-01-01T15:00:00Z']) {
			add(start);
		}
		const { items } = await run(FILE, '2026-01-01T17:00:00Z');
		expect(items('Rows of the report')?.map(({ Month }) => Month)).toEqual(['2025-01', '2025-12']);
	});

	it('counts hours that are of no shift in the month in which they were claimed', async () => {
		const { vome } = bench.sandbox;
		vome.reservations = [];
		const row = reserve(vome, addShift(vome, '2026-02-10T15:00:00Z'), 'hoursLogged');
		Object.assign(row, { shift: null, arrival_time: null, logged_hours: 4 });
		row.created_at = '2026-01-20T15:00:00.000001Z';
		const { items } = await run(FILE, '2026-03-01T17:00:00Z');
		expect(items('Rows of the report')).toMatchObject([{ Month: '2026-01', Hours: 4 }]);
	});

	it('attaches the table to an email, and tells the sum', async () => {
		setClock('2026-03-01T17:00:00Z');
		// It is tried with what is pinned to the sheet; the email is sent all the same.
		const example = readExample(FILE);
		const pinData = { 'Write to the sheet': example.pinData?.['Write to the sheet'] ?? [] };
		const result = await bench.engine.run({ ...example, pinData });
		expect(result.error).toBeUndefined();
		const rows = result.node('Rows of the report').outputs[0]?.map(({ json }) => json) ?? [];
		const hours = rows.reduce((sum, { Hours }) => sum + Number(Hours), 0);
		expect(hours).toBeGreaterThan(10);
		const [file] = result.node('Convert to Excel').outputs[0] ?? [];
		expect(file?.binary?.report?.fileName).toBe('hours-2026-02.xlsx');
		expect(result.node('Send report').outputs[0]).toMatchObject([
			{
				json: {
					subject: 'Volunteer hours up to February 2026',
					text: expect.stringContaining(`gave ${Math.round(hours * 100) / 100} hours`),
				},
			},
		]);
	});

	it('sends nothing where no hours are logged', async () => {
		bench.sandbox.vome.reservations = [];
		const { error, items } = await run(FILE, '2026-03-01T17:00:00Z');
		expect(error).toBeUndefined();
		expect(items('Send report')).toBeUndefined();
	});
});

describe('new-shift-message.json', () => {
	it('tells of new shifts with open spots in one message, and of none twice', async () => {
		setClock('2026-03-02T12:00:00Z');
		const { vome } = bench.sandbox;
		const workflow = await activate(bench, 'new-shift-message.json');
		expect(await next(workflow)).toBeUndefined();
		const titles = { shift_title: 'Sorting', title: 'Sorting', spots: 4, spots_available: 3 };
		const later = addShift(vome, '2026-04-20T14:00:00Z', titles);
		const sooner = addShift(vome, '2026-04-07T14:00:00Z', titles);
		addShift(vome, '2026-04-08T14:00:00Z', { spots_available: 0 });
		addShift(vome, '2026-02-08T14:00:00Z', { spots_available: 2 });
		const told = await next(workflow);
		const [message, ...more] = told?.items('Send message') ?? [];
		expect(more).toEqual([]);
		const [title, ...lines] = (message?.text as string).split('\n');
		expect(title).toBe('New in Vome: who can help?');
		expect(lines.map((line) => line.slice(line.indexOf(': ') + 2))).toEqual(
			[sooner, later].map(
				({ opportunity, share_shift_url: link }) =>
					`Sorting (${opportunity.title}), 3 spots ${link}`,
			),
		);
		expect(await next(workflow)).toBeUndefined();
	});

	it('only counts what comes after the tenth', async () => {
		setClock('2026-03-02T12:00:00Z');
		const workflow = await activate(bench, 'new-shift-message.json');
		for (let day = 10; day < 24; day += 1) {
			addShift(bench.sandbox.vome, `2026-04-${day}T14:00:00Z`, { spots_available: 2 });
		}
		const [message] = (await next(workflow))?.items('Send message') ?? [];
		const lines = (message?.text as string).split('\n');
		expect(lines).toHaveLength(12);
		expect(lines.at(-1)).toBe('… and 4 more');
	});
});

describe('mailing-list.json', () => {
	it('adds who joins and follows, takes along changes, and takes off who stops following', async () => {
		const workflow = await activate(bench, 'mailing-list.json');
		const { vome } = bench.sandbox;
		const [ada, bo, cy] = [vome.makeProfile(), vome.makeProfile(), vome.makeProfile()];
		Object.assign(ada, { is_following: true });
		Object.assign(ada.profile_details, {
			first_name: 'Ada',
			last_name: 'B',
			email: 'ada@example.org',
		});
		bo.is_following = false;
		Object.assign(cy, { is_following: true });
		cy.profile_details.email = '';
		vome.profiles.push(ada, bo, cy);
		const url = (id: string) =>
			`https://mail.my-charity.example/api/lists/volunteers/members/${id}`;
		const member = {
			email: 'ada@example.org',
			first_name: 'Ada',
			last_name: 'B',
			status_if_new: 'subscribed',
		};
		const joined = await next(workflow, 'When a profile is added');
		expect(joined?.items('Add or update member')).toEqual([
			{ method: 'PUT', url: url(ada.id), jsonBody: member },
		]);
		expect(joined?.items('Unsubscribe member')).toBeUndefined();
		expect(await next(workflow, 'When a profile changes')).toBeUndefined();

		// Who is off the list stays off it, whatever else changes.
		ada.profile_details.email = 'ada.b@example.org';
		bo.profile_details.last_name = 'Changed';
		const changed = await next(workflow, 'When a profile changes');
		expect(changed?.items('Add or update member')).toEqual([
			{ method: 'PUT', url: url(ada.id), jsonBody: { ...member, email: 'ada.b@example.org' } },
		]);
		expect(changed?.items('Unsubscribe member')).toBeUndefined();

		ada.is_following = false;
		bo.is_following = true;
		const followed = await next(workflow, 'When a profile changes');
		expect(followed?.items('Add or update member')).toMatchObject([
			{ url: url(bo.id), jsonBody: { status: 'subscribed' } },
		]);
		expect(followed?.items('Unsubscribe member')).toEqual([
			{
				method: 'PUT',
				url: url(ada.id),
				jsonBody: { email: 'ada.b@example.org', status: 'unsubscribed' },
			},
		]);
	});
});

describe('onboarding-chain.json', () => {
	const FILE = 'onboarding-chain.json';

	/** Fills in a custom field of a profile; undefined empties it. */
	function fillIn(person: ReturnType<typeof profile>, name: string, value?: string): void {
		const custom_field = bench.sandbox.vome.customFields.find((field) => field.name === name);
		if (custom_field === undefined) throw new Error(`There is no field ${name}`);
		person.custom_fields = person.custom_fields.filter((one) => one.custom_field.name !== name);
		if (value === undefined) return;
		const custom_field_value = { id: `value of ${name}`, value };
		person.custom_fields.push({ id: `entry of ${name}`, custom_field, custom_field_value });
	}

	it('writes back who has come to the orientation, reminds the others twice, and then says so', async () => {
		setClock('2026-03-02T12:00:00Z');
		const { vome } = bench.sandbox;
		const workflow = await activate(bench, FILE);
		const [ada, bo, gone] = [vome.makeProfile(), vome.makeProfile(), vome.makeProfile()];
		Object.assign(ada.profile_details, { first_name: 'Ada', email: 'ada@example.org' });
		Object.assign(bo.profile_details, {
			first_name: 'Bo',
			last_name: 'Fu',
			email: 'bo@example.org',
		});
		Object.assign(gone.profile_details, { email: 'gone@example.org' });
		fillIn(ada, 'Orientation attended', '2026-03-05T17:00:00Z');
		for (const one of [ada, bo]) fillIn(one, 'Member since');
		fillIn(bo, 'Orientation attended');
		vome.profiles.push(ada, bo, gone);
		// Taken off between the welcome and the first look.
		const wait = coreNodes['n8n-nodes-base.wait'];
		if (wait === undefined) throw new Error('There is no stand-in for Wait');
		bench.engine.nodeTypes.add('n8n-nodes-base.wait', {
			...wait,
			async execute() {
				vome.profiles = vome.profiles.filter(({ id }) => id !== gone.id);
				return (await wait.execute?.call(this)) ?? null;
			},
		});

		const started = await next(workflow);
		expect(started?.error).toBeUndefined();
		expect(started?.items('Send welcome')?.map(({ toEmail }) => toEmail)).toEqual([
			'ada@example.org',
			'bo@example.org',
			'gone@example.org',
		]);
		expect(started?.items('Update profile')).toMatchObject([{ id: ada.id, success: true }]);
		const now = vome.profiles.find(({ id }) => id === ada.id);
		const since = now?.custom_fields.find(({ custom_field: { name } }) => name === 'Member since');
		expect(since?.custom_field_value).toMatchObject({ value: '2026-03-02' });
		expect(started?.runs('Send reminder')).toBe(2);
		expect(started?.items('Send reminder')).toMatchObject([{ toEmail: 'bo@example.org' }]);
		expect(started?.items('Tell the coordinator')).toEqual([
			{
				toEmail: 'coordinator@my-charity.example',
				subject: 'No orientation yet: Bo Fu',
				text: expect.stringContaining('bo@example.org'),
			},
		]);
	});

	it('shows what it would write while somebody tries it, and waits a second', async () => {
		fillIn(profile(0), 'Orientation attended', '2026-03-05T17:00:00Z');
		const result = await bench.engine.run(readExample(FILE));
		expect(result.error).toBeUndefined();
		expect(result.node('Update profile').outputs[0]).toMatchObject([
			{ json: { valid: true, identifier: profile(0).id } },
		]);
		expect(bench.sandbox.vome.writings).toEqual([]);
	});
});

describe('attendance-follow-up.json', () => {
	const FILE = 'attendance-follow-up.json';

	it('thanks who came, tells of the others in one message, and of each once', async () => {
		const { vome } = bench.sandbox;
		vome.reservations = [];
		const titles = { shift_title: 'Sorting', title: 'Sorting' };
		const yesterday = addShift(vome, '2026-03-09T14:00:00Z', titles);
		const running = addShift(vome, '2026-03-10T12:30:00Z');
		const longAgo = addShift(vome, '2026-03-01T14:00:00Z');
		const person = (first_name: string) => ({
			id: first_name,
			first_name,
			last_name: 'X',
			email: `${first_name.toLowerCase()}@example.org`,
		});
		reserve(vome, yesterday, 'checkedIn', person('Ada'));
		reserve(vome, yesterday, 'hoursLogged', person('Bo'));
		reserve(vome, yesterday, 'claimPending', { ...person('Cy'), email: '' });
		const di = reserve(vome, yesterday, 'reserved', person('Di'));
		reserve(vome, yesterday, 'confirmed', person('Ed'));
		reserve(vome, yesterday, 'absent', person('Flo'));
		reserve(vome, yesterday, 'declined', person('Gil'));
		reserve(vome, running, 'checkedIn', person('Hal'));
		reserve(vome, longAgo, 'reserved', person('Ida'));

		const first = await run(FILE, '2026-03-10T13:00:00Z');
		expect(first.error).toBeUndefined();
		expect(first.items('Send thanks')).toEqual(
			['Ada', 'Bo'].map((name) => ({
				toEmail: `${name.toLowerCase()}@example.org`,
				subject: `Thank you, ${name}!`,
				text: expect.stringContaining('on Monday, 9 March'),
			})),
		);
		const where = `X: Sorting (${yesterday.opportunity.title}), Mon 9 Mar, 10:00`;
		expect(first.items('Tell the coordinator')?.map(({ text }) => text)).toEqual([
			[
				'Reserved, and neither checked in nor absent. Were they there?',
				`• Di ${where}`,
				`• Ed ${where}`,
				'',
				'Absent. Who will call them?',
				`• Flo ${where}`,
			].join('\n'),
		]);

		di.status = reservationStatus.absent;
		const second = await run(FILE, '2026-03-11T13:00:00Z');
		expect(second.items('Send thanks')).toMatchObject([{ toEmail: 'hal@example.org' }]);
		expect(second.items('Tell the coordinator')?.map(({ text }) => text)).toEqual([
			`Absent. Who will call them?\n• Di ${where}`,
		]);
		const third = await run(FILE, '2026-03-11T14:00:00Z');
		expect(third.error).toBeUndefined();
		expect(third.items('Came?')).toBeUndefined();
	});

	it('says whose thanks were refused, after it has told the coordinator', async () => {
		const { vome } = bench.sandbox;
		vome.reservations = [];
		const shift = addShift(vome, '2026-03-19T14:00:00Z');
		reserve(vome, shift, 'checkedIn', { id: 'r', email: REFUSED });
		const { error } = await run(FILE, '2026-03-20T13:00:00Z');
		expect(error).toBe(`These thanks were not sent: ${REFUSED} (It was refused)`);
	});
});

describe('milestones.json', () => {
	const FILE = 'milestones.json';

	it('takes in what was reached before when it is tried, and then celebrates each once', async () => {
		const { vome } = bench.sandbox;
		setClock('2026-03-02T15:00:00Z');
		const tried = await bench.engine.run(readExample(FILE));
		expect(tried.error).toBeUndefined();
		const reached = tried.node('Not celebrated yet').outputs[0] ?? [];
		expect(reached.length).toBeGreaterThan(20);
		expect(tried.node('Send certificate').outputs[0]?.[0]?.json).toEqual({
			messageId: 'A sample: nothing was sent',
		});
		expect((await run(FILE, '2026-03-02T16:00:00Z')).items('Send certificate')).toBeUndefined();

		const [ada, bo] = [vome.makeProfile(), vome.makeProfile()];
		for (const one of [ada, bo]) {
			Object.assign(one, { logged_hours: 0, completed_shifts: 0, custom_fields: [] });
		}
		Object.assign(ada.profile_details, {
			first_name: 'Ada',
			last_name: 'B & C',
			email: 'ada@example.org',
		});
		bo.profile_details.email = '';
		vome.profiles.push(ada, bo);
		expect((await run(FILE, '2026-03-03T15:00:00Z')).items('Send certificate')).toBeUndefined();

		// Only the highest number of hours counts.
		for (const one of [ada, bo]) Object.assign(one, { logged_hours: 120, completed_shifts: 30 });
		const second = await run(FILE, '2026-03-04T15:00:00Z');
		expect(second.items('Send certificate')).toEqual(
			['your first shift', '100 hours'].map((milestone) => ({
				toEmail: 'ada@example.org',
				subject: `Congratulations on ${milestone}`,
				html: expect.stringMatching(
					new RegExp(`Ada B &amp; C.*on ${milestone}\\..*4 March 2026`, 's'),
				),
			})),
		);
		expect((await run(FILE, '2026-03-05T15:00:00Z')).items('Send certificate')).toBeUndefined();
	});

	it('celebrates each full year since Member since, also if a day was missed', async () => {
		const { vome } = bench.sandbox;
		const since = vome.customFields.find(({ name }) => name === 'Member since');
		const old = vome.profiles.find(({ custom_fields: fields }) =>
			fields.some(({ custom_field }) => custom_field === since),
		);
		const entry = old?.custom_fields.find(({ custom_field }) => custom_field === since);
		if (old === undefined || entry === undefined) throw new Error('Nobody has the field');
		vome.profiles = [old];
		Object.assign(old, { id: 'jubilee', logged_hours: 0, completed_shifts: 0 });
		old.profile_details.email = 'old@example.org';
		entry.custom_field_value = { id: 'value', value: '2024-05-10' };
		const at = async (time: string) =>
			(await run(FILE, time)).items('Send certificate')?.map(({ subject }) => subject);
		expect(await at('2026-05-09T15:00:00Z')).toEqual(['Congratulations on one year with us']);
		expect(await at('2026-05-12T15:00:00Z')).toEqual(['Congratulations on 2 years with us']);
		expect(await at('2026-05-13T15:00:00Z')).toBeUndefined();
	});

	it('says whose were refused', async () => {
		const { vome } = bench.sandbox;
		vome.profiles = [vome.makeProfile()];
		const first = { logged_hours: 0, completed_shifts: 1, custom_fields: [] };
		Object.assign(profile(0), first, { id: 'refused' });
		profile(0).profile_details.email = REFUSED;
		const { error } = await run(FILE, '2026-03-09T15:00:00Z');
		expect(error).toBe(
			`These certificates were not sent: ${REFUSED}, your first shift (It was refused)`,
		);
	});
});

describe('shift-calendar.json', () => {
	const FILE = 'shift-calendar.json';

	/** The events of the calendar that it answers with; each has its lines by name. */
	async function events(time: string) {
		const { items, error } = await run(FILE, time);
		expect(error).toBeUndefined();
		const text = items('Answer')?.[0]?.answer as string;
		expect(text).toMatch(/^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\n.*\r\nEND:VCALENDAR\r\n$/s);
		for (const line of text.split('\r\n')) expect(line.length).toBeLessThanOrEqual(61);
		return text
			.replaceAll('\r\n ', '')
			.split('BEGIN:VEVENT\r\n')
			.slice(1)
			.map((event) =>
				Object.fromEntries(
					event
						.split('\r\n')
						.filter((line) => line.includes(':') && !line.startsWith('END:'))
						.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]),
				),
			);
	}

	it('has each shift of last week and the next 90 days once, and follows when it moves', async () => {
		const { vome } = bench.sandbox;
		vome.shifts = [];
		const shift = addShift(vome, '2026-03-10T14:00:00Z', {
			title: 'Sorting; early',
			shift_title: 'Sorting; early',
			description: 'Bring gloves,\nand water',
			shift_location: '12 Main Street, Montréal',
			spots: 5,
			spots_available: 2,
		});
		addShift(vome, '2026-02-20T14:00:00Z');
		addShift(vome, '2026-06-20T14:00:00Z');
		const [event, ...others] = await events('2026-03-09T12:00:00Z');
		expect(others).toEqual([]);
		expect(event).toEqual({
			UID: `${shift.id}@vome`,
			DTSTAMP: expect.stringMatching(/^20260309T12000\dZ$/),
			DTSTART: '20260310T140000Z',
			DTEND: '20260310T160000Z',
			SUMMARY: `Sorting\\; early (${shift.opportunity.title})`,
			LOCATION: '12 Main Street\\, Montréal',
			DESCRIPTION: '2 of 5 spots left. Bring gloves\\,\\nand water',
			URL: shift.share_shift_url,
		});

		shift.shift_start_at = '2026-03-11T15:30:00Z';
		expect(await events('2026-03-09T18:00:00Z')).toMatchObject([
			{ UID: `${shift.id}@vome`, DTSTART: '20260311T153000Z' },
		]);
	});

	it('is a calendar also where there are no shifts', async () => {
		bench.sandbox.vome.shifts = [];
		expect(await events('2026-03-09T12:00:00Z')).toEqual([]);
	});
});

describe('new-user-task.json', () => {
	let assemble: AssembleBench;
	beforeAll(async () => {
		assemble = await startAssembleForExamples();
	});
	afterAll(async () => await assemble.stop());

	const deliver = async (id: unknown, action = 'create') =>
		await runPublished(assemble.engine, 'new-user-task.json', {
			items: [{ json: { body: { model: 'User', action, data: { id } } } }],
		});

	it('looks the user up, and makes one task and one message, also if Assemble delivers twice', async () => {
		setClock('2026-03-02T12:00:00Z');
		const [user] = assemble.sandbox.assemble.users;
		const { items, error } = await deliver(user?.id);
		expect(error).toBeUndefined();
		const text = expect.stringContaining(`Name: ${user?.display_name}\nEmail: ${user?.email}`);
		expect(items('Tell the coordinator')).toMatchObject([{ text }]);
		expect(items('Create task')).toMatchObject([
			{ jsonBody: { title: `Welcome ${user?.display_name}`, notes: text, due: '2026-03-09' } },
		]);
		const again = await deliver(user?.id);
		expect(again.error).toBeUndefined();
		expect(again.items('Get user')).toBeUndefined();
	});

	it.each([
		['an update', 7, 'update'],
		['a delivery without an ID', undefined, 'create'],
	])('leaves out %s', async (_, id, action) => {
		const { items, error } = await deliver(id, action);
		expect(error).toBeUndefined();
		expect(items('Not seen before')).toBeUndefined();
	});
});

it.each([
	['volunteers-to-crm.json', ['Create or update contact']],
	['remind-before-shift.json', ['Send text message', 'Send email']],
	['application-form.json', ['Tell the coordinator', 'Create task']],
	['new-user-task.json', ['Get user', 'Tell the coordinator', 'Create task']],
	['hours-report.json', ['Write to the sheet', 'Send report']],
	['new-shift-message.json', ['Send message']],
	['mailing-list.json', ['Add or update member', 'Unsubscribe member']],
	['onboarding-chain.json', ['Send welcome', 'Send reminder', 'Tell the coordinator']],
	['attendance-follow-up.json', ['Send thanks', 'Tell the coordinator']],
	['milestones.json', ['Send certificate']],
])(
	'%s sends nothing while somebody tries it: samples are pinned to what sends',
	(file, senders) => {
		const { nodes, pinData = {} } = readExample(file);
		const sending = nodes.filter(({ type }) =>
			/\.(emailSend|httpRequest|slack|googleSheets)$/.test(type),
		);
		expect(senders).toEqual(expect.arrayContaining(sending.map(({ name }) => name)));
		for (const name of senders) expect(pinData[name]).toHaveLength(1);
	},
);
