// Shows the main job: fetch all volunteer profiles in n8n's engine, with an example workflow as a user
// would import it. Against the sandbox, or with VOME_API_KEY set against the real Vome.
import { channel } from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';
import path from 'node:path';

import Table from 'cli-table3';

import type { WorkflowJson } from '../engine/index.mts';
import { Engine } from '../engine/index.mts';
import { startVomeSandbox } from '../sandbox/index.mts';

const PROFILES = 1000;
const ROWS_SHOWN = 8;
const PAGE_SIZE = 100;

interface SimplifiedProfile {
	first_name: string | null;
	last_name: string | null;
	email: string | null;
	is_offline: boolean | null;
	logged_hours: number | null;
	tags: string[];
}

const root = path.join(import.meta.dirname, '..');
const say = (text = '') => process.stdout.write(`${text}\n`);

/** Where the profiles come from, and the credential for it. */
async function openSource() {
	// Empty variables count as not set.
	const apiKey = process.env.VOME_API_KEY || undefined;
	if (apiKey !== undefined) {
		const baseUrl = process.env.VOME_BASE_URL || 'https://api.vomevolunteer.com';
		say(`Fetching the profiles of your organization from ${baseUrl} (only reading).`);
		return { credential: { apiKey, baseUrl }, close: async () => {} };
	}
	const sandbox = await startVomeSandbox({ profiles: PROFILES, latency: 150 });
	say(`A sandbox that speaks the Vome API runs at ${sandbox.origin}.`);
	say(`It holds ${PROFILES} made-up profiles and takes 150 ms for each answer.`);
	return {
		credential: { apiKey: sandbox.apiKey, baseUrl: sandbox.origin },
		close: async () => await sandbox.close(),
	};
}

/** Counts the answers as they arrive, and shows them on a terminal as a line that grows. */
function showProgress() {
	const finished = channel('http.client.response.finish');
	let requests = 0;
	const count = () => {
		requests += 1;
		const line = `  ${requests} ${requests === 1 ? 'answer' : 'answers'} received`;
		if (process.stdout.isTTY) process.stdout.write(`\r${line}`);
		else say(line);
	};
	finished.subscribe(count);
	return () => {
		finished.unsubscribe(count);
		if (process.stdout.isTTY && requests > 0) say();
		return requests;
	};
}

function printRows(profiles: SimplifiedProfile[]): void {
	const table = new Table({
		head: ['First name', 'Last name', 'Email', 'Offline', 'Hours', 'Tags'],
		style: { head: [], border: [] },
	});
	for (const profile of profiles.slice(0, ROWS_SHOWN)) {
		table.push([
			profile.first_name ?? '',
			profile.last_name ?? '',
			profile.email ?? '',
			profile.is_offline === true ? 'yes' : 'no',
			profile.logged_hours ?? '',
			profile.tags.join(', '),
		]);
	}
	say(table.toString());
}

const workflow = JSON.parse(
	readFileSync(path.join(root, 'examples/fetch-all-profiles.json'), 'utf8'),
) as WorkflowJson;

const engine = await Engine.load(root);
const source = await openSource();
await engine.credentials.save('vomeAccount', {
	type: 'vomeApi',
	name: 'Vome account',
	data: source.credential,
});

say(`\nRunning the workflow "${workflow.name}" (examples/fetch-all-profiles.json):`);
say(`  ${workflow.nodes.map(({ name }) => name).join(' -> ')}\n`);
const start = performance.now();
const stopCounting = showProgress();
const result = await engine.run(workflow);
const seconds = (performance.now() - start) / 1000;
const requests = stopCounting();
await source.close();

if (result.error !== undefined) {
	const { message, description } = result.error;
	process.stderr.write(`\nThe workflow stopped: ${message}\n${description ?? ''}\n`);
	process.exitCode = 1;
} else {
	const { outputs, hints } = result.node('Get many profiles');
	const profiles = (outputs[0] ?? []).map(({ json }) => json as unknown as SimplifiedProfile);
	const offline = profiles.filter(({ is_offline }) => is_offline === true).length;
	const hours = profiles.reduce((sum, { logged_hours }) => sum + (logged_hours ?? 0), 0);

	say(`\nThe first ${Math.min(ROWS_SHOWN, profiles.length)} of ${profiles.length} profiles:`);
	printRows(profiles);
	say(
		`${profiles.length} profiles: ${offline} offline, ${profiles.length - offline} with a Vome account`,
	);
	say(`${Math.round(hours)} hours logged by all of them`);
	say(`${requests} requests of up to ${PAGE_SIZE} profiles in ${seconds.toFixed(1)} s`);
	for (const { message } of hints) say(message);

	say(`
What next:
  1. Install n8n-nodes-vome-assemble in your own n8n: see Install in README.md.
  2. Get an API key: in Vome, Integrations & Apps -> API & webhooks -> Generate secret key
     (an administrator, on the Ultimate plan).
  3. Import examples/fetch-all-profiles.json and choose your Vome credential in the node.
To see your own profiles right here:  VOME_API_KEY=your-key npm run demo`);
}
