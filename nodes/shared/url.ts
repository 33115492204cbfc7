/** Longer than any name of a host. To read one costs a time that grows with the square of its length. */
const LONGEST_PART = 2_000;

/** The address that a text from outside holds; undefined if it holds none, or one that nobody has. */
export function parseUrl(text: string, base?: string): URL | undefined {
	const [place = ''] = text.split(/[?#]/, 1);
	const isEndless = place.split(/[/\\]/).some(({ length }) => length > LONGEST_PART);
	return !isEndless && URL.canParse(text, base) ? new URL(text, base) : undefined;
}
