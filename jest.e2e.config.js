// The tests in a real n8n: `npm run test:e2e`.
const {
	moduleFileExtensions,
	modulePathIgnorePatterns,
	transform,
	cacheDirectory,
} = require('./jest.config');

/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	testMatch: ['<rootDir>/test/e2e/**/*.test.mts'],
	moduleFileExtensions,
	modulePathIgnorePatterns,
	transform,
	cacheDirectory,
	globalSetup: '<rootDir>/test/e2e/support/start.mts',
	globalTeardown: '<rootDir>/test/e2e/support/stop.mts',
	// An n8n that was just started takes its time for what comes first.
	testTimeout: 90_000,
	// They share one n8n.
	maxWorkers: 1,
};
