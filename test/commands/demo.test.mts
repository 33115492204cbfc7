import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

import { printTable } from '../../scripts/demo/stage.mts';
import { VomeBench } from '../support/vomeBench.mts';

const root = path.join(__dirname, '../..');

async function demo(env: Record<string, string>) {
	return await promisify(execFile)(
		process.execPath,
		['--import', 'tsx', path.join(root, 'scripts/demo.mts')],
		{ cwd: root, env: { ...process.env, NODE_ENV: '', ...env } },
	).catch((error: { stdout: string; stderr: string; code: number }) => error);
}

it('shows profiles, totals, requests, the life of a role profile, and what to do next', async () => {
	const { stdout, stderr } = await demo({ VOME_API_KEY: '' });
	expect(stderr).toBe('');
	expect(stdout).toMatch(/The first 8 of 1,000 profiles/);
	expect(stdout).toMatch(/12 requests of up to 100 profiles in \d+\.\d s/);
	expect(stdout).toMatch(/What next:\n {2}1\. npm start /);
	expect(stdout).toContain('Generate secret key');
	const lines = stdout.split('\n');
	const longest = (some: string[]) => Math.max(...some.map(({ length }) => length));
	expect(longest(lines.filter((line) => line.includes('│')))).toBe(80);
	expect(longest(lines)).toBeLessThanOrEqual(100);
	expect(stdout).toContain('60 role profiles, by status and type');
	expect(stdout).toContain(
		'Made: 161 "Tea round volunteer (example from n8n)", draft, from age 16',
	);
	expect(stdout).toContain(
		'Updated: 161 "Tea round volunteer (example from n8n)", draft, from age 18',
	);
	expect(stdout).toContain('Retired: 161 "Tea round volunteer (example from n8n)", inactive');
	expect(stdout).toContain('Deleted: yes; 60 role profiles are left');
});

it('with a key and an empty address means the real Vome', async () => {
	// A key that is refused before anything is sent.
	const { stdout, stderr } = await demo({ VOME_API_KEY: 'two words', VOME_BASE_URL: '' });
	expect(stdout).toContain('from https://api.vomevolunteer.com (only reading)');
	expect(stderr).toContain("'API Key' in the credential holds spaces");
});

describe('its tables', () => {
	const heads = ['Name', 'Email', 'Hours'];
	const rows = [
		['Ada', 'ada.byron.of.the.analytical.engine@people.example', 1234.5],
		['José Esparza Miramontes', null, null],
	];
	const print = (columns: number | undefined) => {
		const { columns: before } = process.stdout;
		let text = '';
		const write = jest.spyOn(process.stdout, 'write').mockImplementation((part) => {
			text += String(part);
			return true;
		});
		Object.assign(process.stdout, { columns });
		printTable(heads, rows);
		Object.assign(process.stdout, { columns: before });
		write.mockRestore();
		return text.trimEnd().split('\n');
	};

	it.each([
		[undefined, 80],
		[60, 60],
		[50, 50],
		[200, 89],
	])('fit a terminal of %p columns', (columns, width) => {
		expect(new Set(print(columns).map(({ length }) => length))).toEqual(new Set([width]));
	});

	it('cut what is too long, and have numbers on the right, with thousands', () => {
		expect(print(60).slice(1)).toEqual([
			'│ Name                  │ Email                  │   Hours │',
			'├───────────────────────┼────────────────────────┼─────────┤',
			'│ Ada                   │ ada.byron.of.the.anal… │ 1,234.5 │',
			'│ José Esparza Miramon… │                        │         │',
			'└───────────────────────┴────────────────────────┴─────────┘',
		]);
	});
});

describe('with a key', () => {
	let bench: VomeBench;
	beforeAll(async () => {
		bench = await VomeBench.start({ profiles: 42 });
	});
	afterAll(async () => await bench.stop());

	it('runs against that account', async () => {
		const { stdout } = await demo({
			VOME_API_KEY: bench.sandbox.apiKey,
			VOME_BASE_URL: bench.sandbox.origin,
		});
		expect(stdout).toContain('The first 8 of 42 profiles');
		expect(stdout).not.toContain('Assemble');
	});

	it('says what is wrong, without a stack, and fails', async () => {
		const result = await demo({ VOME_API_KEY: 'wrong', VOME_BASE_URL: bench.sandbox.origin });
		expect(result.stderr).toContain('The workflow stopped: Vome rejected the API key');
		expect(result.stderr).not.toMatch(/\n\s+at /);
		expect(result).toMatchObject({ code: 1 });
	});
});
