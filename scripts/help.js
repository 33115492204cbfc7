// What each command says with --help. Apart from the scripts, which need what is not installed yet in a
// fresh clone. The sandbox has its own, which lists its quirks.
'use strict';

const OF_JEST = `FILES keeps to the test files whose paths contain one of them; options are those of jest.`;
const INSTALLS_N8N = `The first time, it installs n8n into your cache folder, which takes 5 to 10 minutes for each release.`;

/** The arguments, which are none where they are empty, and what the command does. */
const HELP = {
	start: [
		'[options]',
		`Starts a real n8n on this computer with the nodes, two sandboxes, credentials and the example
workflows. Ctrl-C ends it, and it forgets everything. The first time, it installs n8n into your cache
folder, which takes 5 to 10 minutes and 2.8 GB.

  --port NUMBER   where n8n listens, on this computer only; default 5678, or 0 for any free port`,
	],
	demo: [
		'',
		`Shows the main jobs in the terminal, without n8n: fetches 1,000 made-up volunteer profiles, and takes
a role profile from draft to deletion. With VOME_API_KEY set, shows your own Vome profiles instead, and
changes nothing; VOME_BASE_URL names another address than Vome's.`,
	],
	test: [
		'[FILES and options]',
		`Checks everything but the commands and a real n8n: lint, types, build, n8n's scanner over the packages,
unit and integration tests. Ends with a line that says that everything passed. Of the tables in which
each case is tested in many ways, it takes a part; ALL_CASES=1 npm test takes all, as CI does.
${OF_JEST}`,
	],
	'test:quick': [
		'[FILES and options]',
		`Lint, type check and unit tests, for daily work.
${OF_JEST}`,
	],
	'test:commands': [
		'[FILES and options]',
		`Tests that run whole commands, as a person types them.
${OF_JEST}`,
	],
	'test:e2e': [
		'[FILES and options]',
		`Tests in a real n8n and in a browser.
${INSTALLS_N8N}
${OF_JEST}`,
	],
	'test:e2e:oldest': [
		'[FILES and options]',
		`The tests in the oldest n8n that the nodes run in.
${INSTALLS_N8N}
${OF_JEST}`,
	],
	'test:e2e:all': [
		'[options]',
		`The tests in the newest and in the oldest n8n, side by side.
${INSTALLS_N8N}`,
	],
	jest: [
		'[FILES and options]',
		`Runs tests with jest, without a build.
${OF_JEST}`,
	],
	bench: [
		'[options]',
		`Speed and memory against n8n's own pagination helper; about three minutes.

  --profiles NUMBER     profiles to fetch; default 10000
  --latency NUMBERS     milliseconds added to every answer, with commas; default 0,50,200
  --runs NUMBER         runs of each way, of which the fastest counts; default 3
  --n8n                 in n8n itself, against its HTTP Request node; n8n is installed once into the
                        user's cache, which takes 5 to 10 minutes
  --triggers            polls of the triggers instead, against Get Many of the same list, at 1,000,
                        10,000 and 50,000 records; about a quarter of an hour
  --records NUMBERS     with --triggers: other numbers of records, with commas
  --side-by-side        five Get Many of one account at once instead, against a server that allows 10
                        requests a second
  --writes              Create or Update of 20,000 people instead: how long it holds up n8n
  --lists               Get Many and Count of 200,000 profiles instead: how long they hold up n8n;
                        takes about 10 minutes

Without --n8n, --triggers, --side-by-side, --writes and --lists, in n8n's engine alone:
  --growth              also 1,000, 10,000 and 50,000 profiles without latency
  --output NAME         simplified, flattened or raw; default raw`,
	],
	soak: [
		'[options]',
		`Tries many more seeds of the tests that draw at random than \`npm test\` does.

  --runs NUMBER    seeds to try; default 5000
  --from NUMBER    the first seed; default 1
  --of NAME        mixtures (of faults while lists are read; 5000 take about 4 minutes),
                   histories (of triggers; 5000 take about 20 minutes) or
                   worlds (servers that list in odd ways; 5000 take a quarter of a minute);
                   default all`,
	],
	contract: [
		'FILE',
		`FILE is an OpenAPI file of version 2 or 3, in JSON or YAML, that an organisation has downloaded from
its settings in Assemble. Tells where it differs from docs/contract/assemble.md, for an issue: only
names, paths, types and values. Ends with 0 if nothing differs, 1 if something does, and 2 if the file
cannot be read.`,
	],
	build: ['', 'Compiles the nodes into dist, unless nothing has changed.'],
	watch: ['', 'Compiles the nodes into dist, and again after every change, until Ctrl-C.'],
	lint: ['', "n8n's lint in strict mode, our own for what is not published, and Prettier."],
	format: ['', 'Formats all files with Prettier.'],
	typecheck: ['', 'Checks the types of the nodes, and of everything else.'],
	verify: [
		'',
		"Runs n8n's scanner for community packages over each package and its source, offline, and checks what\nthe scanner leaves out.",
	],
	packages: [
		'[options]',
		`Writes the three package files to tarballs/, and brings the package.json files in packages/ up to date.

  --repositories FOLDER  also writes the package of each service into FOLDER as a repository of its own`,
	],
	reference: ['', 'Writes the settings of all forms into docs/reference/.'],
	dev: [
		'[options]',
		'The nodes in a local n8n, which is downloaded and needs Node.js 24. Options are those of `n8n-node dev`.',
	],
};

/** What a command says with --help; undefined if it says it by itself. */
exports.helpFor = (name) => {
	if (!Object.hasOwn(HELP, name)) return undefined;
	const [takes, text] = HELP[name];
	const command = ['start', 'test'].includes(name) ? `npm ${name}` : `npm run ${name}`;
	return `Usage: ${command}${takes && ` -- ${takes}`}\n\n${text}\n`;
};

/** Whether a command takes arguments at all. */
exports.takesArguments = (name) => !Object.hasOwn(HELP, name) || HELP[name][0] !== '';
