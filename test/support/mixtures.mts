// Faults and quirks drawn at random, the same for the same seed.
import type { AssembleQuirks, Fault, VomeQuirks } from '../../sandbox/index.mts';
import { Random } from '../../sandbox/random.mts';
import type { List } from './lists.mts';
import { expectListOrError } from './lists.mts';

interface Mixture {
	quirks: object;
	faults: Fault[];
	pageSize: number;
	options: { completeness: 'standard' | 'strict'; parallelRequests: number };
}

const VOME_QUIRKS: Array<Partial<VomeQuirks>> = [
	{ links: 'foreign' },
	{ links: 'http' },
	{ links: 'self' },
	{ links: 'none' },
	{ count: 'string' },
	{ count: 'null' },
	{ count: 'missing' },
	{ count: 'tooHigh' },
	{ count: 'tooLow' },
	{ cappedLimit: 4 },
	{ refusedLimit: 25 },
	{ slowLimit: 10 },
	{ unknownParameters: 'ignore', unknownFilters: ['is_offline', 'created_at.gte'] },
	{ pageIgnored: true },
	{ pastTheEnd: 'empty' },
	{ errorShape: 'detail' },
	{ enums: 'strings' },
	{ profileShape: 'flat' },
	{ ties: 'shuffled' },
];

const ASSEMBLE_QUIRKS: Array<Partial<AssembleQuirks>> = [
	{ links: 'foreign' },
	{ links: 'self' },
	{ links: 'emptyArray' },
	{ links: 'missing' },
	{ paginationNumbers: 'strings' },
	{ total: 'missing' },
	{ total: 'tooHigh' },
	{ total: 'tooLow' },
	{ cappedLimit: 4 },
	{ limitIgnored: true },
	{ pageIgnored: true },
	{ pastTheEnd: 'notFound' },
	{ ties: 'shuffled' },
	{ statusCode: 'string' },
	{ oneSession: true },
];

/** What may go wrong with an answer. */
const ANSWERS: Array<(random: Random) => Omit<Fault, 'path'>> = [
	() => ({ kind: 'status', status: 429, retryAfter: '2' }),
	() => ({ kind: 'status', status: 429 }),
	() => ({ kind: 'status', status: 429, retryAfter: '86400' }),
	() => ({ kind: 'status', status: 500 }),
	() => ({ kind: 'status', status: 502, contentType: 'text/html' }),
	() => ({ kind: 'status', status: 503 }),
	() => ({ kind: 'status', status: 504, contentType: 'text/html' }),
	() => ({ kind: 'status', status: 401 }),
	() => ({ kind: 'status', status: 403 }),
	() => ({ kind: 'status', status: 404 }),
	() => ({ kind: 'drop' }),
	() => ({ kind: 'dropMidBody' }),
	() => ({ kind: 'truncate' }),
	() => ({ kind: 'doubledJson' }),
	() => ({ kind: 'html' }),
	() => ({ kind: 'wrongShape' }),
	() => ({ kind: 'emptyPage' }),
	() => ({ kind: 'duplicateRow' }),
	() => ({ kind: 'redirect', location: '{path}' }),
	() => ({ kind: 'redirect', location: 'https://evil.example{path}' }),
	() => ({ kind: 'redirect', location: 'http://evil.example{path}' }),
	(random) => ({ kind: 'delay', ms: random.int(1, 8) }),
];

/** Changes of the rows; those that can cancel each other out are for Strict mode. */
const CHANGES: Array<Fault['kind']> = ['insert', 'delete', 'move'];

function draw(seed: number, list: List): Mixture {
	const random = new Random(seed);
	const isStrict = random.chance(0.4);
	const quirks = list.service === 'Vome' ? VOME_QUIRKS : ASSEMBLE_QUIRKS;
	const chosen = random.some<object>(quirks, random.int(0, 2));
	const faults = Array.from({ length: random.int(0, 4) }, () => random.pick(ANSWERS)(random));
	const kind = random.pick(CHANGES);
	const changes = Array.from({ length: random.int(0, isStrict ? 3 : 1) }, () => ({
		kind: isStrict ? random.pick(CHANGES) : kind,
		at: random.int(0, 40),
		to: random.int(0, 40),
		count: random.int(1, 3),
	}));
	// A server that tells no count and shows the same false end again and again cannot be seen through.
	const hasNoCount = /"(count":"(null|missing)|total":"missing)"/.test(JSON.stringify(chosen));
	const isOnce = (fault: Omit<Fault, 'path'>) =>
		changes.includes(fault as never) || (hasNoCount && fault.kind === 'emptyPage');
	const placed = [...faults, ...changes].map((fault) => ({
		...fault,
		path: list.path,
		skip: random.int(0, 9),
		times: isOnce(fault) ? 1 : random.int(1, 6),
	}));
	return {
		quirks: Object.assign({}, ...chosen) as object,
		faults: random.shuffle<Fault>(placed),
		pageSize: random.int(3, 20),
		options: {
			completeness: isStrict ? 'strict' : 'standard',
			parallelRequests: random.int(1, 10),
		},
	};
}

/**
 * Reads one of the lists under the mixture of this seed, and checks that it ends well: with exactly the
 * list, or an error. Throws with the seed and the mixture if not.
 */
export async function survive(seed: number, lists: readonly List[]): Promise<'list' | 'error'> {
	const list = lists[seed % lists.length] as List;
	list.reset();
	const mixture = draw(seed, list);
	Object.assign(list.sandbox.quirks, mixture.quirks);
	list.sandbox.faults.push(...mixture.faults);
	const before = list.ids();
	try {
		return expectListOrError(list, before, await list.read(mixture));
	} catch (error) {
		const about = `Seed ${seed}, ${list.name}: ${JSON.stringify(mixture)}`;
		throw new Error(`${about}\n${(error as Error).message}`, { cause: error });
	}
}
