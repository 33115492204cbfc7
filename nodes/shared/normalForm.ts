/** More marks on a letter than any language has: to put them in order would take very long. */
const MANY_MARKS = /\p{M}{30}/u;

/** A text in a normal form of Unicode; as it is if a letter has too many marks. */
export function inNormalForm(text: string, form: 'NFC' | 'NFKC' = 'NFC'): string {
	return MANY_MARKS.test(text) ? text : text.normalize(form);
}
