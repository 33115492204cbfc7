import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';

import type { Operation } from '../../../shared/operations';
import { Parameters } from '../../../shared/parameters';
import { roleProfileLocator } from '../../shared/descriptions';
import { PATHS } from '../../shared/paths';
import type { AssembleClient } from '../../shared/transport';
import { unwrap } from '../../shared/transport';
import { emptiedFields, ignoredFields } from './compare';
import { FREE_FIELDS, labelOf, readFields, updateFields } from './fields';
import { readRoleProfile } from './readRoleProfile';

const properties: INodeProperties[] = [
	roleProfileLocator,
	updateFields,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Method',
				name: 'method',
				type: 'options',
				options: [
					{ name: 'PATCH', value: 'PATCH' },
					{ name: 'PUT', value: 'PUT' },
				],
				default: 'PUT',
				description:
					'How the change is sent. The documentation does not say which one Assemble expects; change it if Assemble does not accept the update.',
			},
			{
				displayName: 'Verify',
				name: 'verify',
				type: 'boolean',
				default: true,
				description:
					'Whether to read the role profile back, and stop if Assemble left a field as it was. Approved role profiles are partly locked. The first update of a run also makes sure that fields you did not set are kept.',
			},
		],
	},
];

const METHODS = ['PUT', 'PATCH'] as const;

/** Clients whose server was seen to keep the fields that an update leaves out. */
const keepsOthers = new WeakSet<AssembleClient>();

/** Role profiles: Update (contract: assemble.md 4.4 and 4.5). Only the fields that are set are sent. */
export const update: Operation<AssembleClient> = {
	description: updateDisplayOptions(
		{ show: { resource: ['roleProfile'], operation: ['update'] } },
		properties,
	),

	async execute(client, itemIndex) {
		const parameters = new Parameters(this, itemIndex);
		const id = parameters.id('roleProfileId', 'Role Profile');
		const method = parameters.choice('options.method', 'Method', METHODS);
		const isVerified = parameters.boolean('options.verify', 'Verify') ?? true;
		const body = readFields(parameters, 'updateFields');
		if (Object.keys(body).length === 0) {
			throw parameters.fail(
				"'Update Fields' holds nothing to update",
				'Add at least one field. A field whose expression gives nothing does not count.',
			);
		}
		if ('name' in body && String(body.name ?? '').trim() === '') {
			throw parameters.fail("'Name' is empty", 'Enter a name, or remove the field.');
		}

		const before =
			isVerified && !keepsOthers.has(client)
				? await readRoleProfile(client, parameters, id)
				: undefined;
		const answer = await client.write({
			method,
			path: PATHS.roleProfile(id),
			body,
			subject: `the role profile ${id}`,
			itemIndex,
			expect: [404, 405],
			advice:
				'Correct the fields that Assemble names. An approved role profile is partly locked: make a copy of it as a draft in Assemble, change that, and have it approved.',
		});
		if (answer.status >= 400) throw notFound(parameters, id, method, answer.status, before);
		if (!isVerified) {
			return [{ json: unwrap(answer.body) ?? (await readRoleProfile(client, parameters, id)) }];
		}

		const after = await readBack(client, parameters, id);
		verify(parameters, id, { before, sent: body, after });
		keepsOthers.add(client);
		return [{ json: after }];
	},
};

async function readBack(
	client: AssembleClient,
	parameters: Parameters,
	id: number,
): Promise<IDataObject> {
	try {
		return await readRoleProfile(client, parameters, id);
	} catch (error) {
		throw parameters.fail(
			`Assemble accepted the update of role profile ${id}, but it could not be read back`,
			`Look in Assemble whether it is as it should be. What happened: ${(error as Error).message}`,
		);
	}
}

function verify(
	parameters: Parameters,
	id: number,
	{ before, sent, after }: { before?: IDataObject; sent: IDataObject; after: IDataObject },
): void {
	const emptied = before === undefined ? [] : emptiedFields(FREE_FIELDS, { before, sent, after });
	if (emptied.length > 0) {
		throw parameters.fail(
			`Assemble emptied fields of role profile ${id} that were not sent: ${emptied.map(labelOf).join(', ')}`,
			"This Assemble replaces the whole role profile. Fill in the emptied fields again in Assemble, and change 'Method' under Options, or set all fields in each update. No further item was updated.",
		);
	}
	const ignored = ignoredFields(sent, after);
	if (ignored.length > 0) {
		throw parameters.fail(
			`Assemble did not change ${ignored.map(labelOf).join(', ')} of role profile ${id}`,
			`It accepted the update, but left ${ignored.length === 1 ? 'this field' : 'these fields'} as before. An approved role profile is partly locked, and an inactive one cannot become active again. All other fields were updated. To go on regardless, turn off 'Verify' under Options.`,
		);
	}
}

/** Nothing tells whether the record or only the verb is unknown, unless the record was just read. */
function notFound(
	parameters: Parameters,
	id: number,
	method: (typeof METHODS)[number],
	status: number,
	before: IDataObject | undefined,
) {
	const other = METHODS.find((candidate) => candidate !== method);
	if (status === 405 || before !== undefined) {
		return parameters.fail(
			`Assemble does not accept ${method} for the role profile ${id}`,
			`Change 'Method' under Options to ${other}. The documentation does not say which one it is.`,
		);
	}
	return parameters.fail(
		`Assemble has no role profile with the ID ${id}`,
		`Check 'Role Profile'. If it exists, change 'Method' under Options to ${other}.`,
	);
}
