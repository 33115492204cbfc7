import fc from 'fast-check';

import { isEmpty } from '../../../../../../nodes/Vome/resources/profile/write/columns.ts';
import { planHeadings } from '../../../../../../nodes/Vome/resources/profile/write/headings.ts';
import { readChoice } from '../../../../../../nodes/Vome/resources/profile/write/values/choice.ts';
import { readChoices } from '../../../../../../nodes/Vome/resources/profile/write/values/choices.ts';
import {
	OrderFinder,
	readDate,
	readDateTime,
} from '../../../../../../nodes/Vome/resources/profile/write/values/date.ts';
import { readEmail } from '../../../../../../nodes/Vome/resources/profile/write/values/email.ts';
import { readFullName } from '../../../../../../nodes/Vome/resources/profile/write/values/fullName.ts';
import { readGender } from '../../../../../../nodes/Vome/resources/profile/write/values/gender.ts';
import { readId } from '../../../../../../nodes/Vome/resources/profile/write/values/id.ts';
import {
	readDegrees,
	readNumber,
} from '../../../../../../nodes/Vome/resources/profile/write/values/number.ts';
import { readOccupation } from '../../../../../../nodes/Vome/resources/profile/write/values/occupation.ts';
import { readPhone } from '../../../../../../nodes/Vome/resources/profile/write/values/phone.ts';
import type { Reading } from '../../../../../../nodes/Vome/resources/profile/write/values/reading.ts';
import {
	foldWords,
	isRounded,
	readKey,
	readText,
} from '../../../../../../nodes/Vome/resources/profile/write/values/reading.ts';
import { readYesNo } from '../../../../../../nodes/Vome/resources/profile/write/values/yesNo.ts';
import { cleanText, isSheetError } from '../../../../../../nodes/shared/form/cells.ts';

const CALENDAR = { zone: 'America/Toronto' };

const CHOICES = ['A', 'a, b', '1', '-', 'Front Desk'];

/** All that read one cell. */
const READERS: Record<string, (cell: unknown) => Reading<unknown>> = {
	readChoice: (cell) => readChoice(cell, CHOICES),
	'readChoice without choices': (cell) => readChoice(cell, []),
	readChoices: (cell) => readChoices(cell, CHOICES),
	'readChoices without choices': (cell) => readChoices(cell, []),
	readDate: (cell) => readDate(cell, CALENDAR),
	readDateTime: (cell) => readDateTime(cell, CALENDAR),
	readDegrees: (cell) => readDegrees(cell, 90),
	readEmail,
	readFullName,
	readGender,
	readId,
	readKey,
	readNumber,
	readOccupation,
	readPhone,
	readText,
	readYesNo,
};

/** All that are given text as it comes. */
const OTHERS: Record<string, (text: string) => unknown> = {
	cleanText,
	'the order in cells': (text) => new OrderFinder('').see(text),
	'the order in a heading': (text) => new OrderFinder(text).found,
	foldWords,
	isEmpty,
	isRounded,
	isSheetError,
	planHeadings: (text) =>
		planHeadings(
			new Set([text]),
			new Set([text]),
			[{ column: 'custom_field:1', name: text }],
			true,
		),
	'planHeadings, as another': (text) => planHeadings(new Set([text]), new Set([text]), [], true),
};

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

it.each(Object.entries(READERS))('%s gives a value or a rule for whatever comes', (_, read) => {
	fc.assert(
		fc.property(fc.oneof(oddText, fc.anything({ withDate: true, withBigInt: true })), (cell) => {
			const reading = read(cell);
			if ('rule' in reading) expect(reading.rule).toMatch(/^(must|is|was|may) /);
			// Nothing is null, so that it is not written over what is there.
			else expect([undefined, '']).not.toContain(reading.value);
		}),
		{ numRuns: 300 },
	);
});

it.each(
	Object.entries(READERS).filter(
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

describe('a long cell holds nothing up:', () => {
	const LENGTH = 20_000;

	const parts = [
		...[
			'1',
			' ',
			'\u00A0',
			'\n',
			',',
			', ',
			';',
			'.',
			'. ',
			'"',
			'“',
			"'",
			'<',
			'>',
			'@',
			'-',
			'– ',
		],
		...['(', '[', '{', '/', ':', '+', '#', '_', '=', 'a', 'a ', 'A,', 'a, b, ', 'aA', 'a1', '1a'],
		...['1 ', '1,', '1.', '1/', '1e', 'E+', 'é', 'e\u0301', '\uFEFF', '\u200D', '\u0301\u0323'],
		...[
			'\u0301'.repeat(29),
			'm',
			'd m ',
			'mm/',
			'yy ',
			'le la ',
			"a's ",
			'1 a ',
			'_1',
			'.1',
			'de du ',
		],
		...['and ', 'mailto:', 'tel:', '<a@b> ', '"a" ', 'value your ', 'Feb ', '1990-', '00:', '😀'],
	];

	const texts = parts.flatMap((part) => {
		const run = part.repeat(LENGTH / part.length);
		return [`${run}x`, `x${run}`, `1990-02-01 "<${run}`, `custom_fields.${run}é`];
	});

	/** The least ms that one of a few times takes. */
	function timeOf(read: (text: string) => unknown, text: string): number {
		const times = [1, 2, 3].map(() => {
			const start = process.hrtime.bigint();
			read(text);
			return Number(process.hrtime.bigint() - start) / 1e6;
		});
		return Math.min(...times);
	}

	it.each(Object.entries({ ...READERS, ...OTHERS }))('%s', (_, read) => {
		for (const text of texts) {
			const start = process.hrtime.bigint();
			read(text);
			const once = Number(process.hrtime.bigint() - start) / 1e6;
			// Of quadratic cost, it takes more than that.
			if (once < 100) continue;
			const quarter = text.slice(0, LENGTH / 4) + text.slice(-1);
			const least = timeOf(read, text);
			if (least < 50) continue;
			// A busy machine may stretch any one of them.
			const growth = Math.min(
				least / timeOf(read, quarter),
				...[1, 2, 3].map(() => timeOf(read, text) / timeOf(read, quarter)),
			);
			expect([text.slice(0, 40), growth < 9 ? 'linear' : growth]).toEqual([
				text.slice(0, 40),
				'linear',
			]);
		}
	});
});
