// Publishes the tarballs that `npm run packages` made, apart from those that npm has already, so that it
// can be run again after it stopped halfway. Arguments go to `npm publish`.
import { spawnSync } from 'node:child_process';
import path from 'node:path';

import { allPackages, tarballName } from '../packages/index.mts';

const root = path.join(import.meta.dirname, '..');

function npm(args: string[], isHeard: boolean) {
	return spawnSync('npm', args, {
		cwd: root,
		encoding: 'utf8',
		stdio: ['ignore', isHeard ? 'pipe' : 'inherit', isHeard ? 'ignore' : 'inherit'],
	});
}

function isPublished(name: string, version: string): boolean {
	return npm(['view', `${name}@${version}`, 'version'], true).stdout.trim() === version;
}

for (const source of allPackages(root)) {
	const { name, version } = source;
	if (isPublished(name, version)) {
		process.stdout.write(`${name} ${version} is published already\n`);
		continue;
	}
	const tarball = path.join(root, 'tarballs', tarballName(source));
	const { status } = npm(['publish', tarball, ...process.argv.slice(2)], false);
	if (status !== 0) process.exit(1);
}
