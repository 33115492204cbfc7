// The tests that run whole commands, as a person types them: `npm run test:commands`.
const everything = require('./jest.config');

/** @type {import('jest').Config} */
module.exports = {
	...everything,
	testMatch: ['<rootDir>/test/commands/**/*.test.mts'],
	testPathIgnorePatterns: ['/node_modules/'],
};
