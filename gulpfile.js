const { spawn } = require('node:child_process');

const gulp = require('gulp');

const SOURCES = ['nodes/**/*', 'credentials/**/*', 'icons/*'];

/** A task that runs one of our scripts. */
function script(name, complaint) {
	const task = (done) => {
		const args = ['--import', 'tsx', `scripts/${name}.mts`];
		const child = spawn(process.execPath, args, { cwd: __dirname, stdio: 'inherit' });
		child.on('error', done);
		child.on('exit', (code) => done(code === 0 ? undefined : new Error(complaint)));
	};
	task.displayName = name;
	return task;
}

const build = script('build', 'The build failed');

exports.build = build;
exports.watch = () => gulp.watch(SOURCES, { ignoreInitial: false }, build);
exports.default = build;
