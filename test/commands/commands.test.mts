// The commands of package.json as people type them, with mistakes too.
import { execFile, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import {
	cpSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { allPackages, tarballName } from '../../packages/index.mts';
import { openApi, OPEN_API_FILE, toVersion2 } from '../support/openApi.mts';

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

function ownTemporaryFiles() {
	const temporary = temporaryFolder();
	return { temporary, env: { TMPDIR: temporary, TEMP: temporary, TMP: temporary } };
}

/** tsx keeps its cache among the temporary files, for all projects of the user. */
const leftIn = (temporary: string) =>
	readdirSync(temporary).filter((name) => !name.startsWith('tsx-'));

describe('run.js', () => {
	let project: string;
	const write = (file: string, text: string, mode = 0o644) => {
		mkdirSync(path.dirname(path.join(project, file)), { recursive: true });
		writeFileSync(path.join(project, file), text, { mode });
	};
	const run = async (args: string[], nodeOptions: string[] = []) =>
		await node([...nodeOptions, path.join(project, 'scripts/run.js'), ...args], {
			PATH: [path.join(project, 'bin'), process.env.PATH].join(path.delimiter),
		});

	/** Everything that a step may run, doing this. */
	const writeSteps = (script: string) => {
		for (const file of [
			...['scripts/build.mts', 'scripts/verify.mts', 'scripts/packages.mts', 'sandbox/main.mts'],
			...['@n8n/node-cli/bin/n8n-node.mjs', 'eslint/bin/eslint.js', 'jest/bin/jest.js'].map(
				inModules,
			),
			...['prettier/bin/prettier.cjs', 'typescript/bin/tsc', 'gulp/bin/gulp.js'].map(inModules),
		]) {
			write(file, script);
		}
	};
	const onNode = (version: string) => [
		'--import',
		`data:text/javascript,Object.defineProperty(process.versions, 'node', { value: '${version}' })`,
	];
	const inModules = (file: string) => `node_modules/${file}`;
	/** In the place of npm. */
	const writeNpm = (script: string) => write('bin/npm', `#!${process.execPath}\n${script}`, 0o755);

	// A project whose scripts only tell their arguments.
	beforeAll(() => {
		project = temporaryFolder();
		for (const file of ['scripts/run.js', 'scripts/help.js', 'n8n/installing.cjs']) {
			cpSync(path.join(root, file), path.join(project, file));
		}
		writeSteps('process.stdout.write(JSON.stringify(process.argv.slice(2)));');
		symlinkSync(
			path.join(root, 'node_modules/tsx'),
			path.join(project, 'node_modules/tsx'),
			'junction',
		);
		write('package-lock.json', JSON.stringify({ packages: { 'node_modules/tsx': {} } }));
		utimesSync(path.join(project, 'package-lock.json'), 0, 0);
		write('node_modules/.package-lock.json', '');
		writeNpm('process.exitCode = 99;');
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
			stderr:
				'Choose one of: test, test:quick, test:commands, test:e2e, test:e2e:oldest, test:e2e:all, jest, start, demo, sandbox, bench, soak, contract, build, watch, lint, format, typecheck, verify, packages, reference, dev\n',
		});
	});

	const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
		scripts: Record<string, string>;
	};
	const commands = Object.keys(scripts).filter((name) => name !== 'prepublishOnly');

	it('runs each command of package.json under its own name', () => {
		for (const name of commands) expect(scripts[name]).toBe(`node scripts/run.js ${name}`);
	});

	it.each(commands.filter((name) => name !== 'sandbox'))('%s: tells its own help', async (name) => {
		const { code, stdout, stderr } = await run([name, '--help']);
		expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
		const words = ['start', 'test'].includes(name) ? `npm ${name}` : `npm run ${name}`;
		expect(stdout).toMatch(new RegExp(`^Usage: ${words}( -- .+)?\\n\\n[^]+\\n$`));
		expect(Math.max(...stdout.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(105);
	});

	it.each(['build', 'demo', 'format', 'lint', 'typecheck', 'verify', 'watch'])(
		'%s: does nothing if it gets an argument',
		async (name) => {
			expect(await run([name, '--nonsense'])).toEqual({
				code: 2,
				stdout: '',
				stderr: `npm run ${name} takes no arguments. See --help.\n`,
			});
		},
	);

	it('packages: says what is wrong', async () => {
		expect(await node(['--import', 'tsx', 'scripts/packages.mts', '--nonsense'])).toEqual({
			code: 2,
			stdout: '',
			stderr: '--repositories takes a folder, and there are no other options. See --help.\n',
		});
	});

	describe('without dependencies', () => {
		const installed = 'node_modules/.package-lock.json';
		beforeEach(() => rmSync(path.join(project, installed)));
		afterEach(() => write(installed, ''));

		it('installs them, and then does what it was asked to', async () => {
			writeNpm(`require('node:fs').writeFileSync(${JSON.stringify(installed)}, '');`);
			const { code, stdout, stderr } = await run(['verify']);
			expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
			expect(stdout).toMatch(
				/^\n> Installing the dependencies, once: .*\n\(\d+ s\)\n\n> Build\n\[\]\n> Verify the packages\n\[\]$/,
			);
		});

		it.each([
			['getaddrinfo ENOTFOUND registry.example', 'npm cannot reach its registry.'],
			['npm error code EACCES', 'npm cannot write to the folder that is named above.'],
			[
				"npm error enoent Invalid response body: ENOENT: no such file or directory, mkdir '/home/a/.npm'",
				'npm cannot write to the folder that is named above.',
			],
			[
				"npm error code ENOTDIR\nnpm error path: mkdir '/home/a/.npm/_cacache/tmp'",
				'npm cannot write to the folder that is named above.',
			],
			['npm error code E503', 'The registry that npm asks refuses.'],
			['ENOSPC: no space left on device', 'The disk is full.'],
		])('says what to do about %p', async (words, advice) => {
			writeNpm(`console.error(${JSON.stringify(words)}); process.exitCode = 1;`);
			const { code, stdout, stderr } = await run(['verify']);
			expect(code).toBe(1);
			expect(stdout).not.toContain('Build');
			expect(stderr).toContain(`${words}\n\n${advice}`);
		});

		it('does not try for minutes where npm has no network', async () => {
			writeNpm(`
				const [command, ...options] = process.argv.slice(2);
				console.error(command === 'ping' ? 'EAI_AGAIN' : options.includes('--offline'));
				process.exitCode = 1;
			`);
			expect(await run(['verify'])).toMatchObject({ code: 1, stderr: 'true\n' });
		});

		it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
			'ends npm, which puts it off, with %s',
			async (signal) => {
				writeNpm(`
					for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => undefined);
					if (process.argv[2] === 'ci') process.kill(process.ppid, '${signal}');
					if (process.argv[2] === 'ci') setInterval(() => undefined, 1000);
				`);
				const { stdout, stderr } = await run(['verify']);
				expect(stderr).toBe('');
				expect(stdout).not.toContain('Build');
			},
		);

		it('tells its help all the same', async () => {
			writeNpm('process.exitCode = 1;');
			expect(await run(['packages', '--help'])).toMatchObject({ code: 0, stderr: '' });
		});
	});

	describe('test', () => {
		afterAll(() => writeSteps('process.stdout.write(JSON.stringify(process.argv.slice(2)));'));

		it('ends with a line that says that all parts passed, and how long that took', async () => {
			writeSteps('');
			const { code, stdout } = await run(['test']);
			expect(code).toBe(0);
			expect(stdout).toMatch(
				/\n\n> Everything passed in \d+ s: [a-z, ]+, unit and integration tests\n$/,
			);
		});

		it('says which step failed, also if that was one of several things side by side', async () => {
			writeSteps('');
			write('node_modules/prettier/bin/prettier.cjs', 'process.exitCode = 3;');
			const { code, stdout } = await run(['test']);
			expect(code).toBe(3);
			expect(stdout).not.toContain('passed');
			expect(stdout).toMatch(/\n> Failed after \d+ s: lint, type check and verification/);
		});
	});

	describe('dev', () => {
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

	it.each([['--runs', 'many'], ['--from', '0'], ['--of', 'all'], ['--nonsense']])(
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

	it.each([
		[['--profiles', 'abc'], '--profiles must be a whole number, 1 or more, not "abc".'],
		[['--latency', '50,'], '--latency must be a whole number, 0 or more, not "".'],
		[['--runs', '0'], '--runs must be a whole number, 1 or more, not "0".'],
		[['--output', 'selectedFields'], '--output must be simplified, flattened or raw.'],
		[['--n8n', '--growth'], '--n8n and --growth do not go together.'],
		[['--n8n', '--output', 'raw'], '--n8n and --output do not go together.'],
		[['--n8n', '--runs', '0'], '--runs must be a whole number, 1 or more, not "0".'],
		[['--triggers', '--n8n'], '--n8n and --triggers do not go together.'],
		[['--writes', '--output', 'raw'], '--writes and --output do not go together.'],
		[['--records', '100'], '--records goes with --triggers.'],
		[['--triggers', '--records', '100,x'], '--records must be a whole number, 1 or more, not "x".'],
		[['--nonsense'], "Unknown option '--nonsense'"],
	])('%j: says what is wrong', async (args, message) => {
		const { code, stdout, stderr } = await bench(...args);
		expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
		expect(stderr).toContain(message);
		expect(stderr).toContain('See --help for the options.');
		expect(stderr).not.toMatch(/\n\s+at /);
	});
});

describe('contract', () => {
	const contract = async (...args: string[]) =>
		await node(['--import', 'tsx', 'scripts/contract.mts', ...args]);
	const file = (name: string, text: string) => {
		const found = path.join(temporaryFolder(), name);
		writeFileSync(found, text);
		return found;
	};

	it('tells in a line that nothing differs', async () => {
		expect(await contract(OPEN_API_FILE)).toEqual({
			code: 0,
			stdout: expect.stringMatching(/^Nothing differs: on role profiles, .*\n$/),
			stderr: '',
		});
	});

	it('tells what differs', async () => {
		const text = JSON.stringify(toVersion2(openApi(['    put:\n', '    patch:\n'])));
		const { code, stdout, stderr } = await contract(file('openapi.json', text));
		expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
		expect(stdout).toContain('\n- The update is PATCH; the node tries PUT first [U3].\n');
	});

	it.each([[[]], [['one', 'two']], [['--nonsense']]])('refuses %j in a sentence', async (args) => {
		const { code, stdout, stderr } = await contract(...args);
		expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
		expect(stderr).toBe('Name one file. See --help.\n');
	});

	it.each<[what: string, name: () => string, why: RegExp]>([
		[
			'that is not there',
			() => path.join(temporaryFolder(), 'gone.yaml'),
			/ is not there, or cannot be read\.\n$/,
		],
		['that is a folder', () => temporaryFolder(), / is not a file\.\n$/],
		[
			'that is broken',
			() => file('broken.json', '{'),
			/ is neither JSON nor YAML: see line 1\.\n$/,
		],
		['that is huge', () => file('huge.json', ' '.repeat(5_000_001)), / is larger than 5 MB\.\n$/],
	])('refuses a file %s in a sentence', async (_, name, why) => {
		const { code, stdout, stderr } = await contract(name());
		expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
		expect(stderr).toMatch(why);
		expect(stderr.trim()).not.toContain('\n');
	});
});

/** A project that has these parts of ours, links included, and our dependencies. */
function copyOf(...parts: string[]): string {
	const project = temporaryFolder();
	for (const part of parts) {
		const options = { recursive: true, verbatimSymlinks: true };
		cpSync(path.join(root, part), path.join(project, part), options);
	}
	symlinkSync(path.join(root, 'node_modules'), path.join(project, 'node_modules'), 'junction');
	return project;
}

describe('build', () => {
	let project: string;
	const write = (file: string, text: string) => {
		mkdirSync(path.dirname(path.join(project, file)), { recursive: true });
		writeFileSync(path.join(project, file), text);
	};
	const build = async () =>
		await node(['--import', 'tsx', path.join(project, 'scripts/build.mts')], {}, project);
	const built = () =>
		Object.fromEntries(
			readdirSync(path.join(project, 'dist'), { recursive: true, encoding: 'utf8' })
				.filter((file) => statSync(path.join(project, 'dist', file)).isFile())
				.map((file) => [file, readFileSync(path.join(project, 'dist', file), 'utf8').trim()]),
		);
	/** Changes with each new file. */
	const inode = (file: string) => statSync(path.join(project, 'dist', file)).ino;
	const isUpToDate = { code: 0, stdout: 'dist is up to date\n', stderr: '' };
	const hasBuilt = { ...isUpToDate, stdout: expect.stringMatching(/^Compiling .*\ndist is up/) };

	beforeAll(async () => {
		project = copyOf(
			'scripts/build.mts',
			'packages/index.mts',
			'n8n',
			'package.json',
			'tsconfig.json',
		);
		write('package-lock.json', '');
		write('credentials/Some.credentials.ts', 'exports.some = 1;');
		write('nodes/one.ts', 'exports.one = 1;');
		write('nodes/two.node.json', '{}');
		write('icons/some.svg', '<svg/>');
		expect(await build()).toEqual(hasBuilt);
		expect(built()).toMatchObject({ 'icons/some.svg': '<svg/>', 'nodes/two.node.json': '{}' });
		expect(built()['nodes/one.js']).toContain('exports.one = 1;');
	}, 60_000);

	it('does nothing when nothing has changed', async () => {
		expect(await build()).toEqual(isUpToDate);
	});

	it('replaces what has changed, and leaves the rest to those who are using it', async () => {
		const before = ['credentials/Some.credentials.js', 'icons/some.svg'].map(inode);
		write('nodes/one.ts', 'exports.one = 2;');
		write('nodes/three.ts', 'exports.three = 3;');
		rmSync(path.join(project, 'nodes/two.node.json'));
		write('dist/nodes/stray.js', '');
		expect(await build()).toEqual(hasBuilt);
		expect(built()['nodes/one.js']).toContain('exports.one = 2;');
		expect(Object.keys(built()).sort()).toEqual([
			...['credentials/Some.credentials.js', 'icons/some.svg', 'nodes/one.js', 'nodes/three.js'],
		]);
		expect(['credentials/Some.credentials.js', 'icons/some.svg'].map(inode)).toEqual(before);
		expect(await build()).toEqual(isUpToDate);
	}, 60_000);

	it('mends what somebody did to dist', async () => {
		write('dist/nodes/one.js', 'broken');
		rmSync(path.join(project, 'dist/icons/some.svg'));
		expect(await build()).toEqual(hasBuilt);
		expect(built()['nodes/one.js']).toContain('exports.one');
		expect(built()['icons/some.svg']).toBe('<svg/>');
	}, 60_000);

	it('tells what the compiler says, and leaves dist and nothing else', async () => {
		const before = built();
		write('nodes/one.ts', "export const one: number = 'one';");
		const { code, stderr } = await build();
		expect(code).toBe(1);
		expect(stderr).toMatch(/^nodes\/one\.ts\(1,14\): error TS2322: [^]*dist is as it was\.\n$/);
		expect(built()).toEqual(before);
		expect(readdirSync(path.join(project, '.cache'))).toEqual(['built']);
	}, 60_000);
});

describe('verify', () => {
	const verify = async (project: string, env = {}) =>
		await node(['--import', 'tsx', path.join(project, 'scripts/verify.mts')], env);

	it('without a dist folder asks for a build', async () => {
		expect(await verify(copyOf('scripts', 'packages', 'n8n'))).toEqual({
			code: 2,
			stdout: '',
			stderr: 'There is no dist folder to verify. Run `npm run build` first.\n',
		});
	});

	it('tells for each package what is wrong with it, and leaves no temporary files', async () => {
		const project = copyOf(
			...['scripts', 'packages', 'n8n', 'nodes', 'credentials', 'icons', 'dist'],
			...['package.json', 'README.md', 'LICENSE.md'],
		);
		const write = (file: string, text: string) => {
			mkdirSync(path.dirname(path.join(project, file)), { recursive: true });
			writeFileSync(path.join(project, file), text);
		};
		const manifest = readFileSync(path.join(root, 'package.json'), 'utf8');
		write(
			'package.json',
			manifest
				.replace(/"version": "[^"]+"/, '"version": "987.6.5"')
				.replace('"dist/nodes/Vome/Vome.node.js"', '$&, "dist/nodes/Vome/Gone.node.js"'),
		);
		write('nodes/Vome/leak.ts', 'export const leak = process.env;\n');
		write(
			'dist/nodes/Vome/leak.js',
			"require('axios'); require('../Assemble/methods/listSearch');\n",
		);
		write('dist/nodes/Assemble/methods/listSearch.js', 'exports.leak = global;\n');
		const copied = 'credentials/AssembleJwtApi.credentials.ts';
		rmSync(path.join(project, 'packages/n8n-nodes-assemble', copied));
		cpSync(path.join(root, copied), path.join(project, 'packages/n8n-nodes-assemble', copied));
		write('another/package.json', '{ "name": "n8n-nodes-assemble" }');

		const { temporary, env } = ownTemporaryFiles();
		const { code, stdout } = await verify(project, env);
		expect(code).toBe(1);
		expect(leftIn(temporary)).toEqual([]);
		const told = stdout.split('\n').filter((line) => /^(n8n-|FAIL)/.test(line));
		expect(told).toEqual([
			'n8n-nodes-vome-assemble 987.6.5',
			"FAIL n8n's scanner accepts the source",
			"FAIL n8n's scanner accepts the packed package",
			'FAIL All nodes and credentials are in it',
			'FAIL dist requires n8n-workflow, node:crypto and its own files alone',
			'FAIL dist uses no timers, no process, no globals',
			expect.stringMatching(/^n8n-nodes-assemble /),
			'FAIL Its package.json agrees with that of the repository',
			'FAIL Its sources are links into the repository',
			'FAIL n8n finds its source',
			"FAIL n8n's scanner accepts the packed package",
			'FAIL dist uses no timers, no process, no globals',
			expect.stringMatching(/^n8n-nodes-vome /),
			'FAIL Its package.json agrees with that of the repository',
			"FAIL n8n's scanner accepts the source",
			"FAIL n8n's scanner accepts the packed package",
			'FAIL dist requires n8n-workflow, node:crypto and its own files alone',
		]);
		expect(stdout).toContain('leak.js requires axios');
		expect(stdout).toContain('leak.js requires ../Assemble/methods/listSearch');
	}, 120_000);
});

describe('publish', () => {
	/** What npm asks of a registry when it publishes; `refused` is a name that it may not publish now. */
	async function startRegistry() {
		const published = new Map<string, { versions: Record<string, object> }>();
		const registry = { published, refused: '', origin: '', close: async () => {} };
		const server = createServer((request, response) => {
			const answer = (status: number, body: object) =>
				response
					.writeHead(status, { 'content-type': 'application/json' })
					.end(JSON.stringify(body));
			const name = decodeURIComponent(String(request.url).slice(1));
			let text = '';
			request
				.setEncoding('utf8')
				.on('data', (data: string) => (text += data))
				.on('end', () => {
					const known = published.get(name);
					if (request.method === 'GET') return answer(known ? 200 : 404, known ?? {});
					if (name === registry.refused) return answer(403, { error: 'not now' });
					published.set(name, JSON.parse(text) as { versions: Record<string, object> });
					return answer(201, {});
				});
		});
		server.listen(0, '127.0.0.1');
		await once(server, 'listening');
		registry.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		registry.close = async () => {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		};
		return registry;
	}

	it('goes on where it stopped, and does nothing when all is there', async () => {
		const project = copyOf('scripts', 'packages', 'n8n', 'package.json');
		const names = allPackages(project).map(({ name }) => name);
		for (const source of allPackages(project)) {
			const { name, version } = source;
			const folder = path.join(project, name, 'package');
			mkdirSync(folder, { recursive: true });
			writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name, version }));
			const tarball = path.join(project, 'tarballs', tarballName(source));
			mkdirSync(path.dirname(tarball), { recursive: true });
			execFileSync('tar', ['-czf', tarball, '-C', path.dirname(folder), 'package']);
		}
		const registry = await startRegistry();
		const publish = async () =>
			await node(['--import', 'tsx', path.join(project, 'scripts/publish.mts')], {
				npm_config_registry: registry.origin,
				[`npm_config_${registry.origin.slice('http:'.length)}/:_authToken`]: 'made-up',
				npm_config_cache: path.join(project, 'cache'),
			});
		try {
			registry.refused = String(names[1]);
			expect((await publish()).code).toBe(1);
			expect([...registry.published.keys()]).toEqual(names.slice(0, 1));

			registry.refused = '';
			const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
				version: string;
			};
			expect(await publish()).toMatchObject({
				code: 0,
				stdout: expect.stringContaining(`${names[0]} ${version} is published already\n`),
			});
			expect([...registry.published.keys()]).toEqual(names);

			expect(await publish()).toMatchObject({
				code: 0,
				stdout: names.map((name) => `${name} ${version} is published already\n`).join(''),
			});
		} finally {
			await registry.close();
		}
	}, 120_000);
});

it('a test in the engine leaves nothing among the temporary files', async () => {
	const { temporary, env } = ownTemporaryFiles();
	const args = ['node_modules/jest/bin/jest.js', 'test/integration/examples'];
	expect((await node(args, env)).code).toBe(0);
	expect(leftIn(temporary)).toEqual([]);
}, 90_000);
