/** Starts a sandbox that speaks the Assemble API. */
import { type CommonOptions, RunningSandbox, checkSize } from '../sandbox.mts';
import { type RunningService, runService } from '../server.mts';
import { administrator, clientOfAdministrator } from './accounts.mts';
import { today } from './data.mts';
import { type AssembleDatabase, type DatabaseSize, smallestSize } from './database.mts';
import type { AssembleQuirks } from './quirks.mts';
import { AssembleService } from './service.mts';

export interface AssembleSandboxOptions extends CommonOptions<AssembleQuirks> {
	/** The hand-made ones included. */
	roleProfiles?: number;
	/** The people behind the accounts included. */
	users?: number;
	teams?: number;
	opportunities?: number;
	activities?: number;
	/** Whether activities lie before the real today, and not before the sandbox's own. */
	isToday?: boolean;
}

export class AssembleSandbox extends RunningSandbox<AssembleQuirks> {
	/** Login of the administrator, who may do everything and needs no second factor. */
	readonly email = administrator.email;
	readonly password = administrator.password;
	/** The OAuth client that acts as the administrator. */
	readonly clientId = clientOfAdministrator.clientId;
	readonly clientSecret = clientOfAdministrator.clientSecret;
	private readonly service: AssembleService;

	constructor(running: RunningService<AssembleQuirks>, service: AssembleService) {
		super(running);
		this.service = service;
	}

	/** The live data, open to changes. */
	get assemble(): AssembleDatabase {
		return this.service.database;
	}

	/**
	 * A JWT as a user would paste it, of the administrator by default. `lifetime` is in seconds: a
	 * negative one gives an expired token, null one without `exp` that never ends.
	 */
	makeToken({
		email = this.email,
		lifetime,
	}: { email?: string; lifetime?: number | null } = {}): string {
		const { tokens, database } = this.service;
		return tokens.issueJwt(email, database.userOf(email), this.quirks, { lifetime });
	}

	/** Every token given out so far answers 401 from now on; JWTs can still be refreshed. */
	expireTokens(): void {
		this.service.tokens.expireAll();
	}
}

function chooseSize(options: AssembleSandboxOptions): DatabaseSize {
	const { roleProfiles = 60, users = 40, teams = 8, opportunities = 12 } = options;
	const { activities = 24 } = options;
	return checkSize({ roleProfiles, users, teams, opportunities, activities }, smallestSize);
}

/** Starts it on the loopback address and answers when it takes requests. */
export async function startAssembleSandbox(
	options: AssembleSandboxOptions = {},
): Promise<AssembleSandbox> {
	const { port = 0, seed = 1, quirks, faults, latency, isToday = false } = options;
	const daysAhead = isToday ? Math.floor((Date.now() - Date.parse(today)) / 86_400_000) : 0;
	const service = new AssembleService(seed, chooseSize(options), daysAhead);
	return new AssembleSandbox(await runService(service, { quirks, faults, latency }, port), service);
}
