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
import { account } from './resources/account';
import { activity } from './resources/activity';
import { opportunity } from './resources/opportunity';
import { roleProfile } from './resources/roleProfile';
import { team } from './resources/team';
import { user } from './resources/user';
import { AssembleClient } from './shared/client';
import { authenticationProperty } from './shared/descriptions';

const RESOURCES = [account, activity, opportunity, roleProfile, team, user];

export class Assemble implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Assemble',
		name: 'assemble',
		icon: { light: 'file:../../icons/assemble.svg', dark: 'file:../../icons/assemble.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Read people, teams and hours in Assemble, and change role profiles',
		builderHint: {
			searchHint:
				'Reads users, teams, activities, opportunities and role profiles of a charity in Assemble (goassemble.com), and writes role profiles. It logs in, pages and checks lists by itself: use it rather than HTTP Request for Assemble. For what is new or changed, use Assemble Trigger.',
		},
		defaults: { name: 'Assemble' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
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
		properties: [authenticationProperty, ...resourceProperties(RESOURCES, 'roleProfile')],
	};

	methods = { listSearch, loadOptions };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation(
			this,
			RESOURCES,
			async (itemIndex) => await AssembleClient.create(this, itemIndex),
			true,
		);
	}
}
