// The node as a tool of an AI agent: the model gives the parameters that are left to it, and reads
// the answer. Agent and model are played here; all that lies between them and the node is n8n's.
import type {
	EngineResponse,
	IDataObject,
	IExecuteFunctions,
	INodeParameters,
	INodeType,
	NodeOutput,
} from 'n8n-workflow';

import { triggered } from '../../engine/index.mts';
import { AssembleBench } from '../support/assembleBench.mts';
import { VomeBench } from '../support/vomeBench.mts';

/** What agents see of a tool. */
interface Tool {
	name: string;
	description: string;
	schema: { shape: Record<string, { description?: string }> };
	invoke(input: IDataObject): Promise<string>;
}

let bench: VomeBench;
let assemble: AssembleBench;
beforeAll(async () => {
	assemble = await AssembleBench.start();
	bench = await VomeBench.start({ profiles: 50, shifts: 40, reservations: 120 });
	for (const { engine } of [bench, assemble]) {
		for (const node of ['vome', 'assemble']) {
			const type = `n8n-nodes-vome-assemble.${node}`;
			engine.nodeTypes.add(`${type}Tool`, toTool(engine.nodeTypes.getByNameAndVersion(type)));
		}
	}
});
beforeEach(async () => {
	bench.sandbox.reset();
	await bench.saveCredential();
});
afterAll(async () => await Promise.all([bench.stop(), assemble.stop()]));

/** Does to a node what n8n's server does to those that can be used as tools. */
function toTool(node: INodeType): INodeType {
	if (node.description.usableAsTool !== true) throw new Error('The node cannot be a tool');
	const { name } = node.description;
	const description = {
		...node.description,
		name: `${name}Tool`,
		inputs: [],
		outputs: ['ai_tool'],
	};
	return Object.assign(Object.create(node) as INodeType, { description });
}

const VOME = { name: 'Vome', credential: 'vomeApi', id: 'vome' };
const ASSEMBLE = { name: 'Assemble', credential: 'assembleJwtApi', id: 'assembleJwtApi' };

/** Runs an agent that does `execute` and has the node with these parameters for its only tool. */
async function runAgent(
	parameters: INodeParameters,
	execute: INodeType['execute'],
	{ name, credential, id } = VOME,
) {
	const { engine } = name === 'Vome' ? bench : assemble;
	engine.nodeTypes.add('test.agent', {
		description: {
			displayName: 'Agent',
			name: 'agent',
			group: ['transform'],
			version: 1,
			description: '',
			defaults: { name: 'Agent' },
			inputs: ['main', 'ai_tool'],
			outputs: ['main'],
			properties: [],
		},
		execute,
	});
	const workflow = triggered({ name: 'Agent', type: 'test.agent', parameters: {} });
	workflow.nodes.push({
		id: '3',
		name,
		type: `n8n-nodes-vome-assemble.${name.toLowerCase()}Tool`,
		typeVersion: 1,
		position: [220, 220],
		parameters,
		credentials: { [credential]: { id, name: `${name} account` } },
	});
	workflow.connections[name] = { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] };
	const result = await engine.run(workflow);
	return { error: result.error, items: result.node('Agent').outputs[0]?.map(({ json }) => json) };
}

const toolOf = async (context: IExecuteFunctions) =>
	((await context.getInputConnectionData('ai_tool', 0)) as [Tool])[0];

/** The two ways in which agents use a tool, each giving the node's items on. */
const ways: Array<[string, (input: IDataObject, node?: string) => INodeType['execute']]> = [
	[
		'calls the tool',
		(input) =>
			async function () {
				const answer = await (await toolOf(this)).invoke(input);
				return [(JSON.parse(answer) as IDataObject[]).map((json) => ({ json }))];
			},
	],
	[
		'has the engine run the tool',
		(input, nodeName = 'Vome') =>
			async function (this: IExecuteFunctions, response?: EngineResponse): Promise<NodeOutput> {
				const [result] = response?.actionResponses ?? [];
				if (result !== undefined) return [result.data.data?.ai_tool?.[0] ?? []];
				return {
					actions: [
						{
							actionType: 'ExecutionNodeAction',
							nodeName,
							type: 'ai_tool',
							id: 'call',
							input: input,
							metadata: {},
						},
					],
					metadata: {},
				};
			},
	],
];

it('is described to the model by its operation and the parameters that are left to it', async () => {
	const parameters = {
		descriptionType: 'auto',
		resource: 'profile',
		operation: 'getAll',
		limit: "={{ $fromAI('limit', 'How many', 'number') }}",
		filters: { firstName: "={{ $fromAI('first_name', 'Whom to look for', 'string') }}" },
	};
	const { items, error } = await runAgent(parameters, async function () {
		const { name, description, schema } = await toolOf(this);
		const inputs = Object.entries(schema.shape).map(([key, input]) => [key, input.description]);
		return [[{ json: { name, description, inputs } }]];
	});
	expect(error).toBeUndefined();
	expect(items).toEqual([
		{
			name: 'Vome',
			description: 'Get many profiles in Vome',
			inputs: [
				['limit', 'How many'],
				['first_name', 'Whom to look for'],
			],
		},
	]);
});

describe.each(ways)('an agent that %s', (_, use) => {
	it('gets the profiles that the model asks for', async () => {
		const wanted = bench.sandbox.vome.profiles.filter(
			({ profile_details }) => profile_details.first_name === 'Bailey',
		);
		const { items, error } = await runAgent(
			{
				limit: "={{ $fromAI('limit', '', 'number') }}",
				filters: { firstName: "={{ $fromAI('first_name', '', 'string') }}" },
			},
			use({ limit: 10, first_name: 'Bailey' }),
		);
		expect(error).toBeUndefined();
		expect(wanted.length).toBeGreaterThan(0);
		expect(items?.map(({ id, first_name }) => [id, first_name])).toEqual(
			wanted.map(({ id }) => [id, 'Bailey']),
		);
		expect(bench.urls[0]).toContain('first_name=Bailey');
		expect(bench.urls[0]).toContain('limit=10');
	});

	it('gets the reservations that the model asks for, and leaves out what it does not need', async () => {
		const wanted = bench.sandbox.vome.reservations.filter(
			({ status, created_at }) => status === 6 && created_at >= '2025-11-01',
		);
		const { items, error } = await runAgent(
			{
				resource: 'reservation',
				returnAll: true,
				filters: {
					status: "={{ $fromAI('status') }}",
					createdAfter: "={{ $fromAI('created_after') }}",
					createdBefore: "={{ $fromAI('created_before') }}",
					shiftId: { __rl: true, mode: 'id', value: "={{ $fromAI('shift_id') }}" },
				},
			},
			use({
				status: 'hours logged',
				created_after: '2025-11-01T00:00:00Z',
				created_before: '',
				shift_id: '',
			}),
		);
		expect(error).toBeUndefined();
		expect(wanted.length).toBeGreaterThan(0);
		expect(items?.map(({ id }) => id)).toEqual(wanted.map(({ id }) => id));
		expect(bench.urls[0]).toBe(
			'/api/reservations/search/?status=6&created_at.gte=2025-11-01T00%3A00%3A00Z&page=1&limit=100',
		);
	});

	const asked = {
		returnAll: true,
		filters: {
			tag: "={{ $fromAI('tag') }}",
			profileType: "={{ $fromAI('type') }}",
			customField: { field: [{ name: 'Has a car', value: "={{ $fromAI('has_car') }}" }] },
		},
	};

	it.each(['getAll', 'count'])(
		'gets not the whole list where the model gives no filter (%s)',
		async (operation) => {
			const { error, items } = await runAgent(
				{ operation, ...asked },
				use({ tag: '', type: ' ', has_car: '' }),
			);
			const answer = error?.message ?? JSON.stringify(items);
			expect(answer).toContain(
				'No filter is set: give at least one of Profile Type, Tag, Custom Fields',
			);
			expect(answer).not.toContain('"id"');
			expect(bench.urls).toEqual([]);
		},
	);

	it('gets what one of several filters lets through', async () => {
		const withCar = bench.sandbox.vome.profiles.filter(({ custom_fields }) =>
			custom_fields.some(
				({ custom_field, custom_field_value }) =>
					custom_field.name === 'Has a car' &&
					custom_field_value !== null &&
					'value' in custom_field_value &&
					custom_field_value.value === true,
			),
		);
		const { error, items } = await runAgent(asked, use({ tag: '', type: '', has_car: 'yes' }));
		expect(error).toBeUndefined();
		expect(withCar.length).toBeGreaterThan(1);
		expect(items?.map(({ id }) => id)).toEqual(withCar.map(({ id }) => id));
	});

	it('gets the one profile that the model asks for', async () => {
		const wanted = bench.sandbox.vome.profiles[7];
		const { items, error } = await runAgent(
			{
				operation: 'get',
				profileId: { __rl: true, mode: 'email', value: "={{ $fromAI('email') }}" },
			},
			use({ email: String(wanted?.profile_details.email) }),
		);
		expect(error).toBeUndefined();
		expect(items?.map(({ id }) => id)).toEqual([wanted?.id]);
	});

	describe('with people and hours of Assemble', () => {
		beforeEach(async () => {
			assemble.reset();
			await assemble.assemble({ limit: 1 });
			assemble.sandbox.requests.length = 0;
		});

		/** Every filter of a resource that a model may fill in. */
		const FILTERS = {
			user: {
				roleProfiles: { __rl: true, mode: 'id', value: "={{ $fromAI('roles') }}" },
				search: "={{ $fromAI('search') }}",
				view: "={{ $fromAI('view') }}",
				hasEmail: "={{ $fromAI('has_email') }}",
				skills: "={{ $fromAI('skills') }}",
			},
			opportunity: {
				type: "={{ $fromAI('type') }}",
				age: "={{ $fromAI('age') }}",
				roleBases: "={{ $fromAI('bases') }}",
			},
			team: { hidden: "={{ $fromAI('hidden') }}", externalReference: "={{ $fromAI('ref') }}" },
			activity: {
				category: "={{ $fromAI('category') }}",
				startDate: "={{ $fromAI('start') }}",
				updatedAfter: "={{ $fromAI('updated') }}",
				userId: { __rl: true, mode: 'id', value: "={{ $fromAI('user') }}" },
			},
		};
		type Resource = keyof typeof FILTERS;

		const ask = async (resource: Resource, input: IDataObject, operation = 'getAll') => {
			const names = [...JSON.stringify(FILTERS[resource]).matchAll(/fromAI\('(\w+)'/g)];
			const nothing = Object.fromEntries(names.map(([, name = '']) => [name, '']));
			const parameters = { resource, operation, returnAll: true, filters: FILTERS[resource] };
			return await runAgent(parameters, use({ ...nothing, ...input }, 'Assemble'), ASSEMBLE);
		};
		const urls = () => assemble.requests.map((request) => request.replace(/.*\/api/, ''));

		it.each<[Resource, IDataObject, string]>([
			['user', { roles: '103' }, '/users?roles=103&page=1&limit=100'],
			['user', { search: 'eve', has_email: 'yes' }, '/users?q=eve&has_email=true&'],
			['opportunity', { type: 'ongoing', age: '18' }, '/opportunities?age=18&type=Ongoing&'],
			['team', { ref: 'T-002' }, '/teams?external_reference=T-002&'],
			['activity', { category: '2', start: '2026-02-01' }, '/activities?category=2&start_date='],
		])('of %s gets what it asks for: %j', async (resource, input, url) => {
			const { error, items } = await ask(resource, input);
			expect(error).toBeUndefined();
			expect(urls()[0]).toContain(url);
			expect(items?.length).toBeGreaterThan(0);
		});

		it.each(
			(Object.keys(FILTERS) as Resource[]).flatMap((resource) =>
				['getAll', 'count'].map((operation) => [resource, operation] as const),
			),
		)(
			'of %s gets not the whole list where it gives no filter (%s)',
			async (resource, operation) => {
				const { error, items } = await ask(resource, {}, operation);
				const answer = error?.message ?? JSON.stringify(items);
				expect(answer).toContain('No filter is set: give at least one of ');
				expect(urls()).toEqual([]);
			},
		);
	});
});
