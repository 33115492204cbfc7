import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { N8nClient } from '../../../n8n/index.mts';

const icons = path.join(import.meta.dirname, '../../../icons');
const icon = (name: string) => readFileSync(path.join(icons, name), 'utf8');

/** Fetches both icons of a node or credential, as the editor does, and compares them with the files. */
export async function expectIcons(n8n: N8nClient, name: string, iconUrl: unknown): Promise<void> {
	const urls = iconUrl as { light: string; dark: string };
	const service = name.startsWith('vome') ? 'vome' : 'assemble';
	expect(await n8n.file(urls.light)).toEqual({
		type: expect.stringContaining('image/svg+xml'),
		text: icon(`${service}.svg`),
	});
	expect(await n8n.file(urls.dark)).toEqual({
		type: expect.stringContaining('image/svg+xml'),
		text: icon(`${service}.dark.svg`),
	});
}
