import type { IHttpRequestHelper, IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';

import { failureOf, ILLEGIBLE, LARGEST_ANSWER, TOO_LARGE } from './errors';
import { now, unlessAborted } from './pacing';

/** A body as n8n gives it for `encoding: 'stream'`: unpacked, and nothing of it is read yet. */
interface Arriving extends AsyncIterable<Uint8Array> {
	destroy(): void;
}

/** How long to wait, in ms. */
interface Patience {
	/** For the next part of an answer. */
	silence: number;
	/** For all of it, even if it trickles in. */
	longest: number;
}

/** n8n gives each answer as it is, whatever its status, and unread: it would read one of any size. */
export const AS_IT_IS = {
	json: true,
	encoding: 'stream',
	returnFullResponse: true,
	ignoreHttpStatusErrors: true,
	disableFollowRedirect: true,
} satisfies Partial<IHttpRequestOptions>;

/**
 * Sends a request beside those of the client, as for a login: without its pauses, retries and
 * credential. `longest`: for all of the answer, in ms. Rejects as `whole` does.
 */
export async function ask(
	helpers: IHttpRequestHelper['helpers'],
	request: IHttpRequestOptions,
	longest: number,
): Promise<IN8nHttpFullResponse> {
	const options = { ...AS_IT_IS, timeout: longest, ...request };
	const answer = helpers.httpRequest(options) as Promise<IN8nHttpFullResponse>;
	const { body, ...rest } = await whole(answer, { silence: longest, longest });
	const text = decode(body, rest.headers['content-type']);
	return { ...rest, body: text as IN8nHttpFullResponse['body'] };
}

/**
 * The answer with its body, which is read as it arrives: an answer that is too large, falls silent or
 * takes too long is given up at once, and its connection with it. Rejects with an error that has a
 * code, or with the signal's reason when that aborts.
 */
export async function whole<R extends object>(
	answer: Promise<R>,
	{ silence, longest }: Patience,
	signal?: AbortSignal,
): Promise<R> {
	const end = new AbortController();
	const all = answer.then(async (reply) =>
		'body' in reply ? { ...reply, body: await bodyOf(reply, silence, end.signal) } : reply,
	);
	try {
		const inTime = withTimeout(all, longest);
		return await (signal === undefined ? inTime : unlessAborted(inTime, signal));
	} finally {
		// Also where the answer comes only now.
		end.abort();
	}
}

async function bodyOf(
	{ body, statusCode = 0 }: { body: unknown; statusCode?: number },
	silence: number,
	end: AbortSignal,
): Promise<unknown> {
	if (!isArriving(body)) return body;
	const reading = read(body, silence, end);
	const isGood = statusCode >= 200 && statusCode < 300;
	// The status of a refusal says enough.
	return isGood ? await reading : await reading.catch(() => undefined);
}

function isArriving(body: unknown): body is Arriving {
	return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

async function read(body: Arriving, silence: number, end: AbortSignal): Promise<Buffer> {
	const chunks: Uint8Array[] = [];
	let size = 0;
	let heard = now();
	const collect = async () => {
		for await (const chunk of body) {
			heard = now();
			size += chunk.length;
			if (size > LARGEST_ANSWER.bytes) throw coded(TOO_LARGE, 'The answer is too large');
			chunks.push(chunk);
		}
	};
	const collected = unlessSilent(collect(), silence, () => heard);
	try {
		await unlessAborted(collected, end);
		return Buffer.concat(chunks);
	} catch (error) {
		body.destroy();
		const { code = 'ECONNRESET' } = error as { code?: string };
		throw coded(code, 'The answer did not come to its end');
	}
}

const SILENT = Symbol('silent');

/** Rejects with the code ETIMEDOUT once nothing was heard for `silence` ms. */
async function unlessSilent<T>(
	promise: Promise<T>,
	silence: number,
	heard: () => number,
): Promise<T> {
	for (;;) {
		// One timer, and not one for each part: a large answer has thousands.
		const rest = Math.max(1, Math.ceil(heard() + silence - now()));
		const heeded = unlessAborted(promise, AbortSignal.timeout(rest), () => SILENT);
		if ((await failureOf(heeded)) !== SILENT) return await heeded;
		if (now() - heard() >= silence) throw tooLate();
	}
}

/** Rejects with the code ETIMEDOUT after `longest` ms. */
async function withTimeout<T>(promise: Promise<T>, longest: number): Promise<T> {
	return await unlessAborted(promise, AbortSignal.timeout(longest), tooLate);
}

const tooLate = () => coded('ETIMEDOUT', 'The answer took too long');

const coded = (code: string, message: string) => Object.assign(new Error(message), { code });

/**
 * Parsed JSON; undefined for an empty body; text for anything else. Bytes that are no letters become
 * signs in their place, or all of the JSON ILLEGIBLE if `isStrict`.
 */
export function decode(body: unknown, contentType?: unknown, isStrict = false): unknown {
	if (!(body instanceof Uint8Array || body instanceof ArrayBuffer)) return body;
	const legible = textOf(body, contentType);
	const text = legible ?? lenient.decode(body);
	if (text.trim() === '') return undefined;
	try {
		const json = JSON.parse(text) as unknown;
		return isStrict && legible === undefined ? ILLEGIBLE : json;
	} catch {
		return text;
	}
}

const lenient = new TextDecoder();

const CHARSET = /charset\s{0,9}=\s{0,9}["']?([\w.:-]{1,40})/i;

/** Undefined if it is neither in UTF-8 nor in the encoding that the server names. */
function textOf(body: Uint8Array | ArrayBuffer, contentType: unknown): string | undefined {
	const [, charset = 'utf-8'] = CHARSET.exec(String(contentType)) ?? [];
	// JSON is UTF-8 whatever a server says of it, and text in another encoding is hardly ever UTF-8 by chance.
	for (const encoding of ['utf-8', charset]) {
		try {
			const text = new TextDecoder(encoding, { fatal: true }).decode(body);
			// UTF-16, which is no JSON when read so.
			if (!text.includes('\0')) return text;
		} catch {
			// Other bytes, or an encoding that nobody knows.
		}
	}
	return undefined;
}
