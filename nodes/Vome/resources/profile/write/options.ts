import type { INodeProperties } from 'n8n-workflow';

import type { Parameters } from '../../../../shared/form/parameters';
import type { DayOrder } from './values/date';

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
			description: 'How many people to send in one request',
		},
		{
			displayName: 'Date Format',
			name: 'dateFormat',
			type: 'options',
			options: [
				{
					name: 'Automatic',
					value: 'auto',
					description: 'As the dates of the same column show, such as 25/12/1990',
				},
				{ name: 'Day First', value: 'dayFirst', description: 'Such as 31/12/1990' },
				{ name: 'Month First', value: 'monthFirst', description: 'Such as 12/31/1990' },
			],
			default: 'auto',
			description: 'How to read dates such as 3/4/1990',
		},
		{
			displayName: 'Empty Values',
			name: 'emptyValues',
			type: 'options',
			options: [
				{
					name: 'Clear Field',
					value: 'clear',
					description:
						'Empty the field in Vome, unless it is a name, email, coordinate or Has Medical Info',
				},
				{
					name: 'Leave Out',
					value: 'ignore',
					description: 'Do not send the field',
				},
			],
			default: 'ignore',
			description: 'What to do where an item has nothing for a column',
		},
		{
			displayName: 'Invite Language',
			name: 'inviteLanguage',
			type: 'options',
			displayOptions: { show: { inviteToVome: [true] } },
			options: [
				{ name: 'English', value: 'EN' },
				{ name: 'French', value: 'FR' },
			],
			default: 'EN',
			description: 'Language of the invitation, the same for all items',
		},
		{
			displayName: 'Invite Message',
			name: 'inviteMessage',
			type: 'string',
			displayOptions: { show: { inviteToVome: [true] } },
			typeOptions: { rows: 3 },
			default: '',
			placeholder: 'e.g. Welcome to our team!',
			description: 'Text of the invitation, which may hold HTML, the same for all items',
		},
		{
			displayName: 'Invite to Vome',
			name: 'inviteToVome',
			type: 'boolean',
			default: false,
			description: 'Whether to invite these people to claim their profiles',
		},
		{
			displayName: 'Parallel Requests',
			name: 'parallelRequests',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 10 },
			default: 1,
			description: 'How many requests to send at the same time',
		},
		{
			displayName: 'Preview',
			name: 'preview',
			type: 'boolean',
			default: false,
			description: 'Whether to show what would be sent, and send nothing',
		},
		{
			displayName: 'Values That Do Not Fit',
			name: 'valuesThatDoNotFit',
			type: 'options',
			options: [
				{
					name: 'Leave Out',
					value: 'leaveOut',
					description: 'Send the person without these values, and list them',
				},
				{
					name: 'Refuse Profile',
					value: 'refuseProfile',
					description: 'Do not send the person, and say why',
				},
			],
			default: 'refuseProfile',
			description: 'What to do with a person if a value does not fit its column',
		},
	],
};

export interface WriteOptions {
	/** Whether an empty cell empties the field in Vome; if not, it is not sent. */
	isClearing: boolean;
	/** Whether people are sent without the values that do not fit. */
	isLeavingOut: boolean;
	isPreview: boolean;
	dateFormat: DayOrder | 'auto';
	batchSize: number;
	parallel: number;
	/** As sent (contract/vome.md 4.2); undefined if nobody is invited. */
	invitation: { invite_language: string; invite_message?: string } | undefined;
}

/** Reads the options from the first item. Throws a NodeOperationError for an invalid value. */
export function readWriteOptions(
	parametersOf: (item: number) => Parameters,
	count: number,
): WriteOptions {
	const parameters = parametersOf(0);
	return {
		batchSize: parameters.integer('options.batchSize'),
		parallel: parameters.integer('options.parallelRequests'),
		isClearing: parameters.choice('options.emptyValues') === 'clear',
		isLeavingOut: parameters.choice('options.valuesThatDoNotFit') === 'leaveOut',
		isPreview: parameters.boolean('options.preview'),
		dateFormat: parameters.choice('options.dateFormat'),
		invitation: readInvitation(parametersOf, count),
	};
}

/** Throws if one of the `count` items has another invitation than the first: a batch has only one. */
function readInvitation(
	parametersOf: (item: number) => Parameters,
	count: number,
): WriteOptions['invitation'] {
	const parameters = parametersOf(0);
	const checkSame = (name: string) => {
		if (!parameters.isExpression(name)) return;
		const first = parameters.raw(name);
		for (let item = 1; item < count; item += 1) {
			const other = parametersOf(item);
			if (other.raw(name) === first) continue;
			throw other.fail(
				`'${other.label(name)}' differs from that of the first item, but it must be the same for all`,
				'Split the items with an If or Switch node, and give each group a Vome node of its own.',
			);
		}
	};
	checkSame('options.inviteToVome');
	if (!parameters.boolean('options.inviteToVome')) return undefined;
	checkSame('options.inviteLanguage');
	checkSame('options.inviteMessage');
	const message = parameters.text('options.inviteMessage');
	return {
		invite_language: parameters.choice('options.inviteLanguage'),
		...(message === '' ? {} : { invite_message: message }),
	};
}
