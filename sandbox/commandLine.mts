/** Reads the command line of the sandbox. */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { quirkTable as assembleQuirks } from './assemble/quirks.mts';
import {
	type AssembleSandboxOptions,
	SandboxOptionError,
	type VomeSandboxOptions,
} from './index.mts';
import { listQuirks } from './quirks.mts';
import { quirkTable as vomeQuirks } from './vome/quirks.mts';

const serviceNames = ['vome', 'assemble'] as const;
type ServiceName = (typeof serviceNames)[number];

const defaultPorts: Record<ServiceName, number> = { vome: 8030, assemble: 8031 };

const number = { type: 'string' } as const;
/** How many rows there are of each kind. */
const sizes = {
	vome: ['profiles', 'shifts', 'reservations', 'opportunities'],
	assemble: ['role-profiles', 'users', 'teams', 'opportunities', 'activities'],
} as const satisfies Record<ServiceName, string[]>;

type Size<Service extends ServiceName> = Partial<Record<(typeof sizes)[Service][number], number>>;

const options = {
	port: number,
	seed: number,
	latency: number,
	profiles: number,
	shifts: number,
	reservations: number,
	opportunities: number,
	'role-profiles': number,
	users: number,
	teams: number,
	activities: number,
	quirk: { type: 'string', multiple: true, default: [] },
	fault: { type: 'string', multiple: true, default: [] },
	help: { type: 'boolean', short: 'h', default: false },
} as const satisfies ParseArgsConfig['options'];

const usage = `Usage: npm run sandbox -- [vome|assemble] [options]

  --port NUMBER         default 8030 for vome, 8031 for assemble; 0 takes any free port
  --seed NUMBER         equal seeds give equal data; default 1
  --latency NUMBER      milliseconds added to every answer
  --quirk NAME=VALUE    switch what the API's pages leave open; may be repeated;
                        for example --quirk count=string --quirk profileSearchBy.email=exact
  --fault JSON          let something go wrong; may be repeated;
                        for example --fault '{"kind":"status","status":429,"times":2}'

  vome (the default):
  --profiles NUMBER     default 250; also --shifts, --reservations, --opportunities

  assemble:
  --role-profiles NUMBER  default 60; also --users, --teams, --opportunities,
                          --activities

To list the quirks of a service, add its name: vome --help, assemble --help. The faults are listed
in sandbox/faults.mts.
`;

const quirkTables = { vome: vomeQuirks, assemble: assembleQuirks };

function helpFor(asked: string | undefined): string {
	const service = serviceNames.find((name) => name === asked);
	if (service === undefined) return usage;
	return `${usage}\nQuirks of ${service}:\n\n${listQuirks(quirkTables[service])}`;
}

const notWhole = (name: string) => `--${name} must be a whole number, 0 or more.`;

/** What the options with another value than a number take. */
const takes: Partial<Record<string, string>> = {
	quirk: '--quirk takes name=value',
	fault: '--fault takes a JSON object',
};

/** parseArgs explains at length how to write what no option here takes: a value with a dash. */
function toSentence(message: string): string {
	const [, name] =
		/^Option '.*--([a-z-]+).*' argument (?:missing|is ambiguous)/.exec(message) ?? [];
	if (name === undefined) return `${message.replace(/\. To specify .*/s, '')}.`;
	return takes[name] === undefined ? notWhole(name) : `${takes[name]}.`;
}

function parse(args: string[]) {
	try {
		return parseArgs({ args, options, allowPositionals: true });
	} catch (error) {
		throw new SandboxOptionError(toSentence((error as Error).message));
	}
}

function toNumber(name: string, value: string | undefined): number | undefined {
	if (value === undefined) return undefined;
	if (!/^\d{1,9}$/.test(value)) {
		throw new SandboxOptionError(notWhole(name));
	}
	return Number(value);
}

/** Reads booleans, numbers and lists. All else stays text, "null" too: `count` takes it. */
function parseQuirk(text: string): unknown {
	try {
		return /^(true|false|-?\d+|\[.*\])$/.test(text) ? JSON.parse(text) : text;
	} catch {
		return text;
	}
}

function parseQuirks(entries: readonly string[]): object {
	const quirks: Record<string, unknown> = {};
	for (const entry of entries) {
		const [, name, member, value] = /^(\w+)(?:\.(\w+))?=(.*)$/.exec(entry) ?? [];
		if (name === undefined || value === undefined) {
			throw new SandboxOptionError(`${takes.quirk}, not "${entry}".`);
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
	throw new SandboxOptionError(`${takes.fault}, not "${text}".`);
}

function chooseService(positionals: readonly string[]): ServiceName {
	const [asked = 'vome', ...more] = positionals;
	const name = serviceNames.find((one) => one === asked);
	if (!name) throw new SandboxOptionError(`There is no service "${asked}".`);
	if (more.length > 0) throw new SandboxOptionError('A sandbox runs one service.');
	return name;
}

function chooseSize<Service extends ServiceName>(
	service: Service,
	values: Partial<Record<string, unknown>>,
): Size<Service> {
	const known: readonly string[] = sizes[service];
	const foreign = Object.values(sizes)
		.flat()
		.find((name) => values[name] !== undefined && !known.includes(name));
	if (foreign) throw new SandboxOptionError(`--${foreign} is no option of ${service}.`);
	return Object.fromEntries(
		known.map((name) => [name, toNumber(name, values[name] as string | undefined)]),
	) as Size<Service>;
}

export type Start =
	| { service: 'vome'; options: VomeSandboxOptions }
	| { service: 'assemble'; options: AssembleSandboxOptions };

/** What the command line asks for. Throws a SandboxOptionError for a mistake. */
export function readOptions(args = process.argv.slice(2)): Start | { help: string } {
	const { values, positionals } = parse(args);
	if (values.help) return { help: helpFor(positionals[0]) };
	const service = chooseService(positionals);
	const port = toNumber('port', values.port) ?? defaultPorts[service];
	if (port > 65_535) throw new SandboxOptionError('--port must be from 0 to 65535.');
	const common = {
		port,
		seed: toNumber('seed', values.seed),
		latency: toNumber('latency', values.latency),
		// Names and values are checked by the sandbox, which knows them.
		quirks: parseQuirks(values.quirk),
		faults: values.fault.map(parseFault) as VomeSandboxOptions['faults'],
	};
	if (service === 'vome') {
		return { service, options: { ...common, ...chooseSize(service, values) } };
	}
	const { 'role-profiles': roleProfiles, ...size } = chooseSize(service, values);
	return { service, options: { ...common, roleProfiles, ...size } };
}
