// The examples in the documentation give what is printed there.
import type { IDataObject, INodeParameters, INodePropertyOptions, INodeType } from 'n8n-workflow';

import type { PollingWorkflow } from '../../engine/index.mts';
import { Assemble } from '../../nodes/Assemble/Assemble.node.ts';
import { AssembleTrigger } from '../../nodes/Assemble/AssembleTrigger.node.ts';
import { COLUMNS } from '../../nodes/Vome/resources/profile/write/columns.ts';
import { Vome } from '../../nodes/Vome/Vome.node.ts';
import { VomeTrigger } from '../../nodes/Vome/VomeTrigger.node.ts';
import type { Section } from '../../scripts/docs/page.mts';
import { DocPage, jsonAfter, plain, tablesIn } from '../../scripts/docs/page.mts';
import type { FormSetting } from '../../scripts/reference/form.mts';
import { eventsOf, MAPPING_MODES, operationsOf } from '../../scripts/reference/form.mts';
import { AssembleBench } from '../support/assembleBench.mts';
import { clock } from '../support/clock.mts';
import { VomeBench } from '../support/vomeBench.mts';

let vome: VomeBench;
let assemble: AssembleBench;
beforeAll(async () => {
	vome = await VomeBench.start({ profiles: 1000 });
	assemble = await AssembleBench.start();
});
beforeEach(() => {
	vome.sandbox.reset();
	assemble.reset();
});
afterAll(async () => {
	await vome.stop();
	await assemble.stop();
});

interface Example {
	parameters: INodeParameters;
	input: IDataObject[] | undefined;
	isContinued: boolean;
	output: IDataObject[];
	/** How many items come out, where not all are printed. */
	total: number;
	/** Whether items have more fields than are printed. */
	isPart: boolean;
}

/** What a method of a form lists. */
type Load = (method: string) => Promise<INodePropertyOptions[]>;

const ofVome: Load = async (method) => await vome.form('loadOptions', method);
const ofAssemble: Load = async (method) =>
	await assemble.form('loadOptions', method, [], { authentication: 'jwt' });

/** What an example shows; `chosen` are the parameters that its section is about. */
async function readExample(
	load: Load,
	section: Section,
	settings: FormSetting[],
	chosen: INodeParameters,
): Promise<Example> {
	const parameters = { ...chosen };
	for (const [label = '', cell = ''] of tablesIn(section, 'Setting', 'Value')[0]?.rows ?? []) {
		if (label === 'Mapping Column Mode') {
			const [mappingMode] = Object.entries(MAPPING_MODES).find(([, name]) => name === cell) ?? [];
			put(parameters, 'columns', { mappingMode, value: null });
		} else if (label === 'Column to match on') {
			put(parameters, 'columns.matchingColumns', [
				COLUMNS.find((column) => column.label === cell)?.id,
			]);
		} else {
			const setting = settings.find((candidate) => candidate.label === label);
			if (setting === undefined) throw new Error(`'${label}' is not in the form`);
			put(parameters, pathOf(setting, settings), await toValue(setting, cell, load));
		}
	}
	const output = jsonAfter(section, 'What comes out');
	if (output === undefined) throw new Error('It does not say what comes out');
	const items = output.json as IDataObject[];
	const [, total] = /the first of (\d+) items/.exec(output.line) ?? [];
	return {
		parameters,
		input: jsonAfter(section, 'What comes in')?.json as IDataObject[] | undefined,
		isContinued: section.lines.join(' ').includes('with **On Error** set to **Continue**'),
		output: items,
		total: total === undefined ? items.length : Number(total),
		isPart: output.line.includes('among others'),
	};
}

/** Where a setting is saved; one of several rows, in the first. */
function pathOf({ name }: FormSetting, settings: FormSetting[]): string {
	const isInRows = settings.some(
		(outer) =>
			outer.property.typeOptions?.multipleValues === true && name.startsWith(`${outer.name}.`),
	);
	return isInRows ? name.replace(/\.\w+$/, '.0$&') : name;
}

/** Puts a value where its path says, such as "filters.firstName". */
function put(parameters: INodeParameters, name: string, value: unknown): void {
	const path = name.split('.');
	const last = path.pop() ?? '';
	let place: IDataObject = parameters;
	for (const [index, key] of path.entries()) {
		place = (place[key] ??= path[index + 1] === '0' ? [] : {}) as IDataObject;
	}
	place[last] = value as IDataObject;
}

/** What a user's entry is saved as. */
async function toValue({ property, choices }: FormSetting, cell: string, load: Load) {
	const { type, typeOptions: { loadOptionsMethod, multipleValues } = {} } = property;
	if (type === 'resourceLocator') {
		const [, label, entry = cell] = /^(By \w+): (.+)$/.exec(cell) ?? [];
		const mode = property.modes?.find(({ displayName }) => displayName === label)?.name ?? 'id';
		return { __rl: true, mode, value: typed(entry) };
	}
	const text = typed(cell);
	if (text.startsWith('=')) return multipleValues === true ? [text] : text;
	if (type === 'boolean') return text === 'On';
	if (type === 'number') return Number(text);
	const all = loadOptionsMethod === undefined ? choices : await load(loadOptionsMethod);
	const choice = (name: string) => all.find((found) => found.name === name)?.value;
	if (type === 'options') return choice(text);
	if (type === 'multiOptions') return text.split(', ').map(choice);
	return multipleValues === true ? text.split(', ') : text;
}

/** An entry as the form holds it. */
function typed(cell: string): string {
	const text = plain(cell);
	return text.startsWith('{{') ? `=${text}` : text;
}

const examplesOf = (file: string, node: INodeType) => {
	const page = new DocPage(file);
	return operationsOf(node).flatMap(({ resource, operation, settings }) => {
		const title = `${resource.name}: ${operation.name}`;
		const section = page.section(title);
		const chosen = { resource: resource.value, operation: operation.value };
		return section === undefined ? [] : [[title, section, settings, chosen] as const];
	});
};

const eventExamplesOf = (file: string, title: string, node: INodeType) => {
	const sections = new DocPage(file).within(title);
	return eventsOf(node).flatMap(({ event, settings }) => {
		const section = sections.find((one) => one.title === event.name);
		const chosen = { event: event.value };
		return section === undefined ? [] : [[event.name, section, settings, chosen] as const];
	});
};

function compare(
	items: IDataObject[],
	{ output, total, isPart }: Pick<Example, 'output' | 'total' | 'isPart'>,
): void {
	const shown = items.slice(0, output.length);
	if (isPart) expect(shown).toMatchObject(output);
	else expect(shown).toEqual(output);
	expect(items).toHaveLength(total);
}

it.each(examplesOf('docs/vome.md', new Vome()))(
	'docs/vome.md, "%s"',
	async (_, section, ...form) => {
		const example = await readExample(ofVome, section, ...form);
		const { parameters, input, isContinued, ...printed } = example;
		// For what depends on today.
		clock.elapsed = Date.parse('2026-03-09T09:00:00Z') - Date.now();
		const { items, workflow } = await vome.vome(parameters, {
			input,
			onError: isContinued ? 'continueRegularOutput' : undefined,
		});
		expect(workflow.error).toBeUndefined();
		// Where the sandbox is differs from run to run.
		const real = JSON.stringify(items.map(({ json }) => json)).replaceAll(
			vome.sandbox.origin,
			'https://api.vomevolunteer.com',
		);
		compare(JSON.parse(real) as IDataObject[], printed);
	},
);

it.each(examplesOf('docs/assemble.md', new Assemble()))(
	'docs/assemble.md, "%s"',
	async (_, section, ...form) => {
		const { parameters, input, ...printed } = await readExample(ofAssemble, section, ...form);
		const { items, workflow } = await assemble.assemble(
			{ authentication: 'jwt', ...parameters },
			{ input },
		);
		expect(workflow.error).toBeUndefined();
		compare(
			items.map(({ json }) => json),
			printed,
		);
	},
);

describe('events', () => {
	/** Later than whatever the sandbox begins with. */
	const NOW = '2026-03-01T10:00:00Z';

	function first<T>(list: T[], isWanted: (one: T) => boolean): T {
		const found = list.find(isWanted);
		if (found === undefined) throw new Error('The sandbox has no such record');
		return found;
	}

	/** What happens in Vome and Assemble in the example of each event. */
	const HAPPENS: Record<string, () => void> = {
		profileAdded() {
			const { vome: data } = vome.sandbox;
			data.profiles.push({ ...data.makeProfile(), is_offline: true }, data.makeProfile());
		},
		profileUpdated() {
			const [one, two] = vome.sandbox.vome.profiles;
			if (one === undefined || two === undefined) throw new Error('There are no profiles');
			one.profile_details.phone_number = '+1 514 555 0100';
			two.logged_hours += 3;
		},
		reservationCreated() {
			const { vome: data } = vome.sandbox;
			data.reservations.push({ ...data.makeReservation(), status: 0, created_at: NOW });
		},
		reservationStatusChanged() {
			const { reservations } = vome.sandbox.vome;
			first(reservations, ({ status }) => status === 1).status = 4;
			first(reservations, ({ status }) => status === 0).status = 1;
		},
		shiftCreated() {
			const { vome: data } = vome.sandbox;
			data.shifts.push({ ...data.makeShift(), created_at: NOW });
		},
		opportunityCreated() {
			const { vome: data } = vome.sandbox;
			const made = { ...data.makeOpportunity(), created_at: NOW };
			data.opportunityStatus.set(made.id, 1);
			data.opportunities.push(made);
		},
		activityAddedOrUpdated() {
			const { assemble: data } = assemble.sandbox;
			const isTraining = ({ category }: { category: { name: string } }) =>
				category.name === 'Training';
			Object.assign(first(data.activities, isTraining), { duration: 45 });
			first(data.activities, (one) => !isTraining(one)).duration = 45;
		},
		userAdded() {
			const { assemble: data } = assemble.sandbox;
			const roles = data.users.find(({ id }) => id === 508)?.roles ?? [];
			data.users.push({ ...data.makeUser(), status: 'active', roles });
		},
		userUpdated() {
			const { users } = assemble.sandbox.assemble;
			first(users, ({ id }) => id === 508).email = 'eve@people.example';
			first(users, ({ id }) => id === 509).last_name = 'Marsh';
		},
		roleProfileAdded() {
			const { assemble: data } = assemble.sandbox;
			const draft = { approved: false, recruitable: false, status: 'draft' } as const;
			data.roleProfiles.push({ ...data.makeRoleProfile(), ...draft, type: 'volunteer' });
		},
		roleProfileUpdated() {
			const { roleProfiles } = assemble.sandbox.assemble;
			first(roleProfiles, ({ name }) => name === 'Shop volunteer').short_advert = 'Sort and sell.';
			first(roleProfiles, ({ approved }) => !approved).minimum_age = 21;
		},
		roleProfileApproved() {
			const { roleProfiles } = assemble.sandbox.assemble;
			const draft = first(roleProfiles, ({ name }) => name.startsWith('Cook, '));
			Object.assign(draft, { status: 'active', approved: true });
		},
	};

	async function itemsOf(workflow: PollingWorkflow, event: unknown): Promise<IDataObject[]> {
		const happen = HAPPENS[String(event)];
		if (happen === undefined) throw new Error(`Nothing happens for ${String(event)}`);
		happen();
		const { items, error } = await workflow.poll();
		expect(error).toBeUndefined();
		if (items === null) throw new Error(`${String(event)} found nothing`);
		return items.map(({ json }) => json);
	}

	it.each(eventExamplesOf('docs/vome.md', 'Vome Trigger', new VomeTrigger()))(
		'docs/vome.md, "%s"',
		async (_, section, ...form) => {
			const { parameters, ...printed } = await readExample(ofVome, section, ...form);
			compare(await itemsOf(await vome.trigger(parameters), parameters.event), printed);
		},
	);

	it.each(eventExamplesOf('docs/assemble.md', 'Assemble Trigger', new AssembleTrigger()))(
		'docs/assemble.md, "%s"',
		async (_, section, ...form) => {
			const { parameters, ...printed } = await readExample(ofAssemble, section, ...form);
			compare(await itemsOf(await assemble.trigger(parameters), parameters.event), printed);
		},
	);
});
