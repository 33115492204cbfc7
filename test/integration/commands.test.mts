// The commands of package.json as people type them, with mistakes too.
import { execFile } from 'node:child_process';
import {
	cpSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	rmSync,
	symlinkSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.join(__dirname, '../..');

/** Runs Node until it ends. */
async function node(args: string[], env: Record<string, string> = {}, cwd = root) {
	return await new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
		const options = { cwd, env: { ...process.env, NODE_ENV: '', ...env } };
		execFile(process.execPath, args, options, (error, stdout, stderr) => {
			resolve({ code: Number(error?.code ?? 0), stdout, stderr });
		});
	});
}

const temporaryFolders: string[] = [];
function temporaryFolder(): string {
	const folder = mkdtempSync(path.join(tmpdir(), 'commands-'));
	temporaryFolders.push(folder);
	return folder;
}
afterAll(() => {
	for (const folder of temporaryFolders) rmSync(folder, { recursive: true });
});

describe('run.js', () => {
	let project: string;
	const write = (file: string, text: string) => {
		mkdirSync(path.dirname(path.join(project, file)), { recursive: true });
		writeFileSync(path.join(project, file), text);
	};
	const run = async (args: string[], nodeOptions: string[] = []) =>
		await node([...nodeOptions, path.join(project, 'scripts/run.js'), ...args]);

	// A project whose scripts only tell their arguments.
	beforeAll(() => {
		project = temporaryFolder();
		cpSync(path.join(root, 'scripts/run.js'), path.join(project, 'scripts/run.js'));
		const tellArguments = 'process.stdout.write(JSON.stringify(process.argv.slice(2)));';
		write('sandbox/main.mts', tellArguments);
		write('node_modules/@n8n/node-cli/bin/n8n-node.mjs', tellArguments);
		symlinkSync(
			path.join(root, 'node_modules/tsx'),
			path.join(project, 'node_modules/tsx'),
			'junction',
		);
		write('package-lock.json', '');
		utimesSync(path.join(project, 'package-lock.json'), 0, 0);
		write('node_modules/.package-lock.json', '');
	});

	it.each([
		[['--port', '0', '--fault', '{"kind":"status","status":429,"times":2}']],
		[["it's", 'a "b"', 'a; b && c | d > e', '$HOME `id` %PATH%', '\\', '*', '']],
	])('hands the arguments %j on as they are', async (args) => {
		expect(await run(['sandbox', ...args])).toEqual({
			code: 0,
			stdout: JSON.stringify(args),
			stderr: '',
		});
	});

	it.each([[[]], [['nonsense']], [['toString']]])('%j: tells the tasks', async (args) => {
		expect(await run(args)).toEqual({
			code: 2,
			stdout: '',
			stderr: 'Choose one of: test, test:e2e, start, demo, sandbox, bench, soak, dev\n',
		});
	});

	describe('dev', () => {
		const onNode = (version: string) => [
			'--import',
			`data:text/javascript,Object.defineProperty(process.versions, 'node', { value: '${version}' })`,
		];

		it('on a Node.js that is too old for n8n says so', async () => {
			const { code, stdout, stderr } = await run(['dev'], onNode('22.99.0'));
			expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
			expect(stderr).toMatch(/^n8n needs Node\.js 24\.0 or newer; this is 22\.99\.0\. .*\n$/);
		});

		it.each([
			['24.0.0', ['dev']],
			['22.99.0', ['dev', '--external-n8n']],
		])('starts on Node.js %s with %j', async (version, args) => {
			const { code, stdout } = await run(args, onNode(version));
			expect({ code, stdout }).toEqual({ code: 0, stdout: JSON.stringify(args) });
		});
	});
});

describe('soak', () => {
	const soak = async (...args: string[]) =>
		await node(['--import', 'tsx', 'scripts/soak.mts', ...args]);

	it('says what it takes', async () => {
		expect(await soak('--help')).toMatchObject({
			code: 0,
			stdout: expect.stringMatching(/^Usage: npm run soak/),
		});
	});

	it.each([['--runs', 'many'], ['--from', '0'], ['--nonsense']])(
		'refuses %p in a sentence',
		async (...args) => {
			const { code, stderr } = await soak(...args);
			expect(code).toBe(2);
			expect(stderr).toMatch(/^--runs and --from take whole numbers from 1 on/);
		},
	);
});

describe('bench', () => {
	const bench = async (...args: string[]) =>
		await node(['--import', 'tsx', 'scripts/bench.mts', ...args]);

	it('--help tells the options', async () => {
		const { code, stdout, stderr } = await bench('--help');
		expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
		expect(stdout).toMatch(/^Usage: npm run bench -- \[options\]\n[^]*--profiles NUMBER[^]*--n8n /);
	});

	it.each([
		[['--profiles', 'abc'], '--profiles must be a whole number, 1 or more, not "abc".'],
		[['--latency', '50,'], '--latency must be a whole number, 0 or more, not "".'],
		[['--runs', '0'], '--runs must be a whole number, 1 or more, not "0".'],
		[['--output', 'selectedFields'], '--output must be simplified, flattened or raw.'],
		[['--n8n', '--growth'], '--growth and --output do not go with --n8n.'],
		[['--n8n', '--output', 'raw'], '--growth and --output do not go with --n8n.'],
		[['--n8n', '--runs', '0'], '--runs must be a whole number, 1 or more, not "0".'],
		[['--nonsense'], "Unknown option '--nonsense'"],
	])('%j: says what is wrong', async (args, message) => {
		const { code, stdout, stderr } = await bench(...args);
		expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
		expect(stderr).toContain(message);
		expect(stderr).toContain('See --help for the options.');
		expect(stderr).not.toMatch(/\n\s+at /);
	});
});

describe('verify', () => {
	it('without a dist folder asks for a build', async () => {
		const project = temporaryFolder();
		cpSync(path.join(root, 'scripts'), path.join(project, 'scripts'), { recursive: true });
		symlinkSync(path.join(root, 'node_modules'), path.join(project, 'node_modules'), 'junction');
		const outcome = await node(['--import', 'tsx', path.join(project, 'scripts/verify.mts')]);
		expect(outcome).toEqual({
			code: 2,
			stdout: '',
			stderr: 'There is no dist folder to verify. Run `npm run build` first.\n',
		});
	});
});

describe('nothing is left among the temporary files', () => {
	it.each([
		['by a test in the engine', ['node_modules/jest/bin/jest.js', 'test/integration/examples']],
		['by verify', ['--import', 'tsx', 'scripts/verify.mts']],
	])(
		'%s',
		async (_, args) => {
			const temporary = temporaryFolder();
			const { code } = await node(args, { TMPDIR: temporary, TEMP: temporary, TMP: temporary });
			expect(code).toBe(0);
			// tsx keeps its cache there, for all projects of the user.
			expect(readdirSync(temporary).filter((name) => !name.startsWith('tsx-'))).toEqual([]);
		},
		90_000,
	);
});
