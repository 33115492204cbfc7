// A charity keeps a spreadsheet and Vome in step, in both directions, with the Vome node alone.
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { VomeBench } from '../support/vomeBench.mts';

let bench: VomeBench;
beforeAll(async () => {
	bench = await VomeBench.start({ profiles: 120, shifts: 0, reservations: 0 });
});
beforeEach(() => bench.sandbox.reset());
afterAll(async () => await bench.stop());

/** A row as people keep it: names of their own, one text in each cell. */
type SheetRow = Record<
	| 'Vome ID'
	| 'First name'
	| 'Last name'
	| 'Mail'
	| 'Phone'
	| 'Born'
	| 'Gender'
	| 'Allergies'
	| 'Size'
	| 'Days',
	string
>;

const cell = (value: unknown) =>
	Array.isArray(value) ? value.join(', ') : ((value ?? '') as string | number).toString();

/** From Vome into the spreadsheet: what Get Many gives, one text in each cell. */
async function exportAll(): Promise<SheetRow[]> {
	const { items, error } = await bench.vome({
		returnAll: true,
		output: 'selectedFields',
		fields:
			'first_name, last_name, email, phone_number, date_of_birth, gender, medical_description, custom_fields',
	});
	expect(error).toBeUndefined();
	return items.map(({ json }) => {
		const custom = json.custom_fields as IDataObject;
		return {
			'Vome ID': cell(json.id),
			'First name': cell(json.first_name),
			'Last name': cell(json.last_name),
			Mail: cell(json.email),
			Phone: cell(json.phone_number),
			Born: cell(json.date_of_birth),
			Gender: cell(json.gender),
			Allergies: cell(json.medical_description),
			Size: cell(custom['T-shirt size']),
			Days: cell(custom['Available on']),
		};
	});
}

/** From the spreadsheet into Vome: rows with an ID are updated by it, the others are new people. */
async function importAll(sheet: SheetRow[]) {
	const columns = (matchBy: string) =>
		({
			mappingMode: 'defineBelow',
			value: {
				...(matchBy === 'id' && { id: '={{ $json["Vome ID"] }}' }),
				first_name: '={{ $json["First name"] }}',
				last_name: '={{ $json["Last name"] }}',
				email: '={{ $json.Mail }}',
				phone_number: '={{ $json.Phone }}',
				date_of_birth: '={{ $json.Born }}',
				gender: '={{ $json.Gender }}',
				medical_description: '={{ $json.Allergies }}',
				custom_fields: '={{ { "T-shirt size": $json.Size, "Available on": $json.Days } }}',
			},
			matchingColumns: [matchBy],
			schema: [],
		}) as unknown as INodeParameters;
	const write = async (operation: string, matchBy: string, input: SheetRow[]) =>
		await bench.vome(
			{ operation, columns: columns(matchBy), options: { emptyValues: 'clear' } },
			{ input, onError: 'continueRegularOutput' },
		);
	const known = sheet.filter((row) => row['Vome ID'] !== '');
	const added = sheet.filter((row) => row['Vome ID'] === '');
	const results = [await write('update', 'id', known)];
	if (added.length > 0) results.push(await write('upsert', 'email', added));
	return results.flatMap(({ items }) => items.map(({ json }) => json));
}

const byId = (rows: SheetRow[], id: string) => rows.find((row) => row['Vome ID'] === id);

it('what changes in the spreadsheet changes in Vome, and the other way round', async () => {
	// The first night: Vome fills the spreadsheet.
	const sheet = await exportAll();
	expect(sheet).toHaveLength(120);

	// By day: people are corrected, a cell is emptied, somebody new comes, and one row is wrong.
	const [moved, emptied, wrong, untouched] = [4, 9, 14, 19].map(
		(index) => sheet[index] as SheetRow,
	);
	Object.assign(moved as SheetRow, {
		'Last name': "O'Neill-Şahin",
		Mail: 'new.address@example.org',
		Phone: '(514) 555-0199',
		Gender: 'Rather not say',
		Size: 'XL',
		Days: 'Sunday, Monday',
	});
	Object.assign(emptied as SheetRow, { Phone: '', Born: '', Allergies: '', Size: '', Days: '' });
	const wrongBefore = { ...(wrong as SheetRow) };
	Object.assign(wrong as SheetRow, { Phone: 'ask at the desk' });
	sheet.push({
		'Vome ID': '',
		'First name': 'Ana',
		'Last name': 'Sousa',
		Mail: 'ana.sousa@example.org',
		Phone: '+351 555 0100',
		Born: '2001-12-31',
		Gender: 'Female',
		Allergies: 'Latex',
		Size: 'S',
		Days: 'Friday',
	});

	// The second night: the spreadsheet goes into Vome. One row is refused, and says why.
	const results = await importAll(sheet);
	expect(results).toHaveLength(121);
	expect(results.filter(({ success }) => success !== true)).toEqual([
		{ error: expect.stringMatching(/^'Phone Number' may only hold .* \[item 14\]$/) },
	]);
	expect(bench.sandbox.vome.profiles).toHaveLength(121);

	// What was meanwhile changed in Vome comes back; all else is as it was written.
	const inVome = bench.sandbox.vome.profiles.find(
		({ id }) => id === (untouched as SheetRow)['Vome ID'],
	);
	if (inVome === undefined) throw new Error('no profile');
	inVome.profile_details.phone_number = '+15145550142';
	const after = await exportAll();
	const expected = sheet.map((row): SheetRow => {
		if (row === wrong) return wrongBefore;
		if (row === untouched) return { ...row, Phone: '+15145550142' };
		return row['Vome ID'] === ''
			? { ...row, 'Vome ID': after.find(({ Mail }) => Mail === row.Mail)?.['Vome ID'] ?? 'none' }
			: row;
	});
	expect(after).toEqual(expected);
	expect(byId(after, (emptied as SheetRow)['Vome ID'])).toMatchObject({ Phone: '', Size: '' });

	// The third night nothing changes any more.
	Object.assign(wrong as SheetRow, wrongBefore);
	await importAll(after);
	expect(await exportAll()).toEqual(after);
});
