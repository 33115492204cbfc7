import type { NodeExecutionHint } from 'n8n-workflow';

/** What went unusually during one execution of a node and is worth telling its user. */
export class Notes {
	private readonly counts = { retries: 0, rereads: 0, duplicates: 0 };

	count(what: keyof Notes['counts'], by = 1): void {
		this.counts[what] += by;
	}

	/** One hint that sums up what happened, or none if all went as usual. */
	hints(service: string): NodeExecutionHint[] {
		const { retries, rereads, duplicates } = this.counts;
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
				message: `The result is complete. While reading, ${parts.join('; ')}.`,
				type: 'info',
				location: 'outputPane',
			},
		];
	}
}

function amount(count: number, what: string): string {
	return count === 1 ? `1 ${what}` : `${count} ${what}s`;
}
