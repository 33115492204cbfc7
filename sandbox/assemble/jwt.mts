/** JSON Web Tokens, signed with HS256 as the sample of the authentication page is. */
import { createHmac, randomBytes } from 'node:crypto';

const secret = 'signing-key-of-the-sandbox';

function encode(part: object): string {
	return Buffer.from(JSON.stringify(part)).toString('base64url');
}

export function signJwt(claims: Record<string, unknown>): string {
	// Without an id of its own a token would equal one that was made in the same second.
	const all = { ...claims, jti: randomBytes(8).toString('hex') };
	const content = `${encode({ typ: 'JWT', alg: 'HS256' })}.${encode(all)}`;
	return `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`;
}
