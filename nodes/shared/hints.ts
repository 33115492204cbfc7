import type { NodeExecutionHint } from 'n8n-workflow';

/** Texts that are shown; of the others only the number. */
const MOST_TEXTS = 5;

const NONE = { retries: 0, rereads: 0, duplicates: 0 };

/** What went unusually during one execution of a node and is worth telling its user. */
export class Hints {
	/** Of the items that came out well. */
	private readonly total = { ...NONE };

	/** Of the item at work. */
	private current = { ...NONE };

	private readonly texts: string[] = [];

	private currentTexts: string[] = [];

	count(what: keyof typeof NONE, by = 1): void {
		this.current[what] += by;
	}

	/** Tells the user something that a record which came out well does not show. */
	add(text: string): void {
		this.currentTexts.push(text);
	}

	/** Call when an item ends. What happened to one that failed is in its error. */
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

	/** One hint that sums up what happened, one with the texts; none if all went as usual. */
	toExecutionHints(service: string): NodeExecutionHint[] {
		return [...this.summary(service), ...this.added()];
	}

	private added(): NodeExecutionHint[] {
		if (this.texts.length === 0) return [];
		const shown = this.texts.slice(0, MOST_TEXTS);
		const more = this.texts.length - shown.length;
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
