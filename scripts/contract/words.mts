const MOST_NAMES = 40;

/** A path with its method, a name, a code: what else a file has may be about people. */
const HARMLESS = /^([A-Z]+ (or [A-Z]+ )?)?[\w./{}[\]$+-]{1,80}$/;

export function inCode(text: string): string {
	return HARMLESS.test(text) ? `\`${text}\`` : '(something that is not repeated here)';
}

/** Of a part of a path, or of a scope. */
export function inWords(name: string): string {
	return name.replace(/[-_]/g, ' ');
}

/** Such as "a, b and c". */
export function listed(texts: string[], word = 'and'): string {
	const told = texts.slice(0, MOST_NAMES);
	if (texts.length > told.length) told.push(`${texts.length - told.length} more`);
	const last = told.pop() ?? '';
	return told.length === 0 ? last : `${told.join(', ')} ${word} ${last}`;
}

export function thereIs(texts: string[]): string {
	return `There ${texts.length > 1 ? 'are' : 'is'} also ${listed(texts)}`;
}
