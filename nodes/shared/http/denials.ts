import type { IDataObject } from 'n8n-workflow';

import { asObject, isObject } from '../records';

// What an answer with a good status says of the change that was sent. Neither service documents it
// (contract/vome.md 7 no. 4, contract/assemble.md U13): what is no known yes is none.

/** Words that say surely that something was not done. */
export const FAILED =
	/error|erreur|echec|echou|fail|invalid|reject|denied|refus|conflict|missing|unknown|exception|\b(not|no|un) ?(found|match|updat|creat|writ|process)/;

export const FLAG = /^(is )?(success|successful|succeeded|ok|valid|accepted|written|saved)$/;

const CODE = /(^|\b)(code|status)$/;

/** Fields in which an answer, or an entry of it, says what became of things. */
export const SAID =
	/^(|data|results?|response|outcomes?|status|statuses|states?|actions?|messages?|msg|details?|info|text|title|summary|reason|notes?|warnings?)$/;

const NO = /^(false|no|n|f|off|0|null|none|)$/i;

/** An error by its name, of which any content says that nothing was done. */
const ERROR = /^(errors?|error message|exceptions?|failed|failures?|rejected)$/;

/** "No errors", "0% failed", "errors: 0": they would deny the denial. */
export const HARMLESS =
	/\b(0|no|zero|without( any)?)( percent)? (errors?|fail\w*|skipped|invalid|reject\w*|conflicts?|duplicates?|problems?|warnings?|issues?|existing|ignored|missing|unknown)\b( (was|were))?( found)?|\b(errors?|failed|failures?|skipped|conflicts?|duplicates?|warnings?|ignored) (0|no|none)\b/g;

/** Each by itself says that something was done. */
const YES =
	/^(ok|okay|yes|true|success|successful|successfully|succeeded|done|completed?|finished|accepted|active|invited|processed|created|updated|unchanged|written|saved|inserted|modified|upserted|imported|changed|added|succes|(cre|modifi|enregistr|ajout|import|termin)ee?s?)$/;

/** Words that leave the sense of others as it is, and say nothing alone. */
const FILLER =
	/^(the|an?|all|and|or|of|your|percent|this|is|was|were|has|have|been|with|bulk|request|operation|update|create|creation|upsert|import|write|processing|data|email|address|count|people|(user|person|profile|volunteer|row|record|item)s?|role)$/;

/** Names of what holds the answer proper. */
export const ENVELOPES = ['data', 'results', 'result', 'response'];

/** The answer's object, and the one in its envelope. */
export function holdersOf(body: unknown): IDataObject[] {
	const envelope = ENVELOPES.map((name) => asObject(body)[name]).find(isObject);
	return [asObject(body), asObject(envelope)];
}

/** Vome speaks French, too. */
const WITHOUT_ACCENT: Record<string, string> = Object.fromEntries(
	['aàâ', 'cç', 'eéèêë', 'iîï', 'oô', 'uûù'].flatMap(([plainLetter = '', ...letters]) =>
		letters.map((letter) => [letter, plainLetter]),
	),
);

/** Lower-case words: `notFound` and `not_found` are "not found", "2/3" is "2 of 3", "66%" "66 percent". */
export function plain(text: string): string {
	return text
		.replace(/([a-z])([A-Z])/g, '$1 $2')
		.toLowerCase()
		.replace(/[àâçéèêëîïôûù]/g, (letter) => WITHOUT_ACCENT[letter] ?? '')
		.replace(/(?<![\d/.,])(\d+)(?:[.,]\d+)? ?%/g, '$1 percent')
		.replace(/(?<![\d/])(\d+) ?\/ ?(\d+)(?![\d/])/g, '$1 of $2')
		.replace(/[^a-z0-9]+/g, ' ')
		.trim();
}

/** Whether a text says yes and nothing else, or nothing at all. `also`: more words that say yes. */
export function isYes(text: string, also?: RegExp): boolean {
	const words = plain(text)
		.replace(HARMLESS, ' ')
		.split(' ')
		.filter((word) => /[a-z]/.test(word));
	const isSaid = (word: string) => YES.test(word) || also?.test(word) === true;
	return (
		(words.length === 0 || words.some(isSaid)) &&
		words.every((word) => isSaid(word) || FILLER.test(word))
	);
}

/** Whether any of the words of a text says yes. */
export const hasYes = (text: string) =>
	plain(text)
		.split(' ')
		.some((word) => YES.test(word));

/** Whether an object says itself that something was not done. */
export function deniesSurely(object: IDataObject): boolean {
	return Object.entries(object).some(([key, inner]) => {
		const name = plain(key);
		if (FLAG.test(name)) return isNo(inner);
		// `errors` of an answer may be about some of the people; see deniesRest.
		if (ERROR.test(name)) return isFilled(inner);
		return isErrorCode(name, inner) || isFailedStatus(name, inner);
	});
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
export function isErrorCode(name: string, inner: unknown): boolean {
	if (!CODE.test(name) && !SAID.test(name)) return false;
	if (typeof inner === 'number') return inner >= 400;
	return typeof inner === 'string' && /^\s*(?:HTTP )?[45]\d\d\b(?! [a-z]+ed\b)/i.test(inner);
}

/** A count, also as text; undefined for anything else. */
export function toCount(inner: unknown): number | undefined {
	if (typeof inner === 'number') return inner;
	return typeof inner === 'string' && /^\s*\d+\s*$/.test(inner) ? Number(inner) : undefined;
}

export function isNo(inner: unknown): boolean {
	return !isObject(inner) && !Array.isArray(inner) && NO.test(String(inner ?? '').trim());
}

/** JSON may be deeper than functions can call each other; what lies that deep is something. */
const DEEPEST = 10;

/** Whether something is there, or more than a count of `known`. */
export function isFilled(inner: unknown, known = 0, depth = 0): boolean {
	if (Array.isArray(inner)) return inner.length > 0;
	if (isObject(inner)) {
		if (depth > DEEPEST) return true;
		// A text in an object is a message, whatever it says.
		const isText = (field: unknown) => typeof field === 'string' && /[a-z]/i.test(field);
		return Object.values(inner).some((field) => isText(field) || isFilled(field, known, depth + 1));
	}
	const count = toCount(inner);
	// "no" may as well be what somebody was told.
	return count === undefined ? !/^(false|null|none|)$/i.test(String(inner ?? '')) : count > known;
}
