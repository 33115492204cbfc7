import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import * as listSearch from './methods/listSearch';
import * as resourceMapping from './methods/resourceMapping';
import { opportunityProperties } from './resources/opportunity';
import { profileProperties } from './resources/profile';
import { reservationProperties } from './resources/reservation';
import { shiftProperties } from './resources/shift';
import { router } from './router';

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
		defaults: { name: 'Vome' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [{ name: 'vomeApi', required: true }],
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [
					{ name: 'Opportunity', value: 'opportunity' },
					{ name: 'Profile', value: 'profile' },
					{ name: 'Reservation', value: 'reservation' },
					{ name: 'Shift', value: 'shift' },
				],
				default: 'profile',
			},
			...opportunityProperties,
			...profileProperties,
			...reservationProperties,
			...shiftProperties,
		],
	};

	methods = { listSearch, resourceMapping };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await router.call(this);
	}
}
