import { itemRanges } from '../../../../shared/operations';
import type { VomeClient } from '../../../shared/client';
import type { CustomFields } from '../customFields';
import type { MappedRow, Mapping } from './mapping';
import type { Sheet } from './sheet';

/** A hint names this many rows and counts the rest. */
const MOST_ROWS = 5;

const ORDERS = { dayFirst: 'day/month/year', monthFirst: 'month/day/year' };

/** Tells what was not plain about how the items were read, all in one hint. */
export function noteReading(
	{ hints }: VomeClient,
	sheet: Sheet,
	fields: CustomFields,
	mapping: Mapping,
	rows: MappedRow[],
	sameAs: Map<number, number>,
	isPreview: boolean,
): void {
	const notes = [
		...(isPreview ? ['This is a preview: nothing was sent.'] : []),
		...noteHeadings(sheet, fields, mapping),
		...mapping.ordersInUse.map(
			([heading, order, shownBy]) =>
				`'${heading}' was read as ${ORDERS[order]}, as '${shownBy}' shows.`,
		),
		...[...mapping.preferred].map(
			([what, times]) => `Where both are filled and differ, ${what} (${count(times, 'item')}).`,
		),
		...[...mapping.saidNothing].map(
			([heading, { times, example }]) =>
				`'${heading}' was not sent where it says nothing, such as '${String(example)}' (${count(times, 'item')}).`,
		),
		...noteBlank(rows),
		...noteCopies(sameAs),
		...noteLeftOut(rows),
		...(isPreview ? noteEmptied(rows) : []),
	];
	if (notes.length > 0) hints.add(notes.join(' '));
}

function* noteHeadings(sheet: Sheet, fields: CustomFields, mapping: Mapping): Generator<string> {
	const { renamed, unknown, blank } = sheet;
	if (renamed.size > 0) {
		const pairs = [...renamed].map(([heading, label]) => `'${heading.trim()}' as ${label}`);
		yield `These fields of the items were taken: ${pairs.join(', ')}.`;
	}
	if (mapping.splitNames.length > 0) {
		yield `Names were split into first and last name, such as ${mapping.splitNames.join(' and ')}.`;
	}
	if (unknown.length > 0) {
		yield `These fields of the items were not sent, since they are no columns of a profile: ${unknown.map((heading) => heading.trim()).join(', ')}.`;
	}
	if (blank.length > 0) {
		const labels = blank.map(
			(heading) => `'${sheet.isAutomatic ? heading : sheet.labelOf(heading, fields)}'`,
		);
		yield `No item has anything for ${labels.join(', ')}, so nothing was sent for it.`;
	}
	for (const heading of mapping.foreignIds) {
		yield `'${heading}' was left out: it does not hold IDs of Vome.`;
	}
	if (mapping.genderTexts > 0) yield "'gender_text' was not sent: change it in Vome itself.";
}

function* noteBlank(rows: MappedRow[]): Generator<string> {
	const blank = rows.filter(({ isBlank }) => isBlank).map(({ item }) => item);
	if (blank.length > 0) yield `Nothing is in ${itemRanges(blank)}, so nobody was sent for it.`;
}

function* noteCopies(sameAs: Map<number, number>): Generator<string> {
	if (sameAs.size === 0) return;
	const items = itemRanges([...sameAs.keys()].sort((one, other) => one - other));
	yield `What says the same as an item before it was taken once: ${items}.`;
}

function* noteLeftOut(rows: MappedRow[]): Generator<string> {
	const left = rows.filter(({ leftOut }) => leftOut.length > 0);
	if (left.length === 0) return;
	const shown = left
		.slice(0, MOST_ROWS)
		.map(({ item, problems }) => `item ${item}: ${problems.join('; ')}`);
	const more =
		left.length > MOST_ROWS ? `, and ${count(left.length - MOST_ROWS, 'more item')}` : '';
	yield `Values that do not fit were left out: ${shown.join('. ')}${more}.`;
}

function* noteEmptied(rows: MappedRow[]): Generator<string> {
	const columns = new Map<string, number>();
	for (const { person, sent } of rows) {
		if (person === undefined) continue;
		const { custom_fields: custom, ...plain } = sent;
		for (const [column, value] of [...Object.entries(plain), ...Object.entries(custom ?? {})]) {
			if (value === null) columns.set(column, (columns.get(column) ?? 0) + 1);
		}
	}
	if (columns.size === 0) return;
	const counts = [...columns].map(([column, times]) => `${column} of ${count(times, 'item')}`);
	yield `These fields would be emptied: ${counts.join(', ')}.`;
}

const count = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`;
