const { spawn } = require('node:child_process');
const { rm } = require('node:fs/promises');

const gulp = require('gulp');

const STATIC_FILES = ['icons/*.svg', 'nodes/**/*.node.json', 'nodes/**/__schema__/**/*.json'];

async function clean() {
	await rm('dist', { recursive: true, force: true });
}

function compile(done) {
	const tsc = spawn(process.execPath, [require.resolve('typescript/bin/tsc')], {
		stdio: 'inherit',
	});
	tsc.on('error', done);
	tsc.on('exit', (code) =>
		done(code === 0 ? undefined : new Error('The TypeScript compiler found mistakes')),
	);
}

function copy() {
	return gulp.src(STATIC_FILES, { base: '.', encoding: false }).pipe(gulp.dest('dist'));
}

const build = gulp.series(clean, gulp.parallel(compile, copy));

function watch() {
	gulp.watch(['nodes/**/*.ts', 'credentials/**/*.ts'], { ignoreInitial: false }, compile);
	gulp.watch(STATIC_FILES, { ignoreInitial: false }, copy);
}

exports.build = build;
exports.watch = gulp.series(clean, watch);
exports.default = build;
