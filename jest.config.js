const { availableParallelism } = require('node:os');

/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	testMatch: ['<rootDir>/test/**/*.test.mts'],
	// Those have a config of their own each: jest.commands.config.js, jest.e2e.config.js.
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/(commands|n8n|e2e)/'],
	// Each has a package.json of the same name.
	modulePathIgnorePatterns: ['<rootDir>/n8n/releases/'],
	moduleFileExtensions: ['mts', 'ts', 'js', 'mjs', 'json', 'node'],
	transform: {
		'^.+\\.m?ts$': [
			'@swc/jest',
			{ jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
		],
	},
	setupFilesAfterEnv: ['<rootDir>/test/setup.mts'],
	// In the contexts that jest makes, each look at a global costs as much as a small function. Of those that
	// tests replace, or that modules declare anew, none may be here.
	sandboxInjectedGlobals: ['Array', 'JSON', 'Math', 'Number', 'Object', 'String'],
	testTimeout: 30_000,
	// Not among the temporary files, where it would stay when this folder is gone.
	cacheDirectory: '<rootDir>/node_modules/.cache/jest',
	// n8n-core is large: more workers than cores only make each of them slower, and each takes a gigabyte.
	maxWorkers: Math.min(4, availableParallelism()),
	testSequencer: '<rootDir>/test/sequencer.js',
};
