// Triggers under n8n's durable scheduler, in each combination that its settings can make.
import { NEWEST } from '../../n8n/index.mts';
import { ActiveWorkflow } from './support/active.mts';
import { Bench, EVERY_MINUTE, ourTrigger, row } from './support/bench.mts';
import { OwnN8n } from './support/own.mts';
import { itemsOf, SUBJECTS, watch } from './support/subjects.mts';
import { until } from './support/until.mts';

/** n8n polls from memory, as without any setting. */
const IN_MEMORY = {
	N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'true',
	N8N_SCHEDULER_ENABLED: 'true',
	N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'false',
	N8N_POLLER_DURABLE_CURSORS_ENABLED: 'false',
};
/** n8n's scheduler polls, and saves what a trigger remembers when it starts the workflow. */
const SCHEDULED = { ...IN_MEMORY, N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true' };
/** n8n's scheduler polls, and saves that with each poll. */
const DURABLE = { ...SCHEDULED, N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true' };
/** All is asked for, but without this service, n8n polls from memory. */
const UNPUBLISHED = { ...DURABLE, N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'false' };

/** Many polls, a minute apart. */
const MOST_MILLISECONDS = 900_000;

/** What has to end after the tests, the last one first. */
const ends: Array<() => Promise<void>> = [];
afterAll(async () => {
	for (const end of ends.toReversed()) await end();
}, 60_000);

/** An n8n with these settings, and sandboxes, for one test. */
async function start(env: NodeJS.ProcessEnv): Promise<{ n8n: OwnN8n; bench: Bench }> {
	const n8n = await OwnN8n.start({ version: NEWEST, env });
	ends.push(async () => await n8n.remove());
	const bench = await Bench.start(n8n.origin);
	ends.push(async () => await bench.stop());
	return { n8n, bench };
}

const watchAll = async (bench: Bench) =>
	await Promise.all(
		SUBJECTS.map(async (subject) => ({ subject, workflow: await watch(bench, subject) })),
	);

/** Makes each event happen, and expects it, and no other, to start its workflow. */
async function expectEach(
	bench: Bench,
	all: Awaited<ReturnType<typeof watchAll>>,
	then = async () => {},
): Promise<void> {
	const items = all.map(({ subject }) => subject.happen(bench));
	await then();
	for (const [index, { subject, workflow }] of all.entries()) {
		expect(itemsOf(await workflow.next(), subject)).toEqual([items[index]]);
	}
}

it.concurrent(
	'durable cursors: each event comes once, after the first scheduled poll, from poll to poll, and over a restart',
	async () => {
		const { n8n, bench } = await start(DURABLE);
		/** How many requests for records each service has got. */
		const reads = () =>
			[bench.vome, bench.assemble].map(
				({ requests }) => requests.filter(({ path }) => path.startsWith('/api/')).length,
			);
		const all = await watchAll(bench);
		// Would start the workflow if what the poll at activation has seen were kept.
		for (const { subject } of all) subject.happen(bench);
		const atActivation = reads();
		const isPolledAgain = () =>
			reads().every((count, service) => count >= 2 * Number(atActivation[service]));
		await until('both are polled again, from beginning to end', isPolledAgain, 150);
		await expectEach(bench, all);
		await expectEach(bench, all, async () => {
			await n8n.stop();
			await n8n.startAgain();
		});
	},
	MOST_MILLISECONDS,
);

it.concurrent(
	'the scheduler without durable cursors: what polls without events have seen counts, and two polls at a time find one event',
	async () => {
		const { n8n } = await start(SCHEDULED);
		const bench = await Bench.start(n8n.origin);
		ends.push(async () => await bench.stop());
		const credential = await bench.save('vomeApi');
		const watchVome = async (event: string) => {
			const pollTimes = { item: [...EVERY_MINUTE.item, ...EVERY_MINUTE.item] };
			const trigger = ourTrigger('Vome', credential, { event, pollTimes, output: 'raw' });
			const workflow = await bench.n8n.createWorkflow(row(event, trigger));
			return await ActiveWorkflow.start(bench.n8n, workflow);
		};
		const added = await watchVome('profileAdded');
		const updated = await watchVome('profileUpdated');
		const { profiles } = bench.vome.vome;
		const add = () => {
			const profile = bench.vome.vome.makeProfile();
			profiles.push(profile);
			return profile;
		};
		const next = async (workflow: ActiveWorkflow) => {
			const execution = await workflow.next();
			expect(execution).toMatchObject({ status: 'success', error: undefined });
			return execution.json('Vome Trigger').map(({ id }) => id);
		};
		const reads = () => bench.vome.requests.filter(({ path }) => path === '/api/profiles/').length;
		/** Until each of the two has polled from beginning to end. */
		const polls = async () => {
			const before = reads();
			await until('both poll', () => reads() >= before + 4 * Math.ceil(profiles.length / 100), 150);
		};

		const first = add();
		expect(await next(added)).toEqual([first.id]);
		await polls();
		first.profile_details.email = 'new@example.org';
		expect(await next(updated)).toEqual([first.id]);

		const baseUrl = bench.good.vomeApi.baseUrl.replace('127.0.0.1', 'localhost');
		await bench.n8n.updateCredential(credential, { ...bench.good.vomeApi, baseUrl });
		await polls();
		const second = add();
		expect(await next(added)).toEqual([second.id]);
		// The other one has to see who is new before it is changed.
		await polls();
		second.profile_details.email = 'newer@example.org';
		expect(await next(updated)).toEqual([second.id]);
		await added.deactivate();
		await updated.deactivate();
	},
	MOST_MILLISECONDS,
);

it.concurrent(
	'what happens while n8n is off comes once, whatever the settings before and after',
	async () => {
		const { n8n, bench } = await start(IN_MEMORY);
		const all = await watchAll(bench);
		for (const env of [SCHEDULED, DURABLE, SCHEDULED, UNPUBLISHED, DURABLE, IN_MEMORY]) {
			await n8n.stop();
			await expectEach(bench, all, async () => await n8n.startAgain(env));
		}
	},
	MOST_MILLISECONDS,
);
