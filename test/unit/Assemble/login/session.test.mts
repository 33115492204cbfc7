import type { IHttpRequestOptions } from 'n8n-workflow';

import type { Login } from '../../../../nodes/Assemble/login/credential.ts';
import { LoginError, renewToken } from '../../../../nodes/Assemble/login/session.ts';
import { clock } from '../../../support/clock.mts';

interface Reply {
	statusCode?: number;
	headers?: object;
	body?: unknown;
}

let number = 0;
/** Logins are kept by all that they need, so each test has one of its own. */
const newLogin = (): Login => ({
	origin: 'https://my-charity.goassemble.com',
	authPath: '/auth/api',
	email: 'nathan@example.com',
	password: `secret-${(number += 1)}`,
});

/** The helpers of n8n; each call gets the next reply, the last one for ever. */
function server(...replies: Array<Reply | Error>) {
	const sent: IHttpRequestOptions[] = [];
	const helpers = {
		httpRequest: async (options: IHttpRequestOptions) => {
			sent.push(options);
			const reply = replies[Math.min(sent.length, replies.length) - 1];
			await new Promise((resolve) => setImmediate(resolve));
			if (reply instanceof Error) throw reply;
			return { statusCode: 200, headers: {}, body: {}, ...reply };
		},
	};
	return { helpers, sent };
}

/** Answers each login with tokens that count up. */
function counting() {
	let logins = 0;
	const sent: IHttpRequestOptions[] = [];
	const helpers = {
		httpRequest: async (options: IHttpRequestOptions) => {
			sent.push(options);
			await new Promise((resolve) => setImmediate(resolve));
			const isFirst = options.url.endsWith('/');
			if (isFirst) logins += 1;
			const body = isFirst
				? { token: `pre-${logins}`, two_factor: null }
				: { token: `jwt-${logins}` };
			return { statusCode: 200, headers: {}, body };
		},
	};
	return { helpers, sent, logins: () => logins };
}

const first = (more: object = {}): Reply => ({ body: { token: 'pre', two_factor: null, ...more } });

async function refusal(promise: Promise<unknown>): Promise<LoginError> {
	const error = await promise.then(
		() => undefined,
		(reason: unknown) => reason,
	);
	expect(error).toBeInstanceOf(LoginError);
	return error as LoginError;
}

describe('a login', () => {
	it('sends email and password, then the first token, and follows no redirect', async () => {
		const login = newLogin();
		const { helpers, sent } = server(first(), { body: { token: 'jwt' } });
		expect(await renewToken(helpers, login, '')).toBe('jwt');
		const shared = {
			method: 'POST',
			headers: { Accept: 'application/x.uvol.v3+json' },
			json: true,
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			timeout: 15_000,
		};
		expect(sent).toEqual([
			{
				...shared,
				url: 'https://my-charity.goassemble.com/auth/api/',
				body: { email: login.email, password: login.password },
			},
			{
				...shared,
				url: 'https://my-charity.goassemble.com/auth/api/token',
				body: { token: 'pre' },
			},
		]);
	});

	it('that is sent to the same path without the slash goes there', async () => {
		const redirect = { statusCode: 301, headers: { location: '/auth/api' } };
		const { helpers, sent } = server(redirect, first(), { body: { token: 'jwt' } });
		await renewToken(helpers, newLogin(), '');
		expect(sent.map(({ url }) => new URL(url).pathname)).toEqual([
			'/auth/api/',
			'/auth/api',
			'/auth/api/token',
		]);
	});

	it.each([
		'https://evil.example/auth/api',
		'http://my-charity.goassemble.com/auth/api',
		'/login',
		'',
	])('that is sent on to %p stays', async (location) => {
		const { helpers, sent } = server({ statusCode: 302, headers: { location } });
		const error = await refusal(renewToken(helpers, newLogin(), ''));
		expect(error.message).toContain("'Auth Path'");
		expect(sent).toHaveLength(1);
	});
});

describe('requests that need a token', () => {
	it('at the same time share one login', async () => {
		const { helpers, logins } = counting();
		const login = newLogin();
		const tokens = await Promise.all(
			Array.from({ length: 20 }, async () => await renewToken(helpers, login, '')),
		);
		expect(new Set(tokens)).toEqual(new Set(['jwt-1']));
		expect(logins()).toBe(1);
	});

	it('with an expired one at the same time share one login', async () => {
		const { helpers, logins } = counting();
		const login = newLogin();
		const old = await renewToken(helpers, login, '');
		const tokens = await Promise.all(
			Array.from({ length: 8 }, async () => await renewToken(helpers, login, old)),
		);
		expect(new Set(tokens)).toEqual(new Set(['jwt-2']));
		expect(logins()).toBe(2);
	});

	it('that come later with a token that was replaced get the latest', async () => {
		const { helpers, logins } = counting();
		const login = newLogin();
		const old = await renewToken(helpers, login, '');
		const next = await renewToken(helpers, login, old);
		expect(await renewToken(helpers, login, old)).toBe(next);
		const newest = await renewToken(helpers, login, next);
		expect(await renewToken(helpers, login, old)).toBe(newest);
		expect(logins()).toBe(3);
	});

	it('without one shortly after a login get its token, and later a new one', async () => {
		const { helpers, logins } = counting();
		const login = newLogin();
		await renewToken(helpers, login, '');
		clock.elapsed += 119_000;
		expect(await renewToken(helpers, login, '')).toBe('jwt-1');
		clock.elapsed += 2_000;
		expect(await renewToken(helpers, login, '')).toBe('jwt-2');
		expect(logins()).toBe(2);
	});

	it('with one that was replaced long ago log in, since the latest may have expired as well', async () => {
		const { helpers, logins } = counting();
		const login = newLogin();
		const old = await renewToken(helpers, login, '');
		await renewToken(helpers, login, old);
		clock.elapsed += 8 * 3_600_000;
		expect(await renewToken(helpers, login, old)).toBe('jwt-3');
		expect(logins()).toBe(3);
	});

	it('with a token of another process log in, and never get one that is older', async () => {
		const { helpers, logins } = counting();
		const login = newLogin();
		await renewToken(helpers, login, '');
		expect(await renewToken(helpers, login, 'from-elsewhere')).toBe('jwt-2');
		expect(logins()).toBe(2);
	});

	it.each([
		{ password: 'other' },
		{ email: 'b@example.com' },
		{ authPath: '/api/auth/api' },
		{ origin: 'https://b.org' },
	])('of another login never get its token: %j', async (difference) => {
		const { helpers, logins } = counting();
		const login = newLogin();
		await renewToken(helpers, login, '');
		await renewToken(helpers, { ...login, ...difference }, '');
		expect(logins()).toBe(2);
	});
});

describe('a refused login', () => {
	it.each([400, 401, 422])('with %i is not tried again at once', async (statusCode) => {
		const login = newLogin();
		const { helpers, sent } = server({ statusCode, body: { message: 'No match' } });
		const error = await refusal(renewToken(helpers, login, ''));
		expect(error.message).toBe(
			`Assemble rejected the email or password of nathan@example.com (HTTP ${statusCode})`,
		);
		expect(error.description).toContain('not tried again for 2 minutes');
		expect(error.description).toContain('Assemble says: No match');
		expect(error.isPassing).toBe(false);

		clock.elapsed += 119_000;
		await refusal(renewToken(helpers, login, ''));
		expect(sent).toHaveLength(1);
		clock.elapsed += 2_000;
		await refusal(renewToken(helpers, login, ''));
		expect(sent).toHaveLength(2);
	});

	it('is tried ever more rarely: after 2, 10 and 60 minutes, then every 6 hours', async () => {
		const login = newLogin();
		const { helpers, sent } = server(first({ two_factor: 'sms' }));
		const tried: number[] = [];
		for (let minute = 0; minute < 20 * 60; minute += 1) {
			const before = sent.length;
			await refusal(renewToken(helpers, login, ''));
			if (sent.length > before) tried.push(minute);
			clock.elapsed += 60_000;
		}
		expect(tried).toEqual([0, 2, 12, 72, 432, 792, 1152]);
	});

	it('counts from the start after a login that worked', async () => {
		const login = newLogin();
		const no = { statusCode: 422 };
		const { helpers } = server(no, no, first(), { body: { token: 'jwt' } }, no);
		await refusal(renewToken(helpers, login, ''));
		clock.elapsed += 3 * 60_000;
		await refusal(renewToken(helpers, login, ''));
		clock.elapsed += 11 * 60_000;
		await renewToken(helpers, login, '');
		clock.elapsed += 3 * 60_000;
		const error = await refusal(renewToken(helpers, login, ''));
		expect(error.description).toContain('not tried again for 2 minutes');
	});

	it('is tried again when another process has got in since, and then counts from the start', async () => {
		const login = newLogin();
		const no = { statusCode: 422 };
		const { helpers, sent } = server(no, no, no, first(), { body: { token: 'jwt' } });
		await refusal(renewToken(helpers, login, 'before'));
		clock.elapsed += 3 * 60_000;
		await refusal(renewToken(helpers, login, 'before'));
		// The token that the other process got was good for a while.
		const error = await refusal(renewToken(helpers, login, 'from-elsewhere'));
		expect(error.description).toContain('not tried again for 2 minutes');
		await refusal(renewToken(helpers, login, 'from-elsewhere'));
		await refusal(renewToken(helpers, login, ''));
		expect(sent).toHaveLength(3);
		clock.elapsed += 3 * 60_000;
		expect(await renewToken(helpers, login, 'from-elsewhere')).toBe('jwt');
	});

	it('is not tried again for a token that this process has replaced itself', async () => {
		const login = newLogin();
		const old = await renewToken(counting().helpers, login, '');
		const next = await renewToken(server(first(), { body: { token: 'next' } }).helpers, login, old);
		clock.elapsed += 3 * 60_000;
		const { helpers, sent } = server({ statusCode: 422 });
		for (const token of [next, old, next, '']) await refusal(renewToken(helpers, login, token));
		expect(sent).toHaveLength(1);
	});

	it.each([402, 403, 415, 451])('with %i is not blamed on the password', async (statusCode) => {
		const { helpers } = server({ statusCode, body: '<html>Blocked</html>' });
		const error = await refusal(renewToken(helpers, newLogin(), ''));
		expect(error.message).toBe(
			`Assemble does not let nathan@example.com log in (HTTP ${statusCode})`,
		);
		expect(error.description).toContain('may be inactive or blocked');
		expect(error.description).toContain('a firewall or a proxy between n8n and Assemble');
	});

	it('hides all secrets before it cuts what was said', async () => {
		const login = { ...newLogin(), password: 'two  blanks\tand a tab' };
		const said = `${'x'.repeat(385)} ${login.password}`;
		const { helpers } = server({ statusCode: 422, body: { message: said } });
		const { description } = await refusal(renewToken(helpers, login, ''));
		expect(description).toContain('x ***');
		expect(description).not.toContain('blanks');
	});

	it('ends after 15 seconds a step, even if the answer trickles in', async () => {
		const timeout = AbortSignal.timeout.bind(AbortSignal);
		const limits = jest.spyOn(AbortSignal, 'timeout').mockImplementation(() => timeout(5));
		const helpers = { httpRequest: async () => await new Promise(() => {}) };
		const { message, description } = await refusal(renewToken(helpers, newLogin(), ''));
		expect(limits).toHaveBeenCalledWith(15_000);
		limits.mockRestore();
		expect(message).toContain('could not be reached');
		expect(description).toContain('took too long');
	});

	it('with 407 is not blamed on Assemble', async () => {
		const { helpers } = server({ statusCode: 407, body: '<html>Log in</html>' });
		const { message, isRefusal } = await refusal(renewToken(helpers, newLogin(), ''));
		expect(message).toBe('The proxy between n8n and Assemble wants a login (HTTP 407)');
		expect(isRefusal).toBe(false);
	});

	it('that is remembered is not taken for a new one', async () => {
		const login = newLogin();
		const { helpers } = server({ statusCode: 422 });
		const { message } = await refusal(renewToken(helpers, login, ''));
		clock.elapsed += 60_000;
		const again = await refusal(renewToken(helpers, login, ''));
		expect(again.message).toMatch(
			/ \(as it was at \d\d:\d\d UTC; n8n logs in again after \d\d:\d\d UTC, or at once when you change the credential\)$/,
		);
		expect(again.message.startsWith(message)).toBe(true);
	});

	it('does not keep the right password out', async () => {
		const login = newLogin();
		await refusal(renewToken(server({ statusCode: 422 }).helpers, { ...login, password: 'x' }, ''));
		const { helpers } = counting();
		expect(await renewToken(helpers, login, '')).toBe('jwt-1');
	});

	it('never shows the password, even if Assemble repeats it', async () => {
		const login = newLogin();
		const { helpers } = server({
			statusCode: 422,
			body: { message: `Wrong: ${login.password}`, errors: { password: [login.password] } },
		});
		const error = await refusal(renewToken(helpers, login, ''));
		expect(JSON.stringify([error.message, error.description, error.stack])).not.toContain(
			login.password,
		);
		expect(error.description).toContain('Wrong: ***');
	});

	it.each([
		['email', 'a code by email'],
		['sms', 'a code by text message'],
		['auth_app', 'an authenticator app'],
		['magic_link', 'a magic link'],
		['pigeon', "'pigeon'"],
	])(
		'for a second factor, %s, names it and the way out, and sends no further code',
		async (method, name) => {
			const login = newLogin();
			const { helpers, sent } = server(first({ two_factor: method }));
			for (let attempt = 0; attempt < 3; attempt += 1) {
				const error = await refusal(renewToken(helpers, login, ''));
				expect(error.message).toContain(`two-factor authentication (${name})`);
				expect(error.message).toContain('OAuth2 API, or a user without two-factor');
			}
			expect(sent).toHaveLength(1);
		},
	);

	it.each([null, undefined, '', false, 0])(
		'is not what a second factor of %p means',
		async (method) => {
			const { helpers } = server(first({ two_factor: method }), { body: { token: 'jwt' } });
			expect(await renewToken(helpers, newLogin(), '')).toBe('jwt');
		},
	);

	it('for a second factor is told even without a first token', async () => {
		const { helpers } = server({ body: { token: null, two_factor: 'sms' } });
		const error = await refusal(renewToken(helpers, newLogin(), ''));
		expect(error.message).toContain('two-factor authentication');
	});

	it.each([404, 405])('with %i names the path', async (statusCode) => {
		const { helpers } = server({ statusCode });
		const { message, description } = await refusal(renewToken(helpers, newLogin(), ''));
		expect(message).toContain("my-charity.goassemble.com/auth/api: check 'Organisation'");
		expect(message).toContain("another 'Auth Path'");
		expect(description).toContain('/api/auth/api');
	});

	it.each([
		['a message', { message: 'Invalid email or password' }, 'Invalid email or password'],
		['an error', { error: 'Wrong password', token: null }, 'Wrong password'],
		['fields', { errors: { email: ['No such user'] } }, 'No such user'],
		['a text', 'Locked for 15 minutes', 'Locked for 15 minutes'],
	])('with 200 and %s gives the words, and is tried as rarely as others', async (_, body, said) => {
		const login = newLogin();
		const { helpers, sent } = server({ body });
		const error = await refusal(renewToken(helpers, login, ''));
		expect(error.message).toContain('does not let nathan@example.com log in, and says: ');
		expect(error.message).toContain(said);
		expect(error.isRefusal).toBe(true);
		const tried: number[] = [];
		for (let minute = 1; minute <= 80; minute += 1) {
			const before = sent.length;
			clock.elapsed += 60_000;
			await refusal(renewToken(helpers, login, ''));
			if (sent.length > before) tried.push(minute);
		}
		expect(tried).toEqual([2, 12, 72]);
	});

	it('with 200 and words in its second step gives them', async () => {
		const { helpers } = server(first(), { body: { message: 'No API access' } });
		const error = await refusal(renewToken(helpers, newLogin(), ''));
		expect(error.message).toContain('and says: No API access');
	});

	it('with 200 never shows the password, even if Assemble repeats it', async () => {
		const login = newLogin();
		const { helpers } = server({ body: { error: `Wrong: ${login.password}` } });
		const error = await refusal(renewToken(helpers, login, ''));
		expect(error.message).toContain('Wrong: ***');
		expect(JSON.stringify([error.description, error.stack])).not.toContain(login.password);
	});

	it.each([
		{ body: '<html></html>' },
		{ body: {} },
		{ body: [] },
		{ body: { token: '' } },
		{ body: { token: 7 } },
	])('in another form says so: %j', async (reply) => {
		const { helpers } = server(reply);
		expect((await refusal(renewToken(helpers, newLogin(), ''))).message).toContain(
			'does not answer like the login of Assemble',
		);
	});
});

describe('a login that goes wrong', () => {
	const network = (code: string) => Object.assign(new Error('failed'), { code });

	it.each([429])(
		'with %i can be tried again, after the pause that is asked for',
		async (statusCode) => {
			const login = newLogin();
			const { helpers } = server({ statusCode, headers: { 'retry-after': '9' } }, first(), {
				body: { token: 'jwt' },
			});
			const error = await refusal(renewToken(helpers, login, ''));
			expect(error).toMatchObject({ isPassing: true, retryAfter: 9_000 });
			clock.elapsed += 8_000;
			await refusal(renewToken(helpers, login, ''));
			clock.elapsed += 1_500;
			expect(await renewToken(helpers, login, '')).toBe('jwt');
		},
	);

	it.each([
		['its first step', [{ statusCode: 429, headers: { 'retry-after': '31536000' } }]],
		['its second step', [first(), { statusCode: 503, headers: { 'retry-after': '31536000' } }]],
	])(
		'in %s with an endless pause is tried again after 10 minutes, and says so',
		async (_, replies) => {
			const login = newLogin();
			const no = server(...replies);
			const error = await refusal(renewToken(no.helpers, login, ''));
			clock.elapsed += 9 * 60_000;
			const { helpers, sent } = server(first(), { body: { token: 'jwt' } });
			const again = await refusal(renewToken(helpers, login, ''));
			expect(again.message.startsWith(error.message)).toBe(true);
			expect(again.message).toMatch(
				/ \(as it was at \d\d:\d\d UTC; n8n logs in again after \d\d:\d\d UTC\)$/,
			);
			expect(again.isPassing).toBe(true);
			expect(Math.ceil(Number(again.retryAfter) / 60_000)).toBe(365 * 24 * 60 - 9);
			expect(sent).toHaveLength(0);
			clock.elapsed += 60_000;
			expect(await renewToken(helpers, login, '')).toBe('jwt');
		},
	);

	it.each([network('ECONNRESET'), network('ETIMEDOUT'), { statusCode: 500 }, { statusCode: 503 }])(
		'in its first step may have sent a code, so it is not repeated',
		async (reply) => {
			const login = newLogin();
			const { helpers, sent } = server(reply, first(), { body: { token: 'jwt' } });
			const error = await refusal(renewToken(helpers, login, ''));
			expect(error.isPassing).toBe(false);
			await refusal(renewToken(helpers, login, ''));
			expect(sent).toHaveLength(1);
		},
	);

	it.each([network('ECONNREFUSED'), network('EAI_AGAIN')])(
		'before a connection came about can be tried again',
		async (reply) => {
			const { helpers } = server(reply);
			const error = await refusal(renewToken(helpers, newLogin(), ''));
			expect(error.isPassing).toBe(true);
			expect(error.message).toBe(
				'Assemble could not be reached at my-charity.goassemble.com to log in',
			);
		},
	);

	it.each([network('ECONNRESET'), { statusCode: 502 }])(
		'in its second step can be tried again, as there is no second factor',
		async (reply) => {
			const { helpers } = server(first(), reply);
			expect((await refusal(renewToken(helpers, newLogin(), ''))).isPassing).toBe(true);
		},
	);

	it.each([network('ENOTFOUND'), network('CERT_HAS_EXPIRED')])(
		'for a lasting cause is not tried again',
		async (reply) => {
			const { helpers } = server(reply);
			expect((await refusal(renewToken(helpers, newLogin(), ''))).isPassing).toBe(false);
		},
	);

	it('because n8n does not send it tells why', async () => {
		const { helpers } = server(new Error('Domain not allowed'));
		const error = await refusal(renewToken(helpers, newLogin(), ''));
		expect(error.message).toBe(
			'n8n could not send the login to my-charity.goassemble.com: Domain not allowed',
		);
		expect(error.description).toContain('Allowed HTTP Request Domains');
	});

	it('for a passing cause is shared by requests side by side', async () => {
		const login = newLogin();
		const { helpers, sent } = server({ statusCode: 429 });
		await Promise.all(
			Array.from({ length: 8 }, async () => await refusal(renewToken(helpers, login, ''))),
		);
		await refusal(renewToken(helpers, login, ''));
		expect(sent).toHaveLength(1);
	});

	it('many times for a passing cause does not become another one', async () => {
		const login = newLogin();
		const { helpers } = server({ statusCode: 429 });
		for (let count = 0; count < 40; count += 1) {
			const error = await refusal(renewToken(helpers, login, ''));
			expect(error.message).toContain('could not log in nathan@example.com now');
			clock.elapsed += 1_100;
		}
	});

	it('again and again, because new tokens are rejected too, ends', async () => {
		const { helpers, logins } = counting();
		const login = newLogin();
		let token = '';
		for (let count = 0; count < 20; count += 1) token = await renewToken(helpers, login, token);
		const error = await refusal(renewToken(helpers, login, token));
		expect(error.message).toContain('rejects each new token');
		expect(logins()).toBe(20);
	});
});
