// Writes docs/reference anew, from the forms.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { referencePages } from './reference/pages.mts';

const folder = path.join(import.meta.dirname, '../docs/reference');
const pages = Object.entries(await referencePages());

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
for (const [file, text] of pages) writeFileSync(path.join(folder, file), text);
process.stdout.write(`docs/reference: ${pages.length} pages\n`);
