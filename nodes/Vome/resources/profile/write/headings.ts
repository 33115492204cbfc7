import { cleanText } from '../../../../shared/form/cells';
import { PROFILE_FIELDS } from '../shape';
import {
	COLUMNS,
	CUSTOM_FIELDS,
	customFieldIdOf,
	formName,
	namedColumn,
	nameOfColumn,
} from './columns';
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
	/** Who it is about, where it says that, such as "participant". */
	owner?: string;
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
	/** It has several choices; undefined if that is not known. */
	isList?: boolean;
}

/** The owner of headings such as "Contact 1 Email". */
const CONTACT = 'contact 1';

/** Who may have filled in a form for somebody else. */
const FILLERS_IN = [CONTACT, 'registrant', 'applicant'];

/** What leaving words out adds to the rank. */
const SHORTENED = 0.5;

/** Of a heading; what is longer is a text. */
const MOST_WORDS = 30;

/** One way to say what a heading says. */
interface Wording {
	key: string;
	/** Nothing is left out. */
	isWhole: boolean;
	/** Nothing is left out that tells whose it is, or which one. */
	isSameThing: boolean;
	owner?: string;
}

/** What a heading means, and how it says so. */
interface Match extends Target {
	heading: string;
	/** It in words, without case and accents. */
	words: string;
}

/** As reading gives custom fields: `custom_fields.NAME`, with `.0` behind it for the first of several choices. */
const OWN_FIELD = /^custom_fields\.(.+)$/s;

const WITH_PLACE = /^(.+)\.(\d{1,3})$/s;

/** A list that reading gives, as Convert to File writes it. */
const OWN_LIST = /^(?:opportunities|tags|skills|languages)\.\d+(?:\.\w+)?$/;

/** Shows that a list is what reading gives. */
const OUR_SIGN =
	/^\uFEFF?(custom_fields(\..*)?|is_offline|is_following|logged_hours|completed_shifts|profile_image_url)$/s;

/** Fields that n8n's own nodes add. */
const OF_N8N = ['row_number', 'submittedAt', 'formMode', 'formQueryParameters'];

/** Whether a heading is written as in Vome's import template alone. */
export const isOfTemplate = (heading: string) =>
	/\*\s*$/.test(heading) || (heading.trim() in TEMPLATE && heading.trim() !== 'Organization');

export const isOfN8n = (heading: string) => OF_N8N.includes(heading);

/**
 * Finds the column of each heading of a list of people. What is not sure gets none. `filled` are the
 * headings that have a value somewhere, `fields` the custom fields of the account; `hasFullName` says
 * whether a whole name may be split.
 */
export function planHeadings(
	headings: Set<string>,
	filled: Set<string>,
	fields: NamedField[],
	hasFullName: boolean,
): HeadingPlan {
	const names = new ColumnNames(fields, headings);
	const matches = [...headings].flatMap((heading) => names.find(heading) ?? []);
	const inUse = matches.filter(({ heading }) => filled.has(heading));
	const columns = new Set(inUse.map(({ column }) => column));
	if (columns.has('first_name') && !columns.has('last_name')) {
		const isOpen = (heading: string) => !matches.some((match) => match.heading === heading);
		matches.push(...names.findSurnames([...headings].filter(isOpen)));
	}
	const isSplit = hasFullName && !columns.has('first_name') && !columns.has('last_name');
	const isDoubtful = (match: Match) =>
		(match.column === FULL_NAME && !isSplit) ||
		isOfOther(match, inUse) ||
		isOfOtherContact(match, inUse) ||
		isPart(match, [...headings]) ||
		isRest(match, matches);
	const targets = new Map(
		matches
			.filter((match) => !isDoubtful(match))
			.map(({ heading, column, rank, place, owner }) => [heading, { column, rank, place, owner }]),
	);
	const isOurs = [...headings].some((heading) => OUR_SIGN.test(heading));
	const isUnknown = (heading: string) => {
		if (targets.has(heading) || isOfN8n(heading)) return false;
		return !isOurs || !isOwn(heading) || names.isCustom(heading);
	};
	return { targets, unknown: [...headings].filter(isUnknown) };
}

/** Whether a heading names somebody, such as the participant or contact 1, who is not the person. */
function isOfOther({ owner, column }: Match, inUse: Match[]): boolean {
	if (owner === undefined) return false;
	if (FILLERS_IN.includes(owner)) {
		const NAMES = ['first_name', 'last_name', FULL_NAME];
		return inUse.some((other) => other.owner !== owner && NAMES.includes(other.column));
	}
	const isAnother = (other: Match) => ![undefined, owner, ...FILLERS_IN].includes(other.owner);
	return column === 'occupation_institution_name' || inUse.some(isAnother);
}

/** Whether a heading names another one to call in an emergency than most of the list. */
function isOfOtherContact(match: Match, inUse: Match[]): boolean {
	const isContact = ({ column }: Match) => column.startsWith('emergency_contact_');
	if (!isContact(match)) return false;
	const kinds = new Set(inUse.filter(isContact).map(kindOfContact));
	const kind = kinds.has(undefined) ? undefined : [...kinds][0];
	return kinds.size > 1 && kindOfContact(match) !== kind;
}

const kindOfContact = ({ words }: Match) => /\b(next of kin|nok|ice)\b/.exec(words)?.[1];

/** Whether a heading holds a part of a phone number or date, or where a computer was and not a person. */
function isPart({ column, words }: Match, headings: string[]): boolean {
	const has = (what: RegExp) => headings.some((heading) => what.test(foldWords(heading)));
	if (column === 'date_of_birth')
		return /\b(dd|mm|jj)\b/.test(words) && !/\b(yy|yyyy|aa|aaaa)\b/.test(words);
	if (column === 'phone_number')
		return /^(?!.*\bfull\b).*\bnumber\b/.test(words) && has(/(?<!with )\barea code$/);
	return (
		['latitude', 'longitude'].includes(column) && has(/^(gmtoff|(optin|confirm) ip|ip( address)?)$/)
	);
}

/** Whether a heading is of a list whose first choice has none: some of the others may lack as well. */
function isRest({ place, column }: Match, matches: Match[]): boolean {
	const isFirst = (other: Match) => other.column === column && other.place === 0;
	return place !== undefined && !matches.some(isFirst);
}

/** Whether a heading is of a field that reading gives, or n8n adds, and nothing can write. */
function isOwn(heading: string): boolean {
	const name = heading.replace(/^\uFEFF/, '');
	return PROFILE_FIELDS.includes(name) || OWN_LIST.test(name) || isOfN8n(name);
}

class ColumnNames {
	/** As they are written. */
	private readonly exact = new Map<string, Target>();

	/** Without case, accents, blanks and punctuation. Null if several columns are called so. */
	private readonly folded = new Map<string, Target | null>();

	/** Custom fields by their names in the output. */
	private readonly own: Map<string, NamedField>;

	private readonly custom: Set<string>;

	constructor(
		fields: NamedField[],
		private readonly headings: Set<string>,
	) {
		this.own = new Map(fields.map((field) => [field.name, field]));
		this.custom = new Set(fields.map(({ name }) => compact(name)));
		for (const column of [...COLUMNS, CUSTOM_FIELDS]) {
			for (const name of [column.id, column.label, formName(column)]) this.add(name, column.id, 0);
		}
		this.add(FULL_NAME, FULL_NAME, 1);
		this.add(GENDER_TEXT, GENDER_TEXT, 0);
		for (const { column, name } of fields) {
			if (!isOwn(name) && nameOfColumn(column) === undefined) this.add(name, column, 0);
		}
		for (const [name, column] of Object.entries(TEMPLATE)) this.addIfFree(name, column, 0);
		for (const [column, groups] of Object.entries(HEADING_WORDS)) {
			groups.forEach((words, group) => {
				for (const name of words.split(', ')) this.addIfFree(name, column, 1 + group);
			});
		}
	}

	/** Whether a custom field is called so. */
	isCustom(heading: string): boolean {
		return this.custom.has(compact(heading));
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

	find(given: string): Match | undefined {
		// Of the file, not of its first heading.
		const name = given.replace(/^\uFEFF/, '');
		const match = this.findName(name);
		return match && { ...match, heading: given, words: foldWords(name) };
	}

	private findName(heading: string): (Target & { owner?: string }) | undefined {
		if (customFieldIdOf(heading) !== undefined) return { column: heading, rank: 0 };
		const [, name] = OWN_FIELD.exec(heading) ?? [];
		if (name !== undefined) return this.findOwn(name);
		const exact = this.exact.get(heading) ?? this.exact.get(cleanText(heading));
		if (exact !== undefined || isOwn(heading)) return exact;
		for (const { key, isWhole, isSameThing, owner } of this.wordings(heading)) {
			const target = this.folded.get(key);
			if (target === undefined) continue;
			// Several custom fields are called so.
			if (target === null) return undefined;
			const isCustom = customFieldIdOf(target.column) !== undefined;
			// A part of a custom field's name may be another thing.
			if (isCustom && !isSameThing) continue;
			return { ...target, rank: target.rank + (isWhole ? 0 : SHORTENED), owner };
		}
		return undefined;
	}

	/** A custom field under the name that reading gives it. */
	private findOwn(name: string): Target | undefined {
		const field = this.own.get(name) ?? this.own.get(cleanText(name));
		const [, listName = '', place] = WITH_PLACE.exec(name) ?? [];
		const list = this.own.get(listName);
		const isOfList = place !== undefined && list?.isList !== false;
		if (field !== undefined) {
			// Convert to File writes both fields under one heading.
			const isBoth = isOfList && list !== undefined;
			return isBoth ? undefined : { column: field.column, rank: 0 };
		}
		// A person may have typed the heading.
		const typed = this.folded.get(compact(name));
		if (typed != null && customFieldIdOf(typed.column) !== undefined) return typed;
		const typedList = this.folded.get(compact(listName));
		const ofTyped = typedList != null && customFieldIdOf(typedList.column) !== undefined;
		if (place !== undefined && ofTyped) return { ...typedList, place: Number(place) };
		if (!isOfList) return { column: namedColumn(name), rank: 0 };
		return { column: list?.column ?? namedColumn(listName), rank: 0, place: Number(place) };
	}

	/** Last names in French, of which the word alone may be a whole name. */
	findSurnames(headings: string[]): Match[] {
		return headings.flatMap((heading) => {
			const wording = this.wordings(heading).find(({ key }) => key === LAST_NAME_IN_FRENCH);
			if (wording === undefined) return [];
			const { owner, isWhole } = wording;
			const rank = 1 + (isWhole ? 0 : SHORTENED);
			return [{ heading, words: foldWords(heading), column: 'last_name', rank, owner }];
		});
	}

	/** n8n numbers headings that are there twice. */
	private isSecond(heading: string): boolean {
		return this.headings.has(heading.replace(/_\d+$/, '')) && /_\d+$/.test(heading);
	}

	/** A heading without blanks, and then without what does not change its meaning, word by word. */
	private wordings(heading: string): Wording[] {
		const text = splitCase(heading)
			.replace(/['’]s\b/g, '')
			.replace(/(\p{L})(\p{N})/gu, '$1 $2');
		const all = foldWords(text).split(' ');
		const words = all.filter((word, place) => word !== all[place - 1]);
		const found: Wording[] = [all, words].map((own) => ({
			key: own.join(''),
			isWhole: true,
			isSameThing: true,
		}));
		if (words.length > MOST_WORDS) return found;
		let owner: string | undefined;
		let isSameThing = true;
		const keep = () => found.push({ key: words.join(''), isWhole: false, isSameThing, owner });
		const isIn = (set: Set<string>, word = '') => words.length > 1 && set.has(word);
		const note = (word = '') => {
			if (IDLE_WORDS.owners.has(word)) owner = word.replace(/s$/, '');
			isSameThing &&= IDLE_WORDS.formal.has(word);
		};
		if (IDLE_WORDS.questions.has(words.slice(0, 2).join(' '))) words.splice(0, 2);
		if (words[0] === 'contact' && words[1] === '1') {
			words.splice(0, 2);
			owner = CONTACT;
			isSameThing = false;
		}
		while (isIn(IDLE_WORDS.inFront, words[0])) {
			note(words.shift());
			keep();
		}
		while (isIn(IDLE_WORDS.behind, words.at(-1))) {
			note(words.pop());
			keep();
		}
		// The first of several; of an address, it would be the first line.
		const first = words.lastIndexOf('1');
		const isLine = words.at(-1) === '1' && words.includes('address') && !words.includes('email');
		if (first > 0 && !isLine && !this.isSecond(heading)) {
			words.splice(first, 1);
			isSameThing = false;
		}
		keep();
		return found;
	}
}

const compact = (name: string) => foldWords(splitCase(name)).replaceAll(' ', '');

const splitCase = (name: string) =>
	cleanText(name)
		.replace(/#/g, ' number ')
		.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2');
