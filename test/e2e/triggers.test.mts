// Triggers that poll, as n8n itself does it: at each minute, at activation, and when it starts.
import { NEWEST, OLDEST } from '../../n8n/index.mts';
import { ActiveWorkflow } from './support/active.mts';
import { Bench, EVERY_MINUTE } from './support/bench.mts';
import { readExample } from './support/examples.mts';
import { OwnN8n } from './support/own.mts';
import { HttpReceiver } from './support/receivers.mts';
import { first, itemsOf, SUBJECTS, watch } from './support/subjects.mts';

/** Several polls, a minute apart. They all wait side by side. */
const MOST_MILLISECONDS = 400_000;

/** What has to end after the tests, the last one first. */
const ends: Array<() => Promise<void>> = [];
afterAll(async () => {
	for (const end of ends.toReversed()) await end();
}, 60_000);

/** Sandboxes of its own for each test: they run side by side. */
async function startBench(origin?: string): Promise<Bench> {
	const bench = await Bench.start(origin);
	ends.push(async () => await bench.stop());
	return bench;
}

it.concurrent.each(SUBJECTS)(
	'$name Trigger: each event once, from poll to poll, over a failure and a pause',
	async (subject) => {
		const bench = await startBench();
		const workflow = await watch(bench, subject);
		const happen = () => subject.happen(bench);

		// Had the activation started something, the next execution would not be the only one.
		const polled = happen();
		expect(itemsOf(await workflow.next(), subject)).toEqual([polled]);

		const fault = { kind: 'status', status: 403, path: subject.path } as const;
		bench.vome.faults = [fault];
		bench.assemble.faults = [fault];
		const missed = [happen(), happen()];
		const { status, error } = await workflow.next();
		expect({ status, message: error?.message }).toEqual({
			status: 'error',
			message: subject.refusal,
		});
		bench.vome.faults = [];
		bench.assemble.faults = [];
		const items = itemsOf(await workflow.next(), subject);
		expect(items).toHaveLength(missed.length);
		expect(items).toEqual(expect.arrayContaining(missed));

		await workflow.deactivate();
		const paused = happen();
		await workflow.activate();
		expect(itemsOf(await workflow.next(), subject)).toEqual([paused]);
		await workflow.deactivate();
	},
	MOST_MILLISECONDS,
);

it.concurrent(
	'an example that begins with a trigger runs to its end',
	async () => {
		const bench = await startBench();
		const crm = await HttpReceiver.start();
		ends.push(crm.stop);
		const example = readExample('reservation-status-to-crm.json');
		for (const { parameters, type } of example.nodes) {
			if (type.endsWith('Trigger')) parameters.pollTimes = EVERY_MINUTE;
			if (type.endsWith('httpRequest')) {
				parameters.url = `=${crm.origin}/volunteering/{{ $json.vome_reservation }}`;
			}
		}
		const imported = await bench.n8n.importWorkflow(example, [await bench.save('vomeApi')]);
		const workflow = await ActiveWorkflow.start(bench.n8n, imported);

		const reservation = first(bench.vome.vome.reservations, ({ status }) => status === 1);
		Object.assign(reservation, { status: 6, logged_hours: 1.5 });
		const execution = await workflow.next();
		await workflow.deactivate();
		expect({ status: execution.status, error: execution.error }).toEqual({ status: 'success' });
		expect(execution.json('Update CRM')).toEqual([{ ok: true }]);
		expect(crm.calls).toEqual([
			{
				request: `PUT /volunteering/${reservation.id}`,
				body: {
					vome_reservation: reservation.id,
					email: reservation.user.email,
					name: `${reservation.user.first_name} ${reservation.user.last_name}`,
					activity: reservation.opportunity.title,
					shift: reservation.shift.shift_title,
					starts_at: reservation.shift.shift_start_at,
					ends_at: reservation.shift.shift_end_at,
					status: 'Hours logged',
					hours: 1.5,
				},
			},
		]);
	},
	MOST_MILLISECONDS,
);

it.concurrent(
	'what happens while n8n is down comes once, when it starts',
	async () => {
		const shared = await startBench();
		const version = (await shared.n8n.isFirstMajor()) ? OLDEST : NEWEST;
		const n8n = await OwnN8n.start({ version });
		ends.push(async () => await n8n.remove());
		const bench = await startBench(n8n.origin);
		const all = await Promise.all(
			SUBJECTS.map(async (subject) => ({ subject, workflow: await watch(bench, subject) })),
		);
		/** Makes each event happen, and expects it, and no other, to start its workflow. */
		const each = async (then: () => Promise<void>) => {
			const items = all.map(({ subject }) => subject.happen(bench));
			await then();
			for (const [index, { subject, workflow }] of all.entries()) {
				expect(itemsOf(await workflow.next(), subject)).toEqual([items[index]]);
			}
		};

		const activate = async () => {
			await Promise.all(all.map(async ({ workflow }) => await workflow.activate()));
		};
		await Promise.all(all.map(async ({ workflow }) => await workflow.deactivate()));
		await each(activate);
		await n8n.stop();
		await each(async () => await n8n.startAgain());
		await each(async () => {});
	},
	MOST_MILLISECONDS,
);
