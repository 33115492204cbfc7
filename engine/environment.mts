// Import this before n8n-core, which reads these when it loads. Its settings go into our own
// folder, so that it neither reads nor changes the user's real n8n.
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const ENCRYPTION_KEY = 'only-for-tests-and-the-demo';

const home = path.join(import.meta.dirname, '../node_modules/.cache/n8n-engine');
const settings = path.join(home, '.n8n/config');

// Always the same folder, so that nothing piles up. Several processes do this at once: the rename
// keeps the file whole, and n8n-core then writes none of its own.
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
