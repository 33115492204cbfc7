import type { IDataObject } from 'n8n-workflow';

import { now } from '../http/pacing';
import { Kept } from '../kept';

/** What a poll left. */
interface Last {
	/** Check sum of the memory that n8n handed out to it; '' if it had none. */
	base: string;
	/** If it had no items. */
	memory?: IDataObject;
	/** When it had items, in ms, by the clock that never jumps. */
	started?: number;
}

/** By trigger. */
const polls = new Kept<{ last?: Last }>(() => ({}), { most: 1_000 });

/** For so long (ms), n8n may hand out what it had before the last poll: it saves after that. */
const SOON = 30_000;

/**
 * What polls leave where n8n's scheduler polls. Without durable cursors, n8n hands each poll what it
 * saved last, so a trigger that begins anew would do so at each poll, and never start: what polls
 * without items leave counts as long as n8n hands out the memory that it came from.
 */
export class UnsavedMemory {
	private readonly base: string;

	constructor(
		readonly trigger: string,
		private readonly stored: IDataObject,
	) {
		this.base = String(stored.check ?? '');
	}

	private get last(): Last | undefined {
		const { last } = polls.of(this.trigger);
		return last?.base === this.base ? last : undefined;
	}

	/** Whether another poll has just started the workflow with what this one would find again. */
	get isOvertaken(): boolean {
		const { started } = this.last ?? {};
		return started !== undefined && now() - started < SOON;
	}

	/** What the last poll left, or else what n8n has handed out. */
	recall(): IDataObject {
		return this.last?.memory ?? this.stored;
	}

	/** Keeps it for the next poll. */
	keep(memory: IDataObject): void {
		polls.of(this.trigger).last = { base: this.base, memory };
	}

	/** Leaves it to n8n, which saves when the workflow starts. */
	leave(): void {
		polls.of(this.trigger).last = { base: this.base, started: now() };
	}
}
