// Runs a command in a process group of its own, and ends the whole group when whoever started this
// ends, however that comes about: its end of our standard input closes then, even if it was killed.
// (n8n starts task runners, a database starts workers: killing one process would leave the others.)
import { spawn } from 'node:child_process';

const MOST_TO_WAIT = 10_000;

let child;

function signal(name) {
	try {
		process.kill(-child.pid, name);
	} catch {
		// The group has ended already, or this is Windows, which knows no groups.
		child.kill(name);
	}
}

function end() {
	signal('SIGTERM');
	setTimeout(() => signal('SIGKILL'), MOST_TO_WAIT).unref();
}

// Before the command starts: a signal in between would end us and leave it.
for (const name of ['SIGTERM', 'SIGHUP', 'SIGQUIT']) process.on(name, end);
// Ctrl-C reaches everybody at the terminal. Whoever started this decides what it means.
process.on('SIGINT', () => undefined);

const [command, ...args] = process.argv.slice(2);
child = spawn(command, args, {
	stdio: ['ignore', 'inherit', 'inherit'],
	detached: true,
	// npm is a batch file there.
	shell: process.platform === 'win32' && command === 'npm',
});
child.on('error', (error) => {
	process.stderr.write(`${error.message}\n`);
	process.exit(127);
});
child.on('exit', (code) => {
	// What the command left running.
	signal('SIGKILL');
	process.exit(code ?? 1);
});
// Whatever is written to us means an end without a warning, as when a machine fails.
process.stdin
	.on('data', () => signal('SIGKILL'))
	.on('end', end)
	.on('error', end);
