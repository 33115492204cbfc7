/** Programs that the tests need, from Debian's packages. */
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { plainEnvironment, runToEnd } from './processes.mts';

export interface DebianPackage {
	title: string;
	name: string;
	/** Names of its program, by preference. */
	programs: string[];
	/** Folders to search before the path, read again after an installation. */
	folders?: () => string[];
	/** An environment variable with the program's path. */
	variable?: string;
}

function find({ programs, folders, variable }: DebianPackage): string | undefined {
	const named = variable === undefined ? undefined : process.env[variable];
	if (named) return named;
	const onPath = (process.env.PATH ?? '').split(path.delimiter);
	const all = [...(folders?.() ?? []), ...onPath];
	return programs.flatMap((name) => all.map((folder) => path.join(folder, name))).find(existsSync);
}

/** The path of a package's program. On Debian, root installs the package if it is missing. */
export async function programOf(
	wanted: DebianPackage,
	say: (text: string) => void,
): Promise<string> {
	const found = find(wanted);
	if (found) return found;
	const { title, name, variable } = wanted;
	if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
		const other = variable === undefined ? '' : `, or set ${variable} to its program`;
		throw new Error(`There is no ${title}. Install it (Debian: apt-get install ${name})${other}.`);
	}
	say(`Installing ${title} (once, about a minute)`);
	const env = { ...plainEnvironment(), DEBIAN_FRONTEND: 'noninteractive' };
	// Another run of the tests may be installing something.
	const lock = path.join(tmpdir(), 'n8n-nodes-vome-assemble.apt.lock');
	const apt = [lock, 'apt-get', '-o', 'DPkg::Lock::Timeout=300', '--yes'];
	await runToEnd('flock', { args: [...apt, 'update'], env });
	await runToEnd('flock', { args: [...apt, 'install', '--no-install-recommends', name], env });
	const installed = find(wanted);
	if (!installed) throw new Error(`${title} was installed, but its program is nowhere to be found`);
	return installed;
}
