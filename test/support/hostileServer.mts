import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Random } from '../../sandbox/random.mts';

const json = (text: string) => JSON.stringify(text).slice(1, -1);

const small = (text: string) =>
	encodeURIComponent(text).replace(/%../g, (code) => code.toLowerCase());

const HTML: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

/** Ways to write a text otherwise. */
const FORMS: Array<(text: string, random: Random) => string> = [
	(text) => text,
	(text) => text,
	json,
	(text) => json(json(text)),
	(text) => json(text).replaceAll('/', '\\/'),
	encodeURIComponent,
	small,
	(text) => new URLSearchParams({ '': text }).toString().slice(1),
	(text) => text.replace(/[&<>"']/g, (sign) => HTML[sign] ?? sign),
	(text) => text.replace(/[^a-z0-9]/gi, (sign) => `&#${sign.charCodeAt(0)};`),
	(text, random) => Buffer.from(`${'u'.repeat(random.int(0, 5))}:${text}`).toString('base64'),
	(text) => Buffer.from(text).toString('base64url'),
	(text) => Buffer.from(JSON.stringify({ key: text })).toString('base64'),
	(text) => text.replace(/.{5}/gs, '$&\n  '),
	(text) => text.replace(/\s+/g, ' '),
	(text, random) => text.slice(random.int(0, 8)),
	(text, random) => text.slice(0, -random.int(1, 8)),
	(text) => `Bearer ${text}`,
	(text) => Buffer.from(text).toString('latin1'),
	(text) => escape(text),
];

const STATUSES = [
	200, 200, 200, 400, 400, 401, 403, 403, 404, 407, 409, 413, 418, 422, 422, 429, 500, 503, 302,
];

/** A server that repeats the secrets it got, in whatever form and place. */
export async function startHostileServer() {
	/** Whatever the server was told, or made up itself. */
	const secrets = new Set<string>();
	const state = { random: undefined as unknown as Random, isGood: false, token: () => 'token' };

	const answerGood = ({ url = '', method = '' }: IncomingMessage): object | undefined => {
		if (method === 'POST' && /\/auth\/api\//.test(url)) {
			const token = state.token();
			secrets.add(token);
			return { token, two_factor: null };
		}
		if (url.includes('/oauth/token')) {
			const token = state.token();
			secrets.add(token);
			return { access_token: token, token_type: 'bearer', expires_in: 3600 };
		}
		if (!state.isGood || method !== 'GET') return undefined;
		const row = { id: 7, name: 'Shop helper' };
		return /\/\d+(\?|$)/.test(url)
			? { data: row }
			: {
					count: 1,
					next: null,
					previous: null,
					results: [row],
					data: [row],
					meta: {
						pagination: {
							total: 1,
							count: 1,
							per_page: 100,
							current_page: 1,
							total_pages: 1,
							links: {},
						},
					},
				};
	};

	const hostileText = (): string => {
		const { random } = state;
		const part = random.pick(FORMS)(random.pick([...secrets]), random);
		return `${'They said '.repeat(random.pick([0, 1, 35, 36, 37, 38, 39, 60]))}${'x'.repeat(random.int(0, 12))}${part}${random.pick(['', '.', ' is wrong'])}`;
	};

	const hostileBody = (): string => {
		const { random } = state;
		const text = hostileText();
		return random.pick([
			() => JSON.stringify({ detail: text }),
			() => JSON.stringify({ error: { message: text, param: hostileText() } }),
			() => JSON.stringify({ error: hostileText(), error_description: text }),
			() => JSON.stringify({ message: text, errors: { [hostileText()]: [hostileText()] } }),
			() => JSON.stringify({ [text]: [text] }),
			() => JSON.stringify([text, hostileText()]),
			() => text,
			() => `<html>${text}</html>`,
			() => `{"detail": "${text}`,
			() => '',
		])();
	};

	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const { random } = state;
			const good = random.chance(0.8) ? answerGood(request) : undefined;
			if (good !== undefined) {
				response.setHeader('content-type', 'application/json');
				response.end(JSON.stringify(good));
				return;
			}
			const header = () => encodeURIComponent(hostileText()).slice(0, 4_000);
			response.statusCode = random.pick(STATUSES);
			response.setHeader(
				'content-type',
				random.pick(['application/json', 'text/plain', 'text/html']),
			);
			response.setHeader('location', random.pick(['/', `http://127.0.0.1:1/`, '/api/']) + header());
			response.setHeader('x-said', header());
			if (random.chance(0.1)) response.setHeader('retry-after', header());
			response.end(hostileBody());
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		state,
		secrets,
		close: async () => await new Promise((resolve) => server.close(resolve)),
	};
}
