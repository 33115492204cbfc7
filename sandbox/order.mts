import { Random } from './random.mts';

const GROUPS = 10;

/**
 * Sorted by a field with ten values, and by nothing else, as a database may do it: within a group, the
 * order is another one for each page and page size, and always the same for these.
 */
export function inGroups<T>(rows: readonly T[], limit: number, page: number): T[] {
	const size = Math.ceil(rows.length / GROUPS);
	const random = new Random(limit, page);
	return Array.from({ length: GROUPS }, (_, group) =>
		random.shuffle(rows.slice(group * size, (group + 1) * size)),
	).flat();
}
