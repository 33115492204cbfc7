/** Command line of the sandbox. */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { SandboxOptionError, type SandboxOptions, startSandbox } from './index.mts';

const options = {
	port: { type: 'string', default: '8030' },
	seed: { type: 'string' },
	profiles: { type: 'string' },
	shifts: { type: 'string' },
	reservations: { type: 'string' },
	opportunities: { type: 'string' },
	latency: { type: 'string' },
	quirk: { type: 'string', multiple: true, default: [] },
	fault: { type: 'string', multiple: true, default: [] },
	help: { type: 'boolean', short: 'h', default: false },
} as const satisfies ParseArgsConfig['options'];

const usage = `Usage: npm run sandbox -- [options]

  --port NUMBER         default 8030; 0 takes any free port
  --seed NUMBER         equal seeds give equal data; default 1
  --profiles NUMBER     default 250; also --shifts, --reservations, --opportunities
  --latency NUMBER      milliseconds added to every answer
  --quirk NAME=VALUE    switch one of the API's open questions; may be repeated;
                        for example --quirk count=string --quirk profileSearchBy.email=exact
  --fault JSON          let something go wrong; may be repeated;
                        for example --fault '{"kind":"status","status":429,"times":2}'

The quirks are listed in sandbox/vome/quirks.mts, the faults in sandbox/faults.mts.
`;

function toNumber(name: string, value: string | undefined): number | undefined {
	if (value === undefined) return undefined;
	if (!/^\d{1,9}$/.test(value)) {
		throw new SandboxOptionError(`--${name} must be a whole number, 0 or more.`);
	}
	return Number(value);
}

/** Booleans and numbers as such, all else as text; "null" too, which is a value of `count`. */
function parseQuirk(text: string): unknown {
	return /^(true|false|\d+)$/.test(text) ? JSON.parse(text) : text;
}

function parseQuirks(entries: readonly string[]): object {
	const quirks: Record<string, unknown> = {};
	for (const entry of entries) {
		const [, name, member, value] = /^(\w+)(?:\.(\w+))?=(.*)$/.exec(entry) ?? [];
		if (name === undefined || value === undefined) {
			throw new SandboxOptionError(`--quirk takes name=value, not "${entry}".`);
		}
		quirks[name] =
			member === undefined
				? parseQuirk(value)
				: { ...(quirks[name] as object | undefined), [member]: parseQuirk(value) };
	}
	return quirks;
}

function parseFault(text: string): object {
	try {
		const fault: unknown = JSON.parse(text);
		if (typeof fault === 'object' && fault !== null) return fault;
	} catch {
		// The sentence below says what is wrong.
	}
	throw new SandboxOptionError(`--fault takes a JSON object, not "${text}".`);
}

function readOptions(): SandboxOptions | 'help' {
	const { values } = parseArgs({ options });
	if (values.help) return 'help';
	const port = toNumber('port', values.port);
	if (port !== undefined && port > 65_535) {
		throw new SandboxOptionError('--port must be from 0 to 65535.');
	}
	return {
		port,
		seed: toNumber('seed', values.seed),
		profiles: toNumber('profiles', values.profiles),
		shifts: toNumber('shifts', values.shifts),
		reservations: toNumber('reservations', values.reservations),
		opportunities: toNumber('opportunities', values.opportunities),
		latency: toNumber('latency', values.latency),
		// Names and values are checked by the sandbox, which knows them.
		quirks: parseQuirks(values.quirk),
		faults: values.fault.map(parseFault) as SandboxOptions['faults'],
	};
}

/** A sentence for the mistakes that people make; undefined for what they cannot help. */
function explain(error: unknown): string | undefined {
	if (error instanceof SandboxOptionError) return error.message;
	if (!(error instanceof Error) || !('code' in error)) return undefined;
	if (error.code === 'EADDRINUSE') {
		return 'The port is taken. Choose another one with --port, or --port 0 for any free one.';
	}
	if (error.code === 'EACCES') return 'This port needs more rights. Choose one above 1023.';
	return String(error.code).startsWith('ERR_PARSE_ARGS') ? error.message : undefined;
}

async function main(): Promise<void> {
	const chosen = readOptions();
	if (chosen === 'help') {
		console.log(usage);
		return;
	}
	const sandbox = await startSandbox(chosen);
	const { origin, apiKey } = sandbox;
	const counts = Object.entries(sandbox.vome.counts())
		.map(([name, count]) => `${count} ${name}`)
		.join(', ');
	console.log(`Vome sandbox    ${origin}
API key         ${apiKey}
No permission   ${sandbox.apiKeyWithoutPermission}  (answers 403)
Data            ${counts}
Control         ${origin}/_sandbox/

  curl -H 'API-KEY: ${apiKey}' '${origin}/api/profiles/?page=1&limit=2'

Ctrl-C ends it.`);
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => {
			void sandbox.close().then(() => process.exit(0));
		});
	}
}

try {
	await main();
} catch (error) {
	const message = explain(error);
	if (message === undefined) throw error;
	console.error(`${message}\nSee --help for the options.`);
	process.exitCode = 2;
}
