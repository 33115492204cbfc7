import { createHash } from 'node:crypto';

import type { IDataObject } from 'n8n-workflow';

import { Turns } from '../turns';

/** Characters that are digested at a time, in about a millisecond. */
const STRETCH = 300_000;

/** Differs if any name or value of a memory is another one, or of another type. */
export async function checkSum(memory: IDataObject): Promise<string> {
	const turns = new Turns();
	const hash = createHash('sha256');
	for (const name of Object.keys(memory).sort()) {
		const value = memory[name];
		const text = typeof value === 'string' ? value : String(JSON.stringify(value));
		hash.update(`${typeof value} ${name.length} ${name} ${text.length} `);
		for (let at = 0; at < text.length; at += STRETCH) {
			hash.update(text.slice(at, at + STRETCH));
			await turns.give();
		}
	}
	return hash.digest('base64').slice(0, 12);
}
