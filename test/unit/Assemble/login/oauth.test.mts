import { findOAuthObstacle } from '../../../../nodes/Assemble/login/oauth.ts';

const credential = {
	accessTokenUrl: 'https://my-charity.goassemble.com/oauth/token',
	grantType: 'clientCredentials',
};

// What is left of the errors of its OAuth2 client; the texts are those of RFC 6749, section 5.2.
describe('in n8n 1, from the words alone', () => {
	it.each([
		[
			'Client authentication failed (e.g., unknown client).',
			/rejected the client ID or client secret/,
		],
		['The requested scope is invalid, unknown, or malformed.', /rejected the scope/],
		['The provided authorization grant is invalid.', /gave no OAuth2 token/],
		['The client is not authorized to request a code.', /does not allow this grant type/],
		['The authorization grant type is not supported.', /does not know this grant type/],
		['Something of the server', /refused to give an OAuth2 token/],
	])('a refusal: %s', (message, words) => {
		const error = Object.assign(new Error(message), { code: 'EAUTH' });
		expect(findOAuthObstacle(error, credential)?.message).toMatch(words);
	});

	it.each([
		['HTTP status 404', /no OAuth2 token at the 'Access Token URL'/],
		['HTTP status 503', /could not give an OAuth2 token now \(HTTP 503\)/],
		['Unsupported content type: text/html', /gave no OAuth2 token/],
	])('another answer: %s', (message, words) => {
		expect(findOAuthObstacle(new Error(message), credential)?.message).toMatch(words);
	});

	it('the code is told from what other errors say', () => {
		const other = Object.assign(new Error('The requested scope is invalid'), { code: 'EOTHER' });
		expect(findOAuthObstacle(other, credential)).toBeUndefined();
	});
});
