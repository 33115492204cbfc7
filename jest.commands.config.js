// The tests that run whole commands, as a person types them, and of the processes that those start:
// `npm run test:commands`.
const everything = require('./jest.config');

/** @type {import('jest').Config} */
module.exports = {
	...everything,
	testMatch: ['<rootDir>/test/{commands,n8n}/**/*.test.mts'],
	testPathIgnorePatterns: ['/node_modules/'],
	// They start whole programs, several at a time.
	testTimeout: 120_000,
};
