import { parseUrl } from '../../../nodes/shared/url.ts';

const HOME = 'https://api.example.org';

/** A host that takes seconds to read at ten times the length. */
const MARKS = '\u0301\u0323'.repeat(1_001);

it.each([
	['https://a.example/b?c=d#e', undefined],
	['/media/a.png?signature=1', HOME],
	['media/a b.png', HOME],
	['//a.example', HOME],
	[`/search?ids=${'1,'.repeat(5_000)}`, HOME],
	[`/${'a/'.repeat(5_000)}`, HOME],
])('reads %j', (text, base) => {
	expect(parseUrl(text, base)?.href).toBe(new URL(text, base).href);
});

it.each([
	['', undefined],
	['a.example', undefined],
	['https://', undefined],
	[`https://${MARKS}`, undefined],
	[`https:\\\\${MARKS}/?a`, undefined],
	[`https:${MARKS}#a`, undefined],
	[`//${MARKS}.example/a`, HOME],
	[`/${'a'.repeat(2_001)}`, HOME],
])('finds no address in %j', (text, base) => {
	expect(parseUrl(text, base)).toBeUndefined();
});
