/** What a sandboxed service offers to the machinery around it. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Collection, Fault } from './faults.mts';
import type { QuirkTable } from './quirks.mts';

/** Settings that can change while the sandbox runs. */
export interface Settings<Quirks> {
	quirks: Quirks;
	faults: Fault[];
	/** Milliseconds that every API answer takes longer. */
	latency: number;
}

/** A change of settings, as the control interface and the start options take it. */
export interface SettingsChange<Quirks> {
	quirks?: Partial<Quirks>;
	/** Replaces the faults in force. */
	faults?: Fault[];
	latency?: number;
}

export interface Service<Quirks> {
	name: string;
	quirkTable: QuirkTable;
	defaultQuirks: Readonly<Quirks>;
	/** Adds routes, refusals and the answer to unknown paths; settings are to be read live. */
	register(app: FastifyInstance, settings: Settings<Quirks>): void;
	/** The rows that a path is about, for faults that change them. */
	collectionOf(path: string): Collection | undefined;
	/** The body of an error with this status, in the service's own shape. */
	errorBody(status: number, request: FastifyRequest, settings: Settings<Quirks>): string;
	/** How many rows there are of each kind. */
	counts(): Record<string, number>;
	/** Back to the data of the start. */
	resetData(): void;
}
