import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { eventProperties, runPoll } from '../shared/triggers/polling';
import { roleProfileAdded } from './resources/roleProfile/added';
import { roleProfileApproved } from './resources/roleProfile/approved';
import { roleProfileUpdated } from './resources/roleProfile/updated';
import { AssembleClient } from './shared/client';
import { authenticationProperty } from './shared/descriptions';

const EVENTS = [roleProfileAdded, roleProfileApproved, roleProfileUpdated];

export class AssembleTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Assemble Trigger',
		name: 'assembleTrigger',
		icon: { light: 'file:../../icons/assemble.svg', dark: 'file:../../icons/assemble.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["event"] }}',
		description: 'Starts the workflow when a role profile in Assemble is new, changed or approved',
		defaults: { name: 'Assemble Trigger' },
		activationMessage:
			'n8n now checks Assemble regularly. What is there already does not start the workflow.',
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'assembleJwtApi',
				required: true,
				displayOptions: { show: { authentication: ['jwt'] } },
			},
			{
				name: 'assembleOAuth2Api',
				required: true,
				displayOptions: { show: { authentication: ['oAuth2'] } },
			},
		],
		properties: [authenticationProperty, ...eventProperties(EVENTS, 'roleProfileAdded')],
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await runPoll(
			this,
			EVENTS,
			async (signal) => await AssembleClient.create(this, undefined, signal),
		);
	}
}
