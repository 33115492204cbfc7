/** What start.mts leaves for the tests and for stop.mts. */
import type { N8n } from '../../../n8n/index.mts';

export interface Running {
	n8n: N8n;
	userFolder: string;
}

declare global {
	var running: Running | undefined;
}

/** Jest gives each test file a world of its own; the environment is what they share. */
export const ORIGIN_VARIABLE = 'N8N_UNDER_TEST';
