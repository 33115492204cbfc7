const { spawn } = require('node:child_process');
const { rm } = require('node:fs/promises');

const gulp = require('gulp');

const STATIC_FILES = ['icons/*.svg', 'nodes/**/*.node.json', 'nodes/**/__schema__/**/*.json'];

async function clean() {
	await rm('dist', { recursive: true, force: true });
}

function node(args, complaint, done) {
	const child = spawn(process.execPath, args, { stdio: 'inherit' });
	child.on('error', done);
	child.on('exit', (code) => done(code === 0 ? undefined : new Error(complaint)));
}

function compile(done) {
	const tsc = require.resolve('typescript/bin/tsc');
	node([tsc], 'The TypeScript compiler found mistakes', done);
}

/** Writes what is published into tarballs/. */
function pack(done) {
	node(['--import', 'tsx', 'scripts/packages.mts'], 'The packages could not be made', done);
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
exports.packages = gulp.series(build, pack);
exports.watch = gulp.series(clean, watch);
exports.default = build;
