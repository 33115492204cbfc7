/** Things that go wrong on purpose. Knows nothing of the service that it disturbs. */
import type { RecordedRequest } from './recorder.mts';

type Position = 'start' | 'middle' | 'end' | number;

export interface Fault {
	kind:
		| 'status'
		| 'drop'
		| 'dropMidBody'
		| 'truncate'
		| 'doubledJson'
		| 'latin1'
		| 'html'
		| 'wrongShape'
		| 'emptyPage'
		| 'delay'
		| 'hang'
		| 'drip'
		| 'bomb'
		| 'flood'
		| 'redirect'
		| 'headers'
		| 'insert'
		| 'delete'
		| 'move'
		| 'duplicateRow';
	/** The exact path, or its beginning when this ends with `*`. */
	path?: string;
	/** The `page` query parameter. Requests without one match no page. */
	page?: number;
	method?: string;
	/** Let this many matching requests through first. */
	skip?: number;
	/** Then fire this often; every time if left out. */
	times?: number;
	/** Fire only for what comes beyond so many matching requests within a second. */
	perSecond?: number;
	/** For 'status'; also for 'html' (default 200) and 'redirect' (default 302). */
	status?: number;
	/** The Retry-After header, as is. */
	retryAfter?: string;
	/** For 'status' and 'wrongShape'; 'status' has the service's own error body by default. */
	body?: unknown;
	contentType?: string;
	/** Milliseconds, for 'delay'; between two bytes for 'drip', which never ends. */
	ms?: number;
	/** For 'redirect'; `{path}` stands for the path and query asked for. */
	location?: string;
	/** For 'headers': what the answer has besides. */
	headers?: Record<string, string>;
	/** Rows to insert, delete or move just before the request is answered. */
	count?: number;
	at?: Position;
	to?: Position;
}

const kinds: Array<Fault['kind']> = [
	'status',
	'drop',
	'dropMidBody',
	'truncate',
	'doubledJson',
	'latin1',
	'html',
	'wrongShape',
	'emptyPage',
	'delay',
	'hang',
	'drip',
	'bomb',
	'flood',
	'redirect',
	'headers',
	'insert',
	'delete',
	'move',
	'duplicateRow',
];
const position = {
	anyOf: [{ enum: ['start', 'middle', 'end'] }, { type: 'integer', minimum: 0 }],
};
const natural = { type: 'integer', minimum: 0 };

export const faultSchema = {
	type: 'object',
	required: ['kind'],
	properties: {
		kind: { enum: kinds },
		path: { type: 'string' },
		page: { type: 'integer' },
		method: { type: 'string' },
		skip: natural,
		times: natural,
		perSecond: natural,
		status: { type: 'integer', minimum: 200, maximum: 599 },
		retryAfter: { type: 'string' },
		body: {},
		contentType: { type: 'string' },
		ms: natural,
		location: { type: 'string' },
		headers: { type: 'object', additionalProperties: { type: 'string' } },
		count: natural,
		at: position,
		to: position,
	},
	additionalProperties: false,
};

/** These let the request go on; all others decide its answer, so only one of them can fire. */
const passing = new Set<Fault['kind']>(['delay', 'headers', 'insert', 'delete', 'move']);

function matches(fault: Fault, request: RecordedRequest): boolean {
	const { path, page, method } = fault;
	if (method !== undefined && method.toUpperCase() !== request.method) return false;
	if (page !== undefined && request.query.page !== String(page)) return false;
	if (path === undefined) return true;
	return path.endsWith('*') ? request.path.startsWith(path.slice(0, -1)) : request.path === path;
}

/** Counts how often faults were met. The counts hang on the fault objects, not on their place. */
export class FaultCounter {
	private counts = new WeakMap<Fault, { met: number; fired: number }>();

	/** When the requests were let through that count for a rate, in ms. */
	private passed = new WeakMap<Fault, number[]>();

	/** The faults that fire for a request, in the order of the list. */
	firing(faults: readonly Fault[], request: RecordedRequest): Fault[] {
		const firing: Fault[] = [];
		let decided = false;
		for (const fault of faults) {
			if (!matches(fault, request)) continue;
			const count = this.counts.get(fault) ?? { met: 0, fired: 0 };
			this.counts.set(fault, count);
			count.met += 1;
			const due = count.met > (fault.skip ?? 0) && count.fired < (fault.times ?? Infinity);
			if (!due || (decided && !passing.has(fault.kind)) || this.isWithinRate(fault)) continue;
			count.fired += 1;
			firing.push(fault);
			if (!passing.has(fault.kind)) decided = true;
		}
		return firing;
	}

	private isWithinRate(fault: Fault): boolean {
		if (fault.perSecond === undefined) return false;
		const time = performance.now();
		const recent = (this.passed.get(fault) ?? []).filter((at) => time - at < 1_000);
		const isWithin = recent.length < fault.perSecond;
		this.passed.set(fault, isWithin ? [...recent, time] : recent);
		return isWithin;
	}
}

/** The rows of a resource as faults see them. */
export interface Collection {
	rows: unknown[];
	/** A new row of the same kind. */
	make: () => unknown;
}

function indexOf(at: Position, room: number): number {
	if (at === 'start') return 0;
	if (at === 'middle') return Math.floor(room / 2);
	return at === 'end' ? room : Math.min(at, room);
}

/** Inserts, deletes or moves rows, as the fault says. */
export function changeRows(fault: Fault, { rows, make }: Collection): void {
	const { kind, count = 1, at = 'start', to = 'end' } = fault;
	if (kind === 'insert') {
		const added = Array.from({ length: count }, make);
		rows.splice(indexOf(at, rows.length), 0, ...added);
		return;
	}
	const taken = rows.splice(indexOf(at, Math.max(rows.length - count, 0)), count);
	if (kind === 'move') rows.splice(indexOf(to, rows.length), 0, ...taken);
}

/** The text with every list of rows in it changed; text without a list stays as it is. */
function withRows(payload: string, change: (rows: unknown[]) => unknown[]): string {
	const body: unknown = JSON.parse(payload);
	if (Array.isArray(body)) return JSON.stringify(change(body));
	if (typeof body !== 'object' || body === null) return payload;
	const entries = Object.entries(body as Record<string, unknown>);
	return JSON.stringify(
		Object.fromEntries(
			entries.map(([key, value]) => [key, Array.isArray(value) ? change(value) : value]),
		),
	);
}

type Spoiler = (payload: string, fault: Fault) => string | Buffer;

/** What faults make of the body that the service would have sent. */
const spoilers: Partial<Record<Fault['kind'], Spoiler>> = {
	truncate: (payload) => payload.slice(0, Math.floor(payload.length / 2)),
	doubledJson: (payload) => payload + payload,
	// Which says nothing of its encoding.
	latin1: (payload) =>
		Buffer.from(
			payload.replace(/\}\s*$/, ',"note":"é"}').replace(/[\u0100-\uffff]/g, '?'),
			'latin1',
		),
	wrongShape: (_payload, { body = { status: 'ok', data: { items: 'see attachment' } } }) =>
		JSON.stringify(body),
	emptyPage: (payload) => withRows(payload, () => []),
	duplicateRow: (payload, { at = 'end' }) =>
		withRows(payload, (rows) => {
			const index = indexOf(at, Math.max(rows.length - 1, 0));
			return rows.flatMap((row, place) => (place === index ? [row, row] : [row]));
		}),
};

/** The body as the fault leaves it. */
export function spoilBody(fault: Fault, payload: string): string | Buffer {
	return spoilers[fault.kind]?.(payload, fault) ?? payload;
}

/** The page that a proxy shows instead of the API. */
export const htmlPage =
	'<!DOCTYPE html><html><head><title>Maintenance</title></head>' +
	'<body><h1>We will be back soon</h1></body></html>';
