// Packs what is published, the package of both services and one for each, into tarballs/. With
// `--repositories FOLDER`, also writes each package of one service into FOLDER as a repository of its own.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

import {
	allPackages,
	isManifestUpToDate,
	pack,
	singlePackages,
	updateManifest,
	writeRepository,
} from '../packages/index.mts';
import { buildOrExit } from './build.mts';

const root = path.join(import.meta.dirname, '..');
const destination = path.join(root, 'tarballs');
const repositories = readFolder();

/** Where to write repositories; undefined if nowhere. Ends this process if there is another option. */
function readFolder(): string | undefined {
	try {
		return parseArgs({ options: { repositories: { type: 'string' } } }).values.repositories;
	} catch {
		process.stderr.write(
			'--repositories takes a folder, and there are no other options. See --help.\n',
		);
		return process.exit(2);
	}
}

await buildOrExit((text) => process.stdout.write(`${text}\n`));

for (const single of singlePackages(root)) {
	if (isManifestUpToDate(single)) continue;
	updateManifest(single);
	const file = path.relative(root, path.join(single.folder, 'package.json'));
	process.stdout.write(`${file} was out of date and is not any more: commit it\n`);
}

rmSync(destination, { recursive: true, force: true });
for (const source of allPackages(root)) {
	const { file, files } = await pack(source, destination);
	process.stdout.write(`${path.relative(root, file)}: ${files.length} files\n`);
}

if (repositories !== undefined) {
	for (const single of singlePackages(root)) {
		const folder = path.resolve(repositories, single.name);
		writeRepository(single, folder);
		process.stdout.write(`${folder}: a repository of its own\n`);
	}
}
