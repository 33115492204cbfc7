// What n8n checks before it verifies a community package, offline: its scanner over the checkout and
// over the packed package, and what the scanner does not look at.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { ESLint } from 'eslint';
import ts from 'typescript';

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
const { analyzePackage, SOURCE_FILE_PATTERNS } =
	await import('@n8n/scan-community-package/scanner/scanner.mjs');

const failures: string[] = [];

function check(what: string, problems: string[]): void {
	process.stdout.write(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${what}\n`);
	failures.push(...problems.map((problem) => `${what}: ${problem}`));
}

async function scan(what: string, folder: string, patterns: string[]): Promise<void> {
	const { passed, message, details } = await analyzePackage(folder, patterns);
	check(`n8n's scanner accepts ${what}`, passed ? [] : [details ?? message ?? 'not accepted']);
}

/** Packs as npm publishes and unpacks the result; returns the folder and the files in it. */
function pack(): { folder: string; files: string[] } {
	const folder = path.join(temporary, 'package');
	mkdirSync(folder);
	const output = execFileSync('npm', ['pack', '--json', '--pack-destination', folder], {
		cwd: root,
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'ignore'],
	});
	const [packed] = Object.values(
		JSON.parse(output) as Record<string, { filename: string; files: Array<{ path: string }> }>,
	);
	if (packed === undefined) throw new Error('npm pack made no package');
	execFileSync('tar', ['-xzf', packed.filename, '--strip-components=1'], { cwd: folder });
	rmSync(path.join(folder, packed.filename));
	return { folder, files: packed.files.map((file) => file.path) };
}

function strayFiles(files: string[]): string[] {
	const expected = /^dist\/(credentials|nodes|icons)\/.*\.(js|svg|node\.json|json)$/;
	return files.filter((file) => !ROOT_FILES.includes(file) && !expected.test(file));
}

/** n8n removes all dependencies before it installs a package; only n8n-workflow is there. */
function foreignImports(folder: string): string[] {
	return scripts(folder).flatMap((file) => {
		const { importedFiles } = ts.preProcessFile(
			readFileSync(path.join(folder, file), 'utf8'),
			true,
			true,
		);
		return importedFiles
			.map((imported) => imported.fileName)
			.filter((name) => name !== 'n8n-workflow' && !name.startsWith('.'))
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
	const { folder, files } = pack();
	await scan('the source', root, SOURCE_FILE_PATTERNS);
	await scan('the packed package', folder, ['**/*.js', 'package.json']);
	check('The package holds dist, README, LICENSE and package.json alone', strayFiles(files));
	check('All nodes and credentials are in it', missingFiles(folder));
	check('dist requires n8n-workflow and its own files alone', foreignImports(folder));
	check('dist uses no timers, no process, no globals', await forbiddenGlobals(folder));
} finally {
	rmSync(temporary, { recursive: true, force: true });
}

if (failures.length > 0) {
	process.stderr.write(`\n${failures.join('\n')}\n`);
	process.exitCode = 1;
}
