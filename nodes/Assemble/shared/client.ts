import type { ICredentialDataDecryptedObject, IDataObject, NodeApiError } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { digest } from '../../shared/digest';
import type { ServiceWords } from '../../shared/http/errors';
import { NO_RECORD, NO_ROUTE } from '../../shared/http/errors';
import type {
	Account,
	Answer,
	ReadRequest,
	RequestContext,
	StoredToken,
	WriteRequest,
} from '../../shared/http/httpClient';
import { toOrigin } from '../../shared/http/origin';
import { pause, unlessAborted } from '../../shared/http/pacing';
import { keepSecrets, secretTexts } from '../../shared/http/secrets';
import type { Envelope, PageRequest } from '../../shared/lists/serviceClient';
import { checkCredential, ServiceClient } from '../../shared/lists/serviceClient';
import { asObject, isObject } from '../../shared/records';
import { parseUrl } from '../../shared/url';
import {
	ACCEPT,
	bareToken,
	isPast,
	ORGANISATION,
	readApiPath,
	readLogin,
	readPastedToken,
	readSessionToken,
	toOrganisationOrigin,
} from '../login/credential';
import { findOAuthObstacle } from '../login/oauth';
import { LoginError } from '../login/session';
import { GUESSES, PAGE_SIZE_NAME } from './guesses';
import type { Ask, Failure, Place, Resource } from './places';
import { judgeList, judgeRecord, pathAt, Places, readEnvelope, resourceOf, unwrap } from './places';

/** Default and maximum of records per page; inferred for most lists (contract/assemble.md 3.3). */
export const PAGE_SIZE = 100;
export const MAX_PAGE_SIZE = 1000;

const SET_PATH =
	"If you know where the API is, set 'API Path' in the credential, for example to /api/v3: the administrator finds it in the organisation's OpenAPI file.";

/** Tells the credential that the node itself finds out where the API is. */
const FROM_NODE = { isFromNode: true };

const WORDS: Omit<ServiceWords, 'secret' | 'renewSecret'> = {
	service: 'Assemble',
	permission:
		"Look at the permission group of the user that n8n acts as: it decides what may be read and changed, together with the user's place in the teams.",
	addressLabel: ORGANISATION.label,
	paths: SET_PATH,
};

/** The Assemble API (contract/assemble.md 1 to 3) for one execution of a node. */
export class AssembleClient extends ServiceClient {
	protected readonly envelopeForm = "'data' with an 'id' in each record, and 'meta'";

	readonly fasterBy = "'Page Size' and 'Parallel Requests'";

	override readonly guessTable = GUESSES;

	private readonly places: Places;

	/** `fixedBase` is the API's path if the credential has it. */
	private constructor(
		context: RequestContext,
		account: Account,
		fixedBase: string | undefined,
		signal?: AbortSignal,
	) {
		super(context, account, signal);
		this.places = new Places(this.guesses, fixedBase);
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
		const data: ICredentialDataDecryptedObject = { ...(await read()), ...FROM_NODE };
		const check = isOAuth ? checkOAuth : checkJwt;
		const node = context.getNode();
		const origin = checkCredential(data, check, node, itemIndex);
		const fixedBase = checkCredential(data, readApiPath, node, itemIndex);
		const credential = { id: '', name: '', type, data };
		keepSecrets(origin, isOAuth ? oauthSecrets(data) : jwtSecrets(data));
		const account = isOAuth
			? {
					...OAUTH,
					findObstacle: (error: Error) => findOAuthObstacle(error, data),
					readToken: async () => asObject((await read()).oauthTokenData).access_token,
					readSecrets: async () => oauthSecrets(await read()),
				}
			: {
					...(data.loginMethod === 'token' ? PASTED : { ...LOGGED_IN, stored: storedToken(read) }),
					readSecrets: async () => jwtSecrets(credential.data),
				};
		return new AssembleClient(
			context,
			{ ...account, credential, origin, holder: holderOf(data), headers: { Accept: ACCEPT } },
			fixedBase,
			signal,
		);
	}

	/**
	 * Reads from where the resource is, which is found out by the first reads of a process. The path
	 * begins with the likeliest name of the resource, and has nothing of the API before it.
	 */
	override async read(asked: ReadRequest): Promise<Answer> {
		const { places } = this;
		const resource = resourceOf(asked.path);
		const request = { ...asked, permission: this.permissionFor(resource) };
		const place = places.current(resource);
		const at = (found: Place) => ({ ...request, path: pathAt(found, request.path) });
		const page = request.query?.page;
		const wasSeen = places.isSeen(resource);
		if (wasSeen && page !== 1) return await super.read(at(place));

		const { expect = [] } = request;
		const answer = await super.read({
			...at(place),
			expect: [...expect, ...(wasSeen ? NO_RECORD : NO_ROUTE)],
			isProbe: !wasSeen,
		});
		// Any other status that is expected proves nothing.
		const isRefusal = answer.status >= 400 && !NO_ROUTE.includes(answer.status);
		if (isRefusal || (wasSeen && !NO_RECORD.includes(answer.status))) return answer;
		const judge = page === undefined ? judgeRecord : judgeList;
		const finding = judge(resource, answer);
		const isEnough =
			finding === 'proven' ||
			(page === undefined && finding === 'unsure') ||
			(finding === 'empty' && (page !== 1 || place.name === resource.name.candidates[0]));
		if (isEnough) {
			if (page !== undefined || finding === 'proven') places.learn(resource, place, finding);
			return answer;
		}

		const failure = { told: finding, isLook: finding === 'wrong' && isWhole(request), wasSeen };
		const where = await this.find(resource, place, request, failure);
		if (where === 'nowhere') throw await this.nowhere(resource, request.itemIndex, answer);
		const isRight = finding !== 'wrong' || expect.includes(answer.status);
		if (where === 'here' && isRight) return answer;
		return await super.read(at(places.current(resource)));
	}

	/** Changes only what is of a kind of which a record was seen there. */
	override async write(request: WriteRequest): Promise<Answer> {
		const { places } = this;
		const resource = resourceOf(request.path);
		if (!places.isSeen(resource)) await this.prove(resource, request);
		const place = places.current(resource);
		const permission = this.permissionFor(resource);
		const path = pathAt(place, request.path);
		const answer = await super.write({ ...request, path, permission });
		if (judgeRecord(resource, answer) === 'proven') places.learn(resource, place, 'proven');
		return answer;
	}

	private async prove(resource: Resource, request: WriteRequest): Promise<void> {
		const { places } = this;
		const place = places.current(resource);
		let answer: Answer | undefined;
		const ask = this.askAt(resource, request);
		const told = await places.look(resource, place, async (path, limit) => {
			answer = await ask(path, limit);
			return answer;
		});
		places.learn(resource, place, told);
		if (told === 'proven') return;
		// So that the first role profile of an organisation can be made.
		if (told === 'empty' && places.isLikeliest(resource, place)) return;
		const where = await this.find(resource, place, request, { told, isLook: true });
		if (where === 'nowhere') throw await this.nowhere(resource, request.itemIndex, answer);
		if (places.isSeen(resource)) return;
		const { path } = places.current(resource);
		const message = `Nothing was sent, because no ${plural(resource)} were seen at ${path}`;
		const description = `The node found this path by trying, and changes things only where it has seen a record of that kind. Make the first one in Assemble itself. ${SET_PATH}`;
		throw this.errorFor({ message, description }, request.itemIndex);
	}

	private async find(
		resource: Resource,
		failed: Place,
		request: ReadRequest | WriteRequest,
		failure: Failure,
	) {
		const found = this.places.find(resource, failed, this.askAt(resource, request), failure);
		// It may be another execution whose search it waits for.
		return await unlessAborted(found, this.signal);
	}

	private askAt(resource: Resource, { itemIndex }: ReadRequest | WriteRequest): Ask {
		return async (path, limit) =>
			await super.read({
				path,
				query: { page: 1, [this.sizeName]: limit },
				subject: `the list of ${plural(resource)}`,
				permission: this.permissionFor(resource),
				itemIndex,
				expect: NO_ROUTE,
				isProbe: true,
			});
	}

	/** `answer` came from the likeliest place. */
	private async nowhere(
		resource: Resource,
		itemIndex: number | undefined,
		answer: Answer | undefined,
	): Promise<NodeApiError> {
		const host = new URL(this.origin).host;
		// Nothing of what may be records.
		const { error, message: reason = error } = asObject(answer?.body);
		const said = answer?.status === 200 ? await this.quote(reason) : '';
		const message = `Assemble has no ${plural(resource)} where the node looked`;
		const description = [
			`It looked on ${host} ${this.places.describe(resource)}, and got ${whatCame(answer)}.`,
			said !== '' && `Assemble says: ${said}`,
			...(this.places.isBaseFound && (answer?.status ?? 404) >= 400
				? [
						'Other lists of Assemble are there, so the login may not have access to this one.',
						this.permissionFor(resource),
					]
				: [
						resource.feature !== undefined && needsFeature(resource.feature),
						"Check 'Organisation' in the credential.",
						SET_PATH,
					]),
			'Unless you change the credential, it does not look everywhere again for 5 minutes.',
		];
		return this.errorFor(
			{ message, description: description.filter(Boolean).join(' '), httpCode: '404' },
			itemIndex,
		);
	}

	/** What reading or changing a resource takes, as sentences (contract/assemble.md 1 and 2.3). */
	private permissionFor({ name: { candidates }, feature }: Resource): string {
		const isOAuth = this.credentialType === 'assembleOAuth2Api';
		const sentences = [
			WORDS.permission,
			feature !== undefined && needsFeature(feature),
			isOAuth &&
				`Also check whether 'Scope' in the credential contains ${candidates[0]}, and whether the OAuth client may use it.`,
		];
		return sentences.filter(Boolean).join(' ');
	}

	protected override get sizeName(): string {
		return this.guesses.current(PAGE_SIZE_NAME);
	}

	protected override async resized(page: Envelope, request: PageRequest): Promise<Envelope> {
		const { size, total } = page;
		const isOdd = typeof size === 'number' && size !== request.size && Number(total) > size;
		if (!isOdd || this.guesses.isSettled(PAGE_SIZE_NAME)) return page;
		const [asked = '', other = ''] = this.guesses.inOrder<string>(PAGE_SIZE_NAME);
		return await this.searchAlone(PAGE_SIZE_NAME, async () => {
			// Another execution may have found out meanwhile.
			if (this.guesses.isSettled(PAGE_SIZE_NAME)) {
				return this.sizeName === asked ? page : ((await this.fetchPage(request)) ?? page);
			}
			const trial = await this.fetchPage({ ...request, sizeName: other, expect: [400, 422] });
			const isRight = trial?.size === request.size;
			this.guesses.settle<string>(PAGE_SIZE_NAME, isRight ? other : asked);
			return isRight ? trial : page;
		});
	}

	/** Reads one record, unwrapped; undefined for a status in `expect`. Throws a NodeApiError. */
	async get(request: ReadRequest): Promise<IDataObject | undefined> {
		const { status, body } = await this.read(request);
		if (status >= 400) return undefined;
		const record = unwrap(body);
		if (record !== undefined) return record;
		throw this.unknownForm(request.subject, "'data' with an 'id'", request.itemIndex, body);
	}

	/** Waits `ms`, or until the execution is cancelled. */
	async wait(ms: number): Promise<void> {
		await pause(ms, this.signal);
	}

	/** Reads the basic details of the organisation, which have no ID. Throws a NodeApiError. */
	async organisation(itemIndex: number | undefined): Promise<IDataObject> {
		const path = '/organisation';
		let first: Answer | undefined;
		for (const base of this.places.bases) {
			const answer = await super.read({
				path: `${base}${path}`,
				subject: 'the organisation',
				itemIndex,
				expect: NO_ROUTE,
				isProbe: true,
				isPublic: true,
			});
			const { data } = asObject(answer.body);
			if (answer.status < 300 && isObject(data)) return data;
			first ??= answer;
		}
		throw await this.nowhere(resourceOf(path), itemIndex, first);
	}

	protected readEnvelope(body: unknown): Envelope | undefined {
		return readEnvelope(body);
	}
}

const needsFeature = (feature: string) =>
	`This also requires the feature ${feature}, which Assemble may not have switched on for the organisation.`;

function whatCame({ status, body }: Answer = { status: 404, body: undefined }): string {
	// 304 leads nowhere.
	if (status >= 400 || status === 304) return `HTTP ${status}`;
	if (status >= 300) return 'sent to another address';
	if (typeof body === 'string') return 'a web page, perhaps from a proxy or a login';
	return Array.isArray(asObject(body).data)
		? "a list without an 'id' in each record, or without a 'total'"
		: 'no list';
}

const plural = ({ name }: Resource) => name.candidates[0].replace(/-/g, ' ');

/** Whether it reads a list, and without filters. */
function isWhole({ query = {} }: ReadRequest): boolean {
	const paging = ['page', 's', 'o', ...PAGE_SIZE_NAME.candidates];
	return query.page === 1 && Object.keys(query).every((name) => paging.includes(name));
}

/** Only getCurrentNodeParameter reads a form that is not saved yet. */
function authenticationOf(context: RequestContext): unknown {
	return 'getCurrentNodeParameter' in context
		? context.getCurrentNodeParameter('authentication')
		: context.getNodeParameter('authentication', 0);
}

/** Whose rights the credential has. */
function holderOf(data: ICredentialDataDecryptedObject): string {
	const { email, password, token, clientId, clientSecret } = data;
	const parts = [email, password, token, clientId, clientSecret];
	return digest(16, ...parts.map((part) => String(part ?? '')));
}

type Renewal = Pick<Account, 'words' | 'renewal' | 'isPast' | 'findObstacle'>;

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
	isPast,
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
		withoutToken: (data) => ({
			...data,
			rejectedToken: data.sessionToken ?? '',
			...FROM_NODE,
		}),
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
		renewSecret:
			'A new token did not help. Open the credential and connect it again, and check the OAuth client in Assemble.',
	},
	// For another token type, n8n would put the token into the URL, where it is easily logged.
	renewal: { oauth2: { tokenType: 'Bearer' } },
	isPast,
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
	const url = typeof value === 'string' ? parseUrl(value.trim()) : undefined;
	if (url === undefined) {
		throw new UserError(`'${label}' in the credential is not a valid address, such as ${example}`);
	}
	toOrigin(url.origin, { label, example });
}

function jwtSecrets(data: ICredentialDataDecryptedObject | undefined): string[] {
	// As it was pasted, and as it is sent.
	return secretTexts([data?.password, data?.token, bareToken(data?.token), data?.sessionToken]);
}

function oauthSecrets(data: ICredentialDataDecryptedObject): string[] {
	const { access_token, refresh_token } = asObject(data.oauthTokenData);
	return secretTexts([data.clientSecret, access_token, refresh_token]);
}
