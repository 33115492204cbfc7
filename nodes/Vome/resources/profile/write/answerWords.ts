import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../../../shared/records';

/** How many people an answer is about. */
interface Counts {
	sent: number;
	/** Those of whom it has an entry. */
	proven: number;
	/** Those of whom an entry says that they were not written. */
	failed: number;
}

const FAILED =
	/error|fail|invalid|reject|denied|refus|conflict|missing|unknown|exception|\b(not|no|un) ?(found|match|updat|creat|writ|process)/;

export const NOT_WRITTEN = /skip|exist|ignor|duplicat/i;

const WRITTEN =
	/\b(created|updated|unchanged|written|saved|succeeded|successful|inserted|modified|upserted|imported|changed|added)\b/;

/** Counts that hold everybody who was written. */
const TOTAL = /\b(affected|processed|matched|count|total)\b/;

const FLAG = /^(is )?(success|successful|succeeded|ok|valid|accepted|written|saved)$/;

const CODE = /(^|\b)(code|status)$/;

/** Fields in which an answer, or an entry of it, says what became of people. */
const SAID =
	/^(|data|results?|response|outcomes?|status|statuses|states?|actions?|messages?|msg|details?|info|text|title|summary|reason|notes?|warnings?)$/;

/** What belongs to a person, and says nothing of a write. */
const PERSONAL =
	/^(profile (details|data)|custom field|medical|emergency|occupation|address|tags|skills|languages|opportunities)/;

const NO = /^(false|no|n|f|off|0|null|none|)$/i;

/** An error by its name, of which any content says that the person was not written. */
const ERROR = /^(errors?|error message|exceptions?|failed|failures?|rejected)$/;

/** "No errors", "0 failed", "errors: 0": they would deny the denial. */
const HARMLESS =
	/\b(0|no|zero|without( any)?) (errors?|fail\w*|skipped|invalid|reject\w*|conflicts?|duplicates?|problems?|warnings?|issues?|existing|ignored|missing|unknown)\b|\b(errors?|failed|failures?|skipped|conflicts?|duplicates?|warnings?|ignored) (0|no|none)\b/g;

const NEGATIVE =
	/\b(no|not|cannot|none|nobody|nothing|never|neither|zero|without|unable|bad|false|[a-z]+n t)\b|partial|wrong|forbidden|unauthori|unmatched|taken/;

/** A number of people written, in words: "2 users were updated", "updated: 2". */
const WRITTEN_IN_WORDS = new RegExp(
	`(?<!\\d)(\\d+)(?: [a-z]+){0,4}? ${WRITTEN.source}|${WRITTEN.source} (\\d+)`,
	'g',
);

/** Lower-case words: `notFound` and `not_found` are "not found". */
function plain(text: string): string {
	return text
		.replace(/([a-z])([A-Z])/g, '$1 $2')
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, ' ')
		.trim();
}

const isBad = (words: string) => FAILED.test(words) || NOT_WRITTEN.test(words);

/** Whether the name of a list or a count stands for what was written, or for what was not. */
export const isOutcomeOf = (name: string, kind: 'written' | 'failed') =>
	kind === 'failed' ? isBad(plain(name)) : WRITTEN.test(plain(name));

/** Whether an object says itself that something was not written. */
export function deniesSurely(object: IDataObject): boolean {
	return Object.entries(object).some(([key, inner]) => {
		const name = plain(key);
		if (FLAG.test(name)) return isNo(inner);
		// `errors` of an answer may be about some of the people; see deniesRest.
		if (ERROR.test(name)) return isFilled(inner);
		return isErrorCode(name, inner) || isFailedStatus(name, inner);
	});
}

/** Whether an entry about one person leaves open whether it was written. */
export function doubts(entry: IDataObject): boolean {
	return deniesRest(entry, { sent: 1, proven: 0, failed: 0 });
}

/** Whether an entry, or the name of its list, says that the person was written. */
export function saysYes(entry: IDataObject, list: string): boolean {
	if (isOutcomeOf(list, 'written')) return true;
	return Object.entries(entry).some(([key, inner]) => {
		const name = plain(key);
		if (FLAG.test(name)) return !isNo(inner);
		if (typeof inner !== 'string' || !SAID.test(name) || name === '') return false;
		return WRITTEN.test(plain(inner)) || FLAG.test(plain(inner));
	});
}

/** Whether anything in what is left of an answer says that not all were written. */
export function deniesRest(rest: unknown, counts: Counts, key = ''): boolean {
	const name = plain(key);
	if (PERSONAL.test(name)) return false;
	if (isBad(name)) return isFilled(rest, counts.failed);
	if (Array.isArray(rest)) {
		const isShort =
			WRITTEN.test(name) && rest.length > 0 && rest.length + counts.proven < counts.sent;
		return isShort || rest.some((entry) => deniesRest(entry, counts, key));
	}
	if (isObject(rest)) {
		const fields = Object.entries(rest);
		return (
			countsTooFew(rest, counts) || fields.some(([of, inner]) => deniesRest(inner, counts, of))
		);
	}
	if (FLAG.test(name)) return isNo(rest);
	const count = name === '' ? toCount(rest) : undefined;
	if (count !== undefined && isTooFew([count], counts)) return true;
	if (isErrorCode(name, rest) || (SAID.test(name) && rest === false)) return true;
	return SAID.test(name) && typeof rest === 'string' && deniesInWords(plain(rest), counts);
}

/** A text of one or two words that calls an outcome a failure; whole sentences are too ambiguous. */
function isFailedStatus(name: string, inner: unknown): boolean {
	if (!/^(status|result|outcome|state|action)$/.test(name)) return false;
	if (inner === false) return true;
	if (typeof inner !== 'string') return false;
	const words = plain(inner);
	return (
		words.split(' ').length <= 2 && (words === 'false' || words === 'no' || FAILED.test(words))
	);
}

/** A status or a code of 400 and more, as number or text, or as the beginning of a text. */
function isErrorCode(name: string, inner: unknown): boolean {
	if (!CODE.test(name) && !SAID.test(name)) return false;
	if (typeof inner === 'number') return inner >= 400;
	const [, digits] = /^\s*(?:HTTP )?([45]\d\d)\b(?! [a-z]+ed\b)/i.exec(String(inner)) ?? [];
	return typeof inner === 'string' && digits !== undefined;
}

function deniesInWords(text: string, counts: Counts): boolean {
	const words = text.replace(HARMLESS, ' ');
	if (isBad(words) || NEGATIVE.test(words)) return true;
	const parts = [...text.matchAll(/(?<!\d)(\d+) (?:out )?of (\d+)/g)];
	if (parts.some(([, some, all]) => Number(some) < Number(all))) return true;
	const written = [...words.matchAll(WRITTEN_IN_WORDS)].map(([, before, , , after]) =>
		Number(before ?? after),
	);
	return isTooFew(written, counts);
}

/** Whether counts of the written people do not add up to those sent. */
function countsTooFew(object: IDataObject, counts: Counts): boolean {
	const all = Object.entries(object)
		.map(([key, inner]) => ({ name: plain(key), count: toCount(inner) }))
		.filter(({ name, count }) => count !== undefined && !isBad(name) && !FLAG.test(name));
	const of = (isWritten: boolean) =>
		all
			.filter(({ name }) => WRITTEN.test(name) === isWritten && (isWritten || TOTAL.test(name)))
			.map(({ count }) => count as number);
	return isTooFew(of(true), counts) || of(false).some((count) => isTooFew([count], counts));
}

const isTooFew = (written: number[], { sent, failed }: Counts) =>
	written.length > 0 && written.reduce((sum, count) => sum + count, failed) < sent;

/** A count, also as text; undefined for anything else. */
function toCount(inner: unknown): number | undefined {
	if (typeof inner === 'number') return inner;
	return typeof inner === 'string' && /^\s*\d+\s*$/.test(inner) ? Number(inner) : undefined;
}

function isNo(inner: unknown): boolean {
	return !isObject(inner) && !Array.isArray(inner) && NO.test(String(inner ?? '').trim());
}

/** Whether something is there, or more than a count of `known`. */
function isFilled(inner: unknown, known = 0): boolean {
	if (Array.isArray(inner)) return inner.length > 0;
	if (isObject(inner)) {
		// A text in an object is a message, whatever it says.
		const isText = (field: unknown) => typeof field === 'string' && /[a-z]/i.test(field);
		return Object.values(inner).some((field) => isText(field) || isFilled(field, known));
	}
	const count = toCount(inner);
	// "no" may as well be what somebody was told.
	return count === undefined ? !/^(false|null|none|)$/i.test(String(inner ?? '')) : count > known;
}
