// The settings tables in the guides work as printed, and give what is printed below them.
import { readdirSync } from 'node:fs';
import path from 'node:path';

import type { IDataObject, INodeParameters, INodePropertyOptions, INodeType } from 'n8n-workflow';

import type { PollingWorkflow } from '../../engine/index.mts';
import { Assemble } from '../../nodes/Assemble/Assemble.node.ts';
import { AssembleTrigger } from '../../nodes/Assemble/AssembleTrigger.node.ts';
import { COLUMNS } from '../../nodes/Vome/resources/profile/write/columns.ts';
import { Vome } from '../../nodes/Vome/Vome.node.ts';
import { VomeTrigger } from '../../nodes/Vome/VomeTrigger.node.ts';
import type { Section, Shown, Table } from '../../scripts/docs/page.mts';
import {
	DocPage,
	examplesIn,
	plain,
	root,
	shownAfter,
	tablesIn,
} from '../../scripts/docs/page.mts';
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
	output: Shown;
}

/** What a method of a form lists. */
type Load = (method: string) => Promise<INodePropertyOptions[]>;

const ofVome: Load = async (method) => await vome.form('loadOptions', method);
const ofAssemble: Load = async (method) =>
	await assemble.form('loadOptions', method, [], { authentication: 'jwt' });

/** The form that the first rows of a table choose, and the other rows. */
function formOf([[label, name] = [] as string[], ...rows]: string[][], node: INodeType) {
	if (label === 'Trigger On') {
		const { event, settings } = first(eventsOf(node), (one) => one.event.name === name);
		return { chosen: { event: event.value }, settings, rows };
	}
	const [[next, wanted] = [], ...others] = rows;
	if (label !== 'Resource' || next !== 'Operation') {
		throw new Error('The table does not begin with Resource and Operation, or with Trigger On');
	}
	const { resource, operation, settings } = first(
		operationsOf(node),
		(one) => one.resource.name === name && one.operation.name === wanted,
	);
	return {
		chosen: { resource: resource.value, operation: operation.value },
		settings,
		rows: others,
	};
}

/** What the table at the beginning of a section says, and what stands below it. */
async function readExample(load: Load, section: Section, node: INodeType): Promise<Example> {
	const [table] = tablesIn(section, 'Setting', 'Value');
	const { chosen, settings, rows } = formOf(table?.rows ?? [], node);
	const parameters: INodeParameters = { ...chosen };
	let isContinued = false;
	for (const [label = '', cell = ''] of rows) {
		if (label === 'Settings → On Error') {
			if (cell !== 'Continue') throw new Error(`On Error is '${cell}'`);
			isContinued = true;
		} else if (label === 'Mapping Column Mode') {
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
	const output = shownAfter(section, 'What comes out');
	if (output === undefined) throw new Error('It does not say what comes out');
	return { parameters, input: toItems(shownAfter(section, 'What comes in')), isContinued, output };
}

/** What the section says comes in: the rows of a table as a spreadsheet gives them, or JSON. */
function toItems(shown: Shown | undefined): IDataObject[] | undefined {
	if (shown === undefined) return undefined;
	const { items } = shown;
	if (items === undefined) throw new Error('It shows nothing that comes in');
	return Array.isArray(items) ? (items as IDataObject[]) : rowsOf(items);
}

/** The rows of a table by the names in its header. */
function rowsOf({ header, rows }: Table): Array<Record<string, string>> {
	return rows.map((cells) =>
		Object.fromEntries(cells.map((cell, index) => [plain(header[index] ?? ''), plain(cell)])),
	);
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
	const keys = name.split('.');
	const last = keys.pop() ?? '';
	let place: IDataObject = parameters;
	for (const [index, key] of keys.entries()) {
		place = (place[key] ??= keys[index + 1] === '0' ? [] : {}) as IDataObject;
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

/** A value as a table shows it. */
function inCell(value: unknown): string {
	if (Array.isArray(value) && value.every((one) => typeof one === 'string'))
		return value.join(', ');
	return typeof value === 'string' ? value : JSON.stringify(value ?? '').replace(/^""$/, '');
}

/** Holds what came out against the words, the table or the JSON of the page. */
function compare(items: IDataObject[], { text, items: shown }: Shown): void {
	const [, total] = /\b([\d,]+) items\b/.exec(text) ?? [];
	if (total !== undefined) expect(items).toHaveLength(Number(total.replaceAll(',', '')));
	if (shown === undefined) {
		expect(items).not.toEqual([]);
		const everything = JSON.stringify(items);
		for (const [, name = ''] of text.matchAll(/`([^`]+)`/g)) expect(everything).toContain(name);
		return;
	}
	const expected = Array.isArray(shown) ? (shown as IDataObject[]) : rowsOf(shown);
	if (total === undefined) expect(items).toHaveLength(expected.length);
	const found = items.slice(0, expected.length);
	if (Array.isArray(shown)) {
		if (text.includes('among others')) expect(found).toMatchObject(shown);
		else expect(found).toEqual(shown);
		return;
	}
	const columns = Object.keys(expected[0] ?? {});
	expect(
		found.map((item) => Object.fromEntries(columns.map((name) => [name, inCell(item[name])]))),
	).toEqual(expected);
}

/** The settings tables in the guides of a service, for its node or for its trigger. */
const examplesOf = (service: string, kind: 'node' | 'trigger') =>
	readdirSync(path.join(root, 'docs', service))
		.toSorted()
		.flatMap((file) =>
			examplesIn(new DocPage(`docs/${service}/${file}`)).map(
				(section) => [file, section.title, section] as const,
			),
		)
		.filter(([, , section]) => {
			const [[label] = []] = tablesIn(section, 'Setting', 'Value')[0]?.rows ?? [];
			return (label === 'Trigger On') === (kind === 'trigger');
		});

function first<T>(list: T[], isWanted: (one: T) => boolean): T {
	const found = list.find(isWanted);
	if (found === undefined) throw new Error('There is nothing like that');
	return found;
}

it.each(examplesOf('vome', 'node'))('docs/vome/%s, "%s"', async (_, __, section) => {
	const { output, parameters, input, isContinued } = await readExample(ofVome, section, new Vome());
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
	compare(JSON.parse(real) as IDataObject[], output);
});

it.each(examplesOf('assemble', 'node'))('docs/assemble/%s, "%s"', async (_, __, section) => {
	const { output, parameters, input, isContinued } = await readExample(
		ofAssemble,
		section,
		new Assemble(),
	);
	const { items, workflow } = await assemble.assemble(
		{ authentication: 'jwt', ...parameters },
		{ input, onError: isContinued ? 'continueRegularOutput' : undefined },
	);
	expect(workflow.error).toBeUndefined();
	compare(
		items.map(({ json }) => json),
		output,
	);
});

describe('events', () => {
	/** Later than whatever the sandbox begins with. */
	const NOW = '2026-03-01T10:00:00Z';

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

	it.each(examplesOf('vome', 'trigger'))('docs/vome/%s, "%s"', async (_, __, section) => {
		const { output, parameters } = await readExample(ofVome, section, new VomeTrigger());
		compare(await itemsOf(await vome.trigger(parameters), parameters.event), output);
	});

	it.each(examplesOf('assemble', 'trigger'))('docs/assemble/%s, "%s"', async (_, __, section) => {
		const { output, parameters } = await readExample(ofAssemble, section, new AssembleTrigger());
		compare(await itemsOf(await assemble.trigger(parameters), parameters.event), output);
	});
});
