import type { Reading } from './reading';
import { ofFilled, ofText } from './reading';
import { readYesNo } from './yesNo';

/** A detail of a person, such as an address; "n/a" is none. */
export const readDetail = (cell: unknown): Reading<string> =>
	ofFilled<string>(cell, (value) => ({ value }));

/** A name, which has a letter or a digit; who is called Null or Nan is called so. */
export const readName = (cell: unknown): Reading<string> =>
	ofText<string>(cell, (text) => {
		const isName = /[\p{L}\p{N}]/u.test(text) && !/^n\/?a$/i.test(text);
		return { value: isName ? text : null };
	});

/** A medical description; that there is something to describe, or not, is none. */
export const readMedical = (cell: unknown): Reading<string> =>
	'value' in readYesNo(cell) ? { value: null } : readDetail(cell);
