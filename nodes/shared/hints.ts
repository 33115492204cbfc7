import type { NodeExecutionHint } from 'n8n-workflow';

/** A hint shows this many texts and counts the rest. */
const MOST_TEXTS = 5;

const NONE = { retries: 0, rereads: 0, joined: 0, duplicates: 0 };

/** Collects what the user should know about one execution of a node. */
export class Hints {
	/** Of items that succeeded. */
	private readonly total = { ...NONE };

	private current = { ...NONE };

	private readonly texts: string[] = [];

	private currentTexts: string[] = [];

	/** Something failed or was not written, so that no hint may say that nothing was lost. */
	isIncomplete = false;

	/** What to say if no item comes out, of which n8n says only that there is none. */
	whenEmpty = '';

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
			this.total.joined += this.current.joined;
			this.total.duplicates += this.current.duplicates;
			this.texts.push(...this.currentTexts);
		} else {
			this.isIncomplete = true;
		}
		this.current = { ...NONE };
		this.currentTexts = [];
	}

	/** One hint that sums up the counts, one with the texts; none if all went as usual and items come out. */
	toExecutionHints(service: string, isEmpty = false): NodeExecutionHint[] {
		const nothing: NodeExecutionHint[] =
			isEmpty && this.whenEmpty !== ''
				? [{ message: this.whenEmpty, type: 'info', location: 'outputPane' }]
				: [];
		return [...nothing, ...this.summary(service), ...this.added()];
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
		const { retries, rereads, joined, duplicates } = this.total;
		const parts = [
			retries > 0 &&
				`${amount(retries, 'request')} had to be repeated because ${service} was busy or the connection broke off`,
			rereads > 0 &&
				`the list changed while it was read, so it was read again ${rereads === 1 ? 'once' : `${rereads} times`}`,
			joined > 0 &&
				`the records changed places while they were read, so ${joined} readings were put together`,
			duplicates > 0 && `${amount(duplicates, 'record')} that ${service} sent twice came out once`,
		].filter((part) => part !== false);
		if (parts.length === 0) return [];
		const comfort = this.isIncomplete ? '' : ' No records were lost.';
		return [
			{
				message: `In this run, ${parts.join('; ')}.${comfort}`,
				type: 'info',
				location: 'outputPane',
			},
		];
	}
}

function amount(count: number, what: string): string {
	return count === 1 ? `1 ${what}` : `${count} ${what}s`;
}
