import { Kept } from '../kept';
import { Pace } from './pacing';
import { Tokens } from './tokens';

/** Long enough that the second list of a night begins at the pace that the first one found, in ms. */
export const KEPT_FOR = 10 * 60_000;

/** What all executions of the process share that use one account of a service. */
interface SharedAccount {
	pace: Pace;
	tokens: Tokens;
}

const accounts = new Kept<SharedAccount>(() => ({ pace: new Pace(), tokens: new Tokens() }), {
	most: 200,
	keptFor: KEPT_FOR,
	isNeeded: ({ pace }) => pace.isNeeded,
});

/** `key` is the origin and a digest of the secret, so that accounts never get in each other's way. */
export const sharedAccount = (key: string): SharedAccount => accounts.of(key);
