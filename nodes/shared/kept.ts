interface Limits<T> {
	/** Where there are more, the least recently used are dropped. */
	most: number;
	/** How long something is kept after its last use, in ms; for as long as the process runs if left out. */
	keptFor?: number;
	/** Whether something is still needed, so that it must not be dropped. */
	isNeeded?: (value: T) => boolean;
}

const all: Array<{ clear(): void }> = [];

/** What the process keeps by key, for all executions: made when first asked for, dropped when no longer used. */
export class Kept<T> {
	private readonly entries = new Map<string, { value: T; usedAt: number }>();

	constructor(
		private readonly make: (key: string) => T,
		private readonly limits: Limits<T>,
	) {
		all.push(this);
	}

	/** The value of a key, which counts as a use. */
	of(key: string): T {
		const { most } = this.limits;
		this.drop(this.entries.has(key) ? most : most - 1);
		const { value } = this.entries.get(key) ?? { value: this.make(key) };
		this.entries.delete(key);
		this.entries.set(key, { value, usedAt: performance.now() });
		return value;
	}

	/** Forgets everything, as a new process does. */
	clear(): void {
		this.entries.clear();
	}

	/** Leaves `most` entries at the most. */
	private drop(most: number): void {
		const { keptFor = Infinity, isNeeded } = this.limits;
		const before = performance.now() - keptFor;
		// The least recently used come first.
		for (const [key, { value, usedAt }] of this.entries) {
			if (this.entries.size <= most && usedAt >= before) return;
			if (isNeeded?.(value) !== true) this.entries.delete(key);
		}
	}
}

/** Makes the process forget all that it keeps. For tests. */
export function forgetAll(): void {
	for (const kept of all) kept.clear();
}
