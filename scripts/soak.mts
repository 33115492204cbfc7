// Tries many more seeds of test/integration/faultMixtures.test.mts than `npm test` does.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';

const USAGE = `Usage: npm run soak -- [options]

  --runs NUMBER    seeds to try; default 5000, which takes about 4 minutes
  --from NUMBER    the first seed; default 1
`;

function readOptions() {
	try {
		const { values } = parseArgs({
			options: {
				runs: { type: 'string', default: '5000' },
				from: { type: 'string', default: '1' },
				help: { type: 'boolean', short: 'h', default: false },
			},
		});
		if (values.help) return 'help';
		if ([values.runs, values.from].every((value) => /^[1-9]\d{0,8}$/.test(value))) return values;
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
		`--runs and --from take whole numbers from 1 on, and there are no other options.\n${USAGE}`,
	);
	process.exitCode = 2;
} else {
	const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
	const { status } = spawnSync(process.execPath, [jest, 'test/integration/faultMixtures'], {
		cwd: path.join(import.meta.dirname, '..'),
		stdio: 'inherit',
		env: { ...process.env, SOAK_RUNS: options.runs, SOAK_FROM: options.from },
	});
	process.exitCode = status ?? 1;
}
