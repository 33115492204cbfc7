/** Puts n8n and the Node that it needs into a folder of the user's cache, once. */
import { createHash } from 'node:crypto';
import {
	cpSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

import { isAlive, plainEnvironment, runToEnd } from './processes.mts';

/** The folders of releases/: what of n8n is installed, to the last dependency. */
export const NEWEST = '2.41.1';
/** The last of the oldest major version that the nodes support. */
export const OLDEST = '1.123.81';

/** The major versions of Node that a release runs on, where npm has no Node for this system. */
const NEEDED_NODE: Record<string, { from: number; to: number }> = {
	[NEWEST]: { from: 24, to: Number.POSITIVE_INFINITY },
	[OLDEST]: { from: 20, to: 24 },
};

const releases = path.join(import.meta.dirname, 'releases');
/** Written last: a folder that has it is whole. */
const MARKER = 'installed.json';

export interface Installation {
	version: string;
	/** The node program to run n8n with. */
	node: string;
	/** The script to run with it. */
	cli: string;
}

function cacheFolder(): string {
	const { N8N_TEST_CACHE, XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
	if (N8N_TEST_CACHE) return path.resolve(N8N_TEST_CACHE);
	const name = 'n8n-nodes-vome-assemble';
	if (process.platform === 'win32' && LOCALAPPDATA) return path.join(LOCALAPPDATA, name, 'Cache');
	if (process.platform === 'darwin') return path.join(homedir(), 'Library', 'Caches', name);
	return path.join(XDG_CACHE_HOME || path.join(homedir(), '.cache'), name);
}

/** Changes with each file that says what to install. */
function keyOf(release: string): string {
	const hash = createHash('sha256').update(`${process.platform} ${process.arch}`);
	for (const file of ['package.json', 'package-lock.json']) {
		hash.update(readFileSync(path.join(release, file)));
	}
	return hash.digest('hex').slice(0, 8);
}

/** The folder of Node in an installation: bin/node and include/, which native code compiles with. */
function nodeFolder(folder: string): string {
	const ofNpm = path.join(folder, 'node_modules', `node-${process.platform}-${process.arch}`);
	return existsSync(ofNpm) ? ofNpm : path.dirname(path.dirname(process.execPath));
}

function installationIn(folder: string, version: string): Installation {
	const ofNpm = path.join(nodeFolder(folder), 'bin', 'node');
	return {
		version,
		node: existsSync(ofNpm) ? ofNpm : process.execPath,
		cli: path.join(folder, 'node_modules', 'n8n', 'bin', 'n8n'),
	};
}

/** Prepends a folder to the places where programs are looked for. */
export function withPath(env: NodeJS.ProcessEnv, folder: string): NodeJS.ProcessEnv {
	return { ...env, PATH: [folder, env.PATH].join(path.delimiter) };
}

/** Whether this process' own Node will do for n8n. */
function checkOwnNode(version: string): void {
	const { from, to } = NEEDED_NODE[version] ?? { from: 0, to: Number.POSITIVE_INFINITY };
	const own = Number(process.versions.node.split('.')[0]);
	if (own >= from && own <= to) return;
	const needed = Number.isFinite(to) ? `${from} to ${to}` : `${from} or newer`;
	throw new Error(
		`n8n ${version} needs Node.js ${needed}, and npm has none for this system. Run this with such a Node.js.`,
	);
}

async function install(release: string, folder: string): Promise<void> {
	mkdirSync(folder, { recursive: true });
	cpSync(release, folder, { recursive: true });
	// Not `npm ci`: some builds for other systems are not to be had everywhere. They are optional, but
	// a lock file that cannot name them is "out of sync" for `npm ci`.
	// Without install scripts: one of them compiles isolated-vm, which n8n does without by default.
	await runToEnd('npm', {
		args: ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
		cwd: folder,
	});
	const node = nodeFolder(folder);
	if (!node.startsWith(folder)) checkOwnNode(path.basename(release));
	// The one script that n8n needs: it takes a ready build of sqlite3, or compiles it, for the Node
	// that comes first on the path, with the headers of that Node instead of downloaded ones.
	await runToEnd('npm', {
		args: ['rebuild', 'sqlite3', '--ignore-scripts=false', '--loglevel=error'],
		cwd: folder,
		env: withPath({ ...plainEnvironment(), npm_config_nodedir: node }, path.join(node, 'bin')),
	});
	writeFileSync(path.join(folder, MARKER), JSON.stringify({ installed: new Date() }));
}

/**
 * Lets one process at a time do the work. It saves the others the work and nothing more: each
 * installs into a folder of its own, so that two at once cannot spoil anything.
 */
async function oneAtATime(lock: string, say: (text: string) => void, work: () => Promise<void>) {
	for (let hasSaid = false; ; hasSaid = true) {
		try {
			writeFileSync(lock, String(process.pid), { flag: 'wx' });
			break;
		} catch {
			const owner = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0;
			if (owner > 0 && isAlive(owner)) {
				if (!hasSaid) say(`Waiting for process ${owner}, which is installing n8n`);
				await new Promise((resolve) => setTimeout(resolve, 1000));
			} else rmSync(lock, { force: true });
		}
	}
	try {
		await work();
	} finally {
		rmSync(lock, { force: true });
	}
}

/** An installation of this n8n: the one that is there, or a new one. */
export async function setUpN8n({
	version = NEWEST,
	say = () => undefined,
}: { version?: string; say?: (text: string) => void } = {}): Promise<Installation> {
	const release = path.join(releases, version);
	const cache = cacheFolder();
	const folder = path.join(cache, `n8n-${version}-${keyOf(release)}`);
	const isThere = () => existsSync(path.join(folder, MARKER));
	if (isThere()) return installationIn(folder, version);

	mkdirSync(cache, { recursive: true });
	await oneAtATime(`${folder}.lock`, say, async () => {
		if (isThere()) return;
		const unfinished = `${path.basename(folder)}.unfinished-`;
		for (const name of readdirSync(cache)) {
			if (name.startsWith(unfinished)) rmSync(path.join(cache, name), { recursive: true });
		}
		say(`Installing n8n ${version} into ${folder} (once, 6 to 10 minutes and up to 2.8 GB)`);
		const temporary = path.join(cache, `${unfinished}${process.pid}`);
		try {
			await install(release, temporary);
			renameSync(temporary, folder);
		} finally {
			rmSync(temporary, { recursive: true, force: true });
		}
	});
	return installationIn(folder, version);
}
