// How long a write of many people holds up n8n.
import { startVomeSandbox } from '../../sandbox/index.mts';
import { inOwnProcess } from './measure.mts';
import type { Writing, WritingSetting } from './writer.mts';

export interface WritingCost extends Writing {
	isAutomatic: boolean;
	isPreview: boolean;
}

/** Writes so many people, mapped either way, as a preview and in earnest. */
export async function* measureWrites(
	rows: number,
	tell: (text: string) => void,
): AsyncGenerator<WritingCost> {
	for (const isAutomatic of [true, false]) {
		for (const isPreview of [true, false]) {
			const mapped = isAutomatic ? 'automatically' : 'manually';
			tell(`${rows.toLocaleString('en')} rows, mapped ${mapped}${isPreview ? ', preview' : ''}`);
			const sandbox = await startVomeSandbox({ profiles: 1, shifts: 0, reservations: 0 });
			const data = { apiKey: sandbox.apiKey, baseUrl: sandbox.origin };
			const credential = { type: 'vomeApi', data };
			const setting: WritingSetting = { rows, isAutomatic, isPreview, credential };
			const writing = await inOwnProcess<Writing>('writer.mts', setting);
			await sandbox.close();
			yield { ...writing, isAutomatic, isPreview };
		}
	}
}
