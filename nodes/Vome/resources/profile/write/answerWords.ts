import type { IDataObject } from 'n8n-workflow';

import {
	FAILED,
	FLAG,
	HARMLESS,
	hasYes,
	isErrorCode,
	isFilled,
	isNo,
	isYes,
	plain,
	SAID,
	toCount,
} from '../../../../shared/http/denials';
import { isObject, plainText } from '../../../../shared/records';

/** How many people an answer is about. */
interface Counts {
	sent: number;
	/** Those of whom an entry says that they were not written. */
	failed: number;
}

/** Words of what was left as it is, or undone; whoever it is about is no failure. */
export const NOT_WRITTEN =
	/skip|exist|ignor|duplicat|not.?(chang|modif)|abort|cancel|roll(ed)?.?back|dry.?run/i;

/** Names of those who were created. */
const NEW = /^new( [a-z]+)?$/;

/** Names that deny what they name, such as `not_saved` and `unsaved`. */
const DENIED_NAME =
	/^(not|non)\b|\b(not|non) ?([a-z]+ed|written|sent)\b|\bun(?!changed\b)([a-z]+ed|[a-z]+ful|written|sent)\b/;

const WRITTEN =
	/\b(created|updated|unchanged|written|saved|succeeded|successful|inserted|modified|upserted|imported|changed|added)\b/;

/** Counts that hold everybody who was written. */
const TOTAL = /\b(affected|processed|matched|count|total)\b/;

/** Names of lists that hold people, and say nothing of them. */
const PEOPLE =
	/^(|data|results?|response|list|rows|items|records|entries|objects|content|((users?|profiles?|people|persons?|volunteers?|members?)( (data|ids|list|results))?)|ids|emails)$/;

/** Where one word says what became of something. */
const STATUS = /^(status|result|outcome)$/;

/** Lists of such words. */
const OUTCOMES = /^(|results|statuses|outcomes)$/;

/** Sentences about all, or about one person. */
const SENTENCE = /^(messages?|msg|details?|text|info)$/;

/** What belongs to a person, and says nothing of a write. */
const PERSONAL =
	/^(profile (details|data)|custom field|medical|emergency|occupation|address|tags|skills|languages|opportunities)/;

const NEGATIVE =
	/\b(no|not|cannot|none|nobody|nothing|never|pas|aucune?|jamais|impossible|neither|zero|without|unable|bad|false|[a-z]+n t|(will|would|shall|to) be)\b|partial|wrong|forbidden|unauthori|unmatched|taken/;

/** A number of people written, in words: "2 users were updated", "updated: 2". */
const WRITTEN_IN_WORDS = new RegExp(
	`(?<!\\d)(\\d+)(?: [a-z]+){0,4}? ${WRITTEN.source}|${WRITTEN.source} (\\d+)`,
	'g',
);

/** Whether words stand for what was surely, or probably, not written. */
const isBad = (words: string) =>
	FAILED.test(words) || NOT_WRITTEN.test(words) || DENIED_NAME.test(words);

const isWritten = (words: string) => WRITTEN.test(words) && !isBad(words);

/** Whether the name of a list or a count stands for what was written, or for what was not. */
export const isOutcomeOf = (name: string, kind: 'written' | 'failed') =>
	kind === 'failed' ? isBad(plain(name)) : isWritten(plain(name)) || NEW.test(plain(name));

/** Whether a list by this name may hold those who were written; an unknown word may mean anything. */
export const holdsPeople = (name: string) => {
	const words = plain(name);
	return PEOPLE.test(words) || isOutcomeOf(name, 'written') || isYes(name);
};

/** Whether a list by this name is about the people at all, and so should have an entry for each. */
export const isAboutPeople = (name: string) => {
	const words = plain(name);
	return PEOPLE.test(words) || !(SAID.test(words) || PERSONAL.test(words) || isBad(words));
};

/** Whether an entry about one person leaves open whether it was written. */
export function doubts(entry: IDataObject): boolean {
	return deniesRest(entry, { sent: 1, failed: 0 }) || areUnclear([entry]);
}

/** Whether an entry, or the name of its list, says that the person was written. */
export function saysYes(entry: IDataObject, list: string): boolean {
	if (isOutcomeOf(list, 'written')) return true;
	return Object.entries(entry).some(([key, inner]) => {
		const name = plain(key);
		if (FLAG.test(name)) return !isNo(inner);
		if (typeof inner !== 'string' || !SAID.test(name) || name === '') return false;
		return isWritten(plain(inner)) || FLAG.test(plain(inner));
	});
}

/**
 * Whether objects that belong together have a sentence about the outcome without any word that says
 * yes, and nothing else that does: it may as well be that a limit is reached.
 */
export function areUnclear(objects: IDataObject[]): boolean {
	const fields = objects.flatMap((object) => Object.entries(object));
	const isClear = fields.some(([key, inner]) => {
		const name = plain(key);
		if (isWritten(name)) return (toCount(inner) ?? 0) > 0 || Array.isArray(inner);
		return FLAG.test(name) ? !isNo(inner) : SAID.test(name) && hasYes(plainText(inner));
	});
	if (isClear) return false;
	return fields.some(
		([key, inner]) => SENTENCE.test(plain(key)) && typeof inner === 'string' && !isYes(inner),
	);
}

/** Whether this is a map from fields to what is wrong with them, such as `{ email: ["Not valid."] }`. */
function hasFieldErrors(object: IDataObject): boolean {
	const fields = Object.entries(object);
	const isErrors = ([key, inner]: [string, unknown]) =>
		Array.isArray(inner) &&
		inner.length > 0 &&
		inner.every((text) => typeof text === 'string' && /\S\s+\S/.test(text)) &&
		!holdsPeople(key);
	return fields.length > 0 && fields.every(isErrors);
}

/** Whether anything in what is left of an answer says that not all were written. */
export function deniesRest(rest: unknown, counts: Counts, key = ''): boolean {
	const name = plain(key);
	if (PERSONAL.test(name)) return false;
	if (isBad(name)) return isFilled(rest, counts.failed);
	if (Array.isArray(rest)) return rest.some((entry) => deniesRest(entry, counts, key));
	if (isObject(rest)) {
		const fields = Object.entries(rest);
		return (
			countsTooFew(rest, counts) ||
			hasFieldErrors(rest) ||
			fields.some(([of, inner]) => deniesRest(inner, counts, of))
		);
	}
	if (FLAG.test(name)) return isNo(rest);
	const count = name === '' ? toCount(rest) : undefined;
	if (count !== undefined && isTooFew([count], counts)) return true;
	if (isErrorCode(name, rest) || (SAID.test(name) && rest === false)) return true;
	if (typeof rest !== 'string') return false;
	// An unknown word for an outcome is no yes; other texts may be IDs.
	const isOutcome = STATUS.test(name) || (OUTCOMES.test(name) && /^[a-z][a-z _-]*$/i.test(rest));
	if (isOutcome && !isYes(rest)) return true;
	if (SAID.test(name)) return deniesInWords(plain(rest), counts);
	return (WRITTEN.test(name) || TOTAL.test(name)) && isInPart(plain(rest));
}

function deniesInWords(text: string, counts: Counts): boolean {
	const words = text.replace(HARMLESS, ' ');
	if (isBad(words) || NEGATIVE.test(words)) return true;
	if (isInPart(text, words)) return true;
	const written = [...words.matchAll(WRITTEN_IN_WORDS)].map(([, before, , , after]) =>
		Number(before ?? after),
	);
	return isTooFew(written, counts);
}

/** "2 of 3", also written as 2/3, or "66 percent"; `words`: the text without what failed for 0 percent. */
function isInPart(text: string, words = text): boolean {
	const parts = [...text.matchAll(/(?<!\d)(\d+) (?:out )?of (\d+)/g)];
	if (parts.some(([, some, all]) => Number(some) < Number(all))) return true;
	return [...words.matchAll(/(?<!\d)(\d+) percent\b/g)].some(([, rate]) => Number(rate) < 100);
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
