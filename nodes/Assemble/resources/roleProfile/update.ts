import type { IDataObject } from 'n8n-workflow';

import type { Parameters } from '../../../shared/form/parameters';
import { optionsProperty } from '../../../shared/lists/listOptions';
import type { Operation } from '../../../shared/operations';
import { bare, isObject } from '../../../shared/records';
import type { AssembleClient } from '../../shared/client';
import { unwrap } from '../../shared/client';
import { emptiedFields, ignoredFields, keepsFields } from './compare';
import { KEPT_FIELDS, labelOf, readFields, updateFields } from './fields';
import { roleProfileLocator } from './locator';
import { notFound, pathOf, readRoleProfile } from './readRoleProfile';

type Method = 'PUT' | 'PATCH';

/** What the server did so far with the fields that an update leaves out. */
const seen = new WeakMap<AssembleClient, Map<Method, 'keeps' | 'empties'>>();

function verdictsOf(client: AssembleClient): Map<Method, 'keeps' | 'empties'> {
	const verdicts = seen.get(client) ?? new Map<Method, 'keeps' | 'empties'>();
	seen.set(client, verdicts);
	return verdicts;
}

/** Update (contract/assemble.md 4.4 and 4.5). Sends only the fields that are set. */
export const update: Operation<AssembleClient> = {
	name: 'Update',
	value: 'update',
	action: 'Update role profile',
	description: 'Update a role profile',
	isChange: true,
	properties: [
		roleProfileLocator,
		updateFields,
		optionsProperty([
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
					'Whether to read the role profile back, and stop if Assemble left a field as it was, which happens with approved ones. Until it is seen to keep the fields that you did not set, those are compared too, and no further role profile is touched once one has lost them.',
			},
		]),
	],

	async execute(client, parameters) {
		const id = parameters.id('roleProfileId');
		const method = parameters.choice<Method>('options.method');
		const isVerified = parameters.boolean('options.verify');
		const body = await readFields(client, parameters, 'updateFields');
		if (Object.keys(body).length === 0) {
			throw parameters.fail(
				"'Update Fields' holds nothing to update",
				'Add at least one field. A field whose expression gives nothing does not count.',
			);
		}
		if ('name' in body && String(body.name ?? '').trim() === '') {
			throw parameters.fail("'Name' is empty", 'Enter a name, or remove the field.');
		}

		const verdict = isVerified ? verdictsOf(client).get(method) : 'keeps';
		if (verdict === 'empties') throw emptying(parameters, id, method);
		const before =
			verdict === undefined ? await readRoleProfile(client, parameters, id) : undefined;
		const answer = await client.write({
			method,
			path: pathOf(id),
			body,
			subject: `the role profile ${id}`,
			itemIndex: parameters.itemIndex,
			expect: [404, 405],
			advice:
				'Correct the fields that Assemble names. An approved role profile is partly locked: make a copy of it as a draft in Assemble, change that, and have it approved.',
		});
		if (answer.status >= 400) throw refused(parameters, id, method, answer.status, before);
		if (!isVerified) {
			return [{ json: unwrap(answer.body) ?? (await readRoleProfile(client, parameters, id)) }];
		}

		const after = await readBack(client, parameters, id);
		if (before !== undefined) {
			const change = { before, sent: body, after };
			const emptied = emptiedFields(KEPT_FIELDS, change);
			if (emptied.length > 0) {
				verdictsOf(client).set(method, 'empties');
				throw emptying(parameters, id, method, { emptied, before });
			}
			if (keepsFields(KEPT_FIELDS, change)) verdictsOf(client).set(method, 'keeps');
		}
		const ignored = ignoredFields(body, after);
		if (ignored.length > 0) throw leftAsBefore(parameters, id, ignored);
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

/** For an update that emptied fields or, without `loss`, was therefore not sent. */
function emptying(
	parameters: Parameters,
	id: number,
	method: Method,
	loss?: { emptied: string[]; before: IDataObject },
) {
	const advice = `With ${method}, this Assemble replaces the whole role profile. Change 'Method' under Options, or set all fields in each update.`;
	if (loss === undefined) {
		return parameters.fail(
			`The role profile ${id} was not updated, because fields of another one were emptied`,
			`${advice} Nothing was sent for this item.`,
		);
	}
	const { emptied, before } = loss;
	const values = emptied.map((field) => `${labelOf(field)}: ${shown(before[field])}`).join('; ');
	return parameters.fail(
		`Assemble emptied fields of role profile ${id} that were not sent: ${emptied.map(labelOf).join(', ')}`,
		`${advice} Fill in the emptied fields again in Assemble. No further role profile is updated by this execution of the node. Before, they were: ${values}`,
	);
}

const LONGEST_VALUE = 300;

function shown(value: unknown): string {
	const inner = bare(value);
	const text = Array.isArray(inner)
		? inner.map((row) => shown(row)).join(', ')
		: isObject(inner)
			? shown(inner.name ?? inner.task ?? inner.skill ?? inner.benefit ?? inner.id)
			: String(inner ?? '');
	return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}...` : text;
}

function leftAsBefore(parameters: Parameters, id: number, ignored: string[]) {
	const isApproval = ignored.some((field) => field === 'approved' || field === 'status');
	const why = isApproval
		? 'The user that n8n acts as may lack the permission to approve, or it can only be done in Assemble itself; and an inactive role profile cannot become active again.'
		: 'An approved role profile is partly locked: make a copy of it as a draft in Assemble, change that, and have it approved.';
	return parameters.fail(
		`Assemble did not change ${ignored.map(labelOf).join(', ')} of role profile ${id}`,
		`It accepted the update, but left ${ignored.length === 1 ? 'this field' : 'these fields'} as before. ${why} The other fields that you set are as you set them. To go on regardless, turn off 'Verify' under Options.`,
	);
}

/** A 404 means an unknown record or an unknown method, unless the record was just read. */
function refused(
	parameters: Parameters,
	id: number,
	method: Method,
	status: number,
	before: IDataObject | undefined,
) {
	const other = method === 'PUT' ? 'PATCH' : 'PUT';
	if (status === 405 || before !== undefined) {
		return parameters.fail(
			`Assemble does not accept ${method} for the role profile ${id}`,
			`Change 'Method' under Options to ${other}. The documentation does not say which one it is.`,
		);
	}
	const why = `If it exists, change 'Method' under Options to ${other}.`;
	return notFound(parameters, id, why);
}
