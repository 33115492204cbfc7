// The forms of the nodes, triggers and credentials, and the schemas of what comes out.
import { readFileSync } from 'node:fs';
import path from 'node:path';

import type {
	ICredentialType,
	INodeParameters,
	INodeProperties,
	INodePropertyOptions,
	INodeType,
} from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { Engine } from '../../engine/index.mts';
import type { RecordShape } from '../../nodes/shared/form/output.ts';
import { fieldsOf as flattenedFieldsOf } from '../../nodes/shared/form/output.ts';
import { roleProfileShape } from '../../nodes/Assemble/resources/roleProfile/shape.ts';
import { opportunityShape } from '../../nodes/Vome/resources/opportunity/shape.ts';
import { profileShape } from '../../nodes/Vome/resources/profile/shape.ts';
import {
	RESERVATION_STATUSES,
	reservationShape,
} from '../../nodes/Vome/resources/reservation/shape.ts';
import { shiftShape } from '../../nodes/Vome/resources/shift/shape.ts';

const root = path.join(__dirname, '../..');

let engine: Engine;
beforeAll(async () => {
	engine = await Engine.load(root);
});

const node = (name: string): INodeType =>
	engine.nodeTypes.getByNameAndVersion(`n8n-nodes-vome-assemble.${name}`, 1);
const credential = (name: string): ICredentialType => engine.nodeTypes.credential(name);

describe('output schemas', () => {
	const schemas = (folder: string) => path.join(root, 'dist/nodes', folder, '__schema__/v1.0.0');
	const read = (folder: string, file: string) =>
		JSON.parse(readFileSync(path.join(schemas(folder), file), 'utf8')) as {
			type: string;
			version: number;
			properties: Record<string, unknown>;
		};

	const sample = JSON.parse(
		readFileSync(path.join(__dirname, '../fixtures/assemble/roleProfile.json'), 'utf8'),
	) as { data: object };

	const WRITTEN = { matchedBy: 'email', identifier: '', success: true, response: {} };

	it.each([
		['Vome', 'profile/get.json', profileShape('').simplify({ id: '1' })],
		['Vome', 'profile/getAll.json', profileShape('').simplify({ id: '1' })],
		['Vome', 'profile/create.json', WRITTEN],
		['Vome', 'profile/update.json', WRITTEN],
		['Vome', 'profile/upsert.json', WRITTEN],
		['Vome', 'reservation/get.json', reservationShape.simplify({ id: '1' })],
		['Vome', 'reservation/getAll.json', reservationShape.simplify({ id: '1' })],
		['Vome', 'shift/get.json', shiftShape.simplify({ id: '1' })],
		['Vome', 'shift/getAll.json', shiftShape.simplify({ id: '1' })],
		['Vome', 'opportunity/get.json', opportunityShape.simplify({ id: '1' })],
		['Vome', 'opportunity/getAll.json', opportunityShape.simplify({ id: '1' })],
		['Assemble', 'roleProfile/get.json', roleProfileShape([]).simplify({ id: 1 })],
		['Assemble', 'roleProfile/getAll.json', roleProfileShape([]).simplify({ id: 1 })],
		['Assemble', 'roleProfile/create.json', sample.data],
		['Assemble', 'roleProfile/update.json', sample.data],
		['Assemble', 'roleProfile/delete.json', { deleted: true }],
	])('%s %s lists what comes out by default', (folder, file, item) => {
		const schema = read(folder, file);
		expect(schema).toMatchObject({ type: 'object', version: 1 });
		expect(Object.keys(schema.properties)).toEqual(Object.keys(item));
	});
});

describe('the interface that saved workflows rely on', () => {
	/** Every parameter as path, type and default. */
	function flatten(properties: INodeProperties[], prefix = ''): Array<[string, string, unknown]> {
		return properties.flatMap((property) => {
			const name = `${prefix}${property.name}`;
			const inner = (property.options ?? []).flatMap((option) => {
				if ('values' in option) {
					const group = option;
					return flatten(group.values, `${name}.${group.name}.`);
				}
				return 'type' in option ? flatten([option], `${name}.`) : [];
			});
			return [[name, property.type, property.default] as [string, string, unknown], ...inner];
		});
	}

	const shownFor = (name: string, event: string) =>
		node(name).description.properties.filter(
			({ name: property, displayOptions }) =>
				property !== 'pollTimes' && (displayOptions?.show?.event?.includes(event) ?? true),
		);

	const shown = (name: string, resource: string, operation: string) =>
		node(name).description.properties.filter(({ displayOptions }) => {
			const { show = {} } = displayOptions ?? {};
			return (
				(show.resource?.includes(resource) ?? true) && (show.operation?.includes(operation) ?? true)
			);
		});

	const valuesOf = (property: INodeProperties | undefined) =>
		property?.options?.map((option) => (option as { value: string }).value);

	/** What can be chosen under a path such as "filters.type". */
	const choices = (properties: INodeProperties[], name: string) => {
		const [top = '', inner] = name.split('.');
		const found = properties.find((property) => property.name === top);
		if (inner === undefined) return valuesOf(found);
		const options = (found?.options ?? []) as INodeProperties[];
		return valuesOf(options.find((option) => option.name === inner));
	};

	const fieldsOf = (type: ICredentialType) =>
		type.properties
			.filter(({ type: kind }) => kind !== 'notice')
			.map(({ name, type: kind, typeOptions, default: value }) => [name, kind, typeOptions, value]);

	const LOCATOR = { mode: 'list', value: '' };

	/** What every Get Many of Vome has around its filters. */
	const inGetMany = (filters: Array<[string, string, unknown]>, options: unknown[] = []) => [
		['resource', 'options', 'profile'],
		['operation', 'options', 'getAll'],
		['returnAll', 'boolean', false],
		['limit', 'number', 50],
		['filters', 'collection', {}],
		...filters.map(([name, ...more]) => [`filters.${name}`, ...more]),
		['output', 'options', 'simplified'],
		['fields', 'string', ''],
		['options', 'collection', {}],
		['options.completeness', 'options', 'standard'],
		['options.queryParameters', 'fixedCollection', {}],
		['options.queryParameters.parameter.name', 'string', ''],
		['options.queryParameters.parameter.value', 'string', ''],
		...options,
		['options.pageSize', 'number', 100],
		['options.parallelRequests', 'number', 8],
	];

	const ORDERING = ['options.ordering', 'options', 'created_at'];

	it('profile: getAll', () => {
		expect(flatten(shown('vome', 'profile', 'getAll'))).toEqual(
			inGetMany([
				['firstName', 'string', ''],
				['isOffline', 'boolean', false],
			]),
		);
	});

	it('profile: get', () => {
		expect(flatten(shown('vome', 'profile', 'get'))).toEqual([
			['resource', 'options', 'profile'],
			['operation', 'options', 'getAll'],
			['lookupBy', 'options', 'id'],
			['profileId', 'string', ''],
			['email', 'string', ''],
			['output', 'options', 'simplified'],
			['fields', 'string', ''],
			['options', 'collection', {}],
			['options.pageSize', 'number', 100],
			['options.parallelRequests', 'number', 8],
		]);
	});

	it.each([
		['create', 'add'],
		['update', 'update'],
		['upsert', 'upsert'],
	])('profile: %s', (operation, mode) => {
		const properties = shown('vome', 'profile', operation);
		expect(flatten(properties).slice(2)).toEqual([
			['columnsNotice', 'notice', ''],
			['columns', 'resourceMapper', { mappingMode: 'defineBelow', value: null }],
			['options', 'collection', {}],
			['options.batchSize', 'number', 50],
			['options.customFieldIdentifierType', 'number', 2],
			['options.emptyValues', 'options', 'ignore'],
			['options.inviteLanguage', 'options', 'EN'],
			['options.inviteMessage', 'string', ''],
			['options.inviteToVome', 'boolean', false],
			['options.multipleSelectionFormat', 'options', 'array'],
			['options.parallelRequests', 'number', 1],
			['options.payloadKey', 'options', 'users_data'],
			['options.uniqueCustomFieldBy', 'options', 'id'],
		]);
		const columns = properties.find(({ name }) => name === 'columns');
		expect(columns?.typeOptions?.resourceMapper).toMatchObject({
			resourceMapperMethod: 'getProfileColumns',
			mode,
			supportAutoMap: true,
			multiKeyMatch: false,
		});
		expect(choices(properties, 'options.inviteLanguage')).toEqual(['EN', 'FR']);
		expect(choices(properties, 'options.payloadKey')).toEqual(['users_data', 'volunteers_data']);
		expect(choices(properties, 'options.uniqueCustomFieldBy')?.sort()).toEqual(['id', 'name']);
		expect(choices(properties, 'options.emptyValues')?.sort()).toEqual(['clear', 'ignore']);
		expect(choices(properties, 'options.multipleSelectionFormat')?.sort()).toEqual([
			'array',
			'commaSeparated',
		]);
	});

	it('profile: choices', () => {
		const { properties } = node('vome').description;
		expect(choices(properties, 'resource')).toEqual([
			'opportunity',
			'profile',
			'reservation',
			'shift',
		]);
		const profile = shown('vome', 'profile', 'getAll');
		expect(choices(profile, 'operation')).toEqual(['create', 'upsert', 'get', 'getAll', 'update']);
		expect(choices(properties, 'lookupBy')).toEqual(['id', 'email']);
		expect(choices(properties, 'output')).toEqual(OUTPUTS);
	});

	const OUTPUTS = ['simplified', 'flattened', 'selectedFields', 'raw'];

	it('reservation: getAll', () => {
		const properties = shown('vome', 'reservation', 'getAll');
		expect(flatten(properties)).toEqual(
			inGetMany([
				['arrivalTime', 'dateTime', ''],
				['createdAfter', 'dateTime', ''],
				['createdBefore', 'dateTime', ''],
				['departureTime', 'dateTime', ''],
				['opportunityId', 'resourceLocator', LOCATOR],
				['opportunityTitle', 'string', ''],
				['shiftId', 'resourceLocator', LOCATOR],
				['shiftTitle', 'string', ''],
				['status', 'options', 1],
				['userEmail', 'string', ''],
				['userFirstName', 'string', ''],
				['userLastName', 'string', ''],
			]),
		);
		expect(choices(properties, 'filters.status')?.toSorted()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
		expect(choices(properties, 'output')).toEqual(OUTPUTS);
	});

	it('shift: getAll', () => {
		const properties = shown('vome', 'shift', 'getAll');
		expect(flatten(properties)).toEqual(
			inGetMany(
				[
					['createdAfter', 'dateTime', ''],
					['createdBefore', 'dateTime', ''],
					['dateFrom', 'dateTime', ''],
					['dateTo', 'dateTime', ''],
					['description', 'string', ''],
					['title', 'string', ''],
				],
				[ORDERING],
			),
		);
		expect(choices(properties, 'options.ordering')?.toSorted()).toEqual([
			'-created_at',
			'-shift_end_at',
			'-shift_start_at',
			'-spots',
			'created_at',
			'shift_end_at',
			'shift_start_at',
			'spots',
		]);
		expect(choices(properties, 'output')).toEqual(OUTPUTS);
	});

	it('opportunity: getAll', () => {
		const properties = shown('vome', 'opportunity', 'getAll');
		expect(flatten(properties)).toEqual(
			inGetMany(
				[
					['categoryId', 'string', ''],
					['categoryTitle', 'string', ''],
					['createdAfter', 'dateTime', ''],
					['createdBefore', 'dateTime', ''],
					['description', 'string', ''],
					['status', 'options', 1],
					['title', 'string', ''],
				],
				[ORDERING],
			),
		);
		expect(choices(properties, 'filters.status')).toEqual([0, 1, 2]);
		expect(choices(properties, 'options.ordering')).toEqual(['-created_at', 'created_at']);
		expect(choices(properties, 'output')).toEqual(OUTPUTS);
	});

	it('statuses are called in the form what the output calls them', () => {
		const names = (resource: string) =>
			shown('vome', resource, 'getAll')
				.flatMap(({ name, options }) => (name === 'filters' ? (options ?? []) : []))
				.flatMap((option) => (option.name === 'status' ? (option as INodeProperties).options : []))
				.map((option) => option as { name: string; value: number })
				.toSorted((one, other) => one.value - other.value)
				.map(({ name }) => name.toLowerCase());
		expect(names('reservation')).toEqual(RESERVATION_STATUSES.map((label) => label.toLowerCase()));
		expect(names('opportunity')).toEqual(['draft', 'published', 'unpublished']);
	});

	it.each([
		['reservation', 'reservationId', 'string', ''],
		['shift', 'shiftId', 'resourceLocator', LOCATOR],
		['opportunity', 'opportunityId', 'resourceLocator', LOCATOR],
	])('%s: get', (resource, ...id) => {
		expect(flatten(shown('vome', resource, 'get'))).toEqual([
			['resource', 'options', 'profile'],
			['operation', 'options', 'getAll'],
			id,
			['output', 'options', 'simplified'],
			['fields', 'string', ''],
		]);
		expect(choices(shown('vome', resource, 'get'), 'operation')).toEqual(['get', 'getAll']);
	});

	it('what is picked from a list is searched for by a method of its node, or given as an ID', () => {
		for (const name of ['vome', 'assemble']) {
			const { description, methods } = node(name);
			const all = description.properties.flatMap((property) => [
				property,
				...((property.options ?? []) as INodeProperties[]),
			]);
			const locators = all.filter(({ type }) => type === 'resourceLocator');
			expect(locators.length).toBeGreaterThan(0);
			for (const { modes = [] } of locators) {
				expect(modes.map((mode) => mode.name)).toEqual(['list', 'id']);
				const method = modes[0]?.typeOptions?.searchListMethod ?? '';
				expect(Object.keys(methods?.listSearch ?? {})).toContain(method);
			}
		}
	});

	it('roleProfile: getAll', () => {
		const properties = shown('assemble', 'roleProfile', 'getAll');
		expect(flatten(properties)).toEqual([
			['authentication', 'options', 'jwt'],
			['resource', 'options', 'roleProfile'],
			['operation', 'options', 'getAll'],
			['returnAll', 'boolean', false],
			['limit', 'number', 50],
			['filters', 'collection', {}],
			['filters.approved', 'options', 'true'],
			['filters.assignable', 'options', 'true'],
			['filters.families', 'string', ''],
			['filters.permissionGroups', 'string', ''],
			['filters.recruitable', 'options', 'true'],
			['filters.search', 'string', ''],
			['filters.status', 'options', 'active'],
			['filters.type', 'options', 'volunteer'],
			['filters.view', 'options', 'all'],
			['sort', 'collection', {}],
			['sort.sortBy', 'options', 'id'],
			['sort.sortDirection', 'options', 'a'],
			['output', 'options', 'simplified'],
			['fields', 'string', ''],
			['options', 'collection', {}],
			['options.completeness', 'options', 'standard'],
			['options.queryParameters', 'fixedCollection', {}],
			['options.queryParameters.parameter.name', 'string', ''],
			['options.queryParameters.parameter.value', 'string', ''],
			['options.pageSize', 'number', 100],
			['options.parallelRequests', 'number', 8],
		]);
		for (const flag of ['approved', 'assignable', 'recruitable']) {
			expect(choices(properties, `filters.${flag}`)).toEqual(['true', 'false']);
		}
		expect(choices(properties, 'filters.status')).toEqual(['active', 'inactive']);
		expect(choices(properties, 'filters.type')).toEqual(['non-volunteer', 'volunteer']);
		expect(choices(properties, 'filters.view')).toEqual(['all']);
		expect(choices(properties, 'sort.sortBy')?.sort()).toEqual(
			['not_approved', 'id', 'name', 'permission_group', 'family']
				.concat(['recruitment_category', 'status'])
				.sort(),
		);
		expect(choices(properties, 'sort.sortDirection')).toEqual(['a', 'd']);
		expect(choices(properties, 'output')).toEqual(OUTPUTS);
	});

	it('roleProfile: get', () => {
		const properties = shown('assemble', 'roleProfile', 'get');
		expect(flatten(properties)).toEqual([
			['authentication', 'options', 'jwt'],
			['resource', 'options', 'roleProfile'],
			['operation', 'options', 'getAll'],
			['roleProfileId', 'resourceLocator', { mode: 'list', value: '' }],
			['output', 'options', 'simplified'],
			['fields', 'string', ''],
			['options', 'collection', {}],
			['options.include', 'multiOptions', []],
		]);
		expect(choices(properties, 'options.include')).toHaveLength(12);
	});

	const FIELDS = [
		['approved', 'boolean', false],
		['baseId', 'options', ''],
		['benefits', 'string', []],
		['disclaimer', 'string', ''],
		['extraFields', 'json', '{}'],
		['familyId', 'options', ''],
		['longAdvert', 'string', ''],
		['minimumAddressHistory', 'string', ''],
		['minimumAge', 'number', 18],
		['name', 'string', ''],
		['pdfUrl', 'string', ''],
		['receivesTeamNotifications', 'boolean', false],
		['recruitable', 'boolean', false],
		['recruitmentCategoryId', 'options', ''],
		['riskAssessmentUrl', 'string', ''],
		['shortAdvert', 'string', ''],
		['skills', 'string', []],
		['status', 'options', 'draft'],
		['tasks', 'string', []],
		['type', 'options', 'volunteer'],
		['volunteerManager', 'string', ''],
		['whyWeWantYou', 'string', ''],
	] as const;

	const inside = (collection: string, without = '') =>
		FIELDS.filter(([name]) => name !== without).map(([name, ...more]) => [
			`${collection}.${name}`,
			...more,
		]);

	it('roleProfile: create', () => {
		const properties = shown('assemble', 'roleProfile', 'create');
		expect(flatten(properties).slice(3)).toEqual([
			['name', 'string', ''],
			['additionalFields', 'collection', {}],
			...inside('additionalFields', 'name'),
		]);
		expect(choices(properties, 'additionalFields.type')).toEqual(['non-volunteer', 'volunteer']);
		expect(choices(properties, 'additionalFields.status')).toEqual(['active', 'draft', 'inactive']);
	});

	it('roleProfile: update', () => {
		const properties = shown('assemble', 'roleProfile', 'update');
		expect(flatten(properties).slice(3)).toEqual([
			['roleProfileId', 'resourceLocator', { mode: 'list', value: '' }],
			['updateFields', 'collection', {}],
			...inside('updateFields'),
			['options', 'collection', {}],
			['options.method', 'options', 'PUT'],
			['options.verify', 'boolean', true],
		]);
		expect(choices(properties, 'options.method')).toEqual(['PATCH', 'PUT']);
	});

	it('roleProfile: delete', () => {
		expect(flatten(shown('assemble', 'roleProfile', 'delete')).slice(3)).toEqual([
			['roleProfileId', 'resourceLocator', { mode: 'list', value: '' }],
			['options', 'collection', {}],
			['options.checkFirst', 'boolean', true],
		]);
	});

	it('roleProfile: choices', () => {
		const { properties } = node('assemble').description;
		expect(choices(properties, 'authentication')).toEqual(['jwt', 'oAuth2']);
		expect(choices(properties, 'resource')).toEqual(['roleProfile']);
		expect(choices(properties, 'operation')).toEqual([
			'create',
			'delete',
			'get',
			'getAll',
			'update',
		]);
	});

	/** What the form of an event holds: the filters are those of Get Many. */
	const inEvent = (
		getMany: INodeProperties[],
		lookBack: unknown[] = [],
		watchedFields: unknown[] = [],
	) => [
		['filters', 'collection', {}],
		...flatten(getMany).filter(([name]) => name.startsWith('filters.')),
		['output', 'options', 'simplified'],
		['fields', 'string', ''],
		['options', 'collection', {}],
		['options.queryParameters', 'fixedCollection', {}],
		['options.queryParameters.parameter.name', 'string', ''],
		['options.queryParameters.parameter.value', 'string', ''],
		...lookBack,
		['options.pageSize', 'number', 100],
		['options.parallelRequests', 'number', 8],
		...watchedFields,
	];
	const LOOK_BACK = [['options.lookBackHours', 'number', 24]];
	const WATCHED_FIELDS = [['options.watchedFields', 'multiOptions', []]];

	it.each<[event: string, resource: string, lookBack: unknown[], watchedFields: unknown[]]>([
		['opportunityCreated', 'opportunity', LOOK_BACK, []],
		['profileAdded', 'profile', [], []],
		['profileUpdated', 'profile', [], WATCHED_FIELDS],
		['reservationCreated', 'reservation', LOOK_BACK, []],
		['reservationStatusChanged', 'reservation', [], []],
		['shiftCreated', 'shift', LOOK_BACK, []],
	])('Vome Trigger: %s', (event, resource, lookBack, watchedFields) => {
		const properties = shownFor('vomeTrigger', event);
		expect(flatten(properties)).toEqual([
			['event', 'options', 'profileAdded'],
			...inEvent(shown('vome', resource, 'getAll'), lookBack, watchedFields),
		]);
		expect(choices(properties, 'output')).toEqual(OUTPUTS);
	});

	it.each([
		['roleProfileAdded', []],
		['roleProfileApproved', []],
		['roleProfileUpdated', WATCHED_FIELDS],
	])('Assemble Trigger: %s', (event, watchedFields) => {
		const properties = shownFor('assembleTrigger', event);
		expect(flatten(properties)).toEqual([
			['authentication', 'options', 'jwt'],
			['event', 'options', 'roleProfileAdded'],
			...inEvent(shown('assemble', 'roleProfile', 'getAll'), [], watchedFields),
		]);
		expect(choices(properties, 'output')).toEqual(OUTPUTS);
	});

	it('triggers: choices', () => {
		expect(choices(node('vomeTrigger').description.properties, 'event')).toEqual([
			'opportunityCreated',
			'profileAdded',
			'profileUpdated',
			'reservationCreated',
			'reservationStatusChanged',
			'shiftCreated',
		]);
		expect(choices(node('assembleTrigger').description.properties, 'event')).toEqual([
			'roleProfileAdded',
			'roleProfileApproved',
			'roleProfileUpdated',
		]);
		const watched = (name: string, event: string) =>
			choices(shownFor(name, event), 'options.watchedFields');
		const fieldsBut = (shape: RecordShape) =>
			flattenedFieldsOf(shape)
				.filter((field) => field !== 'id')
				.toSorted();
		expect(watched('vomeTrigger', 'profileUpdated')).toEqual(fieldsBut(profileShape('')));
		expect(watched('assembleTrigger', 'roleProfileUpdated')).toEqual(
			fieldsBut(roleProfileShape([])),
		);
	});

	it('credential vomeApi', () => {
		expect(fieldsOf(credential('vomeApi'))).toEqual([
			['apiKey', 'string', { password: true }, ''],
			['baseUrl', 'string', undefined, 'https://api.vomevolunteer.com'],
		]);
	});

	it('credential assembleJwtApi', () => {
		const { properties } = credential('assembleJwtApi');
		expect(fieldsOf(credential('assembleJwtApi'))).toEqual([
			['organisation', 'string', undefined, ''],
			['loginMethod', 'options', undefined, 'password'],
			['email', 'string', undefined, ''],
			['password', 'string', { password: true }, ''],
			['token', 'string', { password: true }, ''],
			['authPath', 'string', undefined, '/auth/api'],
			['sessionToken', 'hidden', { expirable: true, password: true }, ''],
			['sessionOwner', 'hidden', undefined, ''],
		]);
		expect(choices(properties, 'loginMethod')).toEqual(['password', 'token']);
	});

	it('credential assembleOAuth2Api', () => {
		const { properties, extends: parents } = credential('assembleOAuth2Api');
		expect(parents).toEqual(['oAuth2Api']);
		expect(fieldsOf(credential('assembleOAuth2Api'))).toEqual([
			['organisation', 'string', undefined, ''],
			['grantType', 'options', undefined, 'clientCredentials'],
			['authUrl', 'string', undefined, expect.stringMatching(/\/oauth\/authorize$/)],
			['accessTokenUrl', 'string', undefined, expect.stringMatching(/\/oauth\/token$/)],
			['scope', 'string', undefined, 'role-profiles users teams opportunities organisation'],
			['authentication', 'options', undefined, 'header'],
		]);
		expect(choices(properties, 'grantType')).toEqual(['clientCredentials', 'authorizationCode']);
		expect(choices(properties, 'authentication')).toEqual(['header', 'body']);
	});
});

describe('triggers', () => {
	const TRIGGERS: Array<[name: string, displayName: string, authentication: string[]]> = [
		['vomeTrigger', 'Vome Trigger', []],
		['assembleTrigger', 'Assemble Trigger', ['authentication']],
	];
	const eventOf = (name: string) =>
		node(name).description.properties.find((property) => property.name === 'event');
	const eventsOf = (name: string) => (eventOf(name)?.options ?? []) as INodePropertyOptions[];

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
							property.name === collection && property.displayOptions?.show?.event?.includes(event),
					)
					.map(({ options }) => (options ?? []).map((setting) => setting.name));
			for (const collection of ['filters', 'options'] as const) {
				expect([Object.keys(kept?.[collection] ?? {})]).toEqual(own(collection));
			}
		}
	});
});

it.each(['vome', 'vomeTrigger', 'assemble', 'assembleTrigger'])(
	"%s ends its descriptions as n8n's rules for texts ask",
	(name) => {
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
	},
);
