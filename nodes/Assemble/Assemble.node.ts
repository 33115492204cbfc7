import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import * as listSearch from './methods/listSearch';
import * as loadOptions from './methods/loadOptions';
import { roleProfileProperties } from './resources/roleProfile';
import { router } from './router';

export class Assemble implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Assemble',
		name: 'assemble',
		icon: { light: 'file:../../icons/assemble.svg', dark: 'file:../../icons/assemble.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Read and change role profiles in Assemble',
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
		properties: [
			{
				displayName: 'Authentication',
				name: 'authentication',
				type: 'options',
				options: [
					{
						name: 'Email and Password (JWT)',
						value: 'jwt',
						description: 'As a user who logs in, or with a token of theirs',
					},
					{
						name: 'OAuth2',
						value: 'oAuth2',
						description: 'With an OAuth client. Best for workflows that run unattended.',
					},
				],
				default: 'jwt',
				description: 'How n8n gets into Assemble',
			},
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [{ name: 'Role Profile', value: 'roleProfile' }],
				default: 'roleProfile',
			},
			...roleProfileProperties,
		],
	};

	methods = { listSearch, loadOptions };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await router.call(this);
	}
}
