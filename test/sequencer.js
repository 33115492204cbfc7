// Which test file comes first: without the times of an earlier run, as in a fresh clone, jest goes by
// their size, and the longest would run last, alone on one core.
const Sequencer = require('@jest/test-sequencer').default;

/** They take longest, in the order of what they take. */
const LONGEST = [
	'vomeGuesses',
	'triggerHistories',
	'faultMatrix',
	'writeProfiles',
	'assemble/guesses',
	'triggerMemory',
	'oddLists',
];

const placeOf = ({ path }) => {
	const place = LONGEST.findIndex((name) => path.endsWith(`integration/${name}.test.mts`));
	return place < 0 ? LONGEST.length : place;
};

module.exports = class extends Sequencer {
	sort(tests) {
		return [...super.sort(tests)].sort((one, other) => placeOf(one) - placeOf(other));
	}
};
