import { itemRanges } from '../../../../shared/operations';
import { inTurns } from '../../../../shared/turns';
import type { VomeClient } from '../../../shared/client';
import type { CustomFields } from '../customFields';
import { GENDERS, OCCUPATIONS } from '../shape';
import type { MappedRow, Mapping } from './mapping';
import type { Sheet } from './sheet';

/** A hint names this many rows and counts the rest. */
const MOST_ROWS = 5;

const ORDERS = { dayFirst: 'day/month/year', monthFirst: 'month/day/year' };

/** What there is to tell of. */
export interface ReadList {
	sheet: Sheet;
	fields: CustomFields;
	mapping: Mapping;
	rows: MappedRow[];
	/** Items that say the same as an earlier one, which is the value. */
	sameAs: Map<number, number>;
	isPreview: boolean;
}

/** Tells what was not plain about how the items were read, all in one hint. */
export async function noteReading({ hints }: VomeClient, list: ReadList): Promise<void> {
	const { mapping, rows, sameAs, isPreview } = list;
	const was = isPreview ? 'would be' : 'was';
	const notes = [
		...(isPreview ? ['This is a preview: nothing was sent.'] : []),
		...noteHeadings(list),
		...mapping.ordersInUse.map(([heading, order, shownBy]) =>
			shownBy === heading
				? `'${heading}' was read as ${ORDERS[order]}, as its heading says.`
				: `'${heading}' was read as ${ORDERS[order]}, as '${shownBy}' shows.`,
		),
		...[...mapping.preferred].map(
			([what, times]) => `Where both are filled and differ, ${what} (${count(times, 'item')}).`,
		),
		...[...mapping.saidNothing].map(
			([heading, { times, example }]) =>
				`'${heading}' ${was} not sent where it says nothing, such as '${String(example)}' (${count(times, 'item')}).`,
		),
		...noteBlank(rows),
		...noteCopies(sameAs),
		...noteLeftOut(rows, isPreview),
	];
	if (isPreview) notes.push(...(await noteEmptied(rows)), ...(await noteCodes(rows)));
	if (notes.length > 0) hints.add(notes.join(' '));
}

function* noteHeadings({ sheet, fields, mapping, isPreview }: ReadList): Generator<string> {
	const { renamed, unknown, blank } = sheet;
	const was = isPreview ? 'would be' : 'was';
	if (renamed.size > 0) {
		const pairs = [...renamed].map(([heading, label]) => `'${heading.trim()}' as ${label}`);
		yield `Recognized: ${pairs.join(', ')}.`;
	}
	if (mapping.splitNames.length > 0) {
		yield `Names were split into first and last name, such as ${mapping.splitNames.join(' and ')}.`;
	}
	if (unknown.length > 0) {
		const names = unknown.map((heading) => heading.trim() || '(blank)').join(', ');
		yield fields.forbidden === undefined
			? `Left out, since Vome has no such column: ${names}.`
			: `Left out: ${names}. Whether they are custom fields could not be looked up, since the API key may not read profiles.`;
	}
	if (blank.length > 0) {
		const labels = blank.map(
			(heading) => `'${sheet.isAutomatic ? heading : sheet.labelOf(heading, fields)}'`,
		);
		yield `No item has anything for ${labels.join(', ')}, so nothing ${was} sent for it.`;
	}
	for (const [heading, why] of mapping.readOnly) yield `'${heading}' ${was} not sent: it ${why}.`;
	for (const heading of mapping.foreignIds) {
		yield `'${heading}' ${was} left out where it does not hold an ID of Vome.`;
	}
	for (const heading of mapping.genderTexts) {
		yield `'${heading}' ${was} not sent: change it in Vome itself.`;
	}
}

function* noteBlank(rows: MappedRow[]): Generator<string> {
	const blank = rows.filter(({ isBlank }) => isBlank).map(({ item }) => item);
	if (blank.length > 0) yield `Empty, so nobody was sent: ${itemRanges(blank)}.`;
}

function* noteCopies(sameAs: Map<number, number>): Generator<string> {
	if (sameAs.size === 0) return;
	const items = itemRanges([...sameAs.keys()].sort((one, other) => one - other));
	yield `The same as an earlier item, so counted once: ${items}.`;
}

function* noteLeftOut(rows: MappedRow[], isPreview: boolean): Generator<string> {
	const left = rows.filter(({ leftOut }) => leftOut.length > 0);
	if (left.length === 0) return;
	const shown = left
		.slice(0, MOST_ROWS)
		.map(({ item, problems }) => `item ${item}: ${problems.join('; ')}`);
	const more =
		left.length > MOST_ROWS ? `, and ${count(left.length - MOST_ROWS, 'more item')}` : '';
	const were = isPreview ? 'would be' : 'were';
	const times = new Map<string, number>();
	for (const heading of left.flatMap(({ leftOut }) => leftOut)) {
		times.set(heading, (times.get(heading) ?? 0) + 1);
	}
	const counts = [...times].map(([heading, number]) => `'${heading}' of ${count(number, 'item')}`);
	yield `Values that do not fit ${were} left out: ${counts.join(', ')}. In ${shown.join('. In ')}${more}.`;
}

async function noteEmptied(rows: MappedRow[]): Promise<string[]> {
	const columns = new Map<string, number>();
	await inTurns(rows, ({ person, sent }) => {
		if (person === undefined) return;
		const { custom_fields: custom, ...plain } = sent;
		for (const [column, value] of [...Object.entries(plain), ...Object.entries(custom ?? {})]) {
			if (value === null) columns.set(column, (columns.get(column) ?? 0) + 1);
		}
	});
	if (columns.size === 0) return [];
	const counts = [...columns].map(([column, times]) => `${column} of ${count(times, 'item')}`);
	return [`These fields would be emptied: ${counts.join(', ')}.`];
}

/** What the numbers mean that are sent for genders and occupations. */
async function noteCodes(rows: MappedRow[]): Promise<string[]> {
	const notes: string[] = [];
	for (const [column, labels] of Object.entries({ gender: GENDERS, occupation: OCCUPATIONS })) {
		const codes = new Set<unknown>();
		await inTurns(rows, ({ sent }) => codes.add(sent[column]));
		const used = labels.flatMap((label, code) => (codes.has(code) ? [`${code} is ${label}`] : []));
		if (used.length > 0) notes.push(`In '${column}', ${used.join(', ')}.`);
	}
	return notes;
}

const count = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`;
