// n8n's own package of nodes is not installed here. These stand in for those that the examples use: as
// much of each as they use, with n8n's own engine for expressions and conditions. End-to-end tests
// run the examples with the real ones.
import type { IDataObject, INodeProperties, INodeType } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { Engine } from '../../engine/index.mts';
import { convertToFile, extractFromFile } from './fileNodes.mts';
import { removeDuplicates, sort, splitOut, summarize } from './listNodes.mts';
import { describe } from './nodeDescriptions.mts';

/** To this address, no email can be sent. */
export const REFUSED = 'refused@sandbox.example';

const scheduleTrigger: INodeType = {
	description: describe('scheduleTrigger', 1.2, { group: ['trigger'], inputs: [] }),
	async trigger() {
		return await Promise.resolve({
			manualTriggerFunction: async () => {
				await Promise.resolve();
				this.emit([[{ json: { timestamp: new Date().toISOString() } }]]);
			},
		});
	},
};

/** Its deliveries are pinned to it, as when a user tries a workflow; the door itself is n8n's. */
const webhook: INodeType = {
	description: describe('webhook', 2.1, { group: ['trigger'], inputs: [] }),
	async trigger() {
		return await Promise.reject(new Error('webhook must not be called'));
	},
};

/** Filled in by the test: it starts with the form's output. */
const formTrigger: INodeType = {
	description: describe('formTrigger', 2.3, { group: ['trigger'], inputs: [] }),
	async trigger() {
		return await Promise.reject(new Error('formTrigger must not be called'));
	},
};

/** Edit Fields: the fields that are listed, and those that came in, or no others; or those of the JSON. */
const set: INodeType = {
	description: describe('set', 3.4, {
		properties: [
			{ displayName: 'Mode', name: 'mode', type: 'string', default: 'manual' },
			{ displayName: 'Fields', name: 'assignments', type: 'assignmentCollection', default: {} },
			{ displayName: 'Others', name: 'includeOtherFields', type: 'boolean', default: false },
			{ displayName: 'JSON', name: 'jsonOutput', type: 'json', default: '' },
		],
	}),
	async execute() {
		return [
			this.getInputData().map(({ json: given }, item) => {
				if (this.getNodeParameter('mode', item) === 'raw') {
					const json = this.getNodeParameter('jsonOutput', item) as IDataObject;
					return { json, pairedItem: { item } };
				}
				const assignments = this.getNodeParameter('assignments.assignments', item) as Array<{
					name: string;
					value: IDataObject[string];
				}>;
				const others = this.getNodeParameter('includeOtherFields', item) === true ? given : {};
				return {
					json: {
						...others,
						...Object.fromEntries(assignments.map(({ name, value }) => [name, value])),
					},
					pairedItem: { item },
				};
			}),
		];
	},
};

const conditions: INodeProperties = {
	displayName: 'Conditions',
	name: 'conditions',
	type: 'filter',
	default: {},
	typeOptions: { filter: { typeValidation: 'loose', version: 2 } },
};

const filter: INodeType = {
	description: describe('filter', 2.2, { properties: [conditions] }),
	async execute() {
		return [
			this.getInputData()
				.map((item, index) => ({ ...item, pairedItem: { item: index } }))
				.filter((_, index) =>
					this.getNodeParameter('conditions', index, false, { extractValue: true }),
				),
		];
	},
};

const ifNode: INodeType = {
	description: describe('if', 2.2, { outputs: ['main', 'main'], properties: [conditions] }),
	async execute() {
		const items = this.getInputData().map((item, index) => ({
			item: { ...item, pairedItem: { item: index } },
			isTrue: this.getNodeParameter('conditions', index, false, { extractValue: true }) === true,
		}));
		return [true, false].map((wanted) =>
			items.filter(({ isTrue }) => isTrue === wanted).map(({ item }) => item),
		);
	},
};

/** Merge: the items of both inputs, one behind the other. */
const merge: INodeType = {
	description: describe('merge', 3, { inputs: ['main', 'main'], requiredInputs: 1 }),
	async execute() {
		return [
			[0, 1].flatMap((input) =>
				this.getInputData(input).map((one, item) => ({ ...one, pairedItem: { input, item } })),
			),
		];
	},
};

/** Wait: as if the time had passed already. */
const wait: INodeType = {
	description: describe('wait', 1.1),
	async execute() {
		return [this.getInputData()];
	},
};

/** Respond to Webhook: the text of the answer. */
const respondToWebhook: INodeType = {
	description: describe('respondToWebhook', 1.1, {
		properties: [{ displayName: 'Body', name: 'responseBody', type: 'string', default: '' }],
	}),
	async execute() {
		return [[{ json: { answer: this.getNodeParameter('responseBody', 0) } }]];
	},
};

/** Gives, for each item, the settings that it was called with: what would be sent. */
const sending = (name: string, version: number, settings: string[]): INodeType => ({
	description: describe(name, version, {
		properties: settings.map((setting) => ({
			displayName: setting,
			name: setting,
			type: 'string',
			default: '',
		})),
	}),
	async execute() {
		return [
			this.getInputData().map((_, item) => {
				const values = settings
					.map((setting) => [setting, this.getNodeParameter(setting, item) as string] as const)
					.filter(([, value]) => value !== '');
				return {
					json: values.some(([, value]) => value === REFUSED)
						? { error: 'It was refused' }
						: Object.fromEntries(values),
					pairedItem: { item },
				};
			}),
		];
	},
});

const stopAndError: INodeType = {
	description: describe('stopAndError', 1, {
		outputs: [],
		properties: [
			{ displayName: 'Error Message', name: 'errorMessage', type: 'string', default: '' },
		],
	}),
	async execute() {
		throw new NodeOperationError(
			this.getNode(),
			this.getNodeParameter('errorMessage', 0) as string,
		);
	},
};

/** Nodes of other services that only ever run with what is pinned to them. */
const pinned = (name: string, version: number): INodeType => ({
	description: describe(name, version),
	async execute() {
		throw new Error(`${name} must not be called`);
	},
});

export const coreNodes: Record<string, INodeType> = {
	'n8n-nodes-base.scheduleTrigger': scheduleTrigger,
	'n8n-nodes-base.webhook': webhook,
	'n8n-nodes-base.formTrigger': formTrigger,
	'n8n-nodes-base.set': set,
	'n8n-nodes-base.filter': filter,
	'n8n-nodes-base.if': ifNode,
	'n8n-nodes-base.merge': merge,
	'n8n-nodes-base.removeDuplicates': removeDuplicates,
	'n8n-nodes-base.sort': sort,
	'n8n-nodes-base.splitOut': splitOut,
	'n8n-nodes-base.summarize': summarize,
	'n8n-nodes-base.wait': wait,
	'n8n-nodes-base.respondToWebhook': respondToWebhook,
	'n8n-nodes-base.convertToFile': convertToFile,
	'n8n-nodes-base.extractFromFile': extractFromFile,
	'n8n-nodes-base.googleSheets': pinned('googleSheets', 4.5),
	'n8n-nodes-base.stopAndError': stopAndError,
	'n8n-nodes-base.emailSend': sending('emailSend', 2.1, ['toEmail', 'subject', 'text', 'html']),
	'n8n-nodes-base.httpRequest': sending('httpRequest', 4.2, ['url', 'method', 'jsonBody']),
	'n8n-nodes-base.slack': sending('slack', 2.3, ['text']),
	'n8n-nodes-base.stickyNote': pinned('stickyNote', 1),
};

export function addCoreNodes({ nodeTypes }: Engine): void {
	for (const [type, node] of Object.entries(coreNodes)) nodeTypes.add(type, node);
}
