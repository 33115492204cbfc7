// Triggers in an n8n that keeps what they remember in the database, with each poll: durable cursors.
import { NEWEST } from '../../n8n/index.mts';
import { Bench } from './support/bench.mts';
import { OwnN8n } from './support/own.mts';
import { itemsOf, SUBJECTS, watch } from './support/subjects.mts';
import { until } from './support/until.mts';

const DURABLE = {
	N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'true',
	N8N_SCHEDULER_ENABLED: 'true',
	N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true',
	N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true',
};

let n8n: OwnN8n;
let bench: Bench;
beforeAll(async () => {
	n8n = await OwnN8n.start({ version: NEWEST, env: DURABLE });
	bench = await Bench.start(n8n.origin);
}, 300_000);
afterAll(async () => {
	await n8n?.remove();
	await bench?.stop();
}, 60_000);

/** How many requests for records each service has got. */
const reads = () =>
	[bench.vome, bench.assemble].map(
		({ requests }) => requests.filter(({ path }) => path.startsWith('/api/')).length,
	);

it('each event comes once: after the first scheduled poll, from poll to poll, and over a restart', async () => {
	const all = await Promise.all(
		SUBJECTS.map(async (subject) => {
			const workflow = await watch(bench, subject);
			// Would start the workflow if what the poll at activation has seen were kept.
			subject.happen(bench);
			return { subject, workflow };
		}),
	);
	const atActivation = reads();
	/** Makes each event happen, and expects it, and no other, to start its workflow. */
	const each = async (then: () => Promise<void>) => {
		const items = all.map(({ subject }) => subject.happen(bench));
		await then();
		for (const [index, { subject, workflow }] of all.entries()) {
			expect(itemsOf(await workflow.next(), subject)).toEqual([items[index]]);
		}
	};

	const isPolledAgain = () =>
		reads().every((count, service) => count >= 2 * Number(atActivation[service]));
	await until('both are polled again, from beginning to end', isPolledAgain, 150);
	await each(async () => {});
	await each(async () => {
		await n8n.stop();
		await n8n.startAgain();
	});
}, 400_000);
