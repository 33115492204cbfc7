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

/** Side by side, on as many cores as there are. */
var CHECKS = [
	[
		'Lint and type check',
		[
			'npm run --silent lint:n8n',
			'npm run --silent lint:dev',
			'npm run --silent lint:format',
			'npm run --silent typecheck',
		],
	],
];

// With tsx, since jest loads what starts n8n without its own transforms.
var E2E_NEWEST = 'tsx node_modules/jest/bin/jest.js --config jest.e2e.config.js';
var E2E_OLDEST = 'tsx node_modules/jest/bin/jest.js --config jest.e2e.oldest.config.js';

/** They start an n8n of their own and mostly wait for its next minute, so that others can run meanwhile. */
var E2E_ALONE = ['durableCursors', 'packages', 'queue'];

/** The steps of each command: a name, and what to run, or several things to run side by side. */
var TASKS = {
	test: CHECKS.concat([
		['Build', 'npm run --silent build'],
		['Verify the packages', 'npm run --silent verify'],
		['Unit and integration tests', 'npm run --silent jest'],
	]),
	'test:quick': CHECKS.concat([['Unit tests', 'npm run --silent jest -- test/unit']]),
	'test:commands': [
		['Build', 'npm run --silent build'],
		[
			'Tests of the commands',
			'node node_modules/jest/bin/jest.js --config jest.commands.config.js',
		],
	],
	'test:e2e': [
		['Build', 'npm run --silent build'],
		['End-to-end tests', E2E_NEWEST],
	],
	'test:e2e:oldest': [
		['Build', 'npm run --silent build'],
		['End-to-end tests in the oldest n8n', E2E_OLDEST],
	],
	'test:e2e:all': [
		['Build', 'npm run --silent build'],
		[
			'End-to-end tests in the newest and the oldest n8n',
			[
				E2E_NEWEST + ' --testPathIgnorePatterns ' + E2E_ALONE.join(' '),
				E2E_NEWEST + ' ' + E2E_ALONE.join(' '),
				E2E_OLDEST,
			],
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
	contract: [['Contract', 'tsx scripts/contract.mts']],
	packages: [['Packages', 'node node_modules/gulp/bin/gulp.js packages --silent']],
	reference: [['Reference', 'tsx scripts/reference.mts']],
	dev: [['n8n with the node', 'node node_modules/@n8n/node-cli/bin/n8n-node.mjs dev']],
};

/** What Node gets before a script of this kind. */
var NODE_OPTIONS = { tsx: ['--import', 'tsx'], node: [] };

/** What is running. */
var children = [];
var isEnding = false;

/** Ends the step, which does so in its own way and is waited for, and leaves out the rest. */
function end(signal) {
	isEnding = true;
	children.forEach(function (child) {
		// For scripts that listen to it: this may be the one process that a signal has reached.
		if (child.connected) child.disconnect();
		// Ctrl-C goes to the step, too. Some programs take a second one for an order to give up at once.
		if (signal !== 'SIGINT') child.kill();
	});
}

['SIGINT', 'SIGTERM', 'SIGHUP'].forEach(function (signal) {
	process.on(signal, end);
});

/** The process that started this one; not the shell that npm may put in between, which outlives it. */
function starter() {
	var parent = '/proc/' + process.ppid;
	try {
		if (fs.readFileSync(parent + '/cmdline', 'utf8').indexOf('run.js') >= 0) {
			return fs.readFileSync(parent + '/status', 'utf8').match(/^PPid:\s*(\d+)/m)[1];
		}
	} catch (error) {
		void error;
	}
	return String(process.ppid);
}

// npm dies of SIGHUP without handing it on, and of SIGKILL.
if (process.env.npm_lifecycle_event) {
	var npm = starter();
	var watch = setInterval(function () {
		if (starter() === npm) return;
		clearInterval(watch);
		end();
	}, 500).unref();
}

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
 * Starts a command in the project's folder. Arguments of the user go to scripts alone, and past any
 * shell, which would take quotes and semicolons for its own.
 */
function start(command, extra) {
	var words = command.split(' ');
	var nodeOptions = NODE_OPTIONS[words[0]];
	return nodeOptions
		? childProcess.spawn(process.execPath, nodeOptions.concat(words.slice(1), extra), {
				cwd: root,
				stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
			})
		: childProcess.spawn(command, [], { cwd: root, stdio: 'inherit', shell: true });
}

/** Runs a step, and then `next`; ends this process if it fails. */
function run(commands, extra, next) {
	var failure = 0;
	children = [].concat(commands).map(function (command) {
		var child = start(command, extra);
		child.on('exit', function (code) {
			failure = failure || (code === null ? 1 : code);
			children.splice(children.indexOf(child), 1);
			if (children.length > 0) return;
			if (failure !== 0 || isEnding) process.exit(failure);
			next();
		});
		return child;
	});
}

function since(time) {
	var seconds = Math.round((Date.now() - time) / 1000);
	return seconds < 60 ? seconds + ' s' : Math.floor(seconds / 60) + ' min ' + (seconds % 60) + ' s';
}

/** Runs the steps of the task from this one on, and tells how long those of tests took. */
function runFrom(index) {
	var isTest = name.indexOf('test') === 0;
	if (index === task.length) {
		if (isTest) say('Everything passed, in ' + since(began));
		return;
	}
	var step = task[index];
	var stepBegan = Date.now();
	if (task.length > 1) say(step[0]);
	run(step[1], index === task.length - 1 ? args : [], function () {
		if (isTest) process.stdout.write('(' + since(stepBegan) + ')\n');
		runFrom(index + 1);
	});
}

checkNode('This', NEEDED);

var began = Date.now();
var name = process.argv[2];
var args = process.argv.slice(3);
if (!Object.prototype.hasOwnProperty.call(TASKS, name)) {
	process.stderr.write('Choose one of: ' + Object.keys(TASKS).join(', ') + '\n');
	process.exit(2);
}
var task = TASKS[name];
// Only the n8n that this starts needs it; with the flag, n8n runs elsewhere.
if (name === 'dev' && args.indexOf('--external-n8n') < 0) checkNode('n8n', NEEDED_BY_N8N);

if (hasDependencies()) {
	runFrom(0);
} else {
	say('Installing dependencies (once, about 2 minutes)');
	run('npm ci --no-audit --no-fund --loglevel=error', [], function () {
		runFrom(0);
	});
}
