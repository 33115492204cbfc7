import type { Settings } from '../service.mts';
import type { VomeDatabase } from './database.mts';
import type { Quirks } from './quirks.mts';

/** What the routes work on; both can be exchanged while the sandbox runs. */
export interface VomeContext {
	readonly settings: Settings<Quirks>;
	readonly database: VomeDatabase;
}
