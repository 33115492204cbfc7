import type { IDataObject } from 'n8n-workflow';

import {
	FAILED,
	FLAG,
	HARMLESS,
	isErrorCode,
	isFilled,
	isNo,
	plain,
	SAID,
	toCount,
} from '../../../../shared/http/denials';
import { isObject } from '../../../../shared/records';

/** How many people an answer is about. */
interface Counts {
	sent: number;
	/** Those of whom it has an entry. */
	proven: number;
	/** Those of whom an entry says that they were not written. */
	failed: number;
}

export const NOT_WRITTEN = /skip|exist|ignor|duplicat/i;

const WRITTEN =
	/\b(created|updated|unchanged|written|saved|succeeded|successful|inserted|modified|upserted|imported|changed|added)\b/;

/** Counts that hold everybody who was written. */
const TOTAL = /\b(affected|processed|matched|count|total)\b/;

/** What belongs to a person, and says nothing of a write. */
const PERSONAL =
	/^(profile (details|data)|custom field|medical|emergency|occupation|address|tags|skills|languages|opportunities)/;

const NEGATIVE =
	/\b(no|not|cannot|none|nobody|nothing|never|neither|zero|without|unable|bad|false|[a-z]+n t)\b|partial|wrong|forbidden|unauthori|unmatched|taken/;

/** A number of people written, in words: "2 users were updated", "updated: 2". */
const WRITTEN_IN_WORDS = new RegExp(
	`(?<!\\d)(\\d+)(?: [a-z]+){0,4}? ${WRITTEN.source}|${WRITTEN.source} (\\d+)`,
	'g',
);

const isBad = (words: string) => FAILED.test(words) || NOT_WRITTEN.test(words);

/** Whether the name of a list or a count stands for what was written, or for what was not. */
export const isOutcomeOf = (name: string, kind: 'written' | 'failed') =>
	kind === 'failed' ? isBad(plain(name)) : WRITTEN.test(plain(name));

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
