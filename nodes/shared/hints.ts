import type { NodeExecutionHint } from 'n8n-workflow';

/** A hint shows this many texts and counts the rest. */
const MOST_TEXTS = 5;

const NONE = { retries: 0, rereads: 0, duplicates: 0 };

/** Collects what the user should know about one execution of a node. */
export class Hints {
	/** Of items that succeeded. */
	private readonly total = { ...NONE };

	private current = { ...NONE };

	private readonly texts: string[] = [];

	private currentTexts: string[] = [];

	/** `takeNews` gives texts that belong to no item, at the end of the execution. */
	constructor(
		private readonly takeNews: () => string[] = () => [],
		/** Makes a text fit to be shown. */
		private readonly toLegible = (text: string) => text,
	) {}

	count(what: keyof typeof NONE, by = 1): void {
		this.current[what] += by;
	}

	/** Adds a hint about the current item that its output does not show. */
	add(text: string): void {
		this.currentTexts.push(this.toLegible(text));
	}

	/** Call when an item ends. A failed item's hints are dropped: its error tells enough. */
	endItem(isGood: boolean): void {
		if (isGood) {
			this.total.retries += this.current.retries;
			this.total.rereads += this.current.rereads;
			this.total.duplicates += this.current.duplicates;
			this.texts.push(...this.currentTexts);
		}
		this.current = { ...NONE };
		this.currentTexts = [];
	}

	/** One hint that sums up the counts, one with the texts; none if all went as usual. */
	toExecutionHints(service: string): NodeExecutionHint[] {
		return [...this.summary(service), ...this.added()];
	}

	/** The texts that were added, and the news, each once. */
	toTexts(): string[] {
		return [...new Set([...this.takeNews(), ...this.texts])];
	}

	private added(): NodeExecutionHint[] {
		const texts = this.toTexts();
		if (texts.length === 0) return [];
		const shown = texts.slice(0, MOST_TEXTS);
		const more = texts.length - shown.length;
		if (more > 0) shown.push(`And ${more} more of this kind.`);
		return [{ message: shown.join(' '), type: 'warning', location: 'outputPane' }];
	}

	private summary(service: string): NodeExecutionHint[] {
		const { retries, rereads, duplicates } = this.total;
		const parts = [
			retries > 0 &&
				`${amount(retries, 'request')} had to be repeated because ${service} was busy or the connection broke off`,
			rereads > 0 &&
				`the list changed while it was read, so it was read again ${rereads === 1 ? 'once' : `${rereads} times`}`,
			duplicates > 0 && `${amount(duplicates, 'record')} that ${service} sent twice came out once`,
		].filter((part) => part !== false);
		if (parts.length === 0) return [];
		return [
			{
				message: `In this run, ${parts.join('; ')}. No record was lost by that.`,
				type: 'info',
				location: 'outputPane',
			},
		];
	}
}

function amount(count: number, what: string): string {
	return count === 1 ? `1 ${what}` : `${count} ${what}s`;
}
