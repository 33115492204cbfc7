import type { INodeProperties } from 'n8n-workflow';

import type { Parameters } from '../../../../shared/form/parameters';
import type { MappingOptions } from './mapping';

export const writeOptions: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	description: 'Taken from the first item, for all items',
	options: [
		{
			displayName: 'Batch Size',
			name: 'batchSize',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 100 },
			default: 50,
			description:
				'How many people to send in one request. Vome does not document how many it takes.',
		},
		{
			displayName: 'Custom Field Identifier Type',
			name: 'customFieldIdentifierType',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 2,
			description:
				'Leave it as it is unless an error names this option. The code with which Vome is told to find people by a Unique ID field; the documentation does not show it.',
		},
		{
			displayName: 'Empty Values',
			name: 'emptyValues',
			type: 'options',
			options: [
				{
					name: 'Leave Out',
					value: 'ignore',
					description: 'An empty cell is not sent',
				},
				{
					name: 'Clear Field',
					value: 'clear',
					description:
						'An empty cell empties the field in Vome, as far as Vome allows it. Names, email, coordinates and Has Medical Info are never emptied, nor what is left blank in the form.',
				},
			],
			default: 'ignore',
			description:
				'What to do with empty cells of columns that you map. Neither how a field is emptied nor whether Vome keeps one that is not sent is documented; try it with one person first.',
		},
		{
			displayName: 'Invite Language',
			name: 'inviteLanguage',
			type: 'options',
			options: [
				{ name: 'English', value: 'EN' },
				{ name: 'French', value: 'FR' },
			],
			default: 'EN',
			description:
				'Language of the invitation, the same for all items. The documentation shows English only.',
		},
		{
			displayName: 'Invite Message',
			name: 'inviteMessage',
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			placeholder: 'e.g. Welcome to our team!',
			description: 'Text of the invitation, which may hold HTML. The same for all items.',
		},
		{
			displayName: 'Invite to Vome',
			name: 'inviteToVome',
			type: 'boolean',
			default: false,
			description:
				'Whether to send these people an invitation to claim their profiles. A request whose answer is lost is then not sent again. The same for all items.',
		},
		{
			displayName: 'Multiple Selection Format',
			name: 'multipleSelectionFormat',
			type: 'options',
			options: [
				{ name: 'Comma-Separated Text', value: 'commaSeparated' },
				{ name: 'List', value: 'array' },
			],
			default: 'array',
			description:
				'Leave it as it is unless an error names this option. How custom fields with several choices are sent; the documentation does not show it.',
		},
		{
			displayName: 'Parallel Requests',
			name: 'parallelRequests',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 10 },
			default: 1,
			description: 'Most batches to send at the same time',
		},
		{
			displayName: 'Payload Key',
			name: 'payloadKey',
			type: 'options',
			options: [
				{ name: 'Users Data', value: 'users_data', description: 'As users_data' },
				{ name: 'Volunteers Data', value: 'volunteers_data', description: 'As volunteers_data' },
			],
			default: 'users_data',
			description:
				'Leave it as it is unless an error names this option. The name under which people are sent; the documentation shows both.',
		},
		{
			displayName: 'Unique Custom Field By',
			name: 'uniqueCustomFieldBy',
			type: 'options',
			options: [
				{ name: 'ID', value: 'id' },
				{ name: 'Name', value: 'name' },
			],
			default: 'id',
			description:
				'Leave it as it is unless an error names this option. How Vome is told which Unique ID field to find people by; the documentation does not say.',
		},
	],
};

export interface WriteOptions extends MappingOptions {
	batchSize: number;
	parallel: number;
	payloadKey: 'users_data' | 'volunteers_data';
	customFieldIdentifierType: number;
	uniqueCustomFieldBy: 'id' | 'name';
	/** As sent (contract/vome.md 4.2); undefined if nobody is invited. */
	invitation?: { invite_language: string; invite_message?: string };
}

const INVITATION = ['options.inviteToVome', 'options.inviteLanguage', 'options.inviteMessage'];

/**
 * Reads the options from the first item. Throws a NodeOperationError for an invalid value, and if
 * another of the `count` items has another invitation: a batch has only one.
 */
export function readWriteOptions(
	parametersOf: (item: number) => Parameters,
	count: number,
): WriteOptions {
	const parameters = parametersOf(0);
	for (const name of INVITATION) {
		if (!parameters.isExpression(name)) continue;
		const first = parameters.raw(name);
		for (let item = 1; item < count; item += 1) {
			const other = parametersOf(item);
			if (other.raw(name) === first) continue;
			throw other.fail(
				`'${other.label(name)}' differs from that of the first item, but it must be the same for all`,
				'Split the items with an If or Switch node, and give each group a Vome node of its own.',
			);
		}
	}
	const message = parameters.text('options.inviteMessage');
	const language = parameters.choice<string>('options.inviteLanguage');
	const isInvited = parameters.boolean('options.inviteToVome');
	return {
		batchSize: parameters.integer('options.batchSize'),
		parallel: parameters.integer('options.parallelRequests'),
		payloadKey: parameters.choice('options.payloadKey'),
		customFieldIdentifierType: parameters.integer('options.customFieldIdentifierType'),
		uniqueCustomFieldBy: parameters.choice('options.uniqueCustomFieldBy'),
		multipleSelectionFormat: parameters.choice('options.multipleSelectionFormat'),
		isClearing: parameters.choice('options.emptyValues') === 'clear',
		...(isInvited && {
			invitation: {
				invite_language: language,
				...(message === '' ? {} : { invite_message: message }),
			},
		}),
	};
}
