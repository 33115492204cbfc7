/** Installs n8n, and the Node that it needs, into the user's cache, once. */
import { createHash } from 'node:crypto';
import {
	accessSync,
	constants,
	cpSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

import { afterPing, explain, packagesIn, PING, showProgress } from './installing.cjs';
import { type Command, isAlive, npmEnvironment, runToEnd } from './processes.mts';

/** Folders of releases/, which pin n8n and all its dependencies. */
export const NEWEST = '2.41.1';
/** The last release of the oldest major version that the nodes support. */
export const OLDEST = '1.123.81';

/** What a release takes on the disk. */
const SIZES: Record<string, string> = { [NEWEST]: '2.8 GB', [OLDEST]: '1.9 GB' };

/** Major versions of Node for a release, checked where npm has no Node for this system. */
const NEEDED_NODE: Record<string, { from: number; to: number }> = {
	[NEWEST]: { from: 24, to: Number.POSITIVE_INFINITY },
	[OLDEST]: { from: 20, to: 24 },
};

const releases = path.join(import.meta.dirname, 'releases');
/** Written last: a folder with it is complete. */
const MARKER = 'installed.json';

export interface Installation {
	version: string;
	node: string;
	/** n8n's script, for `node`. */
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

function makeCache(cache: string): void {
	try {
		mkdirSync(cache, { recursive: true });
		accessSync(cache, constants.W_OK);
	} catch (error) {
		throw new Error(
			`n8n cannot be installed into your cache folder (${(error as Error).message}). Name another one: export N8N_TEST_CACHE=/a/folder/of/yours`,
		);
	}
}

/** Changes with the platform and the pinned packages. */
function keyOf(release: string): string {
	const hash = createHash('sha256').update(`${process.platform} ${process.arch}`);
	for (const file of ['package.json', 'package-lock.json']) {
		hash.update(readFileSync(path.join(release, file)));
	}
	return hash.digest('hex').slice(0, 8);
}

/** Node's folder, with bin/ and include/; native code compiles with the latter. */
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

/** Puts a folder first in PATH. */
export function withPath(env: NodeJS.ProcessEnv, folder: string): NodeJS.ProcessEnv {
	return { ...env, PATH: [folder, env.PATH].join(path.delimiter) };
}

/** Throws if n8n does not run on this process's Node. */
function checkOwnNode(version: string): void {
	const { from, to } = NEEDED_NODE[version] ?? { from: 0, to: Number.POSITIVE_INFINITY };
	const own = Number(process.versions.node.split('.')[0]);
	if (own >= from && own <= to) return;
	const needed = Number.isFinite(to) ? `${from} to ${to}` : `${from} or newer`;
	throw new Error(
		`n8n ${version} needs Node.js ${needed}, and npm has none for this system. Run this with such a Node.js.`,
	);
}

/** Runs npm while it shows that it goes on. If npm fails, the error says what to do. */
async function npm(describe: () => string, command: Command): Promise<void> {
	const stop = showProgress(describe);
	try {
		// npm would go on for a while: it rolls back, for which it waits for what is on its way.
		await runToEnd('npm', { ...command, isDisposable: true });
	} catch (error) {
		const { message } = error as Error;
		throw new Error(`${message}\n${explain(message)}`.trimEnd());
	} finally {
		stop();
	}
}

async function install(release: string, folder: string): Promise<void> {
	mkdirSync(folder, { recursive: true });
	cpSync(release, folder, { recursive: true });
	// Not `npm ci`: it calls a lock file out of sync that lacks optional builds for other systems,
	// and those are not available everywhere. No install scripts: one compiles isolated-vm, which n8n
	// does not use by default.
	const ping = await runToEnd('npm', { args: PING }).catch(String);
	await npm(packagesIn(folder), {
		args: [
			'install',
			...afterPing(ping),
			'--ignore-scripts',
			'--no-audit',
			'--no-fund',
			'--loglevel=error',
		],
		cwd: folder,
	});
	const node = nodeFolder(folder);
	if (!node.startsWith(folder)) checkOwnNode(path.basename(release));
	// The one script that n8n needs: it gets or compiles sqlite3 for the first Node in PATH, with
	// that Node's headers instead of downloaded ones.
	await npm(() => 'all packages are there, preparing the database', {
		args: ['rebuild', 'sqlite3', '--ignore-scripts=false', '--loglevel=error'],
		cwd: folder,
		env: withPath({ ...npmEnvironment(), npm_config_nodedir: node }, path.join(node, 'bin')),
	});
	writeFileSync(path.join(folder, MARKER), JSON.stringify({ installed: new Date() }));
}

/** Only saves work: each process installs into its own folder, so two at once do no harm. */
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

/** The installation of this n8n; installs it if it is missing. */
export async function setUpN8n({
	version = NEWEST,
	say = () => undefined,
}: { version?: string; say?: (text: string) => void } = {}): Promise<Installation> {
	const release = path.join(releases, version);
	const cache = cacheFolder();
	const folder = path.join(cache, `n8n-${version}-${keyOf(release)}`);
	const isThere = () => existsSync(path.join(folder, MARKER));
	if (isThere()) return installationIn(folder, version);

	makeCache(cache);
	await oneAtATime(`${folder}.lock`, say, async () => {
		if (isThere()) return;
		const unfinished = `${path.basename(folder)}.unfinished-`;
		const remains = readdirSync(cache).filter((name) => name.startsWith(unfinished));
		if (remains.length > 0) say('Removing an installation that was interrupted');
		for (const name of remains) await rm(path.join(cache, name), { recursive: true });
		say(
			`Installing n8n ${version}, once: 5 to 10 minutes, and ${SIZES[version]} in your cache folder\n${folder}`,
		);
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
