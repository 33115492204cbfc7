import { Kept } from '../kept';

/** What a person sees in place of a secret. */
const HIDDEN = '***';

/** From a secret at least so long, this many characters in a row are hidden wherever they are. */
const LONGEST_SHOWN = 11;

/** An encoded form shorter than this would be found in ordinary words. */
const SHORTEST_ENCODED = 6;

/** Texts are looked through from here to there only; nobody reads on. */
const MOST_READ = 20_000;

/** Secrets of one address to keep, and addresses; the least recently used are forgotten. */
const MOST_SECRETS = 100;
const MOST_ORIGINS = 200;

const known = new Kept<Set<string>>(() => new Set(), { most: MOST_ORIGINS });

/** The secrets among the values, as they are sent: a token may have come as a number. */
export function secretTexts(values: readonly unknown[]): string[] {
	return values
		.filter((value) => typeof value === 'string' || typeof value === 'number')
		.map(String)
		.filter((text) => text !== '');
}

/** Keeps secrets that a server may know, so that what it says can be shown without them. */
export function keepSecrets(origin: string, secrets: readonly unknown[]): void {
	const kept = known.of(origin);
	for (const secret of secretTexts(secrets)) {
		kept.delete(secret);
		kept.add(secret);
	}
	for (const oldest of kept) if (kept.size > MOST_SECRETS) kept.delete(oldest);
}

/**
 * All secrets that were sent to this address since the process began, replaced tokens included: a
 * server may repeat any of them, to whomever it answers.
 */
export function secretsOf(origin: string): string[] {
	return [...known.of(origin)];
}

/**
 * The text with at most `most` characters: what is too long loses its middle, since a message that
 * quotes something begins and ends with what it says of it.
 */
export function shorten(text: string, most: number): string {
	if (text.length <= most) return text;
	const end = Math.floor(most / 3);
	return `${text.slice(0, most - end)} ... ${text.slice(-end)}`;
}

/**
 * Hides the secrets in a text: as they are, in capitals or small letters, split by white space, escaped
 * as in JSON, HTML, URLs and forms (also twice), in base64, base64url and hexadecimal digits, and read in
 * an older encoding, alone or within something longer. Of a secret that was cut, a piece of 12 characters
 * is enough. Cuts texts of more than 20,000 characters.
 */
export function redact(text: string, secrets: readonly string[]): string {
	const read = shorten(text, MOST_READ);
	const forms = [...new Set(secrets)].flatMap((secret) => formsKnown.of(secret));
	if (forms.length === 0) return read;

	const hidden = new Uint8Array(read.length);
	for (const layer of layersOf(read)) {
		const search = new Search(layer, hidden);
		for (const form of forms) search.hide(form);
	}
	let safe = '';
	for (let at = 0; at < read.length; at += 1) {
		if (hidden[at] === 0) safe += read[at];
		else if (at === 0 || hidden[at - 1] === 0) safe += HIDDEN;
	}
	return safe;
}

/** A text, and which part of the original each of its characters stands for. */
interface Layer {
	text: string;
	spans: ReadonlyArray<readonly [from: number, to: number]>;
}

function plain(text: string): Layer {
	return { text, spans: Array.from({ length: text.length }, (_, at) => [at, at + 1]) };
}

/** White space, also that of a form, and what cannot be seen. */
const UNSEEN = /[\s+\p{Cc}\p{Cf}]+/gu;

function squeeze(layer: Layer): Layer {
	return replace(layer, UNSEEN, () => '');
}

/** What a server may have escaped a secret for. */
const ESCAPES = [
	// A URL.
	/%[0-7][\da-f]|%[cd][\da-f]%[89ab][\da-f]|%e[\da-f](?:%[89ab][\da-f]){2}|%f[0-7](?:%[89ab][\da-f]){3}|%[89a-f][\da-f]|%u[\da-f]{4}/gi,
	// HTML.
	/&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,7}|#x[\da-f]{1,6});/gi,
	// JSON.
	/\\(?:u[\da-f]{4}|u\{[\da-f]{1,6}\}|x[\da-f]{2}|[^])/gi,
];

/** How often escapes are undone, one after the other. */
const DEEPEST = 2;

/** A text as it is, and without escapes of each kind, as far as it has some. */
function layersOf(text: string): Iterable<Layer> {
	const layers = new Map<string, Layer>();
	const add = (layer: Layer, depth: number) => {
		if (layers.has(layer.text)) return;
		layers.set(layer.text, layer);
		if (depth === DEEPEST) return;
		for (const escape of ESCAPES) add(squeeze(replace(layer, escape, unescaped)), depth + 1);
	};
	add(squeeze(plain(text)), 0);
	return layers.values();
}

const NAMED: Record<string, string> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
	nbsp: ' ',
};

const CONTROLS = new Set(['n', 'r', 't', 'b', 'f']);

function unescaped(escape: string): string {
	try {
		if (/^%(?!u|[89a-f].$)/i.test(escape)) return decodeURIComponent(escape);
		const [, hex, decimal, name] =
			/^(?:\\[ux]\{?|&#x|%u?)([0-9a-f]+)|^&#(\d+)|^&(\w+)/i.exec(escape) ?? [];
		if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
		if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
		if (name !== undefined) return NAMED[name.toLowerCase()] ?? escape;
		return CONTROLS.has(escape.slice(1)) ? ' ' : escape.slice(1);
	} catch {
		// No character has such a number.
		return escape;
	}
}

function replace({ text, spans }: Layer, pattern: RegExp, by: (found: string) => string): Layer {
	const texts: string[] = [];
	const parts: Array<readonly [number, number]> = [];
	let at = 0;
	const keep = (to: number) => {
		texts.push(text.slice(at, to));
		for (; at < to; at += 1) parts.push(spans[at] ?? [0, 0]);
	};
	for (const { 0: found, index } of text.matchAll(pattern)) {
		keep(index);
		const put = by(found);
		const [from = 0] = spans[index] ?? [];
		const [, to = 0] = spans[index + found.length - 1] ?? [];
		texts.push(put);
		for (let count = 0; count < put.length; count += 1) parts.push([from, to]);
		at = index + found.length;
	}
	keep(text.length);
	return { text: texts.join(''), spans: parts };
}

/** What to look for. */
interface Form {
	/** As a layer has it: without white space, in small letters if a part of it is enough. */
	text: string;
	/** How many characters of it in a row are hidden. */
	least: number;
	isBase64: boolean;
}

/** To make them takes longer than to look for them, and each text that is shown needs them. */
const formsKnown = new Kept<Form[]>(formsOf, { most: MOST_SECRETS });

function formsOf(secret: string): Form[] {
	const isLong = secret.length > LONGEST_SHOWN;
	const squeezed = (text: string) => squeeze({ ...plain(text) }).text;
	const toForm = (text: string, least: number, isBase64 = false): Form => ({
		text: isLong ? small(text) : text,
		least: isLong ? Math.min(least, text.length) : text.length,
		isBase64,
	});
	const encoded = [
		...new Set([secret, inUrl(secret), JSON.stringify(secret).slice(1, -1)]),
	].flatMap((text) => {
		const bytes = Buffer.from(text);
		const hex = bytes.toString('hex');
		return [
			...[hex, hex.toUpperCase()].map((digits) => toForm(digits, 2 * LONGEST_SHOWN)),
			...[0, 1, 2].flatMap((offset) =>
				(['base64', 'base64url'] as const).map((encoding) =>
					toForm(squeezed(inBase64(bytes, offset, encoding)), LONGEST_SHOWN + 1, true),
				),
			),
		];
	});
	const whole = [secret, ...misread(secret)]
		.map((text) => toForm(squeezed(text), leastOf(text)))
		.filter(({ text }) => text !== '');
	const forms = [...whole, ...encoded.filter(({ text }) => text.length >= SHORTEST_ENCODED)];
	return [...new Map(forms.map((form) => [form.text, form])).values()];
}

/** As whoever takes it for the older encoding of a Windows computer sees it, or of a web page. */
function misread(secret: string): string[] {
	const bytes = Buffer.from(secret);
	// Only ASCII is the same in all of them.
	if (bytes.length === secret.length) return [];
	return [new TextDecoder('windows-1252').decode(bytes), bytes.toString('latin1')];
}

/** How many characters are left of 12 of a secret without white space, at the least. */
function leastOf(secret: string): number {
	const shown = LONGEST_SHOWN + 1;
	let least = shown;
	for (let at = 0; at + shown <= secret.length; at += 1) {
		least = Math.min(least, secret.slice(at, at + shown).replace(UNSEEN, '').length);
	}
	return Math.max(4, least);
}

/** What is the same whatever stands before and behind the bytes, of which `offset` are in the way. */
function inBase64(bytes: Buffer, offset: number, encoding: 'base64' | 'base64url'): string {
	const text = Buffer.concat([Buffer.alloc(offset), bytes])
		.toString(encoding)
		.replaceAll('=', '');
	const isCut = (offset + bytes.length) % 3 !== 0;
	return text.slice(offset === 0 ? 0 : offset + 1, isCut ? -1 : undefined);
}

function inUrl(text: string): string {
	try {
		return encodeURIComponent(text);
	} catch {
		// Half a character.
		return text;
	}
}

/** Only where the length stays the same. */
function small(text: string): string {
	return text.replace(/\p{Lu}/gu, (letter) => {
		const other = letter.toLowerCase();
		return other.length === letter.length ? other : letter;
	});
}

/** Of base64 and base64url, of which a layer has no plus. */
const LETTER = /[\w/-]/;

/** Finds forms of secrets in a layer, and marks where they are in the original. */
class Search {
	private readonly folded: string;

	/** Where each text of a size begins. */
	private readonly places = new Map<number, Map<string, number[]>>();

	private readonly found: Uint8Array;

	constructor(
		private readonly layer: Layer,
		private readonly hidden: Uint8Array,
	) {
		this.folded = small(layer.text);
		this.found = new Uint8Array(layer.text.length);
	}

	hide(form: Form): void {
		const { text, least } = form;
		if (text.length > this.layer.text.length && least > this.layer.text.length) return;
		if (least === text.length) this.hideWhole(form);
		else this.hidePieces(form);
	}

	private hideWhole(form: Form): void {
		const { text } = form;
		const { length } = text;
		const where = length > LONGEST_SHOWN ? this.folded : this.layer.text;
		for (let at = where.indexOf(text); at >= 0; at = where.indexOf(text, at + 1)) {
			this.mark(at, at + length, form);
		}
	}

	/**
	 * A piece long enough holds one of the blocks into which the form is cut. Around each that is found,
	 * the piece is as long as both texts agree.
	 */
	private hidePieces(form: Form): void {
		const { text, least } = form;
		const { folded } = this;
		const size = Math.floor((least + 1) / 2);
		const places = this.placesOf(size);
		for (let block = 0; block + size <= text.length; block += size) {
			for (const place of places.get(text.slice(block, block + size)) ?? []) {
				if (!this.found.subarray(place, place + size).includes(0)) continue;
				let before = 0;
				while (
					before < Math.min(block, place) &&
					text[block - before - 1] === folded[place - before - 1]
				) {
					before += 1;
				}
				let end = size;
				while (
					block + end < text.length &&
					place + end < folded.length &&
					text[block + end] === folded[place + end]
				) {
					end += 1;
				}
				if (before + end >= least) this.mark(place - before, place + end, form);
			}
		}
	}

	private placesOf(size: number): Map<string, number[]> {
		let places = this.places.get(size);
		if (places === undefined) {
			places = new Map();
			for (let at = 0; at + size <= this.folded.length; at += 1) {
				const part = this.folded.slice(at, at + size);
				const others = places.get(part);
				if (others === undefined) places.set(part, [at]);
				else others.push(at);
			}
			this.places.set(size, places);
		}
		return places;
	}

	private mark(from: number, to: number, { isBase64 }: Form): void {
		const { text, spans } = this.layer;
		let [start, end] = [from, to];
		const isJoined = (at: number) => spans[at - 1]?.[1] === spans[at]?.[0];
		if (isBase64) {
			// The characters at the ends hold some bits of the secret, too.
			if (start > 0 && isJoined(start) && LETTER.test(text[start - 1] ?? '')) start -= 1;
			if (isJoined(end) && LETTER.test(text[end] ?? '')) end += 1;
			while (isJoined(end) && text[end] === '=') end += 1;
		}
		this.found.fill(1, from, to);
		this.hidden.fill(1, spans[start]?.[0] ?? 0, spans[end - 1]?.[1] ?? 0);
	}
}
