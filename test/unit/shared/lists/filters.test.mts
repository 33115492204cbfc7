import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { Parameters } from '../../../../nodes/shared/form/parameters.ts';
import { Hints } from '../../../../nodes/shared/hints.ts';
import type { Filter, SetFilter } from '../../../../nodes/shared/lists/filters.ts';
import {
	filtersProperty,
	isOwn,
	ownTextFilter,
	Picker,
	readFilters,
	textFilter,
	toQuery,
} from '../../../../nodes/shared/lists/filters.ts';
import { fakeContext, node } from '../../../support/context.mts';

const form = (name: string, displayName: string): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
});

const TITLE = textFilter('title', form('title', 'Title'), ({ title }) => title);
const NOTE = textFilter('note.text', form('note', 'Note'));
const TAG = ownTextFilter(form('tag', 'A Tag'), ({ tags }) => tags);
const FILTERS = [TITLE, NOTE, TAG];

/** Reads the filters with these values; `typed` is what stands in the form, if that differs. */
function readAll(values: IDataObject, filters: Filter[] = FILTERS, typed: IDataObject = values) {
	node.parameters = { filters: typed } as never;
	const { context } = fakeContext({ filters: values });
	return readFilters(new Parameters(context, 0, [filtersProperty(filters)]), filters);
}
afterEach(() => (node.parameters = {}));

/** The one filter that is set. */
function readOne(values: IDataObject): SetFilter {
	const [filter, ...others] = readAll(values);
	if (filter === undefined || others.length > 0) throw new Error('not one filter');
	return filter;
}

const allows = (values: IDataObject, record: IDataObject) => readOne(values).allows?.(record);

it('a form has its filters by label, and a query in their own order', () => {
	expect(filtersProperty(FILTERS).options?.map(({ name }) => name)).toEqual([
		'tag',
		'note',
		'title',
	]);
	const set = readAll({ tag: 'a', note: 'b', title: 'c' });
	expect(set.map(({ label }) => label)).toEqual(['Title', 'Note', 'A Tag']);
	expect(Object.entries(toQuery(set))).toEqual([
		['title', 'c'],
		['note.text', 'b'],
	]);
	expect(set.map(isOwn)).toEqual([false, false, true]);
	expect(isOwn({ query: { day: '2026-02-03' }, isOwn: true })).toBe(true);
});

describe('filters that a model fills in', () => {
	const typed = (name: string) => `={{ $fromAI('${name}') }}`;

	it.each([{}, { title: '', tag: null }, { title: ' ' }])(
		'are refused if none is set: %j',
		(values) => {
			const asked = { title: typed('title'), tag: typed('tag') };
			expect(() => readAll(values, FILTERS, asked)).toThrow(
				'No filter is set: give at least one of Title, A Tag [item 0]',
			);
			expect(() => readAll(values, FILTERS, { ...asked, note: '' })).toThrow('No filter is set');
		},
	);

	it('may be set in part', () => {
		const asked = { title: typed('title'), tag: typed('tag') };
		expect(readAll({ title: '', tag: 'a' }, FILTERS, asked)).toHaveLength(1);
		expect(readAll({ note: 'a' }, FILTERS, { ...asked, note: 'a' })).toHaveLength(1);
	});

	it('are no filters where the form has none of them', () => {
		expect(readAll({}, FILTERS, { title: '' })).toEqual([]);
		expect(readAll({}, [NOTE], { title: typed('title') })).toEqual([]);
	});
});

describe('a text that the service compares', () => {
	it('is not set where it is left empty', () => {
		expect(readAll({ title: ' ', note: '', tag: '' })).toEqual([]);
	});

	it.each([
		['sort', 'Resort', true],
		['SORT', 'resorting', true],
		[' sort ', 'Sort', true],
		['Benevole', 'Bénévole clé', true],
		['bénévole', 'BENEVOLE', true],
		['e\u0301te', '\u00e9t\u00e9', true],
		['strasse', 'Hauptstraße', true],
		['İstanbul', 'istanbul', true],
		['ODOS', 'ODOS\u00c1', true],
		['ΟΔΟΣ', 'οδοσήμανση', true],
		['lukasz', 'Łukasz', true],
		['sorensen', 'Sørensen', true],
		['aegir', 'Ægir', true],
		['of\ufb01ce', 'Office', true],
		['sort', 'Packing', false],
		['sort', 'so rt', false],
		['sort', '', false],
		['sort', null, false],
		['12', 12, true],
	])('%j: a record with %j matches: %p', (title, found, expected) => {
		expect(allows({ title }, { title: found })).toBe(expected);
	});

	it('cannot be told of a record that does not show it', () => {
		expect(allows({ title: 'sort' }, {})).toBeUndefined();
		expect(readOne({ note: 'sort' }).allows).toBeUndefined();
	});
});

describe('a text that only the node compares', () => {
	it.each([
		['Driver', ['Team lead', 'Driver'], true],
		[' driver ', 'DRIVER ', true],
		['Caf\u00e9', ['Cafe\u0301'], true],
		['Drive', ['Driver'], false],
		['Cafe', ['Caf\u00e9'], false],
		['Driver', [], false],
		['Driver', null, false],
		['7', [7], false],
	])('%j: a record with %j matches: %p', (tag, tags, expected) => {
		expect(allows({ tag }, { tags: tags })).toBe(expected);
	});

	it('matches no record that does not show it', () => {
		expect(allows({ tag: 'Driver' }, {})).toBe(false);
	});
});

describe('picking', () => {
	const even: SetFilter = {
		label: 'Even',
		query: { even: '1' },
		allows: ({ id }) => Number(id) % 2 === 0,
	};
	const small: SetFilter = {
		label: 'Small',
		query: { small: '1' },
		allows: ({ id }) => Number(id) < 4,
	};
	const own: SetFilter = { label: 'Own', allows: ({ id }) => id !== 2 };
	const unseen: SetFilter = { label: 'Unseen', query: { unseen: '1' } };

	function pick(filters: SetFilter[], ids: number[]) {
		const picker = new Picker(filters);
		const picked = ids.filter((id) => picker.pick({ id }) !== undefined);
		const hints = new Hints();
		picker.tell('Vome', hints);
		hints.endItem(true);
		return { picked, hints: hints.toExecutionHints('Vome').map(({ message }) => message) };
	}

	it('is idle without a filter that records show', () => {
		expect(new Picker([]).isIdle).toBe(true);
		expect(new Picker([unseen]).isIdle).toBe(true);
		expect(new Picker([unseen, own]).isIdle).toBe(false);
		expect(pick([unseen], [1, 2])).toEqual({ picked: [1, 2], hints: [] });
	});

	it('says nothing where the service left out what does not match', () => {
		expect(pick([even, small], [2])).toEqual({ picked: [2], hints: [] });
	});

	it("says nothing of the node's own filters", () => {
		expect(pick([own], [1, 2, 3])).toEqual({ picked: [1, 3], hints: [] });
		expect(pick([{ ...even, isOwn: true }], [1, 2])).toEqual({ picked: [2], hints: [] });
	});

	it('tells once which filters the service ignores, and how many records there were', () => {
		expect(pick([even, small, own], [1, 2, 4, 5, 6, 1, 4])).toEqual({
			picked: [],
			hints: ["Vome ignores 'Even', 'Small': the node filtered 5 records itself."],
		});
		expect(pick([even, small], [1])).toEqual({
			picked: [],
			hints: ["Vome ignores 'Even': the node filtered 1 record itself."],
		});
	});

	it('tells of a filter that is ignored although another one leaves out the record, too', () => {
		expect(pick([small, even], [5]).hints).toEqual([
			"Vome ignores 'Small', 'Even': the node filtered 1 record itself.",
		]);
	});
});
