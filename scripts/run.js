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

/** With a file for what it found out, so that it looks anew only at what has changed. */
var TSC =
	'node node_modules/typescript/bin/tsc --noEmit --incremental --tsBuildInfoFile node_modules/.cache/tsc/';
var PRETTIER = 'node node_modules/prettier/bin/prettier.cjs --log-level warn';
/** With more room for what is thrown away at once, since the tests throw away much. */
var JEST = 'node --max-semi-space-size=64 node_modules/jest/bin/jest.js';
// With tsx, since jest loads what starts n8n without its own transforms.
var E2E_NEWEST = 'tsx node_modules/jest/bin/jest.js --config jest.e2e.config.js';
var E2E_OLDEST = 'tsx node_modules/jest/bin/jest.js --config jest.e2e.oldest.config.js';

/** They start an n8n of their own and mostly wait for its next minute, so that others can run meanwhile. */
var E2E_ALONE = ['durableCursors', 'packages', 'queue'];

/** Side by side, on as many cores as there are. */
var LINT = [
	'node node_modules/@n8n/node-cli/bin/n8n-node.mjs lint',
	'node node_modules/eslint/bin/eslint.js --config eslint.dev.config.mjs --max-warnings 0 .',
	PRETTIER + ' --check .',
];
var TYPES = [TSC + 'types', TSC + 'dev-types -p tsconfig.dev.json'];

var BUILD = ['Build', 'tsx scripts/build.mts'];
var VERIFY = ['Verify the packages', 'tsx scripts/verify.mts'];

/**
 * The steps of each command: a name, and what to run, or several things to run side by side. Scripts that
 * take options build by themselves, once they have understood them.
 */
var TASKS = {
	test: [
		BUILD,
		// The build has checked the types of the nodes.
		['Lint, type check and verification of the packages', LINT.concat(TYPES[1], VERIFY[1])],
		['Unit and integration tests', JEST],
	],
	'test:quick': [
		['Lint and type check', LINT.concat(TYPES)],
		['Unit tests', JEST + ' test/unit'],
	],
	'test:commands': [BUILD, ['Tests of the commands', JEST + ' --config jest.commands.config.js']],
	'test:e2e': [BUILD, ['End-to-end tests', E2E_NEWEST]],
	'test:e2e:oldest': [BUILD, ['End-to-end tests in the oldest n8n', E2E_OLDEST]],
	'test:e2e:all': [
		BUILD,
		[
			'End-to-end tests in the newest and the oldest n8n',
			[
				E2E_NEWEST + ' --testPathIgnorePatterns ' + E2E_ALONE.join(' '),
				E2E_NEWEST + ' ' + E2E_ALONE.join(' '),
				E2E_OLDEST,
			],
		],
	],
	jest: [['jest', JEST]],
	start: [['n8n', 'tsx scripts/start.mts']],
	demo: [['Demo', 'tsx scripts/demo.mts']],
	sandbox: [['Sandbox', 'tsx sandbox/main.mts']],
	bench: [['Benchmark', 'tsx scripts/bench.mts']],
	soak: [['Soak', 'tsx scripts/soak.mts']],
	contract: [['Contract', 'tsx scripts/contract.mts']],
	build: [BUILD],
	watch: [['Watch', 'node node_modules/gulp/bin/gulp.js watch']],
	lint: [['Lint', LINT]],
	format: [['Format', PRETTIER + ' --write .']],
	typecheck: [['Type check', TYPES]],
	verify: [BUILD, VERIFY],
	packages: [['Packages', 'tsx scripts/packages.mts']],
	reference: [['Reference', 'tsx scripts/reference.mts']],
	dev: [['n8n with the node', 'node node_modules/@n8n/node-cli/bin/n8n-node.mjs dev']],
};

/** What Node gets before a script of this kind. */
var NODE_OPTIONS = { tsx: ['--import', 'tsx'], node: [] };

/** What is running. */
var children = [];
/** npm, if that is among them. */
var installer;
var isEnding = false;

/** Ends the step, which does so in its own way and is waited for, and leaves out the rest. */
function end(signal) {
	isEnding = true;
	children.forEach(function (child) {
		// npm would go on for minutes. What it has installed by then does not count.
		if (child === installer) return child.kill('SIGKILL');
		// For scripts that listen to it: this may be the one process that a signal has reached.
		if (child.connected) child.disconnect();
		// Ctrl-C goes to the step, too. Some programs take a second one for an order to give up at once.
		if (signal !== 'SIGINT') child.kill();
	});
}

['SIGINT', 'SIGTERM', 'SIGHUP'].forEach(function (signal) {
	process.on(signal, end);
});
// A terminal that was closed takes no more text. What has to end does so nevertheless.
[process.stdout, process.stderr].forEach(function (stream) {
	stream.on('error', function () {});
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

/** Ends this process with a sentence that says what is wrong. */
function refuse(text, code) {
	process.stderr.write(text + '\n');
	process.exit(code);
}

function checkNode(who, needed) {
	var version = process.versions.node.split('.').map(Number);
	if (version[0] > needed[0] || (version[0] === needed[0] && version[1] >= needed[1])) return;
	refuse(
		who +
			' needs Node.js ' +
			needed.join('.') +
			' or newer; this is ' +
			process.versions.node +
			'. Install a current version from https://nodejs.org and run the command again.',
		1,
	);
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

/** Starts a program in the project's folder. */
function spawn(program, words, options) {
	var child = childProcess.spawn(program, words, Object.assign({ cwd: root }, options));
	children.push(child);
	return child;
}

/** Runs a step, and then `next`; if it fails, ends this process after `onFailure`. Arguments of the user go past any shell. */
function run(commands, extra, next, onFailure) {
	var failure = 0;
	var running = [].concat(commands).map(function (command) {
		var words = command.split(' ');
		var child = spawn(process.execPath, NODE_OPTIONS[words[0]].concat(words.slice(1), extra), {
			stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
		});
		child.on('exit', function (code) {
			failure = failure || (code === null ? 1 : code);
			children.splice(children.indexOf(child), 1);
			running.splice(running.indexOf(child), 1);
			if (running.length > 0) return;
			if (failure !== 0 && !isEnding) onFailure();
			if (failure !== 0 || isEnding) process.exit(failure);
			next();
		});
		return child;
	});
}

/** Runs npm, and then `next` with its exit code and what it said about errors. */
function runNpm(words, next) {
	// npm is a batch file on Windows.
	var isWindows = process.platform === 'win32';
	var npm = (installer = spawn('npm', words, {
		stdio: ['ignore', 'ignore', 'pipe'],
		shell: isWindows,
	}));
	var said = '';
	npm.stderr.on('data', function (text) {
		said += text;
	});
	npm.on('error', function (error) {
		said += error.message;
	});
	npm.on('close', function (code) {
		children.splice(children.indexOf(npm), 1);
		next(code, said);
	});
}

/** Installs the dependencies, and then runs `next`. */
function install(installing, next) {
	say('Installing the dependencies, once: about 2 minutes, and 1.1 GB in node_modules');
	var began = Date.now();
	var stop = installing.showProgress(installing.packagesIn(root));
	var end = function (code, said) {
		stop();
		if (isEnding) process.exit(code || 0);
		if (code !== 0) refuse((said + '\n' + installing.explain(said)).trim(), 1);
		process.stdout.write('(' + installing.duration(Date.now() - began) + ')\n');
		next();
	};
	runNpm(installing.PING, function (_, answer) {
		if (isEnding) end(0, '');
		var words = ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--no-progress'];
		runNpm(words.concat(installing.afterPing(answer)), end);
	});
}

/** Runs the steps of the task from this one on, and tells how long those of tests took. */
function runFrom(index, duration) {
	var isTest = name.indexOf('test') === 0;
	if (index === task.length) {
		if (isTest) {
			var parts = task.map(function (step) {
				return step[0].toLowerCase();
			});
			say('Everything passed in ' + duration(Date.now() - began) + ': ' + parts.join(', '));
		}
		return;
	}
	var step = task[index];
	var stepBegan = Date.now();
	if (task.length > 1) say(step[0]);
	var next = function () {
		if (isTest) process.stdout.write('(' + duration(Date.now() - stepBegan) + ')\n');
		runFrom(index + 1, duration);
	};
	run(step[1], index === task.length - 1 ? args : [], next, function () {
		if (isTest) say('Failed after ' + duration(Date.now() - began) + ': ' + step[0].toLowerCase());
	});
}

checkNode('This', NEEDED);

var began = Date.now();
var name = process.argv[2];
var args = process.argv.slice(3);
if (!Object.prototype.hasOwnProperty.call(TASKS, name)) {
	refuse('Choose one of: ' + Object.keys(TASKS).join(', '), 2);
}
var task = TASKS[name];
main();

/** What an old Node cannot read is loaded here. */
function main() {
	var help = require('./help.js');
	var installing = require('../n8n/installing.cjs');
	var isHelp = args.indexOf('--help') >= 0 || args.indexOf('-h') >= 0;
	var text = isHelp ? help.helpFor(name) : undefined;
	if (text !== undefined) {
		process.stdout.write(text);
		return;
	}
	// Only the n8n that this starts needs it; with the flag, n8n runs elsewhere.
	if (name === 'dev' && args.indexOf('--external-n8n') < 0) checkNode('n8n', NEEDED_BY_N8N);
	if (args.length > 0 && !help.takesArguments(name)) {
		refuse('npm run ' + name + ' takes no arguments. See --help.', 2);
	}
	if (hasDependencies()) runFrom(0, installing.duration);
	else {
		install(installing, function () {
			runFrom(0, installing.duration);
		});
	}
}
