import type { IDataObject } from 'n8n-workflow';

import type { MappedRow } from '../../../../../nodes/Vome/resources/profile/write/mapping.ts';
import { settleTwins } from '../../../../../nodes/Vome/resources/profile/write/twins.ts';

/** A row of a person; one that cannot be sent has no data. */
function row(item: number, identifier: string | undefined, data?: IDataObject): MappedRow {
	const known = identifier ?? '';
	return {
		item,
		isBlank: false,
		canLeaveOut: false,
		identifier,
		person: data && { item, data, identifier: known, identity: { email: known } },
		problems: [],
		leftOut: [],
		sent: {},
		notSent: [],
	};
}

const named = (email: string, first_name: string, more: IDataObject = {}): IDataObject => ({
	profile_data: { email, first_name },
	...more,
});

const custom = (...entries: Array<[id: string | number, value: unknown]>): IDataObject => ({
	custom_field_data: entries.map(([custom_field_id, value]) => ({
		custom_field_id,
		custom_field_value: value,
	})),
});

/** Which rows are like which, and which are refused. */
async function settle(rows: MappedRow[], isExact = false) {
	const sameAs = await settleTwins(rows, 'Email', isExact);
	const refused = rows.filter(({ problems }) => problems.length > 0).map(({ item }) => item);
	for (const { item, person, problems } of rows) {
		if (refused.includes(item)) expect([person, problems.length]).toEqual([undefined, 1]);
	}
	return { sameAs: [...sameAs], refused };
}

const ANA = 'ana@example.org';
const BOB = 'bob@example.org';

describe('rows of one person that differ are all refused', () => {
	it.each<[string, MappedRow[]]>([
		['in a name', [row(0, ANA, named(ANA, 'Ana')), row(1, ANA, named(ANA, 'Anna'))]],
		['in the case of a name', [row(0, ANA, named(ANA, 'Ana')), row(1, ANA, named(ANA, 'ANA'))]],
		[
			'in the case of their emails, too',
			[row(0, ANA, named(ANA, 'Ana')), row(1, 'ANA@example.org', named('ANA@example.org', 'A'))],
		],
		[
			'in a field that one of them lacks',
			[
				row(0, ANA, named(ANA, 'Ana')),
				row(1, ANA, named(ANA, 'Ana', { occupation_info: { occupation: 1 } })),
			],
		],
		[
			'in what one of them empties',
			[
				row(0, ANA, named(ANA, 'Ana', { profile_data: { email: ANA, gender: null } })),
				row(1, ANA, named(ANA, 'Ana', { profile_data: { email: ANA } })),
			],
		],
		[
			'in a custom field',
			[
				row(0, ANA, named(ANA, 'Ana', custom(['1', 'M']))),
				row(1, ANA, named(ANA, 'Ana', custom(['1', 'L']))),
			],
		],
		[
			'in the order of choices',
			[
				row(0, ANA, named(ANA, 'Ana', custom(['1', ['A', 'B']]))),
				row(1, ANA, named(ANA, 'Ana', custom(['1', ['B', 'A']]))),
			],
		],
		['as the first cannot be sent', [row(0, ANA), row(1, ANA, named(ANA, 'Ana'))]],
		['as the second cannot be sent', [row(0, ANA, named(ANA, 'Ana')), row(1, ANA)]],
	])('%s', async (_, rows) => {
		expect(await settle(rows)).toEqual({ sameAs: [], refused: [0, 1] });
	});

	it('though two of three are the same', async () => {
		const rows = [
			row(0, ANA, named(ANA, 'Ana')),
			row(1, BOB, named(BOB, 'Bob')),
			row(2, ANA, named(ANA, 'Ana')),
			row(4, ANA, named(ANA, 'Anna')),
		];
		expect(await settle(rows)).toEqual({ sameAs: [], refused: [0, 2, 4] });
		expect(rows[0]?.problems).toEqual([
			`The items 0, 2 and 4 have the same 'Email', and differ otherwise: ${ANA}`,
		]);
		expect(rows[1]?.person).toBeDefined();
	});

	it('keeping the mistakes that they had', async () => {
		const bad = { ...row(1, ANA), problems: ['Phone is wrong'] };
		await settleTwins([row(0, ANA, named(ANA, 'Ana')), bad], 'Email', false);
		expect(bad.problems).toEqual(['Phone is wrong', expect.stringContaining('items 0 and 1')]);
	});
});

describe('rows that are the same count once', () => {
	it.each<[string, MappedRow[]]>([
		['in all', [row(0, ANA, named(ANA, 'Ana')), row(1, ANA, named(ANA, 'Ana'))]],
		[
			'but for the case of their emails',
			[row(0, ANA, named(ANA, 'Ana')), row(1, 'ANA@Example.org', named('ANA@Example.org', 'Ana'))],
		],
		[
			'but for the order of custom fields',
			[
				row(0, ANA, named(ANA, 'Ana', custom(['1', 'M'], ['2', 'x']))),
				row(1, ANA, named(ANA, 'Ana', custom(['2', 'x'], ['1', 'M']))),
			],
		],
	])('%s', async (_, rows) => {
		expect(await settle(rows)).toEqual({ sameAs: [[1, 0]], refused: [] });
	});

	it('however many there are', async () => {
		const rows = [3, 5, 8].map((item) => row(item, ANA, named(ANA, 'Ana')));
		expect((await settle(rows)).sameAs).toEqual([
			[5, 3],
			[8, 3],
		]);
	});
});

describe('rows are of different people', () => {
	it.each<[string, MappedRow[], boolean]>([
		['with other emails', [row(0, ANA, named(ANA, 'A')), row(1, BOB, named(BOB, 'B'))], false],
		['without an identifier', [row(0, undefined), row(1, undefined)], false],
		[
			'by case, in a Unique ID',
			[row(0, 'a1', named(ANA, 'A')), row(1, 'A1', named(BOB, 'B'))],
			true,
		],
		[
			'by a letter that only looks like another',
			[row(0, 'k@x.org', named('k@x.org', 'A')), row(1, '\u212A@x.org', named('k@x.org', 'B'))],
			false,
		],
		['alone', [row(0, ANA, named(ANA, 'A'))], false],
		['called like what every object has', [row(0, '__proto__'), row(1, 'constructor')], false],
		['where there are none', [], false],
	])('%s', async (_, rows, isExact) => {
		expect(await settle(rows, isExact)).toEqual({ sameAs: [], refused: [] });
	});
});
