// n8n-core reads these when it is loaded, and keeps its settings in a folder: one of ours, so that a
// real n8n of the same user is neither read nor changed. Import this before n8n-core.
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const ENCRYPTION_KEY = 'only-for-tests-and-the-demo';

const home = path.join(import.meta.dirname, '../node_modules/.cache/n8n-engine');
const settings = path.join(home, '.n8n/config');

// Always the same folder, so that nothing piles up, and it never has to be removed. Several processes
// come here at once, so the file appears whole, and n8n-core finds it and writes none of its own.
mkdirSync(path.dirname(settings), { recursive: true });
writeFileSync(`${settings}.${process.pid}`, JSON.stringify({ encryptionKey: ENCRYPTION_KEY }), {
	mode: 0o600,
});
renameSync(`${settings}.${process.pid}`, settings);

Object.assign(process.env, {
	N8N_USER_FOLDER: home,
	N8N_ENCRYPTION_KEY: ENCRYPTION_KEY,
	N8N_LOG_LEVEL: process.env.N8N_LOG_LEVEL ?? 'silent',
	N8N_DIAGNOSTICS_ENABLED: 'false',
});
