// Holds an organisation's OpenAPI file against docs/contract/assemble.md.
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { Unreadable } from './contract/openApi.mts';
import { report } from './contract/report.mts';

/** Much more than a description of an API has; YAML of this size takes ten seconds. */
const MOST_BYTES = 5_000_000;

function readArguments(): string | undefined {
	try {
		const { positionals } = parseArgs({ allowPositionals: true });
		return positionals.length === 1 ? positionals[0] : undefined;
	} catch {
		return undefined;
	}
}

function textOf(file: string): string {
	// npm changes to the project's folder; the name is meant from where it was typed.
	const found = path.resolve(process.env.INIT_CWD ?? '', file);
	try {
		const stat = statSync(found);
		if (!stat.isFile()) throw new Unreadable('is not a file');
		if (stat.size > MOST_BYTES) {
			throw new Unreadable(`is larger than ${MOST_BYTES / 1_000_000} MB`);
		}
		return readFileSync(found, 'utf8');
	} catch (error) {
		if (error instanceof Unreadable) throw error;
		throw new Unreadable('is not there, or cannot be read', { cause: error });
	}
}

const file = readArguments();
if (file === undefined) {
	process.stderr.write('Name one file. See --help.\n');
	process.exitCode = 2;
} else {
	try {
		const { text, isDifferent } = report(textOf(file));
		process.stdout.write(`${text}\n`);
		process.exitCode = isDifferent ? 1 : 0;
	} catch (error) {
		if (!(error instanceof Unreadable)) throw error;
		process.stderr.write(`${file} ${error.message}.\n`);
		process.exitCode = 2;
	}
}
