// Programs from Debian's packages: where they are found, and what is said where they are missing.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { type DebianPackage, programOf } from '../../n8n/debian.mts';

const say = jest.fn();
const wanted = (more: Partial<DebianPackage> = {}): DebianPackage => ({
	title: 'Something',
	name: 'some-package',
	programs: ['no-such-program', 'node'],
	...more,
});

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'programs-'));
	jest.spyOn(process as Required<typeof process>, 'getuid').mockReturnValue(1000);
});
afterEach(() => {
	rmSync(folder, { recursive: true });
	jest.restoreAllMocks();
	delete process.env.SOME_PROGRAM;
	expect(say).not.toHaveBeenCalled();
});

it('is looked for on the path, by each of its names', async () => {
	expect(path.basename(await programOf(wanted(), say))).toBe('node');
});

it('is looked for in its own folders first', async () => {
	const program = path.join(folder, 'node');
	writeFileSync(program, '');
	expect(await programOf(wanted({ folders: () => [folder] }), say)).toBe(program);
});

it('may be named by a variable', async () => {
	process.env.SOME_PROGRAM = '/opt/some/program';
	expect(await programOf(wanted({ variable: 'SOME_PROGRAM' }), say)).toBe('/opt/some/program');
});

it.each([
	[{}, 'There is no Something. Install it (Debian: apt-get install some-package).'],
	[
		{ variable: 'SOME_PROGRAM' },
		'There is no Something. Install it (Debian: apt-get install some-package), or set SOME_PROGRAM to its program.',
	],
])('that is missing is named to whoever may not install it: %j', async (more, message) => {
	const missing = wanted({ programs: ['no-such-program'], ...more });
	await expect(programOf(missing, say)).rejects.toThrow(message);
});
