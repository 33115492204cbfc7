// The packages of one service, each as a repository of its own: built and looked at from that folder alone.
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { runToEnd } from '../../n8n/processes.mts';
import {
	builtPath,
	pack,
	singlePackages,
	sourcesOf,
	writeRepository,
} from '../../packages/index.mts';

const root = path.join(__dirname, '../..');
const SCAN = `
	import { analyzePackage, SOURCE_FILE_PATTERNS } from '@n8n/scan-community-package/scanner/scanner.mjs';
	const { passed, message, details } = await analyzePackage(process.argv[1], SOURCE_FILE_PATTERNS);
	process.stdout.write(passed ? 'passed' : details ?? message);`;

let temporary: string;
beforeAll(() => (temporary = mkdtempSync(path.join(tmpdir(), 'repositories-'))));
afterAll(() => rmSync(temporary, { recursive: true }));

const filesIn = (folder: string) =>
	readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => !entry.isDirectory())
		.map((entry) => ({
			file: path
				.relative(folder, path.join(entry.parentPath, entry.name))
				.split(path.sep)
				.join('/'),
			isFile: entry.isFile(),
		}));

const manifestOf = (folder: string) =>
	JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Record<string, unknown>;

/** The compiler writes JSON in a form of its own. */
function contentOf(file: string): unknown {
	const text = readFileSync(file, 'utf8');
	return file.endsWith('.json') ? JSON.parse(text) : text;
}

const run = async (args: string[], cwd: string) =>
	await runToEnd(process.execPath, {
		args,
		cwd,
		// In the tests of Jest, n8n's lint takes each file for one of its own tests.
		env: { ...process.env, NODE_ENV: '', TMPDIR: temporary },
	});

describe.each(singlePackages(root))('$name', (single) => {
	let folder: string;
	beforeAll(() => {
		folder = path.join(temporary, single.name);
		// As a clone has it.
		mkdirSync(path.join(folder, '.git'), { recursive: true });
		writeRepository(single, folder);
	});

	it('holds its sources as files, and says nowhere that it is a part of another repository', () => {
		const files = filesIn(folder);
		expect(files.filter(({ isFile }) => !isFile)).toEqual([]);
		expect(files.map(({ file }) => file)).toEqual(
			expect.arrayContaining([
				...sourcesOf(single),
				'package.json',
				'README.md',
				'LICENSE.md',
				'.github/workflows/publish.yml',
			]),
		);
		const { repository, homepage } = manifestOf(folder);
		expect(repository).toEqual({
			type: 'git',
			url: `git+https://github.com/n8n-nodes-vome-assemble/${single.name}.git`,
		});
		expect(homepage).toBe(`https://github.com/n8n-nodes-vome-assemble/${single.name}#readme`);
		const workflow = readFileSync(path.join(folder, '.github/workflows/publish.yml'), 'utf8');
		expect(workflow).toContain('npm publish --provenance');
	});

	it('is written again in place, and never over something else', () => {
		writeFileSync(path.join(folder, 'old.txt'), '');
		writeRepository(single, folder);
		expect(existsSync(path.join(folder, 'old.txt'))).toBe(false);
		expect(existsSync(path.join(folder, '.git'))).toBe(true);
		const other = path.join(temporary, 'other');
		mkdirSync(other, { recursive: true });
		writeFileSync(path.join(other, 'letter.txt'), '');
		expect(() => writeRepository(single, other)).toThrow('has something else in it');
		expect(readdirSync(other)).toEqual(['letter.txt']);
	});

	it("builds what is published, and n8n's lint and scanner accept it", async () => {
		// In place of `npm install`.
		symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
		const tool = path.join(root, 'node_modules/@n8n/node-cli/bin/n8n-node.mjs');
		await run([tool, 'build'], folder);

		const published = path.join(temporary, `${single.name}-published`);
		mkdirSync(published);
		const { file } = await pack(single, temporary);
		await runToEnd('tar', { args: ['-xzf', file, '-C', published, '--strip-components=1'] });
		expect(
			filesIn(path.join(folder, 'dist'))
				.map(({ file: built }) => `dist/${built}`)
				.sort(),
		).toEqual(sourcesOf(single).map(builtPath).sort());
		for (const built of sourcesOf(single).map(builtPath)) {
			const [own, other] = [folder, published].map((one) => contentOf(path.join(one, built)));
			expect([built, own]).toEqual([built, other]);
		}

		await run([tool, 'lint'], folder);
		expect(await run(['--input-type=module', '-e', SCAN, folder], root)).toBe('passed');
	}, 300_000);
});
