/** Who may log in at the start. Passwords follow one pattern, so that tests can tell them. */
import type { Account, OAuthClient } from './types.mts';

export const administrator = {
	email: 'admin@sandbox.example',
	password: 'assemble-sandbox-password',
};

export function makeAccounts(): Account[] {
	const account = (
		name: string,
		permission: Account['permission'],
		twoFactor: Account['twoFactor'],
	): Account => ({
		email: `${name}@sandbox.example`,
		password: `${name}-sandbox-password`,
		twoFactor,
		permission,
	});
	return [
		{ ...administrator, twoFactor: null, permission: 'all' },
		account('reader', 'read', null),
		account('outsider', 'none', null),
		account('email-code', 'all', 'email'),
		account('sms-code', 'all', 'sms'),
		account('app-code', 'all', 'auth_app'),
		account('magic-link', 'all', 'magic_link'),
	];
}

export const clientOfAdministrator: Readonly<OAuthClient> = {
	clientId: '7',
	clientSecret: 'assemble-sandbox-client-secret',
	actingUser: administrator.email,
};
