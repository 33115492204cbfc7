import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { eventProperties, runPoll } from '../shared/triggers/polling';
import { getUserFields } from './methods/loadOptions';
import { searchRoleProfiles, searchTeams, searchUsers } from './methods/listSearch';
import { activityAddedOrUpdated } from './resources/activity/addedOrUpdated';
import { roleProfileAdded } from './resources/roleProfile/added';
import { roleProfileApproved } from './resources/roleProfile/approved';
import { roleProfileUpdated } from './resources/roleProfile/updated';
import { userAdded } from './resources/user/added';
import { userUpdated } from './resources/user/updated';
import { AssembleClient } from './shared/client';
import { authenticationProperty } from './shared/descriptions';

const EVENTS = [
	activityAddedOrUpdated,
	roleProfileAdded,
	roleProfileApproved,
	roleProfileUpdated,
	userAdded,
	userUpdated,
];

export class AssembleTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Assemble Trigger',
		name: 'assembleTrigger',
		icon: { light: 'file:../../icons/assemble.svg', dark: 'file:../../icons/assemble.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["event"] }}',
		description:
			'Starts the workflow when a role profile, a user or an activity in Assemble is new or changed',
		builderHint: {
			searchHint:
				'Starts on what is new or changed in Assemble (goassemble.com), each event once. It polls and remembers by itself: no Schedule Trigger, and nothing that removes duplicates, is needed.',
		},
		defaults: { name: 'Assemble Trigger' },
		activationMessage:
			'n8n now checks Assemble regularly, and runs this workflow when something is new or changed. Records that are already there do not start it.',
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

	methods = {
		listSearch: { searchRoleProfiles, searchTeams, searchUsers },
		loadOptions: { getUserFields },
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await runPoll(
			this,
			EVENTS,
			async (signal) => await AssembleClient.create(this, undefined, signal),
		);
	}
}
