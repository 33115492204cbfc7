import { folded, unescaped, withoutHidden } from '../htmlText';
import { isObject } from '../records';

/**
 * Text that is equal for values that mean the same, in a time that grows with the value alone:
 * whatever the order of keys and of list members (both services' lists are sets), for empty, null and
 * missing (contract/assemble.md U21; contract/vome.md 4.7 no. 18), and however the service writes the
 * same yes or no, number, time, text or link. `read` makes it stricter.
 */
export function canonical(value: unknown, read: (text: string) => string = plain): string {
	if (value === null || value === undefined || value === '') return '';
	if (Array.isArray(value)) {
		if (value.length === 0) return '';
		const members = value.map((member) => canonical(member, read));
		return `[${members.sort().join(',')}]`;
	}
	if (!isObject(value)) {
		const text = read(String(value));
		return text === '' ? '' : JSON.stringify(text);
	}
	const parts: string[] = [];
	for (const key of Object.keys(value)) {
		const text = canonical(value[key], read);
		// Names of custom fields are texts, too.
		if (text !== '') parts.push(`${JSON.stringify(read(key))}:${text}`);
	}
	return parts.length === 0 ? '' : `{${parts.sort().join(',')}}`;
}

/** Most texts are of words in which there is nothing to look for. */
const WORDS = /^[\w.,@+'()-]+(?: [\w.,@+'()-]+)*$/;

/** Of so many digits that no two of them are one number; without zeros in front, as a phone number has. */
const NUMBER = /^-?(?:0|[1-9]\d{0,14})(?:\.\d+)?$/;

const TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/i;

/** Booleans come as words or numbers, too (contract/assemble.md C1; contract/vome.md 4.7 no. 3). */
const SWITCH = /^(?:(true)|false)$/i;

/** The text in one form. */
function plain(raw: string): string {
	const text = WORDS.test(raw) ? raw : folded(readable(raw), 'NFKC');
	if (text === '' || text > ':') {
		const found = text.length > 5 ? null : SWITCH.exec(text);
		return found === null ? text : String(Number(found[1] !== undefined));
	}
	if (NUMBER.test(text)) return String(Number(text));
	const time = TIME.test(text) ? Date.parse(text) : NaN;
	return Number.isNaN(time) ? text : new Date(time).toISOString();
}

/** What a reader sees, and where links lead. */
function readable(raw: string): string {
	let text = raw.includes('&') ? unescaped(raw) : raw;
	if (text.includes('<')) text = withoutHidden(text).replace(TAG, shown);
	if (text.includes('://')) text = text.replace(LINK, destination);
	return isPath(text) ? withoutQuery(text) : text;
}

/** Files may be signed anew in each answer, in the query of their links; up to the next link. */
const LINK = /(https?:\/\/[^\s"'<>?#/]*)(\/[^\s"'<>?#]*)?(?:[?#](?:(?!https?:\/\/)[^\s"'<>])*)?/gi;

/** Several servers of a service may each link to such a file on itself (contract/vome.md 4.7 no. 11). */
const MEDIA = /\.(?:jpe?g|png|gif|webp|svg|heic|pdf)$/i;

/** Where a link leads, wherever a file of media is. */
const destination = (_: string, host: string, path = '') => (MEDIA.test(path) ? path : host + path);

function withoutQuery(link: string): string {
	return link.replace(/[?#][^]*/, '');
}

/** Whether it is a link without a host, with a query. */
function isPath(text: string): boolean {
	const end = text.search(/[?#]/);
	if (end < 0 || /\s/.test(text.trim())) return false;
	return text.startsWith('/') || (text[end] === '?' && text.lastIndexOf('/', end) > 0);
}

const TAG = /<(\/?)([a-z][a-z\d]*)(?=[\s/>])([^<>]*)>/gi;

/** Tags that leave a word whole. */
const INLINE = new Set(
	'a abbr b bdi bdo big cite code del em font i ins mark q s small span strike strong sub sup tt u'.split(
		' ',
	),
);

/** Other tags than these are no HTML, but a placeholder or an address of somebody's text. */
const BLOCK = new Set(
	(
		'address article aside audio blockquote body br caption center col colgroup dd div dl dt figcaption ' +
		'figure footer h1 h2 h3 h4 h5 h6 head header hr html iframe img li link main meta nav ol p picture ' +
		'pre section source style table tbody td tfoot th thead title tr ul video'
	).split(' '),
);

const ADDRESS = /\b(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i;

/** What is left of a tag: where it leads. */
function shown(tag: string, slash: string, name: string, attributes: string): string {
	const known = name.toLowerCase();
	const isInline = INLINE.has(known);
	if (!isInline && !BLOCK.has(known)) return tag;
	const [, ...forms] = (slash === '' && ADDRESS.exec(attributes)) || [];
	const link = forms.find((form) => form !== undefined);
	if (link !== undefined) return ` ${withoutQuery(link)} `;
	return isInline ? '' : ' ';
}
