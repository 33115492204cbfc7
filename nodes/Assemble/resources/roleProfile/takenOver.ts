import type { AssembleClient } from '../../shared/client';
import type { Difference } from './compare';
import { labelOf } from './fields';

/** A message names this many fields and counts the rest. */
const MOST_NAMED = 10;

/** The fields of this kind for a message, with what was made of them; '' if there are none. */
export function nameFields(differences: Difference[], kind: Difference['kind']): string {
	const names = differences
		.filter((difference) => difference.kind === kind)
		.map(({ field, how }) => (how === '' ? labelOf(field) : `${labelOf(field)} (${how})`));
	const more = names.length - MOST_NAMED;
	return `${names.slice(0, MOST_NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Tells of fields that are stored otherwise, with the same meaning. */
export function hintAtRewording(
	client: AssembleClient,
	id: number | string,
	differences: Difference[],
): void {
	const fields = nameFields(differences, 'reworded');
	if (fields !== '') client.hints.add(`Assemble reworded fields of role profile ${id}: ${fields}.`);
}
