/** Packs our package as npm does, and installs it as n8n installs community packages. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { combinedPackage, pack } from '../packages/index.mts';
import { runToEnd } from './processes.mts';

interface PackageJson {
	name: string;
	version: string;
	[field: string]: unknown;
}

const readJson = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as PackageJson;
const writeJson = (file: string, content: object) =>
	writeFileSync(file, JSON.stringify(content, null, 2));

/** Installs the built package of both services in an n8n. */
export async function installPackage(root: string, userFolder: string): Promise<void> {
	const temporary = mkdtempSync(path.join(tmpdir(), 'pack-'));
	try {
		const { file } = await pack(combinedPackage(root), temporary);
		await installTarball(file, userFolder);
	} finally {
		rmSync(temporary, { recursive: true });
	}
}

/**
 * Does what n8n's community-packages.service does after a click on Install. The click itself needs
 * a published package: n8n allows another registry only with a licence.
 */
export async function installTarball(tarball: string, userFolder: string): Promise<void> {
	const packed = await runToEnd('tar', { args: ['-xzOf', tarball, 'package/package.json'] });
	const { name } = JSON.parse(packed) as PackageJson;
	const nodes = path.join(userFolder, '.n8n', 'nodes');
	const folder = path.join(nodes, 'node_modules', name);
	mkdirSync(folder, { recursive: true });
	await runToEnd('tar', { args: ['-xzf', tarball, '-C', folder, '--strip-components=1'] });

	const file = path.join(folder, 'package.json');
	const packageJson = readJson(file);
	for (const field of ['devDependencies', 'peerDependencies', 'optionalDependencies']) {
		delete packageJson[field];
	}
	writeJson(file, packageJson);
	await runToEnd('npm', {
		args: [
			'install',
			'--audit=false',
			'--fund=false',
			'--bin-links=false',
			'--install-strategy=shallow',
			'--ignore-scripts=true',
			'--package-lock=false',
		],
		cwd: folder,
	});

	const ledger = path.join(nodes, 'package.json');
	const others = existsSync(ledger) ? readJson(ledger).dependencies : {};
	writeJson(ledger, {
		name: 'installed-nodes',
		private: true,
		dependencies: { ...(others as object), [name]: packageJson.version },
	});
}
