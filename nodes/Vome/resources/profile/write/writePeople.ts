import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { Parameters } from '../../../../shared/form/parameters';
import type { NodeError } from '../../../../shared/http/errors';
import { operationError } from '../../../../shared/http/errors';
import type { ItemOutcome } from '../../../../shared/operations';
import { asObject } from '../../../../shared/records';
import { inTurns } from '../../../../shared/turns';
import type { VomeClient } from '../../../shared/client';
import { CustomFields } from '../customFields';
import {
	CUSTOM_FIELDS,
	customFieldIdOf,
	EMAIL_COLUMN,
	FIRST_NAME,
	ID_COLUMN,
	LAST_NAME,
	nameOfColumn,
} from './columns';
import { FULL_NAME } from './headingWords';
import type { MappedRow } from './mapping';
import { Mapping } from './mapping';
import { noteReading } from './notes';
import { readWriteOptions, writeOptions } from './options';
import type { PeopleWrite } from './people';
import { PeopleBatches } from './people';
import { Sheet } from './sheet';
import { settleTwins } from './twins';

/**
 * Writes the people of these input items, in batches. Resolves with the outcome of each item:
 * `{ id, email, outcome, success, matchedBy, identifier, response }` or its error. Checks everyone
 * first, and sends those without errors. For a preview, sends nothing, and resolves with
 * `{ valid, problems, send, notSent, matchedBy, identifier }`. Throws a NodeApiError or
 * NodeOperationError that concerns all items.
 */
export async function writePeople(
	context: IExecuteFunctions,
	client: VomeClient,
	write: PeopleWrite,
	items: number[],
): Promise<ItemOutcome[]> {
	const node = context.getNode();
	const input = context.getInputData();
	const parametersOf = (item: number) => new Parameters(context, item, [writeOptions], node);
	const parameters = parametersOf(0);
	const options = readWriteOptions(parametersOf, input.length);
	const matchBy = readMatching(parameters, write.operation);

	const fields = new CustomFields(client, undefined, true);
	const sheet = new Sheet(context, items, parameters, options);
	// So that errors name custom fields as the user does.
	await fields.find({ ids: sheet.customFieldIds(matchBy), names: [] });
	await sheet.read(fields, write.operation !== 'update');
	const missing = missingHeading(sheet, fields, matchBy, write.operation);
	if (missing !== undefined && !options.isPreview) {
		throw operationError(node, undefined, missing.message, missing.description);
	}
	await findFields(fields, sheet, matchBy);

	const request = { operation: write.operation, zone: context.getTimezone(), options };
	const mapping = new Mapping(sheet, fields, matchBy, request);
	const rows = await mapping.build(parameters);
	const { matchLabel } = mapping;
	const sameAs = await settleTwins(
		rows,
		sheet.headingOf(matchBy, fields),
		customFieldIdOf(matchBy) !== undefined,
	);
	await noteReading(client, { sheet, fields, mapping, rows, sameAs, isPreview: options.isPreview });
	const outcomes: ItemOutcome[] = [];
	if (options.isPreview) {
		await inTurns(rows, (row) => {
			outcomes.push({ json: previewOf(row, matchLabel, missing?.message) });
		});
		return outcomes;
	}

	const batches = new PeopleBatches(context, client, write, options, {
		column: matchBy,
		label: matchLabel,
		fields,
	});
	const isSent = ({ item }: { item: number }) => !sameAs.has(item);
	await batches.send(rows.flatMap(({ person }) => person ?? []).filter(isSent));
	await inTurns(rows, (row) => {
		const { item, isBlank, person } = row;
		if (isBlank) outcomes.push({ json: nobody(matchLabel) });
		else if (person !== undefined) {
			outcomes.push(outcomeOf(client, batches, item, sameAs.get(item)));
		} else {
			const error = problemOf(row, input[item]?.json.row_number, parametersOf(item));
			outcomes.push({ error });
		}
	});
	return outcomes;
}

/** The column that Vome finds people by. Throws a NodeOperationError for what finds nobody. */
function readMatching(parameters: Parameters, operation: PeopleWrite['operation']): string {
	const { mappingMode, matchingColumns, value } = asObject(parameters.node.parameters.columns);
	const [first = EMAIL_COLUMN.id, ...others] =
		operation !== 'create' && Array.isArray(matchingColumns) ? matchingColumns.map(String) : [];
	const isKnown =
		[EMAIL_COLUMN.id, ID_COLUMN.id].includes(first) || customFieldIdOf(first) !== undefined;
	if (others.length > 0 || !isKnown) {
		throw parameters.fail(
			"'Column to match on' must be Email, ID, or one custom field of the type Unique ID",
			"Choose one of them under 'Columns'.",
		);
	}
	if (mappingMode !== 'autoMapInputData' && Object.keys(asObject(value)).length === 0) {
		throw parameters.fail(
			"'Columns' holds nothing",
			"Fill in at least one column, or set 'Mapping Column Mode' to 'Map Automatically'.",
		);
	}
	return first;
}

/** What to say if no item has a field for a column that each person needs. */
function missingHeading(
	sheet: Sheet,
	fields: CustomFields,
	matchBy: string,
	operation: PeopleWrite['operation'],
): { message: string; description: string } | undefined {
	const { columns, headings } = sheet;
	if (!sheet.isAutomatic) return undefined;
	const isNamed = (column: string) =>
		column === CUSTOM_FIELDS.id || nameOfColumn(column) !== undefined;
	const needed =
		operation === 'create' && !columns.has(FULL_NAME)
			? [EMAIL_COLUMN.id, FIRST_NAME.id, LAST_NAME.id]
			: [matchBy];
	const missing = needed.filter((column) => !columns.has(column));
	const [first] = missing;
	if (first === undefined) return undefined;
	if (customFieldIdOf(first) !== undefined && [...columns].some(isNamed)) return undefined;
	const labels = missing.map((column) => sheet.labelOf(column, fields));
	const names = [...headings].map((heading) => heading.trim() || '(blank)');
	return {
		message: `No field of the items is called ${orList(labels)}. They have: ${names.join(', ') || 'none'}.`,
		description: adviceOn(names),
	};
}

/** "Email", or "Email, First Name or Last Name". */
function orList(names: string[]): string {
	const last = names.at(-1) ?? '';
	return names.length <= 1 ? last : `${names.slice(0, -1).join(', ')} or ${last}`;
}

/** Objects in which nodes give the fields, instead of giving them one by one. */
const WRAPPERS = ['fields', 'body', 'row'];

/** How to get at the fields that the items should have. */
function adviceOn(names: string[]): string {
	const wrapper = names.find((name) => WRAPPERS.includes(name));
	if (names.length === 1 && /[;\t]/.test(names[0] ?? '')) {
		return "The file has something other than commas between its columns: set 'Delimiter' in the node that reads it.";
	}
	if (names.some((name) => /^(\(blank\)|__EMPTY.*)$/.test(name))) {
		return 'The headings do not seem to be in the first row: set where they are in the node that reads the file.';
	}
	if (wrapper !== undefined) {
		return `The fields may be inside '${wrapper}': take them out before this node, for example with Edit Fields, or map each column manually.`;
	}
	return 'Rename the field before this node, for example with Edit Fields, or map each column manually.';
}

/** Looks for the custom fields that the rows need. Throws a NodeApiError. */
async function findFields(fields: CustomFields, sheet: Sheet, matchBy: string): Promise<void> {
	const ids = new Set<string>();
	const names = new Set<string>();
	for (const column of [matchBy, ...sheet.columnsInUse]) {
		const [id, name] = [customFieldIdOf(column), nameOfColumn(column)];
		if (id !== undefined) ids.add(id);
		if (name !== undefined) names.add(name);
	}
	await fields.find({ ids, names });
}

/** The error about all that does not fit in a row; `sheetRow` is its number in the spreadsheet. */
function problemOf(row: MappedRow, sheetRow: unknown, parameters: Parameters): NodeError {
	const { problems, identifier } = row;
	const all = problems.join('; ');
	const about = [
		...(identifier === undefined || all.includes(identifier) ? [] : [identifier]),
		...(Number.isInteger(sheetRow) ? [`row ${String(sheetRow)}`] : []),
	];
	const whose = about.length === 0 ? '' : ` (${about.join(', ')})`;
	const advice = row.canLeaveOut
		? ", or choose 'Leave Out' under 'Values That Do Not Fit' to send the person without it"
		: '';
	return parameters.fail(
		problems.length === 1
			? `${all}${whose}`
			: `${problems.length} things do not fit: ${all}${whose}`,
		`Correct the item and run the node again${advice}.`,
	);
}

/** The outcome of an item; `first` is the item that was sent if this one is the same. */
function outcomeOf(
	client: VomeClient,
	batches: PeopleBatches,
	item: number,
	first = item,
): ItemOutcome {
	const outcome = batches.outcomeOf(first);
	if (item === first) return outcome;
	if ('json' in outcome) return { json: { ...outcome.json } };
	const { message, description } = 'error' in outcome ? outcome.error : outcome.leftOut;
	const details = { message: `The same as item ${first}: ${withoutItem(message)}`, description };
	return { error: client.errorFor(details, item) };
}

/** The outcome of an item with nothing in it. */
const nobody = (matchedBy: string): IDataObject => ({
	id: null,
	email: null,
	outcome: 'unknown',
	success: false,
	matchedBy,
	identifier: null,
	response: null,
});

const withoutItem = (message: string) => message.replace(/ \[item \d+\]$/, '');

/** Not that a column is empty, which the list does not have. */
const isAboutValue = (problem: string) => !/^'[^']+' is empty/.test(problem);

/** What would be sent of a row, and what not. */
function previewOf(row: MappedRow, matchedBy: string, missing?: string): IDataObject {
	const { person, problems, sent, notSent, identifier = null } = row;
	const isValid = person !== undefined && missing === undefined;
	return {
		valid: isValid,
		problems: missing === undefined ? problems : [missing, ...problems.filter(isAboutValue)],
		send: isValid ? sent : {},
		notSent,
		matchedBy,
		identifier,
	};
}
