import type { IDataObject } from 'n8n-workflow';

import { digest } from '../digest';
import { now } from './pacing';

/** How long a token that was rejected at once does not count as expired, in ms. */
const NEW_FOR = 2 * 60_000;

/**
 * What is known of the tokens of one account, for the process: a 401 may mean that a token has
 * expired, or that one path is closed to it, where no login helps.
 */
export class Tokens {
	/** A read for which a token was good. */
	good?: { path: string; query?: IDataObject };

	/** Even a new token seems to have expired, so the clock of n8n is wrong. */
	isClockAhead = false;

	private rejected?: { token: string; since: number };

	/** Notes a token that was rejected right after it was given out. */
	reject(token: unknown): void {
		if (!this.isRejected(token)) {
			this.rejected = { token: digest(16, String(token)), since: now() };
		}
	}

	/** Whether a token was rejected right after it was given out, a short while ago. */
	isRejected(token: unknown): boolean {
		const { rejected } = this;
		if (rejected === undefined || token === undefined) return false;
		const isRecent = now() - rejected.since < NEW_FOR;
		return isRecent && rejected.token === digest(16, String(token));
	}
}
