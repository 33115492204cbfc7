/** A local HTTP server that speaks the Vome API, for development, tests and benchmarks. */
import { SandboxOptionError, runService } from './server.mts';
import type { Fault } from './faults.mts';
import type { RecordedRequest } from './recorder.mts';
import type { Settings, SettingsChange } from './service.mts';
import type { DatabaseSize, VomeDatabase } from './vome/database.mts';
import type { Quirks } from './vome/quirks.mts';
import { VomeService, apiKey, apiKeyWithoutPermission } from './vome/service.mts';

export type { Fault, Quirks, RecordedRequest, VomeDatabase };
export type { Category, Opportunity, Profile, Reservation, Shift } from './vome/types.mts';
export { defaultQuirks } from './vome/quirks.mts';
export { SandboxOptionError };

/** What GET and PUT `/_sandbox/` deal with. */
export type SandboxSettings = Settings<Quirks>;
export type SandboxSettingsChange = SettingsChange<Quirks>;

export interface SandboxOptions {
	/** 0, the default, takes any free port. */
	port?: number;
	/** Equal seeds and options give equal data, to the byte. */
	seed?: number;
	profiles?: number;
	shifts?: number;
	reservations?: number;
	opportunities?: number;
	quirks?: Partial<Quirks>;
	faults?: Fault[];
	/** Milliseconds added to every API answer. */
	latency?: number;
}

export interface Sandbox {
	origin: string;
	apiKey: string;
	/** Answers 403. */
	apiKeyWithoutPermission: string;
	/** The live data, open to changes. */
	vome: VomeDatabase;
	quirks: Quirks;
	faults: Fault[];
	latency: number;
	/** Every API request received, in order of arrival. */
	requests: RecordedRequest[];
	/** Data, quirks, faults, latency and requests go back to the start. */
	reset: () => void;
	/** Ends all connections, hanging ones too. */
	close: () => Promise<void>;
}

function chooseSize(options: SandboxOptions): DatabaseSize {
	const { profiles = 250, opportunities = 24 } = options;
	const shifts = options.shifts ?? (opportunities > 0 ? 120 : 0);
	const reservations = options.reservations ?? (profiles > 0 && shifts > 0 ? 400 : 0);
	const size = { profiles, opportunities, shifts, reservations };
	for (const [name, count] of Object.entries(size)) {
		if (!Number.isInteger(count) || count < 0) {
			throw new SandboxOptionError(`${name} must be a whole number, 0 or more.`);
		}
	}
	if (shifts > 0 && opportunities === 0) {
		throw new SandboxOptionError('shifts need opportunities: each shift belongs to one.');
	}
	if (reservations > 0 && (profiles === 0 || shifts === 0)) {
		throw new SandboxOptionError('reservations need profiles and shifts: each joins two.');
	}
	return size;
}

/** Starts a sandbox on the loopback address and answers when it takes requests. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const { port = 0, seed = 1, quirks, faults, latency } = options;
	const service = new VomeService(seed, chooseSize(options));
	const running = await runService<Quirks>(service, { quirks, faults, latency }, port);
	const { origin, settings, recorder, reset, close } = running;
	return {
		origin,
		apiKey,
		apiKeyWithoutPermission,
		get vome() {
			return service.database;
		},
		get quirks() {
			return settings.quirks;
		},
		set quirks(value) {
			settings.quirks = value;
		},
		get faults() {
			return settings.faults;
		},
		set faults(value) {
			settings.faults = value;
		},
		get latency() {
			return settings.latency;
		},
		set latency(value) {
			settings.latency = value;
		},
		requests: recorder.requests,
		reset,
		close,
	};
}
