// The first part: all volunteer profiles, from the sandbox or from the user's own account.
import type { Engine } from '../../engine/index.mts';
import { startVomeSandbox } from '../../sandbox/index.mts';
import { count, perform, printTable, say } from './stage.mts';

const PROFILES = 1000;
const ROWS_SHOWN = 8;
const PAGE_SIZE = 100;

interface SimplifiedProfile {
	first_name: string | null;
	last_name: string | null;
	email: string | null;
	is_offline: boolean | null;
	logged_hours: number | null;
	completed_shifts: number | null;
}

interface Source {
	credential: { apiKey: string; baseUrl: string };
	close: () => Promise<void>;
}

/** The user's own account, if the environment names it; empty variables count as not set. */
export function ownAccount(): Source | undefined {
	const apiKey = process.env.VOME_API_KEY || undefined;
	if (apiKey === undefined) return undefined;
	const baseUrl = process.env.VOME_BASE_URL || 'https://api.vomevolunteer.com';
	say(`Fetching the profiles of your organization from ${baseUrl} (only reading).`);
	return { credential: { apiKey, baseUrl }, close: async () => {} };
}

async function sandboxAccount(): Promise<Source> {
	const sandbox = await startVomeSandbox({ profiles: PROFILES, latency: 150 });
	say(`A sandbox that speaks the Vome API runs at ${sandbox.origin}.`);
	say(`It holds ${count(PROFILES)} made-up profiles and takes 150 ms for each answer.`);
	return {
		credential: { apiKey: sandbox.apiKey, baseUrl: sandbox.origin },
		close: async () => await sandbox.close(),
	};
}

/** Shows the profiles of the account, or of the sandbox. Resolves with whether it went well. */
export async function showVome(engine: Engine, own: Source | undefined): Promise<boolean> {
	const { credential, close } = own ?? (await sandboxAccount());
	await engine.credentials.save('vomeAccount', {
		type: 'vomeApi',
		name: 'Vome account',
		data: credential,
	});
	const performance = await perform(engine, 'fetch-all-profiles');
	await close();
	if (performance === undefined) return false;

	const { result, requests, seconds } = performance;
	const { outputs, hints } = result.node('Get many profiles');
	const profiles = (outputs[0] ?? []).map(({ json }) => json as unknown as SimplifiedProfile);
	const offline = profiles.filter(({ is_offline }) => is_offline === true).length;
	const hours = profiles.reduce((sum, { logged_hours }) => sum + (logged_hours ?? 0), 0);

	const online = profiles.length - offline;
	say(
		`\nThe first ${Math.min(ROWS_SHOWN, profiles.length)} of ${count(profiles.length)} profiles:`,
	);
	printRows(profiles);
	say(
		`${count(profiles.length)} profiles: ${count(offline)} offline, ${count(online)} with a Vome account`,
	);
	say(`${count(Math.round(hours))} hours logged by all of them`);
	say(`${count(requests)} requests of up to ${PAGE_SIZE} profiles in ${seconds.toFixed(1)} s`);
	for (const { message } of hints) say(message);
	return true;
}

function printRows(profiles: SimplifiedProfile[]): void {
	printTable(
		['First name', 'Last name', 'Email', 'Offline', 'Hours', 'Shifts'],
		profiles
			.slice(0, ROWS_SHOWN)
			.map((profile) => [
				profile.first_name,
				profile.last_name,
				profile.email,
				profile.is_offline === true ? 'yes' : 'no',
				profile.logged_hours,
				profile.completed_shifts,
			]),
	);
}
