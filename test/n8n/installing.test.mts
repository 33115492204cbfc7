// Installations take minutes: what is shown meanwhile, and what is said where npm fails.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterPing, duration, explain, packagesIn, showProgress } from '../../n8n/installing.cjs';

describe('showProgress', () => {
	beforeEach(() => jest.useFakeTimers());
	afterEach(() => jest.useRealTimers());

	const show = (isTTY: boolean) => {
		const written: string[] = [];
		let packages = 0;
		const describe = () => `${(packages += 1)} packages`;
		const stop = showProgress(describe, { isTTY, write: (text) => written.push(text) });
		return { written, stop };
	};

	it('changes one line of a terminal every second, and takes it away', () => {
		const { written, stop } = show(true);
		jest.advanceTimersByTime(2000);
		stop();
		jest.advanceTimersByTime(5000);
		expect(written).toEqual([
			'\r  1 packages, 1 s\u001b[K',
			'\r  2 packages, 2 s\u001b[K',
			'\r\u001b[K',
		]);
	});

	it('writes a line now and then elsewhere', () => {
		const { written, stop } = show(false);
		jest.advanceTimersByTime(95_000);
		stop();
		jest.advanceTimersByTime(95_000);
		expect(written).toEqual([
			'  1 packages, 30 s\n',
			'  2 packages, 1 min 0 s\n',
			'  3 packages, 1 min 30 s\n',
		]);
	});
});

it('counts the packages that are there, of those for this computer', () => {
	const folder = mkdtempSync(path.join(tmpdir(), 'installing-'));
	try {
		const others = Array.from({ length: 1200 }, (_, index) => [`node_modules/${index}`, {}]);
		const packages = {
			'': {},
			'node_modules/here': { os: [process.platform], cpu: [process.arch] },
			'node_modules/elsewhere': { os: ['nowhere'] },
			'node_modules/other-chip': { cpu: ['none'] },
			...Object.fromEntries(others),
		};
		writeFileSync(path.join(folder, 'package-lock.json'), JSON.stringify({ packages }));
		const describe = packagesIn(folder);
		expect(describe()).toBe('npm is downloading about 1,201 packages');
		for (const name of ['here', '7', 'stray']) {
			mkdirSync(path.join(folder, 'node_modules', name), { recursive: true });
			writeFileSync(path.join(folder, 'node_modules', name, 'package.json'), '{}');
		}
		mkdirSync(path.join(folder, 'node_modules/8'));
		expect(describe()).toBe('2 of about 1,201 packages');
	} finally {
		rmSync(folder, { recursive: true });
	}
});

it.each([
	[59_400, '59 s'],
	[59_600, '1 min 0 s'],
	[605_000, '10 min 5 s'],
])('%i ms are %s', (ms, text) => {
	expect(duration(ms)).toBe(text);
});

it.each([
	['getaddrinfo EAI_AGAIN registry.example', ['--offline']],
	['npm error code E404', []],
	['', []],
])('after a ping that said %p, npm is given %j', (said, words) => {
	expect(afterPing(said)).toEqual(words);
});

it('has no advice where it knows none', () => {
	expect(explain('npm error something else')).toBe('');
});
