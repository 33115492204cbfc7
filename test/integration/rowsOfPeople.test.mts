// What becomes of the rows of a list of people: mistakes, copies, empty cells, and what is told.
import type { INode } from 'n8n-workflow';

import { EXISTING, PeopleBench } from '../support/peopleBench.mts';

let bench: PeopleBench;
beforeAll(async () => {
	bench = await PeopleBench.start();
});
beforeEach(() => bench.reset());
afterAll(async () => await bench.bench.stop());

const ann = { 'First Name': 'Ann', 'Last Name': 'Lee', Email: 'ann@example.org' };
const annSent = { first_name: 'Ann', last_name: 'Lee', email: 'ann@example.org' };
const people = (count: number) =>
	Array.from({ length: count }, (_, index) => ({ ...ann, Email: `p${index}@example.org` }));
const CLEAR = { emptyValues: 'clear' };

describe('a row that does not fit', () => {
	const wrong = { ...ann, Mobile: 'ask', DOB: '31/31/1990', Sex: 'yes', 'T-shirt size': 'XXL' };

	it('is refused with all its mistakes, by the headings of the list, and whose they are', async () => {
		const { outcomes } = await bench.write([...people(1), { ...wrong, row_number: 3 }]);
		expect(outcomes[0]).toMatchObject({ success: true });
		expect(outcomes[1]).toEqual({
			error:
				"4 things do not fit: 'Mobile' may only hold digits, spaces, dashes, dots, parentheses and +: it is 'ask'; " +
				"'DOB' must be a date such as 1990-02-01: it is '31/31/1990'; " +
				"'Sex' must be one of Male, Female, Other, Rather not say: it is 'yes'; " +
				"'T-shirt size' must be one of S, M, L, XL: it is 'XXL' (ann@example.org, row 3) [item 1]",
		});
	});

	it('is sent without the values that do not fit if that is chosen, and they are told', async () => {
		const options = { valuesThatDoNotFit: 'leaveOut' };
		const { outcomes, hint } = await bench.write([wrong], { options });
		expect(bench.sent).toEqual([annSent]);
		expect(outcomes[0]).toMatchObject({ success: true, identifier: 'ann@example.org' });
		expect(hint).toContain(
			"Values that do not fit were left out: 'Mobile' of 1 item, 'DOB' of 1 item, 'Sex' of 1 item, 'T-shirt size' of 1 item. In item 0: 'Mobile' may only hold",
		);
		expect(hint).toContain("'T-shirt size' must be one of S, M, L, XL: it is 'XXL'.");
	});

	it.each([
		['upsert', { ...ann, Email: 'ann' }, "'Email' is not an email address"],
		['create', { ...ann, 'First Name': ['x', 'y'] }, "'First Name' must be text"],
		['create', { Name: 'Ann', Email: 'ann@example.org' }, "'Name' must be a first and a last name"],
	] as const)('is never sent without what %s needs: %j', async (operation, row, message) => {
		const options = { valuesThatDoNotFit: 'leaveOut' };
		const { outcomes } = await bench.write([row], { operation, options });
		expect(outcomes[0]?.error).toContain(message);
		expect(bench.sent).toEqual([]);
	});

	it('is refused where a spreadsheet shows an error, even in a text', async () => {
		for (const error of ['#N/A', '#REF!', '#NAME?', '#VALUE!', '#DIV/0!', '#NUM!', 'Err:502']) {
			const { outcomes } = await bench.write([{ ...ann, Notes: error }]);
			expect(outcomes[0]?.error).toContain(
				`'Notes' holds an error of the spreadsheet: it is '${error}'`,
			);
		}
		expect(bench.sent).toEqual([]);
	});

	it('empties nothing that was only mistyped', async () => {
		const options = { ...CLEAR, valuesThatDoNotFit: 'leaveOut' };
		const row = { Email: EXISTING, Phone: 'x', 'Available on': ' , ', DOB: '3/4/1990' };
		await bench.write([row], { options });
		expect(bench.sent).toEqual([{ email: EXISTING }]);
	});
});

describe('rows of one person', () => {
	it('that say the same count once, whatever the case of the email', async () => {
		const rows = [ann, ...people(1), { ...ann, Email: ' ANN@example.org', City: 'Other' }];
		const { outcomes, hint } = await bench.write(rows);
		expect(bench.sent).toHaveLength(2);
		expect(outcomes[2]).toEqual(outcomes[0]);
		expect(outcomes[0]).toMatchObject({ success: true });
		expect(hint).toContain('The same as an earlier item, so counted once: item 2.');
	});

	it('that Vome refuses are told of each of them', async () => {
		const row = { ...ann, Email: 'nobody@example.org' };
		const { outcomes } = await bench.write([row, row], { operation: 'update' });
		expect(outcomes[1]?.error).toMatch(/^The same as item 0: Vome did not .* \[item 1\]$/);
	});

	it('that differ are all refused, whatever else is wrong with one of them', async () => {
		const rows = [ann, { ...ann, Phone: 'ask' }, ...people(1), { ...ann, 'Last Name': 'Ray' }];
		const { outcomes } = await bench.write(rows);
		const same =
			"The items 0, 1 and 3 have the same 'Email', and differ otherwise: ann@example.org";
		expect(outcomes[0]?.error).toBe(`${same} [item 0]`);
		expect(outcomes[1]?.error).toContain("'Phone' may only hold");
		expect(outcomes[1]?.error).toContain(same);
		expect(outcomes[3]?.error).toBe(`${same} [item 3]`);
		expect(bench.sent).toHaveLength(1);
	});

	it('are the same once what does not fit is left out', async () => {
		const rows = [{ ...ann, Phone: 'ask' }, ann];
		const options = { valuesThatDoNotFit: 'leaveOut' };
		await bench.write(rows, { options });
		expect(bench.sent).toEqual([annSent]);
	});
});

describe('headings', () => {
	it('are told where they are not plain, and so is what was not sent', async () => {
		const rows = [
			{ ...ann, Cell: '514 555 0100', City: 'Laval', row_number: 2, tags: 'x', Blank: '' },
			{ ...ann, Email: 'b@example.org', 'Company Phone': '1', ID: '17' },
		];
		const { hint } = await bench.write(rows);
		expect(hint).toBe(
			"Recognized: 'Cell' as Phone Number. " +
				'Left out, since Vome has no such column: City, tags, Company Phone. ' +
				"'ID' was left out where it does not hold an ID of Vome.",
		);
	});

	it('that are plain are not worth a word, nor is what a form adds', async () => {
		const row = { ...ann, 'T-Shirt Size': 'm', submittedAt: 'x', formMode: 'test' };
		expect((await bench.write([row])).hint).toBe('');
		expect(bench.sent).toEqual([{ ...annSent, custom: { 'T-shirt size': 'M' } }]);
	});

	it.each(['upsert', 'update', 'create'] as const)(
		'without that of the matching column are told once by %s',
		async (operation) => {
			const rows = [{ Vorname: 'A', Firma: 'B' }, { Vorname: 'C' }];
			const { error } = await bench.write(rows, { operation, onError: 'stopWorkflow' });
			const names = operation === 'create' ? 'Email, First Name or Last Name' : 'Email';
			expect(error?.message).toBe(
				`No field of the items is called ${names}. They have: Vorname, Firma.`,
			);
			expect(error?.description).toContain('map each column manually');
			const { outcomes } = await bench.write(rows, { operation });
			expect(outcomes).toHaveLength(2);
			expect(bench.sent).toEqual([]);
		},
	);

	it('in one cell are explained', async () => {
		const { error } = await bench.write([{ 'Email;Phone': 'a@example.org;1' }], {
			onError: 'stopWorkflow',
		});
		expect(error?.description).toContain("set 'Delimiter'");
	});

	it.each([
		[{ Mobile: '514 555 0101', 'Home Phone': '514 555 0102' }, '514 555 0101'],
		[{ Mobile: '', 'Home Phone': '514 555 0102' }, '514 555 0102'],
		[{ Mobile: '514 555 0101', Phone: '514 555 0102' }, '514 555 0101'],
		[{ 'Phone Number': '514 555 0103', Mobile: '514 555 0101' }, '514 555 0103'],
	])('of one column: the filled and more specific one counts in %j', async (phones, sent) => {
		const { hint } = await bench.write([{ ...ann, ...phones }]);
		expect(bench.sent).toEqual([{ ...annSent, phone_number: sent }]);
		const [one, other] = Object.entries(phones) as [[string, string], [string, string]];
		if (one[1] !== '') {
			expect(hint).toContain(
				`Where both are filled and differ, '${one[0]}' was used, not '${other[0]}' (1 item).`,
			);
		}
	});

	it('of one column that are equally good and differ are not sure, so none is taken', async () => {
		const { hint } = await bench.write([{ ...ann, Mobile: '5145550101', Cell: '5145550102' }]);
		expect(bench.sent).toEqual([annSent]);
		expect(hint).toContain("neither 'Mobile' nor 'Cell' was used (1 item)");
		const { outcomes } = await bench.write([{ ...ann, email: 'other@example.org' }]);
		expect(outcomes[0]?.error).toContain(
			"The item gives the column 'email' twice, with different values, under 'Email'",
		);
	});

	it('without their own value say nothing, which is told', async () => {
		const rows = [
			{ ...ann, Phone: 'n/a', DOB: '0/0/00', Gender: 'Unspecified' },
			{ ...ann, Email: 'anonymous', 'E-mail Address': 'b@example.org', Phone: '-', Gender: 'F' },
		];
		const { hint } = await bench.write(rows, { options: CLEAR });
		expect(bench.sent).toEqual([annSent, { ...annSent, email: 'b@example.org', gender: 1 }]);
		expect(hint).toContain("'Phone' was not sent where it says nothing, such as 'n/a' (2 items).");
	});

	it('of whole names are split, but for Update and where it is not sure', async () => {
		const rows = [
			{ Name: 'Raj van Dijk', Email: 'raj@example.org' },
			{ Name: 'Lee, Ann', Email: 'a@example.org' },
			{ Name: 'Dr Ann Lee', Email: 'b@example.org' },
			{ Name: 'Ann', Email: 'c@example.org' },
			{ Name: 'Ann & Bob Lee', Email: 'd@example.org' },
		];
		const { outcomes, hint } = await bench.write(rows, { operation: 'create' });
		expect(bench.sent).toEqual([
			{ first_name: 'Raj', last_name: 'van Dijk', email: 'raj@example.org' },
		]);
		expect(outcomes.map((outcome) => 'error' in outcome)).toEqual([false, true, true, true, true]);
		expect(hint).toContain(
			"Names were split into first and last name, such as 'Raj' + 'van Dijk'.",
		);

		bench.reset();
		const update = await bench.write([{ Name: 'Ann Lee', Email: EXISTING }], {
			operation: 'update',
		});
		expect(bench.sent).toEqual([{ email: EXISTING }]);
		expect(update.hint).toContain('no such column: Name.');
	});

	it('are custom fields of the account before they are usual words for a column', async () => {
		const { vome } = bench.bench.sandbox;
		for (const field of vome.customFields) if (field.name === 'Notes') field.name = 'School';
		await bench.write([{ ...ann, School: 'Hill', Employer: 'Mill' }]);
		expect(bench.sent).toEqual([
			{ ...annSent, occupation_institution_name: 'Mill', custom: { School: 'Hill' } },
		]);
	});

	it('of custom fields that look alike go to none', async () => {
		const { vome } = bench.bench.sandbox;
		for (const field of vome.customFields) {
			if (field.name === 'Notes') field.name = 'CAR';
			if (field.name === 'Website') field.name = 'Car?';
		}
		const { hint } = await bench.write([{ ...ann, car: 'x' }]);
		expect(bench.sent).toEqual([annSent]);
		expect(hint).toContain('no such column: car.');
	});
});

describe('dates', () => {
	const born = (...dates: string[]) =>
		dates.map((DOB, index) => ({ ...ann, Email: `d${index}@example.org`, DOB }));

	it('show by themselves which of day and month comes first, and that is told', async () => {
		const { hint } = await bench.write(born('3/4/1990', '25/12/1990', '1/2/2000'));
		expect(bench.sent.map((row) => row.date_of_birth)).toEqual([
			'1990-04-03',
			'1990-12-25',
			'2000-02-01',
		]);
		expect(hint).toContain("'DOB' was read as day/month/year, as '25/12/1990' shows.");
	});

	it.each([
		['none shows it', ['3/4/1990', '5/5/1990']],
		['they contradict each other', ['3/4/1990', '25/12/1990', '12/25/1990']],
	])('that can be read both ways are refused where %s', async (_, dates) => {
		const { outcomes } = await bench.write(born(...dates));
		expect(outcomes[0]?.error).toContain("choose under the option 'Date Format'");
		expect(bench.sent).toHaveLength(dates.length - 1);
	});

	it.each([
		['dayFirst', '1990-04-03'],
		['monthFirst', '1990-03-04'],
	])('are read as %s says', async (dateFormat, sent) => {
		await bench.write(born('3/4/1990'), { options: { dateFormat } });
		expect(bench.sent[0]?.date_of_birth).toBe(sent);
	});
});

it('an item with nothing in it is passed over, and told', async () => {
	const { outcomes, hint } = await bench.write([ann, {}, { row_number: 4 }]);
	expect(outcomes[1]).toMatchObject({ identifier: null, outcome: 'unknown', success: false });
	expect(bench.sent).toEqual([annSent]);
	expect(hint).toContain('Empty, so nobody was sent: items 1 and 2.');
});

it('letters that were lost by another encoding refuse the row', async () => {
	const { outcomes } = await bench.write([{ ...ann, Address: 'l\uFFFD\uFFFDglise' }]);
	expect(outcomes[0]?.error).toContain("'Address' has letters that were lost: set 'Encoding'");
});

describe('empty cells', () => {
	it('of a field that other items have empty the field, and others do not', async () => {
		const rows = [{ ...ann, Phone: '514 555 0100', Address: '' }, ...people(1)];
		const { hint } = await bench.write(rows, { options: CLEAR });
		expect(bench.sent[0]).toEqual({ ...annSent, phone_number: '514 555 0100' });
		expect(bench.sent[1]).toMatchObject({ phone_number: '' });
		expect(bench.sent[1]).not.toHaveProperty('address');
		expect(hint).toContain("No item has anything for 'Address', so nothing was sent for it.");
	});

	it('count as filled in no column that is mapped to a field that is not there', async () => {
		const columns = { email: '={{ $json.Email }}', phone_number: '={{ $json.Telefon }}' };
		for (const rows of [people(2), people(1)]) {
			const { hint } = await bench.write(rows, { columns, options: CLEAR });
			expect(hint).toContain(
				"No item has anything for 'Phone Number', so nothing was sent for it.",
			);
		}
		for (const row of bench.sent) expect(Object.keys(row)).toEqual(['email']);
	});

	it('are dates of noughts, too', async () => {
		await bench.write([{ ...ann, DOB: '0000-00-00' }]);
		expect(bench.sent).toEqual([annSent]);
	});
});

describe('columns that are mapped by hand', () => {
	it('name the item and the column whose expression fails', async () => {
		const address = "={{ $itemIndex === 1 ? $('Nowhere').item.json.a : $json.Street }}";
		const columns = { email: '={{ $json.Email }}', address };
		const rows = [{ Email: EXISTING, Street: '1 Street' }, ann];
		const { outcomes } = await bench.write(rows, { columns });
		expect(bench.sent).toEqual([{ email: EXISTING, address: '1 Street' }]);
		expect(outcomes[1]?.error).toBe(
			"The expression of 'Address' fails: Referenced node doesn't exist (ann@example.org) [item 1]",
		);
	});

	it('name a custom field that is gone as the form called it', async () => {
		const gone = 'custom_field:11111111-1111-4111-8111-111111111111';
		const { outcomes } = await bench.write([ann], {
			columns: { email: '={{ $json.Email }}', [gone]: 'x' },
			schema: [{ id: gone, displayName: 'Locker' }],
		});
		expect(outcomes[0]?.error).toContain("No profile in Vome has a custom field 'Locker'");
	});
});

describe('the preview', () => {
	const rows = [
		{ ...ann, Cell: '514 555 0100', City: 'Laval', 'T-shirt size': 'm' },
		{ ...ann, Email: 'b@example.org', Cell: '', 'T-shirt size': 'XXL' },
	];
	const matchedBy = 'Email';

	it.each<NonNullable<INode['onError']>>([
		'stopWorkflow',
		'continueRegularOutput',
		'continueErrorOutput',
	])('sends nothing and has an item for each row with %s', async (onError) => {
		const options = { preview: true, ...CLEAR };
		const { outcomes, hint, error } = await bench.write(rows, { options, onError });
		expect(error).toBeUndefined();
		expect(outcomes).toEqual([
			{
				valid: true,
				problems: [],
				send: {
					first_name: 'Ann',
					last_name: 'Lee',
					email: 'ann@example.org',
					phone_number: '514 555 0100',
					custom_fields: { 'T-shirt size': 'M' },
				},
				notSent: ['City'],
				matchedBy,
				identifier: 'ann@example.org',
			},
			{
				valid: false,
				problems: ["'T-shirt size' must be one of S, M, L, XL: it is 'XXL'"],
				send: {},
				notSent: [],
				matchedBy,
				identifier: 'b@example.org',
			},
		]);
		expect(hint).toMatch(/^This is a preview: nothing was sent\. .*'Cell' as Phone Number\./);
		expect(bench.sent).toEqual([]);
	});

	it('tells what would be emptied, and what would be left out', async () => {
		const options = { preview: true, ...CLEAR, valuesThatDoNotFit: 'leaveOut' };
		const { outcomes, hint } = await bench.write(rows, { options });
		expect(outcomes[1]).toMatchObject({
			valid: true,
			problems: ["'T-shirt size' must be one of S, M, L, XL: it is 'XXL'"],
			send: { phone_number: null },
			notSent: ['T-shirt size'],
		});
		expect(hint).toContain('These fields would be emptied: phone_number of 1 item.');
	});

	it('tells in each row if no field is called like the matching column', async () => {
		const { outcomes } = await bench.write([{ Vorname: 'A' }], { options: { preview: true } });
		expect(outcomes).toMatchObject([
			{ valid: false, problems: ['No field of the items is called Email. They have: Vorname.'] },
		]);
	});
});

it('a key that may only write costs the rows with custom fields alone', async () => {
	bench.bench.sandbox.faults.push({ kind: 'status', status: 403, path: '/api/profiles/' });
	const custom_fields = { 'CRM id': 'A-1' };
	const { outcomes } = await bench.write([ann, { ...people(1)[0], custom_fields }]);
	expect(outcomes[0]).toMatchObject({ success: true });
	expect(outcomes[1]?.error).toContain("The custom field 'CRM id' could not be looked up: Vome");
});
