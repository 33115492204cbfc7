import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Engine } from '../../engine/index.mts';
import type { AssembleSandbox, AssembleSandboxOptions } from '../../sandbox/index.mts';
import { startAssembleSandbox } from '../../sandbox/index.mts';
import type { Result, Run } from './bench.mts';
import { Bench, forgetGuesses } from './bench.mts';

export type AssembleResult = Result;

let resets = 0;

/** The built package in n8n's engine, and a sandbox of Assemble for it to talk to. */
export class AssembleBench extends Bench<AssembleSandbox> {
	protected readonly service = 'Assemble';

	/** Of the administrator, as it is now. */
	password: string;

	private constructor(engine: Engine, sandbox: AssembleSandbox) {
		super(engine, sandbox);
		this.password = sandbox.password;
		this.reset();
	}

	static async start(options?: AssembleSandboxOptions): Promise<AssembleBench> {
		return new AssembleBench(await Bench.loadEngine(), await startAssembleSandbox(options));
	}

	/** Runs Manual Trigger -> Assemble. */
	async assemble(parameters: INodeParameters, run?: Run): Promise<Result> {
		return await this.run(parameters, run);
	}

	/** The Test button of the JWT credential. */
	async testJwt(changes?: IDataObject) {
		const [type, data] = this.jwt(changes);
		return await this.engine.testCredential(type, data);
	}

	/**
	 * Back to the start, with a new password: logins are remembered in the process by their password,
	 * and each test is to begin cold. What was found out about the server is forgotten as well.
	 */
	reset(): void {
		this.sandbox.reset();
		forgetGuesses();
		resets += 1;
		this.password = `${this.sandbox.password}-${resets}`;
		const administrator = this.sandbox.assemble.accounts.find(
			({ email }) => email === this.sandbox.email,
		);
		if (administrator !== undefined) administrator.password = this.password;
	}

	/** Goes on as a process that has read role profiles before, and so knows where they are. */
	async seeRoleProfiles(): Promise<void> {
		await this.assemble({ limit: 1 });
		this.sandbox.requests.length = 0;
	}

	/** What a method of the node's form gives, with the JWT credential unless it is set otherwise. */
	override async form<T>(
		kind: 'loadOptions' | 'listSearch',
		method: string,
		args: string[] = [],
		parameters: INodeParameters = { authentication: 'jwt' },
	): Promise<T> {
		return await super.form<T>(kind, method, args, parameters);
	}

	/** The addresses that the OAuth2 credential works out for an organisation. */
	async oAuth2Urls(organisation: string): Promise<{ accessTokenUrl: unknown; authUrl: unknown }> {
		const parameters = { authentication: 'oAuth2' };
		const credential = { organisation, grantType: 'authorizationCode' };
		const node = await this.describe(parameters, { credential });
		const { accessTokenUrl, authUrl } = await this.engine.readCredential(node, 'assembleOAuth2Api');
		return { accessTokenUrl, authUrl };
	}

	protected async save(parameters: INodeParameters, run: Run = {}) {
		const isOAuth = parameters.authentication === 'oAuth2';
		const [type, data] = isOAuth ? this.oAuth2(run.credential) : this.jwt(run.credential);
		if (run.isWarm !== true) {
			await this.engine.credentials.save(type, { type, name: 'Assemble account', data });
		}
		return { type, id: type };
	}

	private jwt(changes?: IDataObject): [string, Record<string, string>] {
		return [
			'assembleJwtApi',
			{
				organisation: this.sandbox.origin,
				email: this.sandbox.email,
				password: this.password,
				...(changes as Record<string, string>),
			},
		];
	}

	private oAuth2(changes?: IDataObject): [string, Record<string, string>] {
		return [
			'assembleOAuth2Api',
			{
				organisation: this.sandbox.origin,
				clientId: this.sandbox.clientId,
				clientSecret: this.sandbox.clientSecret,
				...(changes as Record<string, string>),
			},
		];
	}

	/** Method, path and query of the requests of the API itself, in order. */
	get requests(): string[] {
		return this.sandbox.requests
			.filter(({ path: target }) => target.startsWith('/api/'))
			.map(({ method, url }) => `${method} ${url}`);
	}

	/** Paths of the requests for a login or a token, in order. */
	get logins(): string[] {
		return this.sandbox.requests
			.map(({ path: target }) => target)
			.filter((target) => target.startsWith('/auth/') || target.startsWith('/oauth/'));
	}
}
