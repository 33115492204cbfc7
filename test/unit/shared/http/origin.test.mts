import type { IHttpRequestOptions } from 'n8n-workflow';

import { addSecretHeaders, toOrigin } from '../../../../nodes/shared/http/origin.ts';

const field = { label: 'Base URL', example: 'https://api.example.org' };

describe('toOrigin', () => {
	it.each([
		['https://api.example.org', 'https://api.example.org'],
		['  https://api.example.org/  ', 'https://api.example.org'],
		['https://api.example.org/api', 'https://api.example.org'],
		['https://api.example.org/api/', 'https://api.example.org'],
		['HTTPS://API.Example.org:443', 'https://api.example.org'],
		['https://api.example.org:8443', 'https://api.example.org:8443'],
		['http://localhost:8030', 'http://localhost:8030'],
		['http://127.0.0.1:8030/api/', 'http://127.0.0.1:8030'],
		['http://[::1]:8030', 'http://[::1]:8030'],
	])('%p is %p', (address, origin) => {
		expect(toOrigin(address, field)).toBe(origin);
	});

	it.each([
		['', 'is empty'],
		['   ', 'is empty'],
		[undefined, 'is empty'],
		[42, 'is empty'],
		['api.example.org', 'must start with https://'],
		['ftp://example.org', 'must start with https://'],
		['javascript:alert(1)', 'must start with https://'],
		['https://', 'is not a valid address'],
		['https://exa mple.org', 'is not a valid address'],
		['https://api.example.org/v1', 'must not contain a path: use https://api.example.org'],
		['https://api.example.org/api/v1', 'must not contain a path'],
		['https://api.example.org/?x=1', "must not contain '?' or '#'"],
		['https://api.example.org/#x', "must not contain '?' or '#'"],
		['https://user:pass@api.example.org', 'must not contain a user name or password'],
		['http://api.example.org', 'must start with https://'],
		['http://127.0.0.1.example.org', 'must start with https://'],
		['http://localhost.example.org', 'must start with https://'],
		['http://10.0.0.1', 'must start with https://'],
	])('%p is refused: %s', (address, why) => {
		expect(() => toOrigin(address, field)).toThrow(why);
		expect(() => toOrigin(address, field)).toThrow(/^'Base URL' in the credential /);
	});
});

describe('addSecretHeaders', () => {
	const origin = 'https://api.example.org';
	const add = (options: object) =>
		addSecretHeaders(options as IHttpRequestOptions, origin, field, { 'API-KEY': 'secret' });

	it.each([
		{ url: `${origin}/api/profiles/` },
		{ uri: `${origin}/api/profiles/` },
		{ baseURL: origin, url: '/api/profiles/' },
		{ baseURL: `${origin}/api/`, url: '/api/profiles/' },
	])('adds them to %j, and turns redirects off', (options) => {
		expect(add(options)).toMatchObject({
			headers: { 'API-KEY': 'secret' },
			disableFollowRedirect: true,
			followRedirect: false,
			followAllRedirects: false,
			...('baseURL' in options ? { baseURL: origin } : {}),
		});
	});

	it('keeps other headers', () => {
		expect(add({ url: origin, headers: { Accept: 'text/plain' } }).headers).toEqual({
			Accept: 'text/plain',
			'API-KEY': 'secret',
		});
	});

	it.each([
		{ url: 'https://evil.example/api/profiles/' },
		{ url: 'http://api.example.org/' },
		{ url: 'https://api.example.org.evil.example/' },
		{ url: 'https://api.example.org@evil.example/' },
		{ uri: 'https://evil.example/' },
		{ baseURL: 'https://evil.example', url: '/api/profiles/' },
		{ baseURL: origin, url: 'https://evil.example/' },
		{ baseURL: origin, url: '//evil.example/' },
		{ url: '/api/profiles/' },
		{ url: '' },
		{},
	])('refuses %j', (options: object) => {
		expect(() => add(options)).toThrow('only sends requests to https://api.example.org');
		expect(options).not.toHaveProperty('headers');
	});
});
