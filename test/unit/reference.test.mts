import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { referencePages } from '../../scripts/reference/pages.mts';

const folder = path.join(__dirname, '../../docs/reference');

it('docs/reference is what `npm run reference` writes', async () => {
	const pages = await referencePages();
	const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
	const read = (file: string) =>
		existsSync(path.join(folder, file)) && readFileSync(path.join(folder, file), 'utf8');
	const outOfDate = Object.keys(pages).filter((file) => read(file) !== pages[file]);
	const strays = files.filter((file) => !(file in pages));
	expect([
		...outOfDate.map((file) => `${file} is out of date: run \`npm run reference\``),
		...strays.map((file) => `${file} does not belong here: run \`npm run reference\``),
	]).toEqual([]);
});
