// The same tests in the oldest n8n that the nodes support: the second half of `npm run test:e2e`.
const newest = require('./jest.e2e.config');

/** @type {import('jest').Config} */
module.exports = {
	...newest,
	globals: { n8nVersion: 'oldest' },
	// Not what is about one n8n alone: the look of its editor, and what starts an n8n of its own.
	testPathIgnorePatterns: ['/node_modules/', '/browser\\.', '/queue\\.', '/packages\\.'],
};
