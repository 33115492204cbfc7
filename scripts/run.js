// The first thing that runs in a fresh clone, so it needs nothing but Node itself, and is written so
// that an old Node can still read it and say what is missing. npm's own pre-scripts do not run here:
// .npmrc sets ignore-scripts, because a dependency of n8n-workflow cannot compile on Node 20.
'use strict';

var childProcess = require('child_process');
var fs = require('fs');
var path = require('path');

var NEEDED = [20, 19];
var root = path.join(__dirname, '..');

var TASKS = {
	test: [
		['Lint', 'npm run --silent lint'],
		['Type check', 'npm run --silent typecheck'],
		['Build', 'npm run --silent build'],
		['Verify the package', 'npm run --silent verify'],
		['Unit and integration tests', 'npm run --silent jest'],
	],
	demo: [
		['Build', 'npm run --silent build'],
		['Demo', 'npx --no-install tsx scripts/demo.mts'],
	],
	sandbox: [['Sandbox', 'npx --no-install tsx sandbox/main.mts']],
	bench: [
		['Build', 'npm run --silent build'],
		['Benchmark', 'npx --no-install tsx scripts/bench.mts'],
	],
};

function say(text) {
	process.stdout.write('\n> ' + text + '\n');
}

function checkNode() {
	var version = process.versions.node.split('.').map(Number);
	if (version[0] > NEEDED[0] || (version[0] === NEEDED[0] && version[1] >= NEEDED[1])) return;
	process.stderr.write(
		'This needs Node.js ' +
			NEEDED.join('.') +
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

/** Runs a command line in the project's folder and ends this process if it fails. */
function run(command, extra) {
	var result = childProcess.spawnSync(command, extra || [], {
		cwd: root,
		stdio: 'inherit',
		shell: true,
	});
	if (result.status !== 0) process.exit(result.status === null ? 1 : result.status);
}

checkNode();

var name = process.argv[2];
var task = TASKS[name];
if (!task) {
	process.stderr.write('Choose one of: ' + Object.keys(TASKS).join(', ') + '\n');
	process.exit(2);
}

if (!hasDependencies()) {
	say('Installing dependencies (once, about 2 minutes)');
	run('npm ci --no-audit --no-fund --loglevel=error');
}

task.forEach(function (step, index) {
	var isLast = index === task.length - 1;
	if (task.length > 1) say(step[0]);
	run(step[1], isLast ? process.argv.slice(3) : []);
});
