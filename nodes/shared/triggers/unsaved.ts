import type { IDataObject } from 'n8n-workflow';

import { digest } from '../digest';
import { canonical } from './fingerprint';

/** A memory, and the digest of the one that n8n handed out when it came about. */
interface Unsaved {
	base: string;
	memory: IDataObject;
}

/** By trigger. */
const unsaved = new Map<string, Unsaved>();

/**
 * What polls without items leave behind where n8n's scheduler polls. Without durable cursors, n8n
 * hands each poll what it saved last, so a trigger that begins anew would do so at each poll, and
 * never start. Such a memory counts as long as n8n hands out the one that it came from.
 */
export class UnsavedMemory {
	private readonly base: string;

	constructor(
		readonly trigger: string,
		private readonly stored: IDataObject,
	) {
		this.base = digest(9, canonical({ ...stored }));
	}

	/** What the last poll left, or else what n8n has handed out. */
	recall(): IDataObject {
		const found = unsaved.get(this.trigger);
		if (found?.base === this.base) return found.memory;
		unsaved.delete(this.trigger);
		return this.stored;
	}

	/** Keeps it for the next poll. */
	keep(memory: IDataObject): void {
		unsaved.set(this.trigger, { base: this.base, memory });
	}

	/** Leaves it to n8n, which saves when the workflow starts. */
	drop(): void {
		unsaved.delete(this.trigger);
	}
}
