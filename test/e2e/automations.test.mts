// The examples for what people ask for most, with n8n's own nodes: what they send reaches servers on this machine.
import { setTimeout as delay } from 'node:timers/promises';

import type { INode } from 'n8n-workflow';

import type { Credential, Execution, WorkflowFile } from '../../n8n/index.mts';
import { addShift, reserve } from '../support/volunteering.mts';
import { ActiveWorkflow } from './support/active.mts';
import { Bench, webhook } from './support/bench.mts';
import { AUTOMATIONS, exampleFiles, readExample, saveCredentials } from './support/examples.mts';
import { Receivers } from './support/receivers.mts';
import { until } from './support/until.mts';

let bench: Bench;
let credentials: Credential[];
let receivers: Receivers;
/** In ms. */
const DAY = 86_400_000;

beforeAll(async () => {
	bench = await Bench.start();
	receivers = await Receivers.start(bench.n8n);
	credentials = [...(await saveCredentials(bench)), receivers.credential];
	// For these tests and for n8n, tomorrow has to be the same day.
	const untilMidnight = DAY - (Date.now() % DAY);
	if (untilMidnight < 60_000) await delay(untilMidnight);
});
beforeEach(() => {
	bench.vome.reset();
	receivers.reset();
});
afterAll(async () => {
	await bench?.stop();
	await receivers?.stop();
});

/** The examples that a test has run here. */
const run = new Set<string>();

function connected(file: string): WorkflowFile {
	run.add(file);
	return receivers.connect(readExample(file));
}

/** Runs an example as a user does who tries it. */
async function tryOut(file: string, trigger?: string): Promise<Execution> {
	const workflow = await bench.n8n.importWorkflow(connected(file), credentials);
	const execution = await bench.n8n.run(workflow, trigger);
	expect(execution.error).toBeUndefined();
	return execution;
}

/** The nodes of an example, with a call of this path in the place of its schedule. */
const called = (path: string, { nodes }: WorkflowFile): INode[] =>
	nodes.map((node) =>
		node.type === 'n8n-nodes-base.scheduleTrigger'
			? { ...webhook(path, {}), name: node.name }
			: node,
	);

/** An example that is published, with a call in the place of its schedule. */
class Published {
	private constructor(
		private readonly path: string,
		private readonly active: ActiveWorkflow,
	) {}

	static async start(file: string): Promise<Published> {
		const example = connected(file);
		const path = file.replace('.json', '');
		const nodes = called(path, example);
		const workflow = await bench.n8n.importWorkflow({ ...example, nodes }, credentials);
		return new Published(path, await ActiveWorkflow.start(bench.n8n, workflow));
	}

	async run(): Promise<Execution> {
		const { status } = await bench.n8n.callWebhook(this.path, {});
		expect(status).toBe(200);
		return await this.active.next();
	}

	async stop(): Promise<void> {
		await this.active.deactivate();
	}
}

/** Noon in UTC, so many days from today, as Vome writes it. */
function noon(days: number): string {
	const day = new Date(Date.now() + days * DAY).toISOString().slice(0, 10);
	return `${day}T12:00:00Z`;
}

it('remind-before-shift.json sends text messages and emails, and none of them twice', async () => {
	const { vome } = bench.vome;
	vome.reservations = [];
	const shift = addShift(vome, noon(1));
	const ada = { id: 'ada', first_name: 'Ada', phone_number: '514 555-0101' };
	reserve(vome, shift, 'reserved', ada);
	reserve(vome, shift, 'reserved', ada);
	const bo = { id: 'bo', first_name: 'Bo', phone_number: '', email: 'bo@example.org' };
	reserve(vome, shift, 'confirmed', bo);
	reserve(vome, addShift(vome, noon(2)), 'reserved');

	// Trying it takes nothing away from whom it reminds later.
	await tryOut('remind-before-shift.json');
	expect(receivers.http.calls).toHaveLength(1);
	receivers.http.calls.length = 0;
	receivers.mail.mails.length = 0;

	const workflow = await Published.start('remind-before-shift.json');
	expect((await workflow.run()).status).toBe('success');
	expect(receivers.http.calls).toEqual([
		{
			request: 'POST /messages',
			body: { to: '+15145550101', text: expect.stringMatching(/^Hello Ada, tomorrow at 12:00 /) },
		},
	]);
	expect(receivers.mail.mails).toEqual([
		{
			to: 'bo@example.org',
			subject: expect.stringContaining('Tomorrow: '),
			content: expect.stringContaining('Thank you for confirming!'),
		},
	]);

	reserve(vome, shift, 'reserved', { id: 'cy', first_name: 'Cy', phone_number: '+15145550103' });
	expect((await workflow.run()).status).toBe('success');
	await workflow.stop();
	expect(receivers.http.calls.map(({ body }) => (body as { to: string }).to)).toEqual([
		'+15145550101',
		'+15145550103',
	]);
	expect(receivers.mail.mails).toHaveLength(1);
});

it('attendance-follow-up.json thanks, and tells the coordinator, of each once', async () => {
	const { vome } = bench.vome;
	vome.reservations = [];
	const shift = addShift(vome, noon(-1));
	const person = (name: string) => ({ id: name, first_name: name, email: `${name}@example.org` });
	reserve(vome, shift, 'hoursLogged', person('ada'));
	reserve(vome, shift, 'reserved', person('bo'));
	reserve(vome, shift, 'absent', person('cy'));
	const workflow = await Published.start('attendance-follow-up.json');
	expect((await workflow.run()).status).toBe('success');
	expect(receivers.mail.mails.map(({ to }) => to).toSorted()).toEqual([
		'ada@example.org',
		'coordinator@my-charity.example',
	]);
	const told = receivers.mail.mails.find(({ to }) => to.startsWith('coordinator'))?.content;
	expect(told).toMatch(/neither checked in.*• bo .*Absent.*• cy /s);
	expect((await workflow.run()).status).toBe('success');
	await workflow.stop();
	expect(receivers.mail.mails).toHaveLength(2);
});

it('milestones.json takes in what is there, and then sends each certificate once', async () => {
	const { vome } = bench.vome;
	// As a user does before publishing: with the sample that is pinned to the node that sends.
	const example = readExample('milestones.json');
	const nodes = connected('milestones.json').nodes.map((node) =>
		node.type.endsWith('scheduleTrigger')
			? { ...webhook('milestones', {}), name: node.name }
			: node,
	);
	const pinData = { ...example.pinData, 'Every day at ten': [{ json: {} }] };
	const workflow = await bench.n8n.importWorkflow({ ...example, nodes, pinData }, credentials);
	const tried = await bench.n8n.run(workflow);
	expect(tried.error).toBeUndefined();
	expect(tried.json('Not celebrated yet').length).toBeGreaterThan(20);

	const active = await ActiveWorkflow.start(bench.n8n, workflow);
	await bench.n8n.callWebhook('milestones', {});
	expect((await active.next()).status).toBe('success');
	expect(receivers.mail.mails).toEqual([]);

	const ada = vome.makeProfile();
	Object.assign(ada, { logged_hours: 51, completed_shifts: 9, custom_fields: [] });
	Object.assign(ada.profile_details, {
		first_name: 'Ada',
		last_name: 'B',
		email: 'ada@example.org',
	});
	vome.profiles.push(ada);
	for (let time = 0; time < 2; time += 1) {
		await bench.n8n.callWebhook('milestones', {});
		expect((await active.next()).status).toBe('success');
	}
	await active.deactivate();
	expect(receivers.mail.mails.map(({ to, subject }) => [to, subject])).toEqual([
		['ada@example.org', 'Congratulations on your first shift'],
		['ada@example.org', 'Congratulations on 50 hours'],
	]);
	expect(receivers.mail.mails[1]?.content).toContain('<h2>Ada B</h2>');
});

it('hours-report.json sends the table as an Excel file', async () => {
	const execution = await tryOut('hours-report.json');
	const rows = execution.json('Rows of the report');
	expect(rows.length).toBeGreaterThan(1);
	const keys = rows.map(({ Key }) => Key as string);
	expect(keys).toEqual([...new Set(keys)].toSorted());
	for (const row of rows) {
		expect(row).toMatchObject({ Hours: expect.any(Number), Volunteers: expect.any(Number) });
	}
	const logged = execution.json('This year, up to last month');
	const sum = (values: unknown[]) =>
		Math.round(values.map(Number).reduce((total, value) => total + value, 0) * 100) / 100;
	expect(sum(rows.map(({ Hours }) => Hours))).toBe(sum(logged.map(({ hours }) => hours)));
	expect(sum(rows.map(({ Times }) => Times))).toBe(logged.length);
	expect(receivers.mail.mails).toMatchObject([
		{ to: 'office@my-charity.example', content: expect.stringMatching(/filename=hours-.*\.xlsx/) },
	]);
});

it('crm-contacts-to-vome.json asks for what changed, and writes it', async () => {
	const { vome } = bench.vome;
	receivers.http.answer = [
		{ email: 'zoe@example.org', first_name: 'Zoe', last_name: 'Roy', phone: '' },
		{ email: '', first_name: 'No', last_name: 'Email' },
	];
	const workflow = await Published.start('crm-contacts-to-vome.json');
	expect((await workflow.run()).status).toBe('success');
	expect(receivers.http.calls).toMatchObject([
		{ request: expect.stringMatching(/^GET \/api\/contacts\?changed_since=\d{4}-/) },
	]);
	expect(vome.writings).toMatchObject([{ operation: 'upsert', email: 'zoe@example.org' }]);

	// Nothing changed.
	receivers.http.answer = [];
	expect((await workflow.run()).status).toBe('success');
	await workflow.stop();
	expect(vome.writings).toHaveLength(1);
});

it.each(['When a profile is added', 'When a profile changes'])(
	'volunteers-to-crm.json puts a contact to the CRM (%s)',
	async (trigger) => {
		await tryOut('volunteers-to-crm.json', trigger);
		const [call, ...more] = receivers.http.calls;
		expect(more).toEqual([]);
		const { email } = call?.body as { email: string };
		expect(call?.request).toBe(`PUT /api/contacts/${encodeURIComponent(email)}`);
	},
);

it('mailing-list.json puts who follows on the list, and leaves out who never did', async () => {
	const { vome } = bench.vome;
	for (const one of vome.profiles) one.is_following = true;
	await tryOut('mailing-list.json');
	expect(receivers.http.calls).toMatchObject([
		{
			request: expect.stringMatching(/^PUT \/api\/lists\/volunteers\/members\//),
			body: { status_if_new: 'subscribed' },
		},
	]);
	receivers.http.calls.length = 0;
	for (const one of vome.profiles) one.is_following = false;
	await tryOut('mailing-list.json');
	expect(receivers.http.calls).toEqual([]);
});

it('onboarding-chain.json waits, reminds twice, and then tells the coordinator', async () => {
	const { vome } = bench.vome;
	for (const one of vome.profiles) {
		one.custom_fields = [];
		one.profile_details.email = `${one.id}@example.org`;
	}
	await tryOut('onboarding-chain.json');
	const [welcome, ...others] = receivers.mail.mails.map(({ to }) => to);
	expect(others).toEqual([welcome, welcome, 'coordinator@my-charity.example']);
});

it('onboarding-chain.json shows what it would write back of who has come', async () => {
	const { vome } = bench.vome;
	const custom_field = vome.customFields.find(({ name }) => name === 'Orientation attended');
	if (custom_field === undefined) throw new Error('There is no such field');
	for (const one of vome.profiles) {
		one.profile_details.email = `${one.id}@example.org`;
		one.custom_fields = one.custom_fields.filter((entry) => entry.custom_field !== custom_field);
		const custom_field_value = { id: 'value', value: '2026-01-10T17:00:00Z' };
		one.custom_fields.push({ id: 'entry', custom_field, custom_field_value });
	}
	const execution = await tryOut('onboarding-chain.json');
	expect(execution.json('Update profile')).toMatchObject([{ valid: true }]);
	expect(receivers.mail.mails).toHaveLength(1);
	expect(vome.writings).toEqual([]);
});

it('new-shift-message.json writes about a new shift', async () => {
	addShift(bench.vome.vome, noon(20), { title: 'Sorting', spots_available: 3 });
	const execution = await tryOut('new-shift-message.json');
	expect(execution.json('Write message')).toEqual([
		{
			text: expect.stringMatching(/^New in Vome: who can help\?\n• .*, 12:00: Sorting .*3 spots /),
		},
	]);
});

it('shift-calendar.json is a calendar that follows the shifts', async () => {
	const { vome } = bench.vome;
	vome.shifts = [];
	const shift = addShift(vome, noon(3), { title: 'Sorting, early' });
	const workflow = await bench.n8n.importWorkflow(connected('shift-calendar.json'), credentials);
	await bench.n8n.activate(workflow);
	const fetched = async () => {
		const answer = await fetch(`${bench.n8n.origin}/webhook/vome-shifts`);
		return {
			status: answer.status,
			type: answer.headers.get('content-type'),
			text: await answer.text(),
		};
	};
	await until('the calendar is there', async () => (await fetched()).status !== 404, 30);
	const { status, type, text } = await fetched();
	expect({ status, type }).toEqual({ status: 200, type: 'text/calendar; charset=utf-8' });
	expect(text.split('\r\n')).toEqual(
		expect.arrayContaining([
			'BEGIN:VCALENDAR',
			`UID:${shift.id}@vome`,
			`DTSTART:${noon(3).replace(/[-:]/g, '')}`,
			expect.stringMatching(/^SUMMARY:Sorting\\, early \(/),
			'END:VCALENDAR',
		]),
	);

	Object.assign(shift, { shift_start_at: noon(4) });
	const moved = (await fetched()).text;
	expect(moved).toContain(`DTSTART:${noon(4).replace(/[-:]/g, '')}`);
	expect(moved.split('BEGIN:VEVENT')).toHaveLength(2);
	vome.shifts = [];
	expect(await fetched()).toMatchObject({ status: 200, text: expect.not.stringContaining('UID') });
	await bench.n8n.deactivate(workflow);
});

it('every example of this list was run', () => {
	expect(exampleFiles).toEqual(expect.arrayContaining(AUTOMATIONS));
	expect([...run].toSorted()).toEqual(AUTOMATIONS);
});
