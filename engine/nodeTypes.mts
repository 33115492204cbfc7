import { PackageDirectoryLoader } from 'n8n-core';
import { commonPollingParameters } from 'n8n-core/dist/nodes-loader/constants.js';
import type {
	ICredentialType,
	INodeType,
	INodeTypeDescription,
	INodeTypes,
	IVersionedNodeType,
} from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

/** Stands in for two nodes of n8n's own package, which is not installed. */
class PassThrough implements INodeType {
	description: INodeTypeDescription;

	constructor(displayName: string, name: string, group: 'trigger' | 'transform') {
		this.description = {
			displayName,
			name,
			group: [group],
			version: 1,
			description: '',
			defaults: { name: displayName },
			inputs: group === 'trigger' ? [] : ['main'],
			outputs: ['main'],
			properties: [],
		};
	}

	execute: INodeType['execute'] = async function () {
		return [this.getInputData()];
	};
}

/** n8n's own credential, with the fields that its OAuth2 flow reads. */
const oAuth2Api: ICredentialType = {
	name: 'oAuth2Api',
	displayName: 'OAuth2 API',
	properties: [
		{ displayName: 'Grant Type', name: 'grantType', type: 'hidden', default: 'authorizationCode' },
		{ displayName: 'Authorization URL', name: 'authUrl', type: 'string', default: '' },
		{ displayName: 'Access Token URL', name: 'accessTokenUrl', type: 'string', default: '' },
		{ displayName: 'Client ID', name: 'clientId', type: 'string', default: '' },
		{ displayName: 'Client Secret', name: 'clientSecret', type: 'string', default: '' },
		{ displayName: 'Scope', name: 'scope', type: 'string', default: '' },
		{ displayName: 'Authentication', name: 'authentication', type: 'hidden', default: 'header' },
		{ displayName: 'Ignore SSL Issues', name: 'ignoreSSLIssues', type: 'boolean', default: false },
	],
};

/** The built package, loaded as n8n loads a community package, and the stand-ins. */
export class PackageNodeTypes implements INodeTypes {
	private readonly others = new Map<string, INodeType>([
		['n8n-nodes-base.manualTrigger', new PassThrough('Manual Trigger', 'manualTrigger', 'trigger')],
		['n8n-nodes-base.noOp', new PassThrough('No Operation, do nothing', 'noOp', 'transform')],
	]);

	private constructor(readonly loader: PackageDirectoryLoader) {}

	static async load(packageFolder: string): Promise<PackageNodeTypes> {
		const loader = new PackageDirectoryLoader(packageFolder);
		await loader.loadAll();
		return new PackageNodeTypes(loader);
	}

	/** Adds a node from elsewhere under its full type name. Polling triggers get Poll Times. */
	add(type: string, node: INodeType): void {
		const { description } = node;
		if (description.polling !== true) {
			this.others.set(type, node);
			return;
		}
		const properties = [...commonPollingParameters, ...description.properties];
		const changes = { description: { ...description, properties } };
		this.others.set(type, Object.assign(Object.create(node) as INodeType, changes));
	}

	getByName(type: string): INodeType | IVersionedNodeType {
		return this.others.get(type) ?? this.loader.getNode(type.slice(type.lastIndexOf('.') + 1)).type;
	}

	getByNameAndVersion(type: string, version?: number): INodeType {
		return NodeHelpers.getVersionedNodeType(this.getByName(type), version);
	}

	getKnownTypes() {
		return this.loader.known.nodes;
	}

	credential(type: string): ICredentialType {
		return type === oAuth2Api.name ? oAuth2Api : this.loader.getCredential(type).type;
	}
}
