// What the installations of the dependencies and of n8n have in common: how they show that they go on, and
// what to do where npm fails. scripts/run.js uses it before anything is installed, so it needs Node alone.
'use strict';

const { existsSync, readFileSync } = require('node:fs');
const path = require('node:path');

/** Seconds from one line to the next where lines cannot change, as in the log of a CI. */
const PATIENCE = 30;

function duration(ms) {
	const seconds = Math.round(ms / 1000);
	return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

const isFor = (list, own) => list === undefined || list.includes(own);

/** A text about how many packages of its lock file npm has put into a folder by now. */
function packagesIn(folder) {
	const { packages } = JSON.parse(readFileSync(path.join(folder, 'package-lock.json'), 'utf8'));
	const files = Object.entries(packages)
		.filter(
			([place, { os, cpu }]) => place && isFor(os, process.platform) && isFor(cpu, process.arch),
		)
		.map(([place]) => path.join(folder, place, 'package.json'));
	const total = files.length.toLocaleString('en');
	return () => {
		const count = files.filter(existsSync).length;
		// npm unpacks them all at its end.
		if (count < 2) return `npm is downloading about ${total} packages`;
		return `${count.toLocaleString('en')} of about ${total} packages`;
	};
}

/**
 * Tells every second, on one line that changes, what `describe` says and how long it has taken; where
 * output is no terminal, in a line now and then. Returns what ends it and takes the line away.
 */
function showProgress(describe, output = process.stderr) {
	const began = performance.now();
	const line = () => `  ${describe()}, ${duration(performance.now() - began)}`;
	const { isTTY } = output;
	const timer = setInterval(
		() => output.write(isTTY ? `\r${line()}\u001b[K` : `${line()}\n`),
		isTTY ? 1000 : PATIENCE * 1000,
	).unref();
	return () => {
		clearInterval(timer);
		if (isTTY) output.write('\r\u001b[K');
	};
}

const UNREACHABLE =
	/\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT|ENOTCACHED)\b/;

/**
 * Arguments for npm to ask its registry for a sign of life. Otherwise a computer without a network would
 * learn of it after minutes, since npm tries each package several times.
 */
const PING = ['ping', '--fetch-retries=0', '--fetch-timeout=15000', '--loglevel=error'];

/** What an installation has to be told after a ping that failed with these words. */
const afterPing = (said) => (UNREACHABLE.test(said) ? ['--offline'] : []);

/** What npm says when it fails, and what to do about it. */
const REASONS = [
	[
		UNREACHABLE,
		`npm cannot reach its registry. The first run needs the internet: connect this computer, or name your proxy
(npm config set https-proxy http://address:port), and run the command again. npm keeps what it has downloaded.`,
	],
	[
		/\b(EACCES|EPERM|EROFS)\b|\b(ENOENT|ENOTDIR)\b[^]*\bmkdir\b|Log files were not written due to an error writing/,
		`npm cannot write to the folder that is named above. If it is in your home folder, where npm keeps its
downloads, name another one, and run the command again: export npm_config_cache=/a/folder/of/yours`,
	],
	[
		/\bE(401|403|404|407|5\d\d)\b/,
		`The registry that npm asks refuses. See which one it is (npm config get registry) and whether a proxy is
in between, and run the command again.`,
	],
	[/\bENOSPC\b/, 'The disk is full. Make room, and run the command again.'],
];

/** What to do about what npm said when it failed; empty if nobody knows. */
function explain(said) {
	const [, advice = ''] = REASONS.find(([words]) => words.test(said)) ?? [];
	return advice;
}

module.exports = { afterPing, duration, explain, packagesIn, PING, showProgress };
