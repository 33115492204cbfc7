import type { Settings } from '../service.mts';
import type { AssembleDatabase } from './database.mts';
import type { AssembleQuirks } from './quirks.mts';
import type { Tokens } from './tokens.mts';

/** What the routes work on; all of it can be exchanged while the sandbox runs. */
export interface AssembleContext {
	readonly settings: Settings<AssembleQuirks>;
	readonly database: AssembleDatabase;
	readonly tokens: Tokens;
}
