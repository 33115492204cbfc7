import { cleanText } from '../../../../shared/form/cells';
import { PROFILE_FIELDS } from '../shape';
import { COLUMNS, CUSTOM_FIELDS, customFieldIdOf, formName } from './columns';
import {
	FULL_NAME,
	GENDER_TEXT,
	HEADING_WORDS,
	IDLE_WORDS,
	LAST_NAME_IN_FRENCH,
	TEMPLATE,
} from './headingWords';
import { foldWords } from './values/reading';

/** Where the cells under a heading go. */
export interface Target {
	/** A column's ID. */
	column: string;
	/** The heading with the lowest rank counts if several of one column are filled; 0 for its own name. */
	rank: number;
	/** In a list of choices: each has a heading of its own, numbered from 0. */
	place?: number;
}

export interface HeadingPlan {
	targets: Map<string, Target>;
	/** Headings that are no column. */
	unknown: string[];
}

/** A custom field as it is called where the user sees it. */
export interface NamedField {
	/** Its column. */
	column: string;
	name: string;
}

/** As reading gives custom fields: `custom_fields.NAME`, with `.0` behind it for the first of several choices. */
const OWN_FIELD = /^custom_fields\.(.+)$/s;

const WITH_PLACE = /^(.+)\.(\d{1,3})$/s;

/** Fields that n8n's own nodes add. */
const OF_N8N = ['row_number', 'submittedAt', 'formMode', 'formQueryParameters'];

/**
 * Finds the column of each heading of a list of people. What is not sure gets none. `fields` are the
 * custom fields of the account; `hasFullName` says whether a whole name may be split.
 */
export function planHeadings(
	headings: Iterable<string>,
	fields: NamedField[],
	hasFullName: boolean,
): HeadingPlan {
	const names = new ColumnNames(fields);
	const targets = new Map<string, Target>();
	const unknown: string[] = [];
	for (const heading of headings) {
		const target = names.find(heading);
		if (target !== undefined) targets.set(heading, target);
		else if (!isOwn(heading)) unknown.push(heading);
	}
	const columns = new Set([...targets.values()].map(({ column }) => column));
	if (columns.has('first_name')) {
		const surname = unknown.find((heading) => foldWords(heading) === LAST_NAME_IN_FRENCH);
		if (surname !== undefined && !columns.has('last_name')) {
			targets.set(surname, { column: 'last_name', rank: 1 });
			unknown.splice(unknown.indexOf(surname), 1);
		}
	}
	const isSplit = hasFullName && !columns.has('first_name') && !columns.has('last_name');
	for (const [heading, { column }] of targets) {
		if (column !== FULL_NAME || isSplit) continue;
		targets.delete(heading);
		if (!isOwn(heading)) unknown.push(heading);
	}
	return { targets, unknown };
}

/** Whether a heading is of a field that reading gives, or n8n adds, and nothing can write. */
function isOwn(heading: string): boolean {
	const [field = ''] = heading.replace(/^\uFEFF/, '').split('.');
	return PROFILE_FIELDS.includes(field) || OF_N8N.includes(heading);
}

class ColumnNames {
	/** As they are written. */
	private readonly exact = new Map<string, Target>();

	/** Without case, accents, blanks and punctuation. Null if several columns are called so. */
	private readonly folded = new Map<string, Target | null>();

	/** Custom fields by their names in the output. */
	private readonly own: Map<string, string>;

	constructor(fields: NamedField[]) {
		this.own = new Map(fields.map(({ column, name }) => [name, column]));
		for (const column of [...COLUMNS, CUSTOM_FIELDS]) {
			for (const name of [column.id, column.label, formName(column)]) this.add(name, column.id, 0);
		}
		this.add(FULL_NAME, FULL_NAME, 1);
		this.add(GENDER_TEXT, GENDER_TEXT, 0);
		for (const { column, name } of fields) if (!isOwn(name)) this.add(name, column, 0);
		for (const [name, column] of Object.entries(TEMPLATE)) this.addIfFree(name, column, 0);
		for (const [column, groups] of Object.entries(HEADING_WORDS)) {
			groups.forEach((words, group) => {
				for (const name of words.split(', ')) this.addIfFree(name, column, 1 + group);
			});
		}
	}

	/** Columns of every account go before custom fields of the same name. */
	private add(name: string, column: string, rank: number): void {
		const isColumn = customFieldIdOf(column) === undefined;
		if (!this.exact.has(name)) this.exact.set(name, { column, rank });
		const key = compact(name);
		// A name of signs alone.
		if (key === '') return;
		const other = this.folded.get(key);
		const isAlias = other != null && other.rank > 0;
		if (other === undefined || isColumn || isAlias) this.folded.set(key, { column, rank });
		else if (other !== null && customFieldIdOf(other.column) !== undefined) {
			this.folded.set(key, null);
		}
	}

	private addIfFree(name: string, column: string, rank: number): void {
		const key = compact(name);
		if (!this.folded.has(key)) this.folded.set(key, { column, rank });
	}

	find(given: string): Target | undefined {
		// Of the file, not of its first heading.
		const heading = given.replace(/^\uFEFF/, '');
		if (customFieldIdOf(heading) !== undefined) return { column: heading, rank: 0 };
		const [, name] = OWN_FIELD.exec(heading) ?? [];
		if (name !== undefined) return this.findOwn(name);
		const exact = this.exact.get(heading) ?? this.exact.get(cleanText(heading));
		if (exact !== undefined || isOwn(heading)) return exact;
		const [whole = '', ...shorter] = wordings(heading);
		const found = this.folded.get(whole);
		if (found !== undefined) return found ?? undefined;
		// Part of a custom field's name may be another thing.
		return (
			shorter
				.map((wording) => this.folded.get(wording))
				.find((target) => target != null && customFieldIdOf(target.column) === undefined) ??
			undefined
		);
	}

	/** A custom field under the name that reading gives it. */
	private findOwn(name: string): Target {
		const column = this.own.get(name) ?? this.own.get(cleanText(name));
		if (column !== undefined) return { column, rank: 0 };
		const [, list = '', place] = WITH_PLACE.exec(name) ?? [];
		if (place === undefined) return { column: namedColumn(name), rank: 0 };
		return { column: this.own.get(list) ?? namedColumn(list), rank: 0, place: Number(place) };
	}
}

const NAMED = 'custom_field_named:';

/** The column of a custom field of which only the name is known. */
export const namedColumn = (name: string) => `${NAMED}${name}`;

/** The custom field's name; undefined for other columns. */
export const nameOfColumn = (column: string) =>
	column.startsWith(NAMED) ? column.slice(NAMED.length) : undefined;

const compact = (name: string) => foldWords(splitCase(name)).replaceAll(' ', '');

const splitCase = (name: string) => cleanText(name).replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2');

/** Of a heading; what is longer is a text. */
const MOST_WORDS = 30;

/** A heading without blanks, and then without what does not change its meaning, word by word. */
function wordings(heading: string): string[] {
	// n8n numbers headings that are there twice.
	const isSecond = /_\d+$/.test(heading);
	const text = splitCase(heading)
		.replace(/['’]s\b/g, '')
		.replace(/(\p{L})(\p{N})/gu, '$1 $2');
	const all = foldWords(text).split(' ');
	const words = all.filter((word, place) => word !== all[place - 1]);
	const found = [all.join(''), words.join('')];
	if (words.length > MOST_WORDS) return found;
	if (IDLE_WORDS.questions.has(words.slice(0, 2).join(' '))) words.splice(0, 2);
	if (words[0] === 'contact' && words[1] === '1') words.splice(0, 2);
	while (words.length > 1 && IDLE_WORDS.inFront.has(words[0] ?? '')) {
		words.shift();
		found.push(words.join(''));
	}
	while (words.length > 1 && IDLE_WORDS.behind.has(words.at(-1) ?? '')) {
		words.pop();
		found.push(words.join(''));
	}
	// The first of several; of an address, it would be the first line.
	const first = words.lastIndexOf('1');
	const isLine = words.at(-1) === '1' && words.includes('address');
	if (first > 0 && !isLine && !isSecond) words.splice(first, 1);
	return [...found, words.join('')];
}
