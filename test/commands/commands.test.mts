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
			stderr:
				'Choose one of: test, test:quick, test:commands, test:e2e, test:e2e:oldest, test:e2e:all, start, demo, sandbox, bench, soak, contract, packages, reference, dev\n',
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
		[['--triggers', '--n8n'], '--triggers goes with --records and --runs alone.'],
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

	it('says what it takes', async () => {
		expect(await contract('--help')).toMatchObject({
			code: 0,
			stdout: expect.stringMatching(/^Usage: npm run contract -- FILE\n/),
		});
	});

	it.each([[[]], [['one', 'two']], [['--nonsense']]])('refuses %j in a sentence', async (args) => {
		const { code, stdout, stderr } = await contract(...args);
		expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
		expect(stderr).toMatch(/^Name one file\.\nUsage: /);
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
