// Role profiles from the rows of a spreadsheet: each field gets its cell by an expression.
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { handMadeIds } from '../../../sandbox/index.mts';
import type { Run } from '../../support/bench.mts';
import { AssembleBench } from '../../support/assembleBench.mts';

let bench: AssembleBench;
beforeAll(async () => {
	bench = await AssembleBench.start();
});
beforeEach(async () => {
	bench.reset();
	await bench.seeRoleProfiles();
});
afterAll(async () => await bench.stop());

const CELLS = {
	type: 'type',
	status: 'status',
	approved: 'approved',
	shortAdvert: 'short_advert',
	longAdvert: 'long_advert',
	disclaimer: 'disclaimer',
	volunteerManager: 'volunteer_manager',
	whyWeWantYou: 'why_we_want_you',
	recruitable: 'recruitable',
	minimumAge: 'minimum_age',
	pdfUrl: 'pdf_url',
	riskAssessmentUrl: 'risk_assessment_url',
	minimumAddressHistory: 'minimum_address_history',
	receivesTeamNotifications: 'receives_team_notifications',
	familyId: 'family',
	recruitmentCategoryId: 'recruitment_category',
	baseId: 'base',
	tasks: 'tasks',
	skills: 'skills',
	benefits: 'benefits',
};

type Field = keyof typeof CELLS;

const LABELS: Record<Field, string> = {
	type: 'Type',
	status: 'Status',
	approved: 'Approved',
	shortAdvert: 'Short Advert',
	longAdvert: 'Long Advert',
	disclaimer: 'Disclaimer',
	volunteerManager: 'Volunteer Manager',
	whyWeWantYou: 'Why We Want You',
	recruitable: 'Recruitable',
	minimumAge: 'Minimum Age',
	pdfUrl: 'PDF URL',
	riskAssessmentUrl: 'Risk Assessment URL',
	minimumAddressHistory: 'Minimum Address History',
	receivesTeamNotifications: 'Receives Team Notifications',
	familyId: 'Family Name or ID',
	recruitmentCategoryId: 'Recruitment Category Name or ID',
	baseId: 'Base Name or ID',
	tasks: 'Tasks',
	skills: 'Skills',
	benefits: 'Benefits',
};

const fields = Object.keys(CELLS) as Field[];

/** Each field on the cell of its name; n8n's form has an expression for each entry of a list. */
const mapped = Object.fromEntries(
	fields.map((field) => {
		const cell = `={{ $json.${field} }}`;
		return [field, ['tasks', 'skills', 'benefits'].includes(field) ? [cell] : cell];
	}),
);

const create = async (rows: IDataObject[], run: Run = {}) =>
	await bench.assemble(
		{ operation: 'create', name: '={{ $json.name }}', additionalFields: mapped },
		{ input: rows, ...run },
	);

const update = async (rows: IDataObject[], run: Run = {}) =>
	await bench.assemble(
		{
			operation: 'update',
			roleProfileId: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
			updateFields: { ...mapped, name: '={{ $json.name }}' },
			options: { verify: false },
		},
		{ input: rows, ...run },
	);

/** The bodies of all changes that were sent. */
const bodies = () =>
	bench.sandbox.requests.filter(({ method }) => method !== 'GET').map(({ body }) => body);

const TASKS = [{ task: 'Sort' }, { task: 'Sell' }];

const TAKEN: Array<[field: Field, cell: unknown, sent: unknown]> = [
	['type', 'Volunteer', 'volunteer'],
	['type', '\ufeffNon Volunteer\u00a0', 'non-volunteer'],
	['status', ' Draft ', 'draft'],
	['approved', 'No', false],
	['approved', 0, false],
	['recruitable', 'TRUE', true],
	['recruitable', true, true],
	['recruitable', 1, true],
	['recruitable', '1', true],
	['receivesTeamNotifications', '\u200bYES', true],
	['minimumAge', 18, 18],
	['minimumAge', '18', 18],
	['minimumAge', ' 18\u00a0', 18],
	['minimumAge', '18.0', 18],
	['minimumAddressHistory', 2, '2'],
	['minimumAddressHistory', '\u00a02', '2'],
	['volunteerManager', '\ufeffCafe\u0301 lead ', 'Caf\u00e9 lead'],
	['shortAdvert', '\u00a0Help us\u200b grow.\n', 'Help us grow.'],
	['longAdvert', 'One\n\nTwo', 'One\n\nTwo'],
	['disclaimer', 2024, '2024'],
	['pdfUrl', '\ufeffhttps://example.com/role.pdf ', 'https://example.com/role.pdf'],
	['familyId', 31, { id: 31 }],
	['familyId', '\ufeff31 ', { id: 31 }],
	['familyId', 'outdoors', { id: 32 }],
	['familyId', '\u200b Outdoors\u00a0', { id: 32 }],
	['familyId', 'Shops\u00a0&  Retail', { id: 31 }],
	['familyId', 'Children\u2019s services', { id: 33 }],
	['familyId', 'E\u0301ve\u0301nements', { id: 35 }],
	['recruitmentCategoryId', 'SIMPLE', { id: 12413 }],
	['baseId', 'home ', { id: 66 }],
	['tasks', 'Sort\nSell', TASKS],
	['tasks', 'Sort; Sell', TASKS],
	['tasks', '\ufeffSort\u00a0\r\n\r\n\u200bSell;', TASKS],
	['tasks', 'Sort\vSell', TASKS],
	['tasks', '\u200b["Sort", "", "Sell"]', TASKS],
	['tasks', ['Sort', null, ' ', 'Sell'], TASKS],
	['skills', 'Cafe\u0301 work', [{ skill: 'Caf\u00e9 work' }]],
	['benefits', 5, [{ benefit: '5' }]],
];

it('takes cells as spreadsheets have them', async () => {
	const rows = TAKEN.map(([field, cell]) => ({ name: 'New', [field]: cell }) as IDataObject);
	const { error } = await create(rows);
	expect(error).toBeUndefined();
	expect(bodies()).toEqual(TAKEN.map(([field, , sent]) => ({ name: 'New', [CELLS[field]]: sent })));
});

it('leaves out empty cells, and empties no field by them', async () => {
	const empty = ['', null, undefined, ' ', '\u00a0', '\ufeff', '\u200b\u00a0'];
	const rows = empty.map((cell) => {
		const cells = Object.fromEntries(fields.map((field) => [field, cell]));
		return { ...cells, id: handMadeIds.draft, name: 'Same' };
	});
	const { error } = await update(rows);
	expect(error).toBeUndefined();
	expect(bodies()).toEqual(empty.map(() => ({ name: 'Same' })));
});

const ERRORS = ['#N/A', '#REF!', '#NAME?', '#VALUE!', '#DIV/0!'];

it('refuses the error of a formula in each field', async () => {
	const cases = fields.flatMap((field) => ERRORS.map((cell) => ({ field, cell })));
	const rows = cases.map(({ field, cell }) => ({ name: 'New', [field]: cell }));
	const { items } = await create(rows, { onError: 'continueRegularOutput' });
	cases.forEach(({ field, cell }, index) => {
		const error = items[index]?.json.error as string;
		expect(error).toMatch(new RegExp(`^'${LABELS[field]}' must `));
		expect(error).toContain(`: it is '${cell}' [item ${index}]`);
	});
	expect(bench.sandbox.requests).toEqual([]);
});

it('a list refuses the error of a formula among its entries', async () => {
	const { error } = await create([{ name: 'New', tasks: 'Sort\n#REF!' }]);
	expect(error?.message).toBe(
		"'Tasks' must not be an error of a spreadsheet: it is '#REF!' [item 0]",
	);
});

it('the name refuses the error of a formula, and that there is none', async () => {
	const { items } = await create([{ name: '#N/A' }, { name: '\u200b' }, { name: 7 }], {
		onError: 'continueRegularOutput',
	});
	expect(items.map(({ json }) => json.error ?? json.name)).toEqual([
		"'Name' must not be an error of a spreadsheet: it is '#N/A' [item 0]",
		"'Name' is empty [item 1]",
		'7',
	]);
});

describe('all mistakes of a row are told at once', () => {
	const BAD = {
		type: 'Helper',
		minimumAge: 'sixteen',
		recruitable: 'maybe',
		familyId: 'Gardening',
		tasks: '#REF!',
	};
	const TOLD = [
		"'Type' must be one of volunteer, non-volunteer: it is 'Helper'",
		"'Recruitable' must be true or false: it is 'maybe'",
		"'Minimum Age' must be a whole number of at least 0: it is 'sixteen'",
		"No role profile has the family 'Gardening'",
		"'Tasks' must not be an error of a spreadsheet: it is '#REF!'",
	];

	it('in a new one, with its name', async () => {
		const { error } = await create([{ ...BAD, name: '' }]);
		expect(error?.message).toBe(`${["'Name' is empty", ...TOLD].join('; ')} [item 0]`);
		expect(error?.description).toContain('Enter a name for the new role profile.');
		expect(error?.description).toContain('There are: Children');
		expect(bodies()).toEqual([]);
	});

	it('in a changed one, with its ID', async () => {
		const { error } = await update([{ ...BAD, id: '102 or 103' }]);
		const id =
			"'Role Profile' must be an ID, which is a whole number such as 123: it is '102 or 103'";
		expect(error?.message).toBe(`${[id, ...TOLD].join('; ')} [item 0]`);
		expect(bodies()).toEqual([]);
	});

	it('and other rows are done', async () => {
		const { items } = await create([{ name: 'One' }, { ...BAD, name: 'Two' }, { name: 'Three' }], {
			onError: 'continueRegularOutput',
		});
		expect(items.map(({ json }) => json.name ?? json.error)).toEqual([
			'One',
			`${TOLD.join('; ')} [item 1]`,
			'Three',
		]);
	});
});

describe('an expression that fails', () => {
	const failing = async (additionalFields: IDataObject, name = 'New') =>
		await bench.assemble({ operation: 'create', name, additionalFields } as INodeParameters, {
			input: [{ name: 'One' }],
		});

	it('is told with its field and item', async () => {
		const { error } = await failing({
			type: 'volunteer',
			minimumAge: "={{ $('Gone').item.json.age }}",
		});
		expect(error?.message).toBe(
			"The expression in 'Minimum Age' fails: Referenced node doesn't exist [item 0]",
		);
		expect(error?.description).toBe("Open 'Minimum Age' and correct its expression.");
		expect(bench.sandbox.requests).toEqual([]);
	});

	it('is told beside the other mistakes', async () => {
		const { error } = await failing({
			type: '={{ "Helper" }}',
			minimumAge: '={{ $json.name.toNumber() }}',
			tasks: ['Sort', '={{ foo( }}'],
		});
		expect(error?.message).toBe(
			"'Type' must be one of volunteer, non-volunteer: it is 'Helper'; The expression in 'Minimum Age' fails: cannot convert to number; The expression in 'Tasks' fails: invalid syntax [item 0]",
		);
	});

	it('is told in a field of its own, too', async () => {
		const { error } = await failing({}, "={{ $('Gone').item.json.name }}");
		expect(error?.message).toBe(
			"The expression in 'Name' fails: Referenced node doesn't exist [item 0]",
		);
	});
});

it("sends nothing of what a node for spreadsheets adds, such as a row's number", async () => {
	const { error } = await create([{ row_number: 2, name: 'New', minimumAge: 18 }]);
	expect(error).toBeUndefined();
	expect(bodies()).toEqual([{ name: 'New', minimum_age: 18 }]);
});
