import {
	readApiPath,
	readLogin,
	readPastedToken,
	toOrganisationOrigin,
} from '../../../../nodes/Assemble/login/credential.ts';

describe('the organisation', () => {
	it.each([
		['my-charity', 'https://my-charity.goassemble.com'],
		['My-Charity', 'https://my-charity.goassemble.com'],
		['  charity2 ', 'https://charity2.goassemble.com'],
		['volunteers.my-charity.org', 'https://volunteers.my-charity.org'],
		['my-charity.goassemble.com/', 'https://my-charity.goassemble.com'],
		['my-charity.goassemble.com/api', 'https://my-charity.goassemble.com'],
		['https://my-charity.goassemble.com', 'https://my-charity.goassemble.com'],
		['https://my-charity.goassemble.com/api/', 'https://my-charity.goassemble.com'],
		['HTTPS://My-Charity.GoAssemble.com', 'https://my-charity.goassemble.com'],
		['https://my-charity.org:8443', 'https://my-charity.org:8443'],
		['http://localhost:8031', 'http://localhost:8031'],
		['http://127.0.0.1:8031/', 'http://127.0.0.1:8031'],
	])('%p is at %p', (typed, origin) => {
		expect(toOrganisationOrigin(typed)).toBe(origin);
	});

	it.each([
		['', 'is empty'],
		['   ', 'is empty'],
		[undefined, 'is empty'],
		[7, 'is empty'],
		['my charity', 'must not contain spaces'],
		['http://my-charity.goassemble.com', 'must start with https://'],
		['https://my-charity.goassemble.com/admin/roles', 'use https://my-charity.goassemble.com'],
		['my-charity.goassemble.com/admin', 'must not contain a path'],
		['https://me:pw@my-charity.org', 'user name or password'],
		['https://my-charity.org?x=1', "must not contain '?'"],
		['ftp://my-charity.org', 'must start with https://'],
		['my-charity/admin', 'must start with https://'],
		['-charity', 'must start with https://'],
		['https://', 'is not a valid address'],
	])('%p is refused', (typed, why) => {
		expect(() => toOrganisationOrigin(typed)).toThrow(`'Organisation' in the credential`);
		expect(() => toOrganisationOrigin(typed)).toThrow(why);
	});
});

const good = {
	organisation: 'my-charity',
	email: ' nathan@example.com ',
	password: ' with space ',
	authPath: '/auth/api',
};

describe('a login', () => {
	it('is read as it is needed; a password keeps its spaces', () => {
		expect(readLogin(good)).toEqual({
			origin: 'https://my-charity.goassemble.com',
			authPath: '/auth/api',
			email: 'nathan@example.com',
			password: ' with space ',
		});
	});

	it.each(['', '  ', undefined, 7])('has its path to be found where that is %p', (authPath) => {
		expect(readLogin({ ...good, authPath: authPath as string }).authPath).toBeUndefined();
	});

	it.each(['', 'nathan', 'a@b@c', 'a b@example.com', undefined])(
		'refuses the email %p',
		(email) => {
			expect(() => readLogin({ ...good, email: email as string })).toThrow(
				"'Email' in the credential",
			);
		},
	);

	it('refuses an empty password', () => {
		expect(() => readLogin({ ...good, password: '' })).toThrow("'Password' in the credential");
	});
});

describe.each([
	['API Path', (apiPath: string) => readApiPath({ apiPath })],
	['Auth Path', (authPath: string) => readLogin({ ...good, authPath }).authPath],
])('%s', (label, read) => {
	it.each([
		['', undefined],
		[' ', undefined],
		['/', ''],
		['api', '/api'],
		['/api/', '/api'],
		[' /api/v3 ', '/api/v3'],
		['/Api_2/v-3/v3.1', '/Api_2/v-3/v3.1'],
	])('%p is %p', (typed, path) => {
		expect(read(typed)).toBe(path);
	});

	it.each([
		'//',
		'/api//',
		'/api//v3',
		'//evil.example',
		'/@evil.example',
		'https://evil.example/',
		'/..',
		'/api/../x',
		'/api/./x',
		'/a..b',
		'/.api',
		'/api?x=1',
		'/api#x',
		'/a b',
		'/a\\b',
		'\\evil.example',
		'/%2e%2e',
		'/api%2fv3',
		'/api:80',
		'/ä',
		'/api\n/x',
	])('%p is refused', (typed) => {
		expect(() => read(typed)).toThrow(`'${label}' in the credential must be a path such as`);
	});
});

describe('a pasted token', () => {
	const jwt = (claims: unknown) =>
		`eyJhbGciOiJIUzI1NiJ9.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;
	const inAnHour = Math.floor(Date.now() / 1000) + 3600;

	it.each([{}, { exp: inAnHour }, { exp: 'soon' }, { sub: 'ü?>' }])(
		'with claims %j is good',
		(claims) => {
			expect(readPastedToken(jwt(claims))).toBe(jwt(claims));
		},
	);

	it.each([
		[`Bearer ${jwt({})}`],
		[` ${jwt({})}\n`],
		[`"${jwt({})}"`],
		[`bearer  ${jwt({})}`],
		[`"Bearer ${jwt({})}"\n`],
		[`Bearer "${jwt({})}"`],
		[`Authorization: Bearer ${jwt({})}`],
		[`'${jwt({}).slice(0, 30)}\r\n  ${jwt({}).slice(30)}'`],
	])('may come as %p', (pasted) => {
		expect(readPastedToken(pasted)).toBe(jwt({}));
	});

	it('that says it has expired is refused, with the time', () => {
		expect(() => readPastedToken(jwt({ exp: 1_700_000_000 }))).toThrow(
			"'Token' in the credential expired at 2023-11-14 22:13 UTC",
		);
	});

	it.each(['', '   ', undefined])('%p is empty', (pasted) => {
		expect(() => readPastedToken(pasted)).toThrow("'Token' in the credential is empty");
	});

	it.each([
		'abc',
		'a.b',
		'a.b.c',
		'a.b.c.d',
		`${jwt({})} x`,
		jwt('text'),
		jwt(null),
		'ä.ö.ü',
		'a\r\nb.c.d',
	])('%p is not one', (pasted) => {
		expect(() => readPastedToken(pasted)).toThrow('is not a JWT');
	});

	it.each([jwt({ exp: 1 }), 'secret.not.jwt'])('is never shown', (pasted) => {
		expect(() => readPastedToken(pasted)).not.toThrow(pasted);
	});
});
