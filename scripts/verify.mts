// What n8n checks before it verifies a community package, offline and for each package that is made
// here: its scanner over the source and over the packed package, and what the scanner does not look at.
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	realpathSync,
	rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { ESLint } from 'eslint';
import ts from 'typescript';

import { runToEnd } from '../n8n/processes.mts';
import {
	allPackages,
	isManifestUpToDate,
	pack,
	singlePackages,
	type SourcePackage,
	sourcesOf,
} from '../packages/index.mts';

const ROOT_FILES = ['LICENSE.md', 'README.md', 'package.json'];

const NOT_IN_CLOUD = [
	'process',
	'global',
	'globalThis',
	'setTimeout',
	'setInterval',
	'setImmediate',
	'clearTimeout',
	'clearInterval',
	'clearImmediate',
	'__dirname',
	'__filename',
];

const root = path.join(import.meta.dirname, '..');
if (!existsSync(path.join(root, 'dist'))) {
	process.stderr.write('There is no dist folder to verify. Run `npm run build` first.\n');
	process.exit(2);
}

const temporary = mkdtempSync(path.join(tmpdir(), 'verify-'));
// When the scanner is loaded, it makes a folder among the temporary files, which it leaves behind.
Object.assign(process.env, { TMPDIR: temporary, TEMP: temporary, TMP: temporary });
const { analyzePackage, findPackageRoot, SOURCE_FILE_PATTERNS } =
	await import('@n8n/scan-community-package/scanner/scanner.mjs');

function check(what: string, problems: string[]): void {
	const isOk = problems.length === 0;
	process.stdout.write(`${[`${isOk ? 'ok  ' : 'FAIL'} ${what}`, ...problems].join('\n     ')}\n`);
	if (!isOk) process.exitCode = 1;
}

async function scan(what: string, folder: string, patterns: string[]): Promise<void> {
	const { passed, message, details } = await analyzePackage(folder, patterns);
	check(`n8n's scanner accepts ${what}`, passed ? [] : [details ?? message ?? 'not accepted']);
}

/**
 * n8n looks for the source of a package in the repository and the commit that npm attests, in the
 * folder whose package.json has its name.
 */
async function scanSource({ name, folder }: SourcePackage): Promise<void> {
	const found = findPackageRoot(root, name);
	check(
		'n8n finds its source',
		found === folder ? [] : [`${found ?? 'nothing'} was found instead of ${folder}`],
	);
	await scan('the source', folder, SOURCE_FILE_PATTERNS);
}

/** Copies would be scanned instead of what the package is built from. */
function copies(single: SourcePackage): string[] {
	return sourcesOf(single)
		.filter(
			(file) =>
				realpathSync(path.join(single.folder, file)) !== realpathSync(path.join(root, file)),
		)
		.map((file) => `${file} is no link to the source in the repository`);
}

function outdatedManifest(single: SourcePackage): string[] {
	return isManifestUpToDate(single)
		? []
		: ['package.json does not say what that of the repository says; run `npm run packages`'];
}

async function unpack(source: SourcePackage): Promise<{ folder: string; files: string[] }> {
	const folder = path.join(temporary, source.name);
	mkdirSync(folder);
	const { file, files } = await pack(source, temporary);
	await runToEnd('tar', { args: ['-xzf', file, '-C', folder, '--strip-components=1'] });
	return { folder, files };
}

function strayFiles(files: string[]): string[] {
	const expected = /^dist\/(credentials|nodes|icons)\/.*\.(js|svg|node\.json|json)$/;
	return files.filter((file) => !ROOT_FILES.includes(file) && !expected.test(file));
}

/** n8n removes all dependencies before it installs a package. These are there, and n8n allows them. */
const PRESENT = ['n8n-workflow', 'node:crypto'];

function foreignImports(folder: string): string[] {
	const present = new Set(scripts(folder));
	return scripts(folder).flatMap((file) => {
		const { importedFiles } = ts.preProcessFile(
			readFileSync(path.join(folder, file), 'utf8'),
			true,
			true,
		);
		const isOwn = (name: string) => {
			const imported = path.join(path.dirname(file), name);
			return present.has(`${imported}.js`) || present.has(path.join(imported, 'index.js'));
		};
		return importedFiles
			.map((imported) => imported.fileName)
			.filter((name) => !PRESENT.includes(name) && !(name.startsWith('.') && isOwn(name)))
			.map((name) => `${file} requires ${name}`);
	});
}

async function forbiddenGlobals(folder: string): Promise<string[]> {
	const eslint = new ESLint({
		cwd: folder,
		allowInlineConfig: false,
		overrideConfigFile: true,
		overrideConfig: [
			{
				languageOptions: { sourceType: 'commonjs' },
				rules: { 'no-restricted-globals': ['error', ...NOT_IN_CLOUD] },
			},
		],
	});
	const results = await eslint.lintFiles(scripts(folder));
	return results.flatMap(({ filePath, messages }) =>
		messages.map(({ message }) => `${path.relative(folder, filePath)}: ${message}`),
	);
}

function scripts(folder: string): string[] {
	return readdirSync(path.join(folder, 'dist'), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.js'))
		.map((file) => path.join('dist', file));
}

function missingFiles(folder: string): string[] {
	const { n8n } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
		n8n: { nodes: string[]; credentials: string[] };
	};
	const present = new Set(scripts(folder));
	return [...n8n.nodes, ...n8n.credentials]
		.filter((file) => !present.has(path.normalize(file)))
		.map((file) => `${file} is named in package.json and missing`);
}

try {
	const singles = new Set(singlePackages(root).map(({ name }) => name));
	for (const source of allPackages(root)) {
		process.stdout.write(`${source.name} ${source.version}\n`);
		if (singles.has(source.name)) {
			check('Its package.json agrees with that of the repository', outdatedManifest(source));
			check('Its sources are links into the repository', copies(source));
		}
		await scanSource(source);
		const { folder, files } = await unpack(source);
		await scan('the packed package', folder, ['**/*.js', 'package.json']);
		check('The package holds dist, README, LICENSE and package.json alone', strayFiles(files));
		check('All nodes and credentials are in it', missingFiles(folder));
		check(
			'dist requires n8n-workflow, node:crypto and its own files alone',
			foreignImports(folder),
		);
		check('dist uses no timers, no process, no globals', await forbiddenGlobals(folder));
	}
} finally {
	rmSync(temporary, { recursive: true, force: true });
}
