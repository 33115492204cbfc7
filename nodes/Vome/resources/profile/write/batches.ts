export interface Refusal {
	/** What the service says. */
	words: string;
	/**
	 * `exists`: of the row, which is there already. `fault`: the service broke down over it. `outage`:
	 * there was no answer to it, or one of something in front of the service.
	 */
	about: 'row' | 'exists' | 'request' | 'unknown' | 'fault' | 'outage';
	/** Fewer rows may help. */
	isOfSize?: boolean;
}

/** `part` of a batch that was refused; `first` and `probe`: one row, to see whether any gets through. */
export type Occasion = 'batch' | 'part' | 'first' | 'probe';

export interface BatchRequest<TRow, TRefusal extends Refusal> {
	rows: TRow[];
	/** Rows per batch. */
	size: number;
	/** Batches at the same time. */
	parallel: number;
	/** Rows were accepted before, so the request is right. */
	isRight?: boolean;
	/**
	 * Sends a batch. Resolves with why the service refused all of it, or undefined if accepted. An
	 * error that it throws ends everything.
	 */
	send: (rows: TRow[], occasion: Occasion) => Promise<TRefusal | undefined>;
	/** Called for each row that is refused alone. */
	refused: (row: TRow, refusal: TRefusal) => void;
	/** Builds the error for a service that refuses one row after the other. */
	wrongRequest: (refusal: TRefusal) => Error | Promise<Error>;
}

/** How many rows must be refused alone, one after the other, to end everything. */
const PROOFS = { exists: Infinity, request: 2, row: 8, unknown: 8, fault: 8, outage: 3 };

const PACE_GROWTH = 4;

/**
 * Sends rows in batches. Splits a refused batch until the refused rows stand alone: one bad row
 * among n costs at most 2 x log2(n) extra requests, twice that if fewer rows may help. If halves are
 * refused and no row was accepted yet, or nothing was answered since, tries a few single rows from
 * all over the list, since the request may be wrong, or the service down. Keeps a size that
 * works. Throws what `send` throws, or `wrongRequest(...)`.
 */
export async function sendInBatches<TRow, TRefusal extends Refusal>(
	request: BatchRequest<TRow, TRefusal>,
): Promise<void> {
	const batches = new Batches(request);
	const workers = Array.from({ length: request.parallel }, async () => await batches.work());
	const results = await Promise.allSettled(workers);
	const failed = results.find((result) => result.status === 'rejected');
	if (failed !== undefined) throw failed.reason;
}

/** A part of a refused batch. */
interface Part<TRow, TRefusal> {
	rows: TRow[];
	isSent: boolean;
	isAccepted: boolean;
	/** Why it was refused, else the batch. */
	why: TRefusal;
}

class Batches<TRow, TRefusal extends Refusal> {
	private next = 0;

	private size: number;

	/** Fewer rows than `size` where most are refused, so that they are not sent over and over. */
	private pace = Infinity;

	private isStopped = false;

	private hasAccepted: boolean;

	/** Answers that show that the service is at work, whether it took the rows or not. */
	private answers = 0;

	/** Of the batches since one of this size failed. */
	private largestAccepted = 0;

	/** Rows that were accepted or refused alone, or are being tried alone. */
	private readonly settled = new Set<TRow>();

	private readonly refused = new Set<TRow>();

	private probing?: Promise<void>;

	/** How many rows were refused alone, by kind. */
	private readonly alike = new Map<string, number>();

	constructor(private readonly request: BatchRequest<TRow, TRefusal>) {
		this.size = request.size;
		this.hasAccepted = request.isRight ?? false;
	}

	async work(): Promise<void> {
		const { rows } = this.request;
		let isWell = false;
		try {
			while (this.next < rows.length && !this.isStopped) {
				const batch = rows.slice(this.next, this.next + Math.min(this.size, this.pace));
				this.next += batch.length;
				await this.deal(this.unsettled(batch));
				const refused = batch.filter((row) => this.refused.has(row)).length;
				this.pace = 2 * refused > batch.length ? 1 : PACE_GROWTH * this.pace;
			}
			isWell = true;
		} finally {
			this.isStopped ||= !isWell;
		}
	}

	private async deal(batch: TRow[]): Promise<void> {
		if (batch.length === 0) return;
		const { answers } = this;
		const refusal = await this.try(batch, 'batch');
		if (refusal === undefined) return;
		const isOften = this.refusedAlike(refusal) >= PROOFS[refusal.about];
		if (isDown(refusal) || (batch.length === 1 && isOften)) {
			await this.probe(batch, refusal, answers);
		}
		if (batch.length > 1) await this.split(batch, refusal);
	}

	/** Finds the rows that caused a refusal. Resolves with the size of the largest part that was accepted. */
	private async split(batch: TRow[], refusal: TRefusal): Promise<number> {
		const largest = await this.splitUp(batch, refusal);
		// Every row was accepted in the end, so it was too large.
		if (!batch.some((row) => this.refused.has(row))) this.shrink(batch.length, largest);
		return largest;
	}

	private async splitUp(batch: TRow[], refusal: TRefusal): Promise<number> {
		const rows = this.unsettled(batch);
		if (rows.length <= 1) {
			if (rows.length === 1) await this.try(rows, 'part');
			return 1;
		}
		const middle = Math.floor(rows.length / 2);
		const [left, right] = [rows.slice(0, middle), rows.slice(middle)];
		const { answers } = this;
		const ofLeft = await this.tryPart(left, refusal);
		// A bad row must be in the other half, so skip sending that half whole.
		if (ofLeft.isAccepted && refusal.isOfSize !== true) {
			return Math.max(left.length, await this.splitUp(right, refusal));
		}
		const ofRight = await this.tryPart(right, refusal);
		if (!ofLeft.isAccepted && !ofRight.isAccepted && ofLeft.isSent) {
			const [reason] = [ofRight, ofLeft].filter(({ why }) => isDown(why));
			await this.probe(rows, (reason ?? ofLeft).why, answers);
		}
		return Math.max(await this.splitRest(ofLeft), await this.splitRest(ofRight));
	}

	private async splitRest({
		rows,
		why,
		isAccepted,
		isSent,
	}: Part<TRow, TRefusal>): Promise<number> {
		if (isAccepted) return rows.length;
		if (rows.length <= 1) return 0;
		return isSent ? await this.split(rows, why) : await this.splitUp(rows, why);
	}

	/** What is larger than what works is not sent whole. */
	private async tryPart(all: TRow[], why: TRefusal): Promise<Part<TRow, TRefusal>> {
		const rows = this.unsettled(all);
		const isSent = rows.length <= this.size;
		const refusal = rows.length === 0 ? undefined : isSent ? await this.try(rows, 'part') : why;
		return { rows, isSent, isAccepted: refusal === undefined, why: refusal ?? why };
	}

	/** Sends fewer rows at once, unless as many got through before: that may have been an accident. */
	private shrink(failed: number, largest: number): void {
		if (this.largestAccepted < failed) this.size = Math.max(1, Math.min(this.size, largest));
		this.largestAccepted = largest;
	}

	/** Tries single rows, far apart; throws unless one shows that others may get through. */
	private async probe(refused: TRow[], refusal: TRefusal, answers: number): Promise<void> {
		this.probing ??= this.probeNow(refused, refusal, answers).finally(
			() => (this.probing = undefined),
		);
		await this.probing;
	}

	private async probeNow(refused: TRow[], refusal: TRefusal, answers: number): Promise<void> {
		const isOver = () => (isDown(refusal) ? this.answers !== answers : this.hasAccepted);
		const proofs = PROOFS[refusal.about];
		const nobodyElses = () => this.unsettled([...refused, ...this.request.rows.slice(this.next)]);
		const { length } = nobodyElses();
		if (isOver() || length <= (isDown(refusal) ? 1 : proofs)) return;
		const times = Math.min(proofs, length);
		let first = refusal;
		for (let time = 0; time < times; time += 1) {
			// Anew each time, since other workers have taken more meanwhile.
			const rows = nobodyElses();
			const row = rows[Math.floor((time * (rows.length - 1)) / (times - 1))];
			if (row === undefined) return;
			// Before the request, so that no other worker sends it.
			this.settled.add(row);
			const ofRow = await this.try([row], time === 0 ? 'first' : 'probe');
			if (ofRow === undefined || ofRow.about === 'exists' || isOver()) return;
			if (refusal.about === 'request' && kindOf(ofRow) !== kindOf(refusal)) {
				return await this.probeNow(refused, { ...ofRow, about: 'unknown' }, answers);
			}
			if (time === 0) first = ofRow;
		}
		throw await this.request.wrongRequest(first);
	}

	/** Resolves with why the rows were refused; reports a row that was refused alone. */
	private async try(rows: TRow[], occasion: Occasion): Promise<TRefusal | undefined> {
		const refusal = await this.request.send(rows, occasion);
		if (refusal === undefined || !isDown(refusal)) this.answers += 1;
		if (refusal === undefined) {
			this.hasAccepted = true;
			this.largestAccepted = Math.max(this.largestAccepted, rows.length);
			for (const row of rows) this.settled.add(row);
			return undefined;
		}
		const [row] = rows;
		if (rows.length > 1 || row === undefined) return refusal;

		this.settled.add(row);
		this.refused.add(row);
		this.alike.set(kindOf(refusal), this.refusedAlike(refusal) + 1);
		this.request.refused(row, refusal);
		return refusal;
	}

	private refusedAlike(refusal: TRefusal): number {
		return this.alike.get(kindOf(refusal)) ?? 0;
	}

	private unsettled(rows: TRow[]): TRow[] {
		return rows.filter((row) => !this.settled.has(row));
	}
}

const isDown = ({ about }: Refusal) => about === 'fault' || about === 'outage';

/** What names something of the request must say the same; other words may differ each time. */
function kindOf({ words, about }: Refusal): string {
	if (about === 'request') return `request ${words}`;
	return about === 'row' ? 'unknown' : about;
}
