// What n8n asks of the forms of nodes and triggers, what their parts have in common, and the schemas of
// what comes out. The forms themselves are in docs/reference, which unit/reference compares with them.
import path from 'node:path';

import type {
	INodeParameters,
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
	INodeType,
} from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { Engine } from '../../engine/index.mts';
import { fieldsOf } from '../../nodes/shared/form/output.ts';
import { roleProfileShape } from '../../nodes/Assemble/resources/roleProfile/shape.ts';
import { profileShape } from '../../nodes/Vome/resources/profile/shape.ts';
import { RESERVATION_STATUSES } from '../../nodes/Vome/resources/reservation/shape.ts';

const root = path.join(__dirname, '../..');

let engine: Engine;
beforeAll(async () => {
	engine = await Engine.load(root);
});

const node = (name: string): INodeType =>
	engine.nodeTypes.getByNameAndVersion(`n8n-nodes-vome-assemble.${name}`, 1);

const NODES = ['vome', 'vomeTrigger', 'assemble', 'assembleTrigger'];

const choicesOf = (property: INodeProperties | undefined) =>
	(property?.options ?? []) as INodePropertyOptions[];

/** Everything in a form, however deep. */
const settingsIn = (properties: INodeProperties[]): INodeProperties[] =>
	properties.flatMap((property) => {
		const { type, options = [] } = property;
		if (type === 'collection') return [property, ...settingsIn(options as INodeProperties[])];
		if (type !== 'fixedCollection') return [property];
		const groups = options as INodePropertyCollection[];
		return [property, ...groups.flatMap(({ values }) => settingsIn(values))];
	});

/** The collection of this name that the form has with these choices. */
const collectionOf = (type: string, name: string, chosen: Record<string, string>) =>
	node(type).description.properties.find(
		(property) =>
			property.name === name &&
			Object.entries(chosen).every(([selector, choice]) => {
				const { show = {} } = property.displayOptions ?? {};
				return (show[selector] ?? show[`/${selector}`])?.includes(choice);
			}),
	);

it.each(NODES)(
	'%s keeps in the editor what two operations, or two events, have in common',
	(name) => {
		// The editor empties a collection whose conditions name, without a slash, what was changed.
		const emptied = node(name).description.properties.filter(
			({ type, displayOptions: { show } = {} }) =>
				type === 'collection' && (show?.event ?? show?.operation),
		);
		expect(emptied.map((property) => property.name)).toEqual([]);
	},
);

const choicesIn = (collection: INodeProperties | undefined, name: string) => {
	const settings = (collection?.options ?? []) as INodeProperties[];
	const options = settings.find((setting) => setting.name === name)?.options;
	return (options ?? []) as INodePropertyOptions[];
};

describe('forms', () => {
	it('call statuses what the output calls them', () => {
		const names = (resource: string) =>
			choicesIn(collectionOf('vome', 'filters', { resource, operation: 'getAll' }), 'status')
				.toSorted((one, other) => Number(one.value) - Number(other.value))
				.map(({ name }) => name.toLowerCase());
		expect(names('reservation')).toEqual(RESERVATION_STATUSES.map((label) => label.toLowerCase()));
		expect(names('opportunity')).toEqual(['draft', 'published', 'unpublished']);
	});

	it.each(NODES)('of %s ask for the methods that it has', (name) => {
		const { description, methods = {} } = node(name);
		const asked = settingsIn(description.properties).flatMap(({ modes = [], typeOptions }) => [
			...modes.map((mode) => mode.typeOptions?.searchListMethod),
			typeOptions?.loadOptionsMethod,
			typeOptions?.resourceMapper?.resourceMapperMethod,
		]);
		const there = Object.values(methods).flatMap((group) => Object.keys(group));
		expect([...new Set(asked.filter((method) => method !== undefined))].toSorted()).toEqual(
			there.toSorted(),
		);
	});

	it('let what is picked from a list be given as an ID, too', () => {
		const locators = NODES.flatMap((name) => settingsIn(node(name).description.properties)).filter(
			({ type }) => type === 'resourceLocator',
		);
		expect(locators.length).toBeGreaterThan(0);
		for (const { name, modes } of locators) {
			const byEmail = name === 'profileId' ? ['email'] : [];
			expect(modes?.map((mode) => mode.name)).toEqual(['list', ...byEmail, 'id']);
		}
	});

	it.each([
		['vomeTrigger', 'vome'],
		['assembleTrigger', 'assemble'],
	])('of %s have the filters of Get Many', (trigger, action) => {
		const { properties } = node(trigger).description;
		const resources = node(action).description.properties.find(({ name }) => name === 'resource');
		for (const { value } of choicesOf(properties.find(({ name }) => name === 'event'))) {
			const event = String(value);
			const resource = choicesOf(resources)
				.map((choice) => String(choice.value))
				.find((choice) => event.startsWith(choice));
			const getMany = { resource: resource ?? '', operation: 'getAll' };
			const namesOf = (collection: INodeProperties | undefined) =>
				collection?.options?.map((setting) => setting.name);
			const filters = namesOf(collectionOf(trigger, 'filters', { event }));
			expect(filters).toBeDefined();
			// The trigger itself asks for what was created since the last poll.
			const isLeftOut = (name: string) =>
				(event.endsWith('Created') && /^created[AB]/.test(name)) ||
				(event === 'activityAddedOrUpdated' && /^updated[AB]/.test(name));
			const ofGetMany = namesOf(collectionOf(action, 'filters', getMany));
			expect(filters).toEqual(ofGetMany?.filter((name) => !isLeftOut(name)));
		}
	});

	it.each([
		['vomeTrigger', 'profileUpdated', profileShape('')],
		['assembleTrigger', 'roleProfileUpdated', roleProfileShape([])],
	])('of %s offer to watch every field but the ID', (trigger, event, shape) => {
		const options = collectionOf(trigger, 'options', { event });
		expect(choicesIn(options, 'watchedFields').map(({ value }) => value)).toEqual(
			fieldsOf(shape)
				.filter((field) => field !== 'id')
				.toSorted(),
		);
	});
});

describe('triggers', () => {
	const TRIGGERS: Array<[name: string, displayName: string, authentication: string[]]> = [
		['vomeTrigger', 'Vome Trigger', []],
		['assembleTrigger', 'Assemble Trigger', ['authentication']],
	];
	const eventOf = (name: string) =>
		node(name).description.properties.find((property) => property.name === 'event');
	const eventsOf = (name: string) => choicesOf(eventOf(name));

	it.each(TRIGGERS)('%s polls, and is described as n8n wants triggers', (name, displayName) => {
		const type = node(name);
		expect(type.description).toMatchObject({
			name,
			displayName,
			defaults: { name: displayName },
			group: ['trigger'],
			polling: true,
			inputs: [],
			outputs: ['main'],
		});
		expect(type.description.description).toMatch(/^Starts the workflow when /);
		expect('poll' in type).toBe(true);
		expect('execute' in type).toBe(false);
	});

	it.each(TRIGGERS)("%s asks for 'Trigger On' first", (name, _, authentication) => {
		const names = node(name).description.properties.map((property) => property.name);
		expect(names.slice(0, authentication.length + 2)).toEqual([
			'pollTimes',
			...authentication,
			'event',
		]);
		expect(eventOf(name)?.displayName).toBe('Trigger On');
	});

	it.each(TRIGGERS)('%s describes its events, in the order of their names', (name) => {
		const events = eventsOf(name);
		expect(events.map((event) => event.name)).toEqual(events.map((event) => event.name).toSorted());
		for (const { description } of events) expect(description).toMatch(/^When /);
		expect(events.map(({ value }) => value)).toContain(eventOf(name)?.default);
	});

	it.each(TRIGGERS)('%s has Poll Times once, however often n8n loads it', async (name) => {
		const { nodeTypes } = await Engine.load(root);
		const { properties } = nodeTypes.getByNameAndVersion(
			`n8n-nodes-vome-assemble.${name}`,
			1,
		).description;
		expect(properties.filter((property) => property.name === 'pollTimes')).toHaveLength(1);
	});

	it.each(TRIGGERS)('%s leaves of a form what belongs to the chosen event', (name) => {
		const { description } = node(name);
		/** What every event can be set to, as if somebody had filled in one after the other. */
		const filled = (collection: string) =>
			Object.fromEntries<INodeParameters[string]>(
				description.properties
					.filter((property) => property.name === collection)
					.flatMap(({ options }) => (options ?? []) as INodeProperties[])
					.map((setting) => [setting.name, setting.default]),
			);
		const parameters = { filters: filled('filters'), options: filled('options') };
		for (const { value } of eventsOf(name)) {
			const event = String(value);
			const kept = NodeHelpers.getNodeParameters(
				description.properties,
				{ event, ...parameters },
				true,
				false,
				null,
				description,
			);
			const own = (collection: string) =>
				description.properties
					.filter(
						(property) =>
							property.name === collection &&
							property.displayOptions?.show?.['/event']?.includes(event),
					)
					.map(({ options }) => (options ?? []).map((setting) => setting.name));
			for (const collection of ['filters', 'options'] as const) {
				expect([Object.keys(kept?.[collection] ?? {})]).toEqual(own(collection));
			}
		}
	});
});

it.each(NODES)("%s ends its descriptions as n8n's rules for texts ask", (name) => {
	const ofN8n = ['pollTimes'];
	type Described = { name: string; description?: string; options?: unknown; values?: unknown };
	const described = (all: Described[]): Described[] =>
		all.flatMap((one) => [
			one,
			...described((one.options ?? []) as Described[]),
			...described((one.values ?? []) as Described[]),
		]);
	const { properties } = node(name).description;
	const all = described(properties.filter((property) => !ofN8n.includes(property.name)));
	const wrong = all.flatMap(({ description }) => {
		if (description === undefined) return [];
		// A period at the end of several sentences, none after a single one.
		const isSingle = !/[.!?] [A-Z'\d]/.test(description);
		return isSingle === description.endsWith('.') ? [description] : [];
	});
	expect(wrong).toEqual([]);
	expect(all.length).toBeGreaterThan(20);
});
