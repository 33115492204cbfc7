// Stand-ins for n8n's nodes that arrange items: Remove Duplicates, Sort, Split Out and Summarize.
import type { IDataObject, INodeExecutionData, INodeProperties, INodeType } from 'n8n-workflow';

import { describe } from './nodeDescriptions.mts';

const text = (name: string): INodeProperties => ({
	displayName: name,
	name,
	type: 'string',
	default: '',
});

/** What the real nodes have a form for, taken as it is. */
const values = (name: string): INodeProperties => ({
	displayName: name,
	name,
	type: 'json',
	default: {},
});

const listed = (names: unknown): string[] =>
	String(names)
		.split(',')
		.map((name) => name.trim());

/** The values that it has met in earlier executions, by workflow and node. */
const met = new Set<string>();

/** Of items that are equal in one execution, those of earlier executions alone are looked at, as n8n does. */
export const removeDuplicates: INodeType = {
	description: describe('removeDuplicates', 2, {
		outputs: ['main', 'main'],
		properties: [
			{ ...text('operation'), default: 'removeDuplicateInputItems' },
			text('fieldsToCompare'),
			text('dedupeValue'),
		],
	}),
	async execute() {
		const items = this.getInputData().map((item, index) => ({ ...item, pairedItem: index }));
		if (this.getNodeParameter('operation', 0) === 'removeDuplicateInputItems') {
			const fields = listed(this.getNodeParameter('fieldsToCompare', 0));
			const keys = items.map(({ json }) => JSON.stringify(fields.map((field) => json[field])));
			return [items.filter((_, index) => keys.indexOf(keys[index] ?? '') === index), []];
		}
		const place = `${this.getWorkflow().name} ${this.getNode().name}`;
		const values = items.map(
			(_, index) => `${place} ${this.getNodeParameter('dedupeValue', index) as string}`,
		);
		const isMet = items.map((_, index) => met.has(values[index] ?? ''));
		for (const value of values) met.add(value);
		return [false, true].map((wanted) => items.filter((_, index) => isMet[index] === wanted));
	},
};

export const sort: INodeType = {
	description: describe('sort', 1, {
		properties: [values('sortFieldsUi')],
	}),
	async execute() {
		const by = this.getNodeParameter('sortFieldsUi.sortField', 0) as Array<{ fieldName: string }>;
		const keyOf = (json: IDataObject) => by.map(({ fieldName }) => json[fieldName] as string);
		const items = this.getInputData().map((item, index) => ({ ...item, pairedItem: index }));
		return [
			items.toSorted((one, other) => {
				const [a, b] = [keyOf(one.json), keyOf(other.json)];
				const place = a.findIndex((value, index) => value !== b[index]);
				return place === -1 ? 0 : (a[place] ?? '') < (b[place] ?? '') ? -1 : 1;
			}),
		];
	},
};

/** With all other fields, under another name. */
export const splitOut: INodeType = {
	description: describe('splitOut', 1, {
		properties: [text('fieldToSplitOut'), values('options')],
	}),
	async execute() {
		const field = this.getNodeParameter('fieldToSplitOut', 0) as string;
		const { destinationFieldName = field } = this.getNodeParameter('options', 0) as {
			destinationFieldName?: string;
		};
		return [
			this.getInputData().flatMap(({ json: { [field]: values, ...others } }, pairedItem) =>
				(values as string[]).map((value) => ({
					json: { ...others, [destinationFieldName]: value },
					pairedItem,
				})),
			),
		];
	},
};

type Aggregation = 'sum' | 'count' | 'countUnique';
const PREFIXES: Record<Aggregation, string> = {
	sum: 'sum_',
	count: 'count_',
	countUnique: 'unique_count_',
};

export const summarize: INodeType = {
	description: describe('summarize', 1.1, {
		properties: [values('fieldsToSummarize'), text('fieldsToSplitBy')],
	}),
	async execute() {
		const by = listed(this.getNodeParameter('fieldsToSplitBy', 0));
		const fields = this.getNodeParameter('fieldsToSummarize.values', 0) as Array<{
			aggregation: Aggregation;
			field: string;
		}>;
		const groups = new Map<string, INodeExecutionData[]>();
		for (const item of this.getInputData()) {
			const key = JSON.stringify(by.map((field) => item.json[field]));
			groups.set(key, [...(groups.get(key) ?? []), item]);
		}
		return [
			[...groups.values()].map((items) => {
				const json = Object.fromEntries(by.map((field) => [field, items[0]?.json[field]]));
				for (const { aggregation, field } of fields) {
					const values = items.map((item) => item.json[field]);
					json[`${PREFIXES[aggregation]}${field}`] = {
						sum: values.map(Number).reduce((sum, value) => sum + value, 0),
						count: values.length,
						countUnique: new Set(values).size,
					}[aggregation];
				}
				return { json };
			}),
		];
	},
};
