// Tries many more seeds of the tests that draw at random than `npm test` does.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';

/** Test files by what they are called here. */
const TESTS: Record<string, string> = {
	mixtures: 'test/integration/faultMixtures',
	histories: 'test/integration/triggerHistories',
	worlds: 'test/unit/shared/lists/pagination.worlds',
};

const USAGE = `Usage: npm run soak -- [options]

  --runs NUMBER    seeds to try; default 5000
  --from NUMBER    the first seed; default 1
  --of NAME        mixtures (of faults while lists are read; 5000 take about 4 minutes),
                   histories (of triggers; 5000 take about 20 minutes) or
                   worlds (servers that list in odd ways; 5000 take a quarter of a minute);
                   default all
`;

function readOptions() {
	try {
		const { values } = parseArgs({
			options: {
				runs: { type: 'string', default: '5000' },
				from: { type: 'string', default: '1' },
				of: { type: 'string', default: '' },
				help: { type: 'boolean', short: 'h', default: false },
			},
		});
		if (values.help) return 'help';
		const isNumbers = [values.runs, values.from].every((value) => /^[1-9]\d{0,8}$/.test(value));
		const isTests = values.of === '' || Object.hasOwn(TESTS, values.of);
		if (isNumbers && isTests) return values;
	} catch {
		// The sentence below says what is wrong.
	}
	return undefined;
}

const options = readOptions();
if (options === 'help') {
	process.stdout.write(USAGE);
} else if (options === undefined) {
	process.stderr.write(
		`--runs and --from take whole numbers from 1 on, --of takes ${Object.keys(TESTS).join(' or ')}, and there are no other options.\n${USAGE}`,
	);
	process.exitCode = 2;
} else {
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
