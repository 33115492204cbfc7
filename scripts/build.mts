/** Compiles what is published into `dist`, unless that holds it already. */
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
import path from 'node:path';

import { isAlive, Service } from '../n8n/processes.mts';
import { builtPath, combinedPackage, sourcesOf } from '../packages/index.mts';

const root = path.join(import.meta.dirname, '..');
/** Beside `dist`, so that files can be moved there at one go. */
const cache = path.join(root, '.cache');
const stamp = path.join(cache, 'built');
/** What the result depends on beside the sources; the lock file names the compiler. */
const SETTINGS = ['tsconfig.json', 'package-lock.json', 'scripts/build.mts'];

function filesInDist(): string[] {
	const dist = path.join(root, 'dist');
	if (!existsSync(dist)) return [];
	return readdirSync(dist, { recursive: true, withFileTypes: true })
		.filter((entry) => !entry.isDirectory())
		.map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
		.map((file) => file.split(path.sep).join('/'))
		.sort();
}

function digest(files: string[]): string {
	const hash = createHash('sha256');
	for (const file of files) {
		const content = readFileSync(path.join(root, file));
		hash.update(`${file} ${content.length}\n`).update(content);
	}
	return hash.digest('hex');
}

async function compile(destination: string): Promise<void> {
	const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
	const service = Service.start('TypeScript', process.execPath, {
		args: [tsc, '--outDir', destination],
		cwd: root,
		isDisposable: true,
	});
	await service.ended;
	if (service.exitCode === 0) return;
	throw new Error(`${service.log}\nThe TypeScript compiler found mistakes; dist is as it was.`);
}

/** Folders of builds that were killed. */
function removeLeftovers(): void {
	for (const name of readdirSync(cache)) {
		const [, pid] = /^build-(\d+)$/.exec(name) ?? [];
		if (pid && !isAlive(Number(pid))) rmSync(path.join(cache, name), { recursive: true });
	}
}

/** Other commands may be using dist: each file is replaced at one go, and only if it has changed. */
function bringIntoDist(folder: string, built: string[]): void {
	for (const file of built) {
		const [from, to] = [path.join(folder, file), path.join(root, file)];
		if (existsSync(to) && readFileSync(to).equals(readFileSync(from))) continue;
		mkdirSync(path.dirname(to), { recursive: true });
		renameSync(from, to);
	}
	const expected = new Set(built);
	for (const file of filesInDist().filter((name) => !expected.has(name))) {
		rmSync(path.join(root, file));
	}
}

/** Brings `dist` up to date. Says so before it compiles, and nothing if there is nothing to do. */
export async function build(say: (text: string) => void): Promise<void> {
	const sources = sourcesOf(combinedPackage(root));
	// Read before the sources are compiled: what changes meanwhile is for the next build.
	const inputs = digest([...sources, ...SETTINGS]);
	const state = () => `${inputs} ${digest(filesInDist())}`;
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === state()) return;

	say('Compiling the nodes, which takes a few seconds');
	mkdirSync(cache, { recursive: true });
	removeLeftovers();
	const folder = path.join(cache, `build-${process.pid}`);
	try {
		await compile(path.join(folder, 'dist'));
		for (const source of sources.filter((file) => !file.endsWith('.ts'))) {
			cpSync(path.join(root, source), path.join(folder, builtPath(source)));
		}
		bringIntoDist(folder, sources.map(builtPath));
		writeFileSync(stamp, state());
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** The same for a command, which ends here if the compiler finds mistakes. */
export async function buildOrExit(say: (text: string) => void): Promise<void> {
	try {
		await build(say);
	} catch (error) {
		process.stderr.write(`${(error as Error).message}\n`);
		process.exit(1);
	}
}

if (process.argv[1] === import.meta.filename) {
	await buildOrExit((text) => process.stdout.write(`${text}\n`));
	process.stdout.write('dist is up to date\n');
}
