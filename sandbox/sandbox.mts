/** A running sandbox, as tests and scripts hold it; services add their own to it. */
import type { Fault } from './faults.mts';
import type { RecordedRequest } from './recorder.mts';
import { type RunningService, SandboxOptionError } from './server.mts';

/** Options that every sandbox takes. */
export interface CommonOptions<Quirks> {
	/** 0, the default, takes any free port. */
	port?: number;
	/** Equal seeds and options give equal data, to the byte. */
	seed?: number;
	quirks?: Partial<Quirks>;
	faults?: Fault[];
	/** Milliseconds added to every API answer. */
	latency?: number;
}

export class RunningSandbox<Quirks> {
	readonly origin: string;
	/** Every API request received, in order of arrival. */
	readonly requests: RecordedRequest[];
	/** Data, quirks, faults, latency and requests go back to the start. */
	readonly reset: () => void;
	/** Ends all connections, hanging ones too. */
	readonly close: () => Promise<void>;
	protected readonly settings: RunningService<Quirks>['settings'];

	constructor({ origin, recorder, reset, close, settings }: RunningService<Quirks>) {
		this.origin = origin;
		this.requests = recorder.requests;
		this.reset = reset;
		this.close = close;
		this.settings = settings;
	}

	get quirks(): Quirks {
		return this.settings.quirks;
	}
	set quirks(value) {
		this.settings.quirks = value;
	}

	get faults(): Fault[] {
		return this.settings.faults;
	}
	set faults(value) {
		this.settings.faults = value;
	}

	get latency(): number {
		return this.settings.latency;
	}
	set latency(value) {
		this.settings.latency = value;
	}
}

/** Refuses a size with a count that is no whole number, or too small. */
export function checkSize<Size extends object>(size: Size, smallest: Readonly<Size>): Size {
	for (const [name, count] of Object.entries(size) as Array<[keyof Size & string, number]>) {
		const least = Number(smallest[name]);
		if (!Number.isInteger(count) || count < least) {
			throw new SandboxOptionError(`${name} must be a whole number, ${least} or more.`);
		}
	}
	return size;
}
