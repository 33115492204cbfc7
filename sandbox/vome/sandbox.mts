/** Starts a sandbox that speaks the Vome API. */
import { type CommonOptions, RunningSandbox, checkSize } from '../sandbox.mts';
import { type RunningService, SandboxOptionError, runService } from '../server.mts';
import { today } from './data.mts';
import type { DatabaseSize, VomeDatabase } from './database.mts';
import type { Quirks } from './quirks.mts';
import { VomeService, apiKey, apiKeyWithoutPermission } from './service.mts';

export interface VomeSandboxOptions extends CommonOptions<Quirks> {
	profiles?: number;
	shifts?: number;
	reservations?: number;
	opportunities?: number;
	/** Whether shifts and reservations lie around the real today, and not around the sandbox's own. */
	isToday?: boolean;
}

export class VomeSandbox extends RunningSandbox<Quirks> {
	readonly apiKey = apiKey;
	/** Answers 403. */
	readonly apiKeyWithoutPermission = apiKeyWithoutPermission;
	private readonly service: VomeService;

	constructor(running: RunningService<Quirks>, service: VomeService) {
		super(running);
		this.service = service;
	}

	/** The live data, open to changes. */
	get vome(): VomeDatabase {
		return this.service.database;
	}
}

function chooseSize(options: VomeSandboxOptions): DatabaseSize {
	const { profiles = 250, opportunities = 24 } = options;
	const shifts = options.shifts ?? (opportunities > 0 ? 120 : 0);
	const reservations = options.reservations ?? (profiles > 0 && shifts > 0 ? 400 : 0);
	const size = checkSize(
		{ profiles, opportunities, shifts, reservations },
		{ profiles: 0, opportunities: 0, shifts: 0, reservations: 0 },
	);
	if (shifts > 0 && opportunities === 0) {
		throw new SandboxOptionError('shifts need opportunities: each shift belongs to one.');
	}
	if (reservations > 0 && (profiles === 0 || shifts === 0)) {
		throw new SandboxOptionError('reservations need profiles and shifts: each joins two.');
	}
	return size;
}

/** Starts it on the loopback address and answers when it takes requests. */
export async function startVomeSandbox(options: VomeSandboxOptions = {}): Promise<VomeSandbox> {
	const { port = 0, seed = 1, quirks, faults, latency, isToday = false } = options;
	const daysAhead = isToday ? Math.floor((Date.now() - Date.parse(today)) / 86_400_000) : 0;
	const service = new VomeService(seed, chooseSize(options), daysAhead);
	return new VomeSandbox(await runService(service, { quirks, faults, latency }, port), service);
}
