import { Container } from '@n8n/di';
import { Cipher, Credentials, EncryptionKeyProxy, InstanceSettings } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	ICredentialsExpressionResolveValues,
	IExecuteData,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INode,
	INodeCredentialsDetails,
	INodeParameters,
	INodeProperties,
	IWorkflowExecuteAdditionalData,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { ICredentialsHelper, NodeHelpers, Workflow } from 'n8n-workflow';

import type { PackageNodeTypes } from './nodeTypes.mts';
import { tempNode } from './tempNode.mts';

export interface StoredCredential {
	type: string;
	name: string;
	data: ICredentialDataDecryptedObject;
}

/** Does with credentials what n8n's server does: encrypts, fills in, resolves and renews them. */
export class CredentialStore extends ICredentialsHelper {
	private readonly stored = new Map<string, Credentials>();

	constructor(private readonly nodeTypes: PackageNodeTypes) {
		super();
		useInstanceKey();
	}

	async save(id: string, { type, name, data }: StoredCredential): Promise<void> {
		const credentials = new Credentials({ id, name }, type);
		await credentials.setData(data);
		this.stored.set(id, credentials);
	}

	/** The stored data, as a user sees it in the credential. */
	async open(id: string): Promise<ICredentialDataDecryptedObject> {
		return await this.find({ id, name: id }).getData();
	}

	getParentTypes(type: string): string[] {
		return this.nodeTypes.credential(type).extends ?? [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	getCredentialsProperties(type: string): INodeProperties[] {
		const { properties, extends: parents = [] } = this.nodeTypes.credential(type);
		const inherited = parents.flatMap((parent) => this.getCredentialsProperties(parent));
		const own = new Set(properties.map(({ name }) => name));
		return [...properties, ...inherited.filter(({ name }) => !own.has(name))];
	}

	async getCredentials(details: INodeCredentialsDetails): Promise<Credentials> {
		return this.find(details);
	}

	async getDecrypted(
		_additionalData: IWorkflowExecuteAdditionalData,
		details: INodeCredentialsDetails,
		type: string,
		mode: WorkflowExecuteMode,
		_executeData?: IExecuteData,
		raw?: boolean,
		resolve?: ICredentialsExpressionResolveValues,
	): Promise<ICredentialDataDecryptedObject> {
		const data = await this.find(details).getData();
		return raw === true ? data : this.fill(data, type, mode, resolve);
	}

	/** Fills in defaults, drops fields that the form hides, and resolves expressions. */
	fill(
		data: ICredentialDataDecryptedObject,
		type: string,
		mode: WorkflowExecuteMode,
		resolve?: ICredentialsExpressionResolveValues,
	): ICredentialDataDecryptedObject {
		const properties = this.getCredentialsProperties(type);
		const filled = NodeHelpers.getNodeParameters(
			properties,
			data as INodeParameters,
			true,
			false,
			null,
			null,
		) as ICredentialDataDecryptedObject;
		// Not a form field, so getNodeParameters drops it.
		if (data.oauthTokenData !== undefined) filled.oauthTokenData = data.oauthTokenData;
		const parameters = filled as INodeParameters;
		const resolved =
			resolve === undefined
				? this.resolveAlone(parameters, mode)
				: resolve.workflow.expression.getParameterValue(
						parameters,
						resolve.runExecutionData,
						resolve.runIndex,
						resolve.itemIndex,
						resolve.node.name,
						resolve.connectionInputData,
						mode,
						{},
						undefined,
						false,
						filled,
					);
		return resolved as ICredentialDataDecryptedObject;
	}

	/** Outside an execution, expressions see only the credential's own fields. */
	private resolveAlone(data: INodeParameters, mode: WorkflowExecuteMode): unknown {
		const node = tempNode({ parameters: data });
		const workflow = new Workflow({
			nodes: [node],
			connections: {},
			active: false,
			nodeTypes: this.nodeTypes,
		});
		return workflow.expression.getComplexParameterValue(
			node,
			data,
			mode,
			{},
			undefined,
			undefined,
			data,
		);
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		type: string,
		requestOptions: IHttpRequestOptions,
		_workflow: Workflow,
		_node: INode,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.nodeTypes.credential(type);
		if (typeof authenticate !== 'function') {
			throw new Error(`The credential ${type} must authenticate with a function`);
		}
		return await authenticate(credentials, requestOptions);
	}

	async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		type: string,
		node: INode,
		isExpired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const { properties, preAuthentication } = this.nodeTypes.credential(type);
		const token = properties.find(
			({ type: kind, typeOptions }) => kind === 'hidden' && typeOptions?.expirable === true,
		);
		if (token === undefined || preAuthentication === undefined) return undefined;
		// A test must log in again, or it only tests the old token.
		const isTest = node.parameters.temp === '' && node.type === 'n8n-nodes-base.noOp';
		if (credentials[token.name] !== '' && !isExpired && !isTest) return undefined;

		const renewed = (await preAuthentication.call(
			helpers,
			credentials,
		)) as ICredentialDataDecryptedObject;
		if (renewed[token.name] === undefined) return undefined;
		const details = node.credentials?.[type];
		if (details !== undefined && this.stored.has(details.id ?? '')) {
			const data = await this.find(details).getData();
			await this.updateCredentials(details, type, { ...data, ...renewed });
		}
		return Object.assign(credentials, renewed);
	}

	async runPreAuthentication(): Promise<ICredentialDataDecryptedObject | undefined> {
		return undefined;
	}

	async updateCredentials(
		details: INodeCredentialsDetails,
		_type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		await this.find(details).setData(data);
	}

	async updateCredentialsOauthTokenData(
		details: INodeCredentialsDetails,
		type: string,
		{ oauthTokenData = {} }: ICredentialDataDecryptedObject,
	): Promise<void> {
		const data = await this.find(details).getData();
		await this.updateCredentials(details, type, { ...data, oauthTokenData });
	}

	private find({ id, name }: INodeCredentialsDetails): Credentials {
		const credentials = this.stored.get(id ?? '');
		if (credentials === undefined) throw new Error(`There is no credential ${id ?? name}`);
		return credentials;
	}
}

/** n8n's server keeps its keys in the database; here the instance's key is the only one. */
function useInstanceKey(): void {
	const key = {
		id: 'instance',
		value: Container.get(Cipher).encryptDEKWithInstanceKey(
			Container.get(InstanceSettings).encryptionKey,
		),
		algorithm: 'aes-256-cbc' as const,
		format: 'no-prefix' as const,
	};
	Container.get(EncryptionKeyProxy).setProvider({
		getActiveKey: async () => key,
		getKeyById: async () => key,
		getLegacyKey: async () => key,
	});
}
