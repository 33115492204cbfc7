// What each kind of filter sends, and which records it lets through; undefined leaves it to Assemble.
import type { IDataObject, INodeProperties } from 'n8n-workflow';

import {
	choiceFilter,
	choicesFilter,
	dayFilter,
	flagFilter,
	idsFilter,
	momentFilter,
	namesOrIdsFilter,
	numberFilter,
	otherIdsFilter,
	presenceFilter,
	referencesFilter,
	shownFlagFilter,
	textsFilter,
	toSeconds,
	wideningFilter,
} from '../../../../nodes/Assemble/shared/filters.ts';
import { Parameters } from '../../../../nodes/shared/form/parameters.ts';
import type { Filter } from '../../../../nodes/shared/lists/filters.ts';
import { filtersProperty, readFilters } from '../../../../nodes/shared/lists/filters.ts';
import { fakeContext } from '../../../support/context.mts';

const form = (more: Partial<INodeProperties> = {}): INodeProperties => ({
	displayName: 'Filter',
	name: 'filter',
	type: 'string',
	default: '',
	...more,
});
const ofField = ({ field }: IDataObject) => field;
const MODES = [
	{ name: 'One', value: 'one' },
	{ name: 'Two', value: 'two' },
];
const TYPES = ['One-off', 'Ongoing'];
const days = ({ field, last }: IDataObject) => ({ first: field, last });

const FILTERS = {
	choice: choiceFilter('mode', form({ type: 'options', options: MODES }), ofField),
	flag: flagFilter('flag', form()),
	shownFlag: shownFlagFilter('flag', form(), ofField),
	presence: presenceFilter('has_it', form(), ofField),
	widening: wideningFilter('more', form()),
	ids: idsFilter('ids', form()),
	otherIds: otherIdsFilter('exclude_ids', form()),
	texts: textsFilter('texts', form()),
	references: referencesFilter('reference', form(), ofField),
	choices: choicesFilter('type', form(), TYPES, ofField),
	number: numberFilter('age', form({ type: 'number', default: 18 })),
	moment: momentFilter('updated_after', form()),
	from: dayFilter('from', 'start_date', form(), days),
	to: dayFilter('to', 'end_date', form(), days),
	namesOrIds: namesOrIdsFilter('category', form(), ofField),
};
type Kind = keyof typeof FILTERS;

/** What a filter asks for with this value; undefined if it is not set. */
function read(kind: Kind, value: unknown) {
	const filter: Filter = FILTERS[kind];
	const filters = value === undefined ? {} : { filter: value };
	const { context } = fakeContext({ filters: filters as IDataObject });
	const [set] = readFilters(new Parameters(context, 0, [filtersProperty([filter])]), [filter]);
	return set;
}

it.each<[Kind, unknown, Record<string, string> | undefined]>([
	['choice', 'Two', { mode: 'two' }],
	['flag', 'true', { flag: 'true' }],
	['flag', false, { flag: 'false' }],
	['shownFlag', 'yes', { flag: 'true' }],
	// PHP would take it for true.
	['shownFlag', 'false', undefined],
	['presence', 'false', { has_it: 'false' }],
	['widening', 'true', { more: 'true' }],
	['ids', '3, 8', { ids: '3,8' }],
	['ids', [3, '8'], { ids: '3,8' }],
	['ids', { mode: 'list', value: '3' }, { ids: '3' }],
	['otherIds', '3,8', { exclude_ids: '3,8' }],
	['texts', 'first aid, 7', { texts: 'first aid,7' }],
	['references', ' T-1,T-2 ', { reference: 'T-1,T-2' }],
	['choices', ['ongoing', 'One-off', 'Ongoing'], { type: 'Ongoing,One-off' }],
	['number', 0, { age: '0' }],
	['number', '16', { age: '16' }],
	['moment', '2026-02-03T14:00:00+01:00', { updated_after: '2026-02-03 13:00:00' }],
	['from', '2026-02-03T23:00:00-05:00', { start_date: '2026-02-03' }],
	['to', '2026-02-03', { end_date: '2026-02-03' }],
	['namesOrIds', '3, 08', { category: '3,8' }],
	['namesOrIds', '3, Visits', undefined],
])('%s with %j sends %j', (kind, value, query) => {
	expect(read(kind, value)?.query).toEqual(query);
});

it.each<[Kind, unknown]>([
	['choice', undefined],
	['flag', undefined],
	['shownFlag', undefined],
	['presence', undefined],
	// What the list does by itself.
	['widening', 'false'],
	['ids', undefined],
	['ids', { mode: 'list', value: '' }],
	['otherIds', { mode: 'id', value: '' }],
	['texts', ''],
	['references', ''],
	['choices', []],
	['number', undefined],
	['moment', ''],
	['from', ''],
	['namesOrIds', ''],
])('%s with %j is not set', (kind, value) => {
	expect(read(kind, value)).toBeUndefined();
});

it.each<[Kind, unknown, unknown, boolean | undefined]>([
	['choice', 'one', 'ONE ', true],
	['choice', 'one', 'two', false],
	['choice', 'one', '', undefined],
	['choice', 'one', { toString: 1 }, undefined],
	['shownFlag', 'true', '1', true],
	['shownFlag', 'false', '0', true],
	['shownFlag', 'false', null, true],
	['shownFlag', 'true', { toString: 1 }, undefined],
	['shownFlag', 'false', [], false],
	['presence', 'true', 'a@b.example', true],
	['presence', 'true', null, undefined],
	['presence', 'false', 'a@b.example', false],
	['presence', 'false', '', true],
	['presence', 'false', undefined, undefined],
	['references', 'T-1,T-2', 't-2', true],
	['references', '12', 12, true],
	['references', 'T-1', null, false],
	['references', 'T-1', undefined, undefined],
	['references', 'T-1', { toString: 1 }, false],
	['choices', ['Ongoing'], 'ongoing', true],
	['choices', ['Ongoing'], 'One-off', false],
	// Perhaps called otherwise than the documentation calls it.
	['choices', ['Ongoing'], 'Weekly', undefined],
	['choices', ['Ongoing'], 3, undefined],
	['namesOrIds', '3', { id: '03', name: 'Visits' }, true],
	['namesOrIds', '3', { id: { toString: 1 } }, false],
	['namesOrIds', '3', { toString: 1 }, undefined],
	['namesOrIds', 'visits', { id: 3, name: 'Visits' }, true],
	['namesOrIds', 'visits', { id: 3 }, false],
])('%s with %j, of %j: %p', (kind, value, field, allowed) => {
	expect(read(kind, value)?.allows?.({ field } as IDataObject)).toBe(allowed);
});

it.each<[unknown, boolean]>([
	[3, false],
	['8', false],
	[4, true],
])('a record with the ID %j among those but 3 and 8: %p', (id, allowed) => {
	expect(read('otherIds', '3,8')?.allows?.({ id } as IDataObject)).toBe(allowed);
});

// Of what lies only partly within the days, Assemble decides.
it.each<[first: unknown, last: unknown, from: boolean | undefined, to: boolean | undefined]>([
	['2026-02-03', '2026-02-03', true, true],
	['2026-02-02', '2026-02-02', false, true],
	['2026-02-04', '2026-02-05', true, false],
	['2026-02-01', '2026-02-09', undefined, undefined],
	['2026-02-03', undefined, true, true],
	['2026-02-02', '', false, true],
	['2026-02-04T08:00:00Z', null, true, false],
	[undefined, '2026-02-03', undefined, undefined],
	['soon', 'later', undefined, undefined],
	[{ toString: 1 }, [], undefined, undefined],
])('from %j to %j, of the third of February', (field, last, from, to) => {
	const record = { field, last } as IDataObject;
	expect(read('from', '2026-02-03')?.allows?.(record)).toBe(from);
	expect(read('to', '2026-02-03')?.allows?.(record)).toBe(to);
});

it.each<Kind>(['flag', 'widening', 'ids', 'texts', 'number', 'moment'])(
	'no record shows what %s asks for',
	(kind) => {
		expect(read(kind, kind === 'moment' ? '2026-02-03' : '1')?.allows).toBeUndefined();
	},
);

it.each<[Kind, unknown, IDataObject, IDataObject]>([
	['flag', 'true', { flag: 'true' }, { flag: '1' }],
	['flag', 'false', { flag: 'false' }, { flag: '0' }],
	['ids', '3,8', { ids: '3,8' }, { 'ids[]': ['3', '8'] }],
])('%s with %j may be spelt %j or %j', (kind, value, likeliest, other) => {
	const { query = {}, spelling } = read(kind, value) ?? {};
	const [[name = '', text = ''] = []] = Object.entries(query);
	const spelt = spelling?.guess.candidates.map((way) => spelling.write(name, text, way));
	expect(spelt).toEqual([likeliest, other]);
});

it('a time is sent to the second', () => {
	expect(toSeconds('2026-02-03T14:05:09.123Z')).toBe('2026-02-03 14:05:09');
});
