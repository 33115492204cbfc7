import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { resourceProperties, runOperation } from '../shared/operations';
import * as listSearch from './methods/listSearch';
import * as loadOptions from './methods/loadOptions';
import * as resourceMapping from './methods/resourceMapping';
import { account } from './resources/account';
import { opportunity } from './resources/opportunity';
import { profile } from './resources/profile';
import { unreadHint } from './resources/profile/write/resourceMapping';
import { reservation } from './resources/reservation';
import { shift } from './resources/shift';
import { VomeClient } from './shared/client';

const RESOURCES = [account, opportunity, profile, reservation, shift];

export class Vome implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Vome',
		name: 'vome',
		icon: { light: 'file:../../icons/vome.svg', dark: 'file:../../icons/vome.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description:
			'Read and write volunteer profiles, and read reservations, shifts and opportunities, in Vome',
		builderHint: {
			searchHint:
				'Reads people, reservations, shifts and opportunities of a charity in Vome, and writes people. It pages, waits and checks lists by itself: use it rather than HTTP Request for Vome. For what is new or changed, use Vome Trigger.',
		},
		defaults: { name: 'Vome' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [{ name: 'vomeApi', required: true }],
		hints: [unreadHint],
		properties: resourceProperties(RESOURCES, 'profile'),
	};

	methods = { listSearch, loadOptions, resourceMapping };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation(
			this,
			RESOURCES,
			async (itemIndex) => await VomeClient.create(this, itemIndex),
		);
	}
}
