// Tries many more seeds of the tests that draw at random than `npm test` does.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { buildOrExit } from './build.mts';

/** Test files by what they are called here. */
const TESTS: Record<string, string> = {
	mixtures: 'test/integration/faultMixtures',
	histories: 'test/integration/triggerHistories',
	worlds: 'test/unit/shared/lists/pagination.worlds',
};

function readOptions() {
	try {
		const { values } = parseArgs({
			options: {
				runs: { type: 'string', default: '5000' },
				from: { type: 'string', default: '1' },
				of: { type: 'string', default: '' },
			},
		});
		const isNumbers = [values.runs, values.from].every((value) => /^[1-9]\d{0,8}$/.test(value));
		const isTests = values.of === '' || Object.hasOwn(TESTS, values.of);
		if (isNumbers && isTests) return values;
	} catch {
		// The sentence below says what is wrong.
	}
	return undefined;
}

const options = readOptions();
if (options === undefined) {
	process.stderr.write(
		`--runs and --from take whole numbers from 1 on, --of takes ${Object.keys(TESTS).join(' or ')}, and there are no other options. See --help.\n`,
	);
	process.exitCode = 2;
} else {
	await buildOrExit((text) => process.stdout.write(`${text}\n`));
	const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
	const tests = Object.keys(TESTS).filter((name) => options.of === '' || name === options.of);
	const files = tests.map((name) => TESTS[name] ?? name);
	const { status } = spawnSync(process.execPath, [jest, ...files], {
		cwd: path.join(import.meta.dirname, '..'),
		stdio: 'inherit',
		env: { ...process.env, SOAK_RUNS: options.runs, SOAK_FROM: options.from },
	});
	process.exitCode = status ?? 1;
}
