// Each file in examples/, imported and executed as a user would. webhookExamples.test.mts also publishes and
// calls those that start with a webhook; formExamples.test.mts has those that start with a form, and
// automations.test.mts those that send to servers of the test.
import type { Credential } from '../../n8n/index.mts';
import { Bench } from './support/bench.mts';
import {
	AUTOMATIONS,
	exampleFiles,
	readExample,
	runExample,
	saveCredentials,
	startsWithForm,
} from './support/examples.mts';

const files = exampleFiles.filter(
	(file) => !startsWithForm(readExample(file)) && !AUTOMATIONS.includes(file),
);

let bench: Bench;
let credentials: Credential[];
beforeAll(async () => {
	bench = await Bench.start();
	credentials = await saveCredentials(bench);
});
afterAll(async () => await bench.stop());

it('there are examples', () => {
	expect(files).not.toEqual([]);
});

it.each(files)('%s runs, and its nodes give items', async (file) => {
	await runExample(bench, file, credentials);
});

// Real nodes of n8n find and sort its rows.
it('role-profiles-from-spreadsheet.json lists the row to correct, and finds again what it made', async () => {
	const { n8n } = bench;
	const example = readExample('role-profiles-from-spreadsheet.json');
	const workflow = await n8n.importWorkflow(example, credentials);
	await n8n.run(workflow);
	const execution = await n8n.run(workflow);
	expect(execution.error).toBeUndefined();
	expect(execution.json('Update role profile').map(({ name }) => name)).toEqual([
		'Garden helper (example from n8n)',
		'Photographer, São Bento v1',
	]);
	expect(execution.json('Rows to correct')).toEqual([
		{
			row: 4,
			name: 'Shop helper (example from n8n)',
			reason: expect.stringContaining("No role profile has the family 'Gardens'"),
		},
	]);
});

// Real nodes of n8n count and sum up.
it('those about roles and hours of Assemble give what the sandbox has', async () => {
	const run = async (file: string) => await runExample(bench, file, credentials);
	const { roleProfiles, opportunities, activities } = bench.assemble.assemble;
	const open = new Set(opportunities.map(({ role }) => role.id));
	const isWanted = ({ recruitable, approved, status, id }: (typeof roleProfiles)[number]) =>
		recruitable && approved && status === 'active' && !open.has(id);
	const [first] = roleProfiles.filter(isWanted);
	if (first !== undefined) first.family = null;
	const roles = await run('recruitable-roles-without-an-opportunity.json');
	const wanted = roleProfiles.filter(isWanted);
	const found = roles.json('Roles without an opportunity');
	expect(found.map(({ id }) => Number(id)).toSorted()).toEqual(
		wanted.map(({ id }) => id).toSorted(),
	);
	expect(found.map(({ family }) => family)).toContain(null);

	const hours = await run('hours-of-last-month.json');
	const rows = hours.json('Get activities of last month').map(({ id }) => id);
	const durations = activities.filter(({ id }) => rows.includes(id)).map((row) => row.duration);
	const sums = hours.json('Hours by category');
	const total = (field: string) => sums.reduce((sum, row) => sum + Number(row[field]), 0);
	expect(total('activities')).toBe(rows.length);
	expect(total('hours')).toBeCloseTo(durations.reduce((sum, one) => sum + one, 0) / 60);
});
