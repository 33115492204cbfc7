export interface Refusal {
	/** What the service says. */
	words: string;
	about: 'row' | 'request' | 'unknown';
}

export interface BatchRequest<TRow, TRefusal extends Refusal> {
	rows: TRow[];
	/** Rows per batch. */
	size: number;
	/** Batches at the same time. */
	parallel: number;
	/** Rows were accepted before, so the request is right. */
	isRight?: boolean;
	/**
	 * Sends a batch. Resolves with why the service refused all of it, or undefined if accepted.
	 * `isPart`: the rows come from a batch that was refused. An error that it throws ends everything.
	 */
	send: (rows: TRow[], isPart: boolean) => Promise<TRefusal | undefined>;
	/** Called for each row that is refused alone. */
	refused: (row: TRow, refusal: TRefusal) => void;
	/** Builds the error for a request that is wrong whatever its rows. */
	wrongRequest: (refusal: TRefusal) => Error | Promise<Error>;
}

/** How many rows must be refused alone, and alike, to call the request wrong. */
const PROOFS = { row: Infinity, request: 2, unknown: 8 };

/**
 * Sends rows in batches. Splits a refused batch until the refused rows stand alone: one bad row
 * among n costs at most 2 x log2(n) extra requests. If refusals are alike and no row was accepted
 * yet, tries a few single rows first, since the request itself may be wrong. Shrinks batches that
 * are too large for the service. Throws what `send` throws, or `wrongRequest(...)`.
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

class Batches<TRow, TRefusal extends Refusal> {
	private next = 0;

	private size: number;

	private isStopped = false;

	private hasAccepted: boolean;

	private largestAccepted = 0;

	/** Rows that were accepted or refused alone, or are being tried alone. */
	private readonly settled = new Set<TRow>();

	private refusedRows = 0;

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
				const batch = rows.slice(this.next, this.next + this.size);
				this.next += batch.length;
				await this.deal(this.unsettled(batch));
			}
			isWell = true;
		} finally {
			this.isStopped ||= !isWell;
		}
	}

	private async deal(batch: TRow[]): Promise<void> {
		if (batch.length === 0) return;
		const refusal = await this.try(batch, false);
		if (refusal === undefined) return;
		if (batch.length === 1) {
			if (this.refusedAlike(refusal) >= PROOFS[refusal.about]) await this.probe([], refusal);
			return;
		}
		const before = this.refusedRows;
		await this.split(batch, refusal);
		// Every row was accepted in the end, so the batch was too large.
		if (this.refusedRows === before)
			this.size = Math.min(this.size, Math.max(1, this.largestAccepted));
	}

	/** Finds the rows that caused a refusal. */
	private async split(batch: TRow[], refusal: TRefusal): Promise<void> {
		const rows = this.unsettled(batch);
		if (rows.length <= 1) {
			if (rows.length === 1) await this.try(rows, true);
			return;
		}
		const middle = Math.floor(rows.length / 2);
		const [left, right] = [rows.slice(0, middle), rows.slice(middle)];
		const ofLeft = await this.try(left, true);
		// A bad row must be in the other half, so skip sending that half whole.
		if (ofLeft === undefined) return await this.split(right, refusal);

		const ofRight = await this.try(right, true);
		if (ofRight !== undefined && isAlike(ofRight, ofLeft)) await this.probe(rows, ofLeft);
		if (left.length > 1) await this.split(left, ofLeft);
		if (ofRight !== undefined && right.length > 1) await this.split(right, ofRight);
	}

	/** Tries single rows, far apart; throws unless one is accepted or refused for another reason. */
	private async probe(refused: TRow[], refusal: TRefusal): Promise<void> {
		this.probing ??= this.probeNow(refused, refusal).finally(() => (this.probing = undefined));
		await this.probing;
	}

	private async probeNow(refused: TRow[], refusal: TRefusal): Promise<void> {
		const proofs = PROOFS[refusal.about];
		const rows = this.unsettled([...refused, ...this.request.rows.slice(this.next)]);
		if (this.hasAccepted || rows.length <= proofs) return;
		for (let time = 0; time < proofs; time += 1) {
			const row = rows[Math.floor((time * (rows.length - 1)) / (proofs - 1))] as TRow;
			// Before the request, so that no other worker sends it.
			this.settled.add(row);
			const ofRow = await this.try([row], true);
			if (ofRow === undefined || !isAlike(ofRow, refusal)) return;
		}
		throw await this.request.wrongRequest(refusal);
	}

	/** Resolves with why the rows were refused; reports a row that was refused alone. */
	private async try(rows: TRow[], isPart: boolean): Promise<TRefusal | undefined> {
		const refusal = await this.request.send(rows, isPart);
		if (refusal === undefined) {
			this.hasAccepted = true;
			this.largestAccepted = Math.max(this.largestAccepted, rows.length);
			for (const row of rows) this.settled.add(row);
			return undefined;
		}
		const [row] = rows;
		if (rows.length > 1 || row === undefined) return refusal;

		this.settled.add(row);
		this.refusedRows += 1;
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

/** The same words mean the same; those that are about nothing in particular may differ each time. */
const kindOf = ({ words, about }: Refusal) => (about === 'unknown' ? about : words);

const isAlike = (one: Refusal, other: Refusal) => kindOf(one) === kindOf(other);
