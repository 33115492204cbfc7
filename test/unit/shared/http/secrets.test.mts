import { keepSecrets, redact, secretsOf, shorten } from '../../../../nodes/shared/http/secrets.ts';

const KEY = 'vK9/x+Q2"w<Zr_7-Lp%4Tm&8';

it('a secret may have come as a number', () => {
	keepSecrets('https://numbers.example', [90_210_555_123, undefined, null, '', true]);
	expect(secretsOf('https://numbers.example')).toEqual(['90210555123']);
});

describe('redact', () => {
	it('leaves no form of a short secret', () => {
		const text = redact('a+b/c, a%2Bb%2Fc and YStiL2M= but not abc', ['a+b/c']);
		expect(text).toBe('***, *** and *** but not abc');
	});

	it('does nothing for an empty secret', () => {
		expect(redact('text', [''])).toBe('text');
	});

	it('leaves other words as they are', () => {
		const text = 'Open the credential \\ and save it: 100%, a&b, +49 30, "x y".';
		expect(redact(text, [KEY, 'correct horse battery staple'])).toBe(text);
	});

	const json = (text: string) => JSON.stringify(text).slice(1, -1);
	const url = encodeURIComponent;
	const small = (text: string) => url(text).replace(/%../g, (code) => code.toLowerCase());
	const base64 = (text: string) => Buffer.from(text).toString('base64');

	it.each<[string, (secret: string) => string]>([
		['as it is', (secret) => secret],
		['in capitals', (secret) => secret.toUpperCase()],
		['in JSON', json],
		['in JSON in JSON', (secret) => json(json(secret))],
		['in JSON with escaped slashes', (secret) => json(secret).replaceAll('/', '\\/')],
		[
			'in JSON with numbers alone',
			(secret) =>
				secret.replace(/./gsu, (sign) =>
					json(sign).replace(
						/^.$/u,
						(one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
					),
				),
		],
		['in a URL', url],
		['in a URL with small letters', small],
		['in a URL in a URL', (secret) => url(url(secret))],
		['in a URL, as old programs write it', (secret) => escape(secret)],
		[
			'in a URL with numbers of UTF-16',
			(secret) =>
				secret.replace(/./gs, (sign) => `%u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`),
		],
		['taken for Windows-1252', (secret) => new TextDecoder('latin1').decode(Buffer.from(secret))],
		['taken for Latin-1', (secret) => Buffer.from(secret).toString('latin1')],
		['in a form', (secret) => new URLSearchParams({ '': secret }).toString().slice(1)],
		[
			'in HTML',
			(secret) =>
				secret.replace(
					/[&<>"']/g,
					(sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? '&quot;',
				),
		],
		[
			'in HTML with numbers',
			(secret) => secret.replace(/[^a-z]/gi, (sign) => `&#${sign.charCodeAt(0)};`),
		],
		[
			'in HTML with small numbers',
			(secret) => secret.replace(/./gs, (sign) => `&#x${sign.charCodeAt(0).toString(16)};`),
		],
		['in base64', base64],
		['in base64, of a user and it', (secret) => base64(`client-1:${secret}`)],
		['in base64, in JSON', (secret) => base64(JSON.stringify({ a: 1, secret, b: 2 }))],
		['in base64 in a URL', (secret) => url(base64(`ab${secret}cd`))],
		['in base64url', (secret) => Buffer.from(`x:${secret}`).toString('base64url')],
		['in hexadecimal digits', (secret) => Buffer.from(secret).toString('hex')],
		['in hexadecimal capitals', (secret) => Buffer.from(secret).toString('hex').toUpperCase()],
		['split by white space', (secret) => secret.match(/.{1,3}/gs)?.join('\n\t ') ?? ''],
		['split by what cannot be seen', (secret) => [...secret].join('\u200b')],
		['with its white space folded', (secret) => secret.replace(/\s+/g, ' ')],
	])('finds a secret %s', (_, form) => {
		for (const secret of [
			KEY,
			'two  blanks\tand a tab',
			'pässwörd, mit Ümläuten €',
			'a\\b\\n%41&amp;\\u0041cdefg',
		]) {
			const said = `The key ${form(secret)} is wrong`;
			const shown = redact(said, [secret]);
			expect(shown).toMatch(
				/^The key .{0,2}\*\*\*.{0,2} is wrong$|^The key [\w/+]{0,28}\*\*\*[\w/+=%-]{0,14} is wrong$/,
			);
		}
	});

	it('finds pieces of a secret that was cut', () => {
		const secret = 'abcdefghijklmnopqrstuvwxyz0123456789';
		for (let from = 0; from + 12 <= secret.length; from += 1) {
			expect(redact(`>${secret.slice(from, from + 12)}<`, [secret])).toBe('>***<');
			expect(redact(`>${secret.slice(from, from + 11)}<`, [secret])).not.toContain('***');
		}
	});

	it('reads no more than people do', () => {
		expect(redact('a'.repeat(5_000_000), ['a'.repeat(900)])).toBe('*** ... ***');
	});
});

describe('the secrets of an address', () => {
	it('are kept for it alone, each once, without what is no text', () => {
		keepSecrets('https://one.example', ['one', '', undefined, 'two', 'one']);
		expect(secretsOf('https://one.example')).toEqual(['two', 'one']);
		expect(secretsOf('https://two.example')).toEqual([]);
	});

	it('are forgotten once a hundred others were used', () => {
		const origin = 'https://three.example';
		keepSecrets(origin, ['password']);
		for (let number = 0; number < 150; number += 1)
			keepSecrets(origin, [`token-${number}`, 'password']);
		expect(secretsOf(origin)).toHaveLength(100);
		expect(secretsOf(origin)).toContain('password');
	});
});

it('a text that is too long loses its middle', () => {
	expect(shorten('short', 9)).toBe('short');
	expect(shorten(`'${'x'.repeat(100)}' is no number`, 30)).toBe(
		"'xxxxxxxxxxxxxxxxxxx ...  no number",
	);
});
