import { readOptions } from '../../sandbox/commandLine.mts';
import {
	SandboxOptionError,
	defaultAssembleQuirks,
	defaultVomeQuirks,
} from '../../sandbox/index.mts';

it('starts Vome unless told otherwise', () => {
	expect(readOptions([])).toMatchObject({ service: 'vome', options: { port: 8030 } });
	expect(readOptions(['vome', '--shifts', '3', '--opportunities', '2'])).toMatchObject({
		service: 'vome',
		options: { shifts: 3, opportunities: 2 },
	});
});

it('starts Assemble', () => {
	const args = ['assemble', '--role-profiles', '9', '--users', '12', '--teams', '2', '--seed', '3'];
	expect(readOptions(args)).toMatchObject({
		service: 'assemble',
		options: { port: 8031, roleProfiles: 9, users: 12, teams: 2, seed: 3 },
	});
	expect(readOptions(['--port', '0', 'assemble', '--opportunities', '5'])).toMatchObject({
		service: 'assemble',
		options: { port: 0, opportunities: 5 },
	});
});

it.each([
	['count=null', { count: 'null' }],
	['profileSearchBy.email=exact', { profileSearchBy: { email: 'exact' } }],
	['authRoot=', { authRoot: '' }],
	['tokenLifetime=-1', { tokenLifetime: -1 }],
	['tokenExpiry=false', { tokenExpiry: false }],
	['lockedFieldNames=["name"]', { lockedFieldNames: ['name'] }],
	['links=[foo]', { links: '[foo]' }],
])('reads the quirk %s', (text, quirks) => {
	expect(readOptions(['--quirk', text])).toMatchObject({ options: { quirks } });
});

const helpOf = (...args: string[]) => (readOptions([...args, '--help']) as { help: string }).help;

it('helps with both services', () => {
	for (const word of ['vome', 'assemble', '8030', '8031', '--profiles', '--role-profiles']) {
		expect(helpOf()).toContain(word);
	}
});

it.each([
	['vome', defaultVomeQuirks, defaultAssembleQuirks],
	['assemble', defaultAssembleQuirks, defaultVomeQuirks],
])('lists each quirk of %s, and no others', (service, own, others) => {
	const help = helpOf(service);
	for (const name of Object.keys(own)) expect(help).toMatch(new RegExp(`^  ${name}[.=]`, 'm'));
	for (const name of Object.keys(others).filter((other) => !(other in own))) {
		expect(help).not.toMatch(new RegExp(`^  ${name}[.=]`, 'm'));
	}
});

it('says of a quirk what it takes, what it does, and its default', () => {
	const help = helpOf('vome');
	expect(help).toContain(
		'  pastTheEnd=notFound|empty\n' +
			'      The answer to a page after the last one (contract/vome.md 7 no. 15). Default: "notFound".\n',
	);
	expect(help).toContain('  pageIgnored=true|false\n');
	expect(help).toContain('  cappedLimit=NUMBER\n');
	expect(help).toContain('  unknownFilters=["TEXT", ...]\n');
	expect(help).toContain('  profileSearchBy.email=reject|ignore|exact|partial\n');
});

it.each([
	[['volgistics'], 'There is no service "volgistics".'],
	[['vome', 'assemble'], 'A sandbox runs one service.'],
	[['assemble', '--profiles', '3'], '--profiles is no option of assemble.'],
	[['--users', '3'], '--users is no option of vome.'],
	[['assemble', '--users', 'many'], '--users must be a whole number, 0 or more.'],
	[['assemble', '--users', '-3'], '--users must be a whole number, 0 or more.'],
	[['assemble', '--users=-3'], '--users must be a whole number, 0 or more.'],
	[['--port'], '--port must be a whole number, 0 or more.'],
	[['--port', '--seed', '3'], '--port must be a whole number, 0 or more.'],
	[['--port', '70000'], '--port must be from 0 to 65535.'],
	[['--quirk', 'links'], '--quirk takes name=value, not "links".'],
	[['--quirk'], '--quirk takes name=value.'],
	[['--quirk', '--port'], '--quirk takes name=value.'],
	[['--fault', 'drop'], '--fault takes a JSON object, not "drop".'],
	[['--fault'], '--fault takes a JSON object.'],
	[['--prot', '3'], "Unknown option '--prot'."],
	[['-p'], "Unknown option '-p'."],
	[['--help=me'], "Option '-h, --help' does not take an argument."],
])('explains %j in one sentence', (args, message) => {
	// An error that is compared by its whole message.
	expect(() => readOptions(args)).toThrow(new SandboxOptionError(message));
});
