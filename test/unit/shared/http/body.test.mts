import { PassThrough, Readable } from 'node:stream';

import { decode, whole } from '../../../../nodes/shared/http/body.ts';
import { failureOf, ILLEGIBLE } from '../../../../nodes/shared/http/errors.ts';
import { clock } from '../../../support/clock.mts';

const PATIENT = { silence: 10_000, longest: 10_000 };

const answer = async <T,>(body: T, statusCode = 200) => ({ statusCode, headers: {}, body });

/** A body that never ends, one part after the other, and how many parts were taken of it. */
function endless(part: Buffer) {
	const taken = { parts: 0 };
	async function* parts() {
		for (;;) {
			// As from a network: others have their turn in between.
			await new Promise(setImmediate);
			taken.parts += 1;
			yield part;
		}
	}
	return { body: Readable.from(parts()), taken };
}

/** A body of one part, to which nothing is added. */
function silent() {
	const body = new PassThrough();
	body.write('{"a":');
	return body;
}

describe('a body', () => {
	it('is put together of its parts', async () => {
		const parts = ['{"a": "', Buffer.from('é').subarray(0, 1), Buffer.from('é').subarray(1), '"}'];
		const { body } = await whole(
			answer(Readable.from(parts.map((part) => Buffer.from(part)))),
			PATIENT,
		);
		expect(decode(body)).toEqual({ a: 'é' });
	});

	it('may be empty', async () => {
		const { body } = await whole(answer(Readable.from([])), PATIENT);
		expect(decode(body)).toBeUndefined();
	});

	it.each([[{ a: 1 }], ['text'], [undefined]])(
		'that is no stream stays as it is: %j',
		async (body) => {
			expect(await whole(answer(body), PATIENT)).toEqual(await answer(body));
		},
	);

	it('is not looked for where there is no answer', async () => {
		expect(await whole(Promise.resolve({ code: 'ECONNREFUSED' }), PATIENT)).toEqual({
			code: 'ECONNREFUSED',
		});
	});
});

describe('a body is given up, and its connection with it,', () => {
	const codeOf = async (promise: Promise<unknown>) =>
		((await failureOf(promise)) as { code?: string } | undefined)?.code;

	it('as soon as it is too large', async () => {
		const { body, taken } = endless(Buffer.alloc(1024 * 1024));
		expect(await codeOf(whole(answer(body), PATIENT))).toBe('TOO_LARGE');
		expect(taken.parts).toBeLessThan(70);
		expect(body.destroyed).toBe(true);
	});

	it('once it falls silent, but not while its parts come in time', async () => {
		const timers: Array<{ ms: number; end: AbortController }> = [];
		jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
			const end = new AbortController();
			timers.push({ ms, end });
			return end.signal;
		});
		const body = silent();
		const code = codeOf(whole(answer(body), { silence: 60_000, longest: 300_000 }));
		const turn = async () => await new Promise(setImmediate);
		const pass = async (ms: number) => {
			await turn();
			clock.elapsed += ms;
		};
		await pass(40_000);
		body.write('1');
		await pass(20_000);
		timers.at(-1)?.end.abort();
		await turn();
		expect(body.destroyed).toBe(false);
		expect(timers.at(-1)?.ms).toBeGreaterThan(35_000);
		expect(timers.at(-1)?.ms).toBeLessThanOrEqual(40_000);
		await pass(40_000);
		timers.at(-1)?.end.abort();
		expect(await code).toBe('ETIMEDOUT');
		expect(body.destroyed).toBe(true);
		jest.restoreAllMocks();
	});

	it('once all of it takes too long', async () => {
		const { body } = endless(Buffer.from(' '));
		expect(await codeOf(whole(answer(body), { silence: 10_000, longest: 20 }))).toBe('ETIMEDOUT');
		expect(body.destroyed).toBe(true);
	});

	it('when the execution is stopped', async () => {
		const body = silent();
		const stop = new AbortController();
		const reading = whole(answer(body), PATIENT, stop.signal);
		setImmediate(() => stop.abort(new Error('stopped')));
		await expect(reading).rejects.toThrow('stopped');
		await new Promise(setImmediate);
		expect(body.destroyed).toBe(true);
	});

	it('also if it comes only when nobody waits any more', async () => {
		const body = silent();
		let arrive = (_reply: Awaited<ReturnType<typeof answer>>) => {};
		const late = new Promise<Awaited<ReturnType<typeof answer>>>((resolve) => {
			arrive = resolve;
		});
		expect(await codeOf(whole(late, { silence: 10_000, longest: 5 }))).toBe('ETIMEDOUT');
		arrive(await answer(body));
		await new Promise(setImmediate);
		expect(body.destroyed).toBe(true);
	});

	it('when it breaks off', async () => {
		const body = silent();
		setImmediate(() => body.destroy(Object.assign(new Error('aborted'), { code: 'ECONNRESET' })));
		expect(await codeOf(whole(answer(body), PATIENT))).toBe('ECONNRESET');
	});

	it('if it broke off before anybody read it', async () => {
		const body = silent();
		body.on('error', () => {});
		body.destroy(Object.assign(new Error('timed out'), { code: 'ETIMEDOUT' }));
		await new Promise(setImmediate);
		expect(await codeOf(whole(answer(body), PATIENT))).toBe('ETIMEDOUT');
	});
});

describe('letters', () => {
	const latin1 = Buffer.from('{"name":"José"}', 'latin1');
	const broken = Buffer.concat([Buffer.from('{"name":"Jos'), Buffer.of(0xe9), Buffer.from('"}')]);

	it.each([
		['UTF-8', Buffer.from('{"name":"José"}'), undefined],
		['UTF-8 with a mark', Buffer.from('\ufeff{"name":"José"}'), 'application/json'],
		['UTF-8 by another name', Buffer.from('{"name":"José"}'), 'text/json; charset=ISO-8859-1'],
		['UTF-8 by no name', Buffer.from('{"name":"José"}'), 'text/json; charset=any'],
		['Latin-1', latin1, 'application/json; charset=ISO-8859-1'],
		['Latin-1 in quotes', latin1, 'application/json;Charset="latin1"; x=y'],
		['UTF-16', Buffer.from('{"name":"José"}', 'utf16le'), 'application/json; charset=utf-16'],
	])('in %s are read', (_, body, contentType) => {
		expect(decode(body, contentType, true)).toEqual({ name: 'José' });
	});

	it.each([undefined, 'application/json', 'text/json; charset=utf-8', 'text/json; charset=any'])(
		'that the type %p does not tell are told as such',
		(contentType) => {
			expect(decode(broken, contentType, true)).toBe(ILLEGIBLE);
		},
	);

	it('are replaced where the rest of the words is wanted', () => {
		expect(decode(broken)).toEqual({ name: 'Jos\ufffd' });
	});

	it('do not hide that it is no JSON', () => {
		const page = Buffer.from('<html>José</html>', 'latin1');
		expect(decode(page, 'text/html', true)).toBe('<html>Jos\ufffd</html>');
	});
});

it.each([401, 429, 500, 302])('the status %d counts without a body, too', async (status) => {
	const { body } = endless(Buffer.alloc(1024 * 1024));
	expect(await whole(answer(body, status), PATIENT)).toEqual({
		statusCode: status,
		headers: {},
		body: undefined,
	});
	expect(body.destroyed).toBe(true);
});
