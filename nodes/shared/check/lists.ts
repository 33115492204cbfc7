import type { IDataObject } from 'n8n-workflow';

import { failureOf } from '../http/errors';
import { containsText } from '../lists/filters';
import type { Envelope } from '../lists/serviceClient';
import type { AccountCheck } from './accountCheck';
import { different, ok, Unreadable, unknown } from './accountCheck';
import type { Fields } from './fields';
import { compareFields, namesOfFields } from './fields';

export interface CheckedList {
	/** As in "Shifts". */
	name: string;
	/** As in "shifts". */
	subject: string;
	path: string;
	/** Asks for an order that stays the same while pages are read. */
	order?: IDataObject;
	/** Left out if none is documented: then those that come are told. */
	fields?: Fields;
	/** The field in which the account has fields of its own. */
	own?: string;
}

/** The first page of a list, as far as it can be read. */
export class Sample {
	/** What is in fields for times. */
	times: readonly string[] = [];

	constructor(
		readonly list: CheckedList,
		/** What was asked for; the client knows by this object how. */
		readonly query: IDataObject,
		private readonly first: Envelope | undefined,
		/** Whether the service refuses the order. */
		readonly isUnordered = false,
	) {}

	/** Throws Unreadable if there is none. */
	get page(): Envelope {
		if (this.first === undefined) {
			throw new Unreadable(`the ${this.list.subject} could not be read`);
		}
		return this.first;
	}

	/** Its records, if there are any. */
	get known(): readonly IDataObject[] {
		return this.first?.records ?? [];
	}

	get hasMore(): boolean {
		return this.morePages > 0 && this.first?.hasNext !== false;
	}

	/** How many pages follow, as far as the total tells. */
	get morePages(): number {
		const total = this.first?.total ?? 0;
		return Math.max(0, Math.ceil(total / (this.known.length || 1)) - 1);
	}

	/** Throws Unreadable if there is none. */
	get records(): IDataObject[] {
		const { records } = this.page;
		if (records.length === 0) throw new Unreadable(`there are no ${this.list.subject}`);
		return records;
	}
}

/** What to do, as sentences, where a list cannot be read at all, or not with this login. */
export type AccessAdvice = Record<'refused' | 'forbidden', string>;

/** Adds whether the list can be read, and how its records differ from what is known of them. */
export async function askAboutList(
	check: AccountCheck,
	list: CheckedList,
	advice: AccessAdvice,
): Promise<Sample> {
	const { name } = list;
	let sample = new Sample(list, {}, undefined);
	await check.ask(
		{
			fact: `${name}: access`,
			expected: 'can be read',
			advice: advice.refused,
		},
		async () => {
			const reading = firstPage(check, list);
			const failure = await failureOf(reading);
			if (failure instanceof Unreadable && failure.kind === 'forbidden') {
				return different(failure.why, advice.forbidden);
			}
			sample = await reading;
			return ok('can be read');
		},
	);
	const { fields } = list;
	if (fields === undefined) await tellFields(check, name, () => sample.records);
	else sample.times = await askAboutFields(check, { ...list, fields }, () => sample.records);
	return sample;
}

/** Adds how records differ from what is known of them. Resolves with what is in fields for times. */
export async function askAboutFields(
	check: AccountCheck,
	{ name, fields, own }: Pick<CheckedList, 'name' | 'own'> & { fields: Fields },
	read: () => readonly IDataObject[],
): Promise<readonly string[]> {
	let times: readonly string[] = [];
	await check.ask(
		{
			fact: `${name}: fields`,
			expected: 'as documented',
			advice: 'What is new comes out with Output set to Raw; what is missing comes out empty.',
		},
		() => {
			const records = read();
			const found = compareFields(records, fields, own);
			({ times } = found);
			const more = found.unnamed === 0 ? [] : [`${found.unnamed} not named here`];
			const differences = [
				['missing', found.missing],
				['new', [...found.added, ...more]],
				['other type', found.otherType],
			] as const;
			const told = differences
				.filter(([, names]) => names.length > 0)
				.map(([what, names]) => `${what}: ${names.join(', ')}`);
			if (told.length > 0) return different(told.join('; '));
			return ok(`${found.good} fields, in ${amount(records)}`);
		},
	);
	return times;
}

/** Adds which fields records have, where none is documented. */
async function tellFields(
	check: AccountCheck,
	name: string,
	read: () => readonly IDataObject[],
): Promise<void> {
	await check.ask({ fact: `${name}: fields`, expected: 'not documented', advice: '' }, () => {
		const { named, unnamed } = namesOfFields(read());
		const more = unnamed === 0 ? [] : [`${unnamed} not named here`];
		return ok([...named, ...more].join(', '));
	});
}

const amount = ({ length }: { length: number }) =>
	length === 1 ? '1 record' : `${length} records`;

/** Where the order is refused, the list is read without. */
async function firstPage(check: AccountCheck, list: CheckedList): Promise<Sample> {
	const { order: query = {} } = list;
	const reading = check.page(list, query);
	const failure = await failureOf(reading);
	const isRefused = failure instanceof Unreadable && failure.kind === 'refused';
	if (!isRefused || list.order === undefined) return new Sample(list, query, await reading);
	const plain = {};
	return new Sample(list, plain, await check.page(list, plain), true);
}

/** Most pages of a list that is counted, and most of all lists beside their first ones. */
const MOST_PAGES = 5;
const MOST_MORE_PAGES = 4;

/** Adds whether the totals of lists are what is listed; of short lists first, if not of all. */
export async function askAboutTotals(
	check: AccountCheck,
	samples: readonly Sample[],
): Promise<void> {
	let left = MOST_MORE_PAGES;
	const counted = new Set<Sample>();
	for (const sample of [...samples].sort((one, other) => one.morePages - other.morePages)) {
		left -= sample.morePages;
		if (left >= 0 && sample.morePages < MOST_PAGES) counted.add(sample);
	}
	for (const sample of samples) {
		const { name, subject } = sample.list;
		await check.ask(
			{
				fact: `${name}: total`,
				expected: 'as many as are listed',
				advice: 'Get Many with Return All compares the two, and says so or fails if they differ.',
			},
			async () => {
				const { total } = sample.page;
				if (total === null) return different('none');
				if (!counted.has(sample)) return unknown(`too many ${subject} to count them`);
				const listed = await countListed(check, sample);
				if (listed === undefined) return unknown('the list changed meanwhile');
				return listed === total ? ok(`${total}`) : different(`${total}, with ${listed} listed`);
			},
		);
	}
}

/** Undefined if the list changes meanwhile. */
async function countListed(check: AccountCheck, sample: Sample): Promise<number | undefined> {
	const { list, query, page, morePages } = sample;
	const ids = new Set<unknown>();
	let last: Envelope | undefined = page;
	// One page more, where the total may be too low.
	for (let number = 1; number <= morePages + 2; number += 1) {
		if (number > 1) last = await check.page(list, query, number);
		if (last === undefined) break;
		if (last.total !== page.total) return undefined;
		const before = ids.size;
		for (const { id } of last.records) ids.add(id);
		const goesOn = last.hasNext ?? last.records.length >= page.records.length;
		if (ids.size === before || !goesOn) break;
	}
	return ids.size;
}

export interface CheckedFilter {
	/** Its label in the form. */
	label: string;
	query: (value: string) => IDataObject;
	/** What a record has, if it shows something that can be asked for. */
	valueOf: (record: IDataObject) => string | undefined;
	/** Whether a record with `own` matches; by default, if it has the value itself. */
	allows?: (own: string, value: string) => boolean;
	/** What to ask for; by default, what nearly half of the records match. */
	choose?: (owns: readonly string[]) => string | undefined;
}

/** More would not do in an address. */
const LONGEST_TEXT = 200;

/** A text that can be asked for; undefined for anything else. */
export function askable(value: unknown): string | undefined {
	if (typeof value !== 'string' || value.trim() === '') return undefined;
	return value.length > LONGEST_TEXT ? undefined : value;
}

/**
 * Adds whether a filter filters. `order` is asked for along with it. Resolves with what
 * comes; none if it does not.
 */
export async function askAboutFilter(
	check: AccountCheck,
	sample: Sample,
	filter: CheckedFilter,
	{ path = sample.list.path, order = {} }: { path?: string; order?: IDataObject } = {},
): Promise<readonly IDataObject[]> {
	const { name, subject } = sample.list;
	const { label, query, valueOf, allows = (own, value) => own === value } = filter;
	const { choose = (owns) => nearHalf(owns, allows) } = filter;
	let came: readonly IDataObject[] = [];
	await check.ask(
		{
			fact: `${name}: filter ${label}`,
			expected: 'filters',
			advice: `The nodes leave out what does not match, but read more for it.`,
		},
		async () => {
			const known = sample.records.map(valueOf).filter((own) => own !== undefined);
			const value = choose(known);
			if (value === undefined) return unknown(`the ${subject} do not differ in it`);
			const asked = sample.isUnordered ? query(value) : { ...query(value), ...order };
			const page = await check.page({ path, subject }, asked);
			const records = page?.records ?? [];
			if (records.length === 0) return different('finds nothing', FINDS_NOTHING);
			// The known records that do not match are missing in its total, too.
			if (page?.total === (sample.page.total ?? undefined)) return different('is ignored');
			const owns = records.map(valueOf).filter((own) => own !== undefined);
			if (owns.some((own) => !allows(own, value))) return different('is ignored');
			came = records;
			return ok('filters');
		},
	);
	return came;
}

const FINDS_NOTHING = 'Do not use this filter in the nodes: filter after them instead.';

/** A value that some records match and others do not, as nearly half of them as can be. */
function nearHalf(
	owns: readonly string[],
	allows: (own: string, value: string) => boolean,
): string | undefined {
	let best: { value: string; distance: number } | undefined;
	for (const value of new Set(owns)) {
		const matching = owns.filter((own) => allows(own, value)).length;
		const distance = Math.abs(matching - owns.length / 2);
		if (matching < owns.length && distance < (best?.distance ?? Infinity))
			best = { value, distance };
	}
	return best?.value;
}

export interface CheckedOrder {
	/** As in "-created_at". */
	by: string;
	/** What records in this order have. */
	values: ReadonlyArray<string | number>;
	isDescending?: boolean;
}

/** Adds whether lists come in the order that was asked for. */
export async function askAboutOrder(
	check: AccountCheck,
	{ list, isUnordered }: Sample,
	orders: readonly CheckedOrder[],
): Promise<void> {
	await check.ask(
		{
			fact: `${list.name}: order`,
			expected: 'as asked for',
			advice: 'Sort after the nodes instead, and let triggers look back longer.',
		},
		() => {
			if (isUnordered) return different('is refused');
			const told = orders.filter(({ values }) => new Set(values).size > 1);
			if (told.length === 0) return unknown('too few records to tell');
			const wrong = told.filter((one) => !isInOrder(one)).map(({ by }) => by);
			if (wrong.length > 0) return different(`not by ${wrong.join(', ')}`);
			return ok(`by ${told.map(({ by }) => by).join(', ')}`);
		},
	);
}

export function isInOrder({ values, isDescending = false }: CheckedOrder): boolean {
	return values.every((value, index) => {
		const before = values[index - 1];
		if (before === undefined || before === value) return true;
		return before < value !== isDescending;
	});
}

/** Adds whether times come with their time zone. */
export async function askAboutTimes(
	check: AccountCheck,
	samples: readonly Sample[],
): Promise<void> {
	await check.ask(
		{
			fact: 'Times',
			expected: 'with their time zone',
			advice: 'n8n reads a time without a zone as a time in the time zone of the workflow.',
		},
		() => {
			const times = samples.flatMap((sample) => sample.times).filter((time) => time !== '');
			if (times.length === 0) return unknown('there are none');
			const isZoned = times.every((time) => /T[^T]*(Z|[+-]\d\d:?\d\d)$/.test(time));
			return isZoned ? ok('with their time zone') : different('some without a time zone');
		},
	);
}

/**
 * Whether a search by `name` finds the records with a value, and no others; `valueOf` gives what a
 * record has. Throws Unreadable if there are no others.
 */
export async function isSearchable(
	check: AccountCheck,
	{ list, records }: Sample,
	path: string,
	name: string,
	valueOf: (record: IDataObject) => string | undefined,
): Promise<boolean> {
	const value = records.map(valueOf).find((found) => found !== undefined);
	const matches = (record: IDataObject) => containsText(valueOf(record) ?? '', value ?? '');
	if (value === undefined || records.every(matches)) {
		throw new Unreadable(`too few ${list.subject} to tell`);
	}
	const page = await check.page({ path, subject: list.subject }, { [name]: value });
	return page !== undefined && page.records.length > 0 && page.records.every(matches);
}

/**
 * What a filter finds that is asked for in just this form; nothing if it is not obeyed. Throws
 * Unreadable if not some records match and others do not.
 */
export async function foundAsAsked(
	check: AccountCheck,
	{ list, records, page: { total } }: Sample,
	query: IDataObject,
	matches: (record: IDataObject) => boolean,
	path = list.path,
): Promise<readonly IDataObject[]> {
	const { subject } = list;
	if (!records.some(matches) || records.every(matches)) {
		throw new Unreadable(`the ${subject} do not differ in it`);
	}
	const page = await check.pageAsAsked({ path, subject }, query, records.length);
	if (page === undefined || !page.records.every(matches)) return [];
	return page.total !== null && page.total === total ? [] : page.records;
}
