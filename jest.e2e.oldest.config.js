// The same tests in the oldest n8n that the nodes support: `npm run test:e2e:oldest`.
const newest = require('./jest.e2e.config');

/** @type {import('jest').Config} */
module.exports = {
	...newest,
	globals: { n8nVersion: 'oldest' },
	// Not what is about the newest n8n alone, and what starts an n8n of its own.
	testPathIgnorePatterns: [
		'/node_modules/',
		'/(browser|canvas|contest|durableCursors|packages|queue)\\.',
	],
};
