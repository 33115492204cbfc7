/** Seeded randomness: the same numbers on every machine, fast enough for 50,000 profiles. */

const hexDigits = Buffer.from('0123456789abcdef');
const uuidBytes = Buffer.alloc(36);

/** A stream of pseudo-random values. Two streams with equal seeds give equal values. */
export class Random {
	private state: number;

	/** Every part of the seed counts, so rows can have streams of their own: (seed, kind, index). */
	constructor(...seed: number[]) {
		// Always 32 bits with a sign, which the engine keeps without a number object.
		this.state = 0x9e3779b9 | 0;
		for (const part of seed) {
			this.state = (Math.imul(this.state ^ part, 0x85ebca6b) + 0x6d2b79f5) | 0;
			this.next();
		}
	}

	/** 32 random bits (the "mulberry32" generator). */
	private next(): number {
		this.state = (this.state + 0x6d2b79f5) | 0;
		let bits = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
		bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
		return (bits ^ (bits >>> 14)) >>> 0;
	}

	/** From 0 up to, not including, 1. */
	fraction(): number {
		return this.next() / 4294967296;
	}

	/** A whole number, both ends included. */
	int(from: number, to: number): number {
		return from + Math.floor(this.fraction() * (to - from + 1));
	}

	chance(probability: number): boolean {
		return this.fraction() < probability;
	}

	pick<T>(items: readonly T[]): T {
		const item = items[Math.floor(this.fraction() * items.length)];
		if (item === undefined) throw new Error('Cannot pick from an empty list.');
		return item;
	}

	/** Up to `count` different items, in the order of the list. */
	some<T>(items: readonly T[], count: number): T[] {
		const chosen: T[] = [];
		let wanted = Math.min(count, items.length);
		for (const [index, item] of items.entries()) {
			if (wanted > 0 && this.fraction() < wanted / (items.length - index)) {
				chosen.push(item);
				wanted -= 1;
			}
		}
		return chosen;
	}

	shuffle<T>(items: readonly T[]): T[] {
		const shuffled = [...items];
		for (let last = shuffled.length - 1; last > 0; last -= 1) {
			const other = this.int(0, last);
			const item = shuffled[last] as T;
			shuffled[last] = shuffled[other] as T;
			shuffled[other] = item;
		}
		return shuffled;
	}

	/** A version 4 UUID. Written byte by byte: pasting strings together is several times slower. */
	uuid(): string {
		for (let position = 0, bits = 0; position < 36; position += 1) {
			if (position % 9 === 0) bits = this.next();
			if (position === 8 || position === 13 || position === 18 || position === 23) {
				uuidBytes[position] = 0x2d;
				continue;
			}
			let digit = bits & 15;
			bits = (bits >>> 4) | (bits << 28);
			if (position === 14) digit = 4;
			else if (position === 19) digit = (digit & 3) | 8;
			uuidBytes[position] = hexDigits[digit] ?? 0;
		}
		return uuidBytes.toString('latin1');
	}
}
