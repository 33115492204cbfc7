import { ID, ID_RULE } from '../../../../shared/identifiers';
import type { Reading } from './reading';
import { ofKey } from './reading';

/** An ID of Vome, in lower case. */
export function readId(cell: unknown): Reading<string> {
	return ofKey<string>(cell, (text) => {
		const value = text.toLowerCase();
		return ID.test(value) ? { value } : { rule: ID_RULE };
	});
}
