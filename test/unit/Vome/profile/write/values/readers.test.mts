import fc from '../../../../../support/property.mts';

import { CELL_READERS } from '../../../../../support/cellReaders.mts';

const oddText = fc
	.array(
		fc.oneof(
			fc.string({ unit: 'binary', maxLength: 3 }),
			fc.constantFrom('13/02/1990', '1990-02-01', 'T', ' 10:00', ' PM', 'Z', '<', '>', '@', '"'),
			fc.constantFrom(
				'mailto:',
				'a@b.org',
				'A',
				'a, b',
				'[',
				']',
				'Feb',
				'4.47E+11',
				'+',
				'-',
				'1',
			),
		),
		{ maxLength: 6 },
	)
	.map((parts) => parts.join(''));

it.each(Object.entries(CELL_READERS))(
	'%s gives a value or a rule for whatever comes',
	(_, read) => {
		fc.assert(
			fc.property(fc.oneof(oddText, fc.anything({ withDate: true, withBigInt: true })), (cell) => {
				const reading = read(cell);
				if ('rule' in reading) expect(reading.rule).toMatch(/^(must|is|was|may) /);
				// Nothing is null, so that it is not written over what is there.
				else expect([undefined, '']).not.toContain(reading.value);
			}),
			{ numRuns: 300 },
		);
	},
);

it.each(
	Object.entries(CELL_READERS).filter(
		([name]) => name !== 'readFullName' && !/Code|Gender|Occ/.test(name),
	),
)('%s reads again what it gave, and gives the same', (_, read) => {
	fc.assert(
		fc.property(oddText, (cell) => {
			const reading = read(cell);
			if ('value' in reading && reading.value !== null) {
				expect(read(reading.value)).toEqual(reading);
			}
		}),
		{ numRuns: 300 },
	);
});
