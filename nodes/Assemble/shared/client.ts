import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { digest } from '../../shared/digest';
import type { ServiceWords } from '../../shared/http/errors';
import type {
	Account,
	Answer,
	ReadRequest,
	RequestContext,
	StoredToken,
	WriteRequest,
} from '../../shared/http/httpClient';
import { toOrigin } from '../../shared/http/origin';
import type { Envelope } from '../../shared/lists/serviceClient';
import { checkCredential, ServiceClient } from '../../shared/lists/serviceClient';
import { asObject, isObject, isRecord, isRecords, readCount } from '../../shared/records';
import {
	ACCEPT,
	ORGANISATION,
	readApiPath,
	readLogin,
	readPastedToken,
	readSessionToken,
	toOrganisationOrigin,
} from '../login/credential';
import { findOAuthObstacle } from '../login/oauth';
import { LoginError } from '../login/session';

/** Default and maximum of records per page; inferred for most lists (contract/assemble.md 3.3). */
export const PAGE_SIZE = 100;
export const MAX_PAGE_SIZE = 1000;

const WORDS: Omit<ServiceWords, 'secret' | 'renewSecret'> = {
	service: 'Assemble',
	permission:
		"Look at the permission group of the user that n8n acts as: it decides what may be read and changed, together with the user's place in the teams.",
	addressLabel: ORGANISATION.label,
	paths:
		"If it is right, the API may be at another path of it: set 'API Path' in the credential, for example to /api/v3.",
};

/** The Assemble API (contract/assemble.md 1 to 3) for one execution of a node. */
export class AssembleClient extends ServiceClient {
	protected readonly envelopeForm = "'data' with an 'id' in each record, and 'meta'";

	readonly fasterBy = "'Page Size' and 'Parallel Requests'";

	/** `apiPath` comes before the path of each request. */
	private constructor(
		context: RequestContext,
		account: Account,
		private readonly apiPath: string,
		signal?: AbortSignal,
	) {
		super(context, account, signal);
	}

	/**
	 * Reads the node's credential. Throws a NodeOperationError, before anything is sent, if it cannot
	 * be used. `itemIndex` is undefined in a trigger and while a form is filled in. `signal` aborts
	 * all requests; by default, the signal of the execution does.
	 */
	static async create(
		context: RequestContext,
		itemIndex: number | undefined,
		signal?: AbortSignal,
	): Promise<AssembleClient> {
		const isOAuth = authenticationOf(context) === 'oAuth2';
		const type = isOAuth ? 'assembleOAuth2Api' : 'assembleJwtApi';
		const read = async () => await context.getCredentials(type, itemIndex);
		const data = await read();
		const check = isOAuth ? checkOAuth : checkJwt;
		const node = context.getNode();
		const origin = checkCredential(data, check, node, itemIndex);
		const apiPath = checkCredential(data, readApiPath, node, itemIndex);
		const credential = { id: '', name: '', type, data };
		const account = isOAuth
			? {
					...OAUTH,
					findObstacle: (error: Error) => findOAuthObstacle(error, data),
					readSecrets: async () => oauthSecrets(await read()),
				}
			: {
					...(data.loginMethod === 'token' ? PASTED : { ...LOGGED_IN, stored: storedToken(read) }),
					readSecrets: async () => jwtSecrets(credential.data),
				};
		return new AssembleClient(
			context,
			{ ...account, credential, origin, holder: holderOf(data), headers: { Accept: ACCEPT } },
			apiPath,
			signal,
		);
	}

	override async read(request: ReadRequest): Promise<Answer> {
		return await super.read(this.located(request));
	}

	override async write(request: WriteRequest): Promise<Answer> {
		return await super.write(this.located(request));
	}

	private located<T extends ReadRequest | WriteRequest>(request: T): T {
		return { ...request, path: `${this.apiPath}${request.path}` };
	}

	/** Reads one record, unwrapped; undefined for a status in `expect`. Throws a NodeApiError. */
	async get(request: ReadRequest): Promise<IDataObject | undefined> {
		const { status, body } = await this.read(request);
		if (status >= 400) return undefined;
		const record = unwrap(body);
		if (record !== undefined) return record;
		throw this.unknownForm(request.subject, "'data' with an 'id'", request.itemIndex);
	}

	/** Reads the basic details of the organisation, which have no ID. Throws a NodeApiError. */
	async organisation(itemIndex: number | undefined): Promise<IDataObject> {
		const subject = 'the organisation';
		const { body } = await this.read({ path: '/organisation', subject, itemIndex });
		const { data } = asObject(body);
		if (isObject(data)) return data;
		throw this.unknownForm(subject, "'data' with its details", itemIndex);
	}

	/** Reads the envelope of a list (contract/assemble.md 3.3); its numbers may be text. */
	protected readEnvelope(body: unknown): Envelope | undefined {
		const { data, meta } = asObject(body);
		const pagination = asObject(asObject(meta).pagination);
		const total = readCount(pagination.total);
		if (!isRecords(data) || total === undefined) return undefined;
		return { records: data, total, hasNext: readHasNext(pagination) };
	}
}

/** The record in an answer, wrapped or bare; undefined if there is none. */
export function unwrap(body: unknown): IDataObject | undefined {
	const { data } = asObject(body);
	if (isRecord(data)) return data;
	return isRecord(body) ? body : undefined;
}

/** `links` may be an object, an empty array, or missing (contract/assemble.md 9). */
function readHasNext({ links, current_page, total_pages }: IDataObject): boolean | null {
	const { next } = asObject(links);
	if (typeof next === 'string' && next !== '') return true;
	const [page, pages] = [readCount(current_page), readCount(total_pages)];
	return typeof page === 'number' && typeof pages === 'number' ? page < pages : null;
}

/** Only getCurrentNodeParameter reads a form that is not saved yet. */
function authenticationOf(context: RequestContext): unknown {
	return 'getCurrentNodeParameter' in context
		? context.getCurrentNodeParameter('authentication')
		: context.getNodeParameter('authentication', 0);
}

/** Whose rights the credential has. */
function holderOf({ email, token, clientId }: ICredentialDataDecryptedObject): string {
	return digest(16, ...[email, token, clientId].map((part) => String(part ?? '')));
}

type Renewal = Pick<Account, 'words' | 'renewal' | 'findObstacle'>;

const findLoginObstacle: Account['findObstacle'] = (error) =>
	// By name: n8n may have loaded the credential's file twice, so `instanceof` fails.
	error.name === LoginError.name ? (error as LoginError) : undefined;

const LOGGED_IN: Renewal = {
	words: {
		...WORDS,
		secret: 'login',
		renewSecret:
			'A new login did not help. Log in to Assemble in the browser as this user, and see whether the account is active and may use the API.',
	},
	renewal: {},
	findObstacle: findLoginObstacle,
};

/** The token that n8n stores in the credential; `read` gives the credential as stored now. */
function storedToken(read: () => Promise<ICredentialDataDecryptedObject>): StoredToken {
	return {
		tokenOf: ({ sessionToken }) => sessionToken,
		async refresh(data) {
			const { sessionToken = '', sessionOwner = '' } = await read();
			const newer = { ...data, sessionToken, sessionOwner };
			// The credential may hold another login by now.
			return readSessionToken(newer, readLogin(data)) === '' ? data : newer;
		},
		withoutToken: (data) => ({ ...data, rejectedToken: data.sessionToken ?? '' }),
	};
}

const PASTED: Renewal = {
	words: {
		...WORDS,
		secret: 'token',
		renewSecret:
			'It has expired or was withdrawn. Paste a new one in the credential, or choose to log in with email and password.',
	},
};

const OAUTH: Renewal = {
	words: {
		...WORDS,
		secret: 'OAuth2 access',
		permission: `${WORDS.permission} See also whether 'Scope' in the credential holds role-profiles, and whether the OAuth client may use it.`,
		renewSecret:
			'A new token did not help. Open the credential and connect it again, and check the OAuth client in Assemble.',
	},
	// For another token type, n8n would put the token into the URL, where it is easily logged.
	renewal: { oauth2: { tokenType: 'Bearer' } },
};

function checkJwt(data: ICredentialDataDecryptedObject): string {
	if (data.loginMethod !== 'token') return readLogin(data).origin;
	const origin = toOrganisationOrigin(data.organisation);
	readPastedToken(data.token);
	return origin;
}

function checkOAuth(data: ICredentialDataDecryptedObject): string {
	const origin = toOrganisationOrigin(data.organisation);
	const { clientId, clientSecret, accessTokenUrl, authUrl, grantType, oauthTokenData } = data;
	const required = { 'Client ID': clientId, 'Client Secret': clientSecret };
	for (const [label, value] of Object.entries(required)) {
		if (typeof value !== 'string' || value === '') {
			throw new UserError(
				`'${label}' in the credential is empty: copy it from the OAuth client in Assemble`,
			);
		}
	}
	checkUrl('Access Token URL', accessTokenUrl, `${origin}/oauth/token`);
	if (grantType === 'authorizationCode') {
		checkUrl('Authorization URL', authUrl, `${origin}/oauth/authorize`);
		if (oauthTokenData === undefined) {
			throw new UserError(
				"The credential is not connected yet: open it and choose 'Connect my account'",
			);
		}
	}
	return origin;
}

/** Throws a UserError if the client secret would go to an invalid address or unencrypted. */
function checkUrl(label: string, value: unknown, example: string): void {
	const url = typeof value === 'string' ? value.trim() : '';
	if (!URL.canParse(url)) {
		throw new UserError(`'${label}' in the credential is not a valid address, such as ${example}`);
	}
	toOrigin(new URL(url).origin, { label, example });
}

function jwtSecrets(data: ICredentialDataDecryptedObject | undefined): string[] {
	return texts([data?.password, data?.token, data?.sessionToken]);
}

function oauthSecrets(data: ICredentialDataDecryptedObject): string[] {
	const { access_token, refresh_token } = asObject(data.oauthTokenData);
	return texts([data.clientSecret, access_token, refresh_token]);
}

function texts(values: unknown[]): string[] {
	return values.filter((value) => typeof value === 'string').filter((text) => text !== '');
}
