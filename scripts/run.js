// The first thing that runs in a fresh clone, so it needs nothing but Node itself, and is written so
// that an old Node can still read it and say what is missing. npm's own pre-scripts do not run here:
// .npmrc sets ignore-scripts, because a dependency of n8n-workflow cannot compile on Node 20.
'use strict';

var childProcess = require('child_process');
var fs = require('fs');
var path = require('path');

var NEEDED = [20, 19];
var NEEDED_BY_N8N = [24, 0];
var root = path.join(__dirname, '..');

var TASKS = {
	test: [
		['Lint', 'npm run --silent lint'],
		['Type check', 'npm run --silent typecheck'],
		['Build', 'npm run --silent build'],
		['Verify the package', 'npm run --silent verify'],
		['Unit and integration tests', 'npm run --silent jest'],
	],
	'test:e2e': [
		['Build', 'npm run --silent build'],
		// With tsx, since jest loads what starts n8n without its own transforms.
		['End-to-end tests', 'tsx node_modules/jest/bin/jest.js --config jest.e2e.config.js'],
	],
	'test:e2e:oldest': [
		['Build', 'npm run --silent build'],
		[
			'End-to-end tests in the oldest n8n',
			'tsx node_modules/jest/bin/jest.js --config jest.e2e.oldest.config.js',
		],
	],
	start: [
		['Build', 'npm run --silent build'],
		['n8n', 'tsx scripts/start.mts'],
	],
	demo: [
		['Build', 'npm run --silent build'],
		['Demo', 'tsx scripts/demo.mts'],
	],
	sandbox: [['Sandbox', 'tsx sandbox/main.mts']],
	bench: [
		['Build', 'npm run --silent build'],
		['Benchmark', 'tsx scripts/bench.mts'],
	],
	soak: [
		['Build', 'npm run --silent build'],
		['Soak', 'tsx scripts/soak.mts'],
	],
	packages: [['Packages', 'node node_modules/gulp/bin/gulp.js packages --silent']],
	reference: [['Reference', 'tsx scripts/reference.mts']],
	dev: [['n8n with the node', 'node node_modules/@n8n/node-cli/bin/n8n-node.mjs dev']],
};

/** What Node gets before a script of this kind. */
var NODE_OPTIONS = { tsx: ['--import', 'tsx'], node: [] };

// Ctrl-C goes to the step, too, which ends in its own way; this waits for it.
process.on('SIGINT', function () {});

function say(text) {
	process.stdout.write('\n> ' + text + '\n');
}

function checkNode(who, needed) {
	var version = process.versions.node.split('.').map(Number);
	if (version[0] > needed[0] || (version[0] === needed[0] && version[1] >= needed[1])) return;
	process.stderr.write(
		who +
			' needs Node.js ' +
			needed.join('.') +
			' or newer; this is ' +
			process.versions.node +
			'. Install a current version from https://nodejs.org and run the command again.\n',
	);
	process.exit(1);
}

/** What npm installed last, against what the lock file asks for now. */
function hasDependencies() {
	try {
		var lock = fs.statSync(path.join(root, 'package-lock.json'));
		var installed = fs.statSync(path.join(root, 'node_modules', '.package-lock.json'));
		return installed.mtimeMs >= lock.mtimeMs;
	} catch (error) {
		void error;
		return false;
	}
}

/**
 * Runs a step in the project's folder and ends this process if it fails. Arguments of the user go to
 * scripts alone, and past any shell, which would take quotes and semicolons for its own.
 */
function run(command, extra) {
	var options = { cwd: root, stdio: 'inherit' };
	var words = command.split(' ');
	var nodeOptions = NODE_OPTIONS[words[0]];
	var result = nodeOptions
		? childProcess.spawnSync(process.execPath, nodeOptions.concat(words.slice(1), extra), options)
		: childProcess.spawnSync(command, [], Object.assign({ shell: true }, options));
	if (result.status !== 0) process.exit(result.status === null ? 1 : result.status);
}

checkNode('This', NEEDED);

var name = process.argv[2];
var args = process.argv.slice(3);
if (!Object.prototype.hasOwnProperty.call(TASKS, name)) {
	process.stderr.write('Choose one of: ' + Object.keys(TASKS).join(', ') + '\n');
	process.exit(2);
}
var task = TASKS[name];
// Only the n8n that this starts needs it; with the flag, n8n runs elsewhere.
if (name === 'dev' && args.indexOf('--external-n8n') < 0) checkNode('n8n', NEEDED_BY_N8N);

if (!hasDependencies()) {
	say('Installing dependencies (once, about 2 minutes)');
	run('npm ci --no-audit --no-fund --loglevel=error', []);
}

task.forEach(function (step, index) {
	var isLast = index === task.length - 1;
	if (task.length > 1) say(step[0]);
	run(step[1], isLast ? args : []);
});
