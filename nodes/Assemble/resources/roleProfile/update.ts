import type { IDataObject } from 'n8n-workflow';

import type { Parameters } from '../../../shared/form/parameters';
import { optionsProperty } from '../../../shared/lists/listOptions';
import type { Operation } from '../../../shared/operations';
import type { AssembleClient } from '../../shared/client';
import { unwrap } from '../../shared/client';
import type { Difference } from './compare';
import { emptiedFields, findDifferences, shown } from './compare';
import { KEPT_FIELDS, labelOf, readFields, updateFields } from './fields';
import { roleProfileLocator } from './locator';
import { hasId, pathOf, readRoleProfile } from './readRoleProfile';
import { hintAtRewording, nameFields } from './takenOver';

/** Whose server emptied fields that an update left out. */
const emptying = new WeakSet<AssembleClient>();

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
				displayName: 'Verify',
				name: 'verify',
				type: 'boolean',
				default: true,
				description:
					'Whether to read the role profile before and after, and stop if a change is not there',
			},
		]),
	],

	async execute(client, parameters) {
		const id = parameters.id('roleProfileId');
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

		if (!isVerified) {
			const answered = await send(client, parameters, id, body);
			const isRight = answered !== undefined && hasId(answered, id);
			return [{ json: isRight ? answered : await readBack(client, parameters, id) }];
		}
		if (emptying.has(client)) throw notSent(parameters, id);
		// For each: what the server left alone and what it altered look the same afterwards.
		const before = await readRoleProfile(client, parameters, id);
		await send(client, parameters, id, body);
		const after = await readBack(client, parameters, id);
		const emptied = emptiedFields(KEPT_FIELDS, { before, sent: body, after });
		if (emptied.length > 0) {
			emptying.add(client);
			throw hasEmptied(parameters, id, emptied, before);
		}
		const differences = findDifferences(body, after, before);
		if (differences.some(({ kind }) => kind !== 'reworded')) {
			throw notTakenOver(parameters, id, differences);
		}
		hintAtRewording(client, id, differences);
		return [{ json: after }];
	},
};

/** Sends the update; returns the role profile if it came with the answer. */
async function send(
	client: AssembleClient,
	parameters: Parameters,
	id: number,
	body: IDataObject,
): Promise<IDataObject | undefined> {
	const answer = await client.write({
		method: 'PUT',
		path: pathOf(id),
		body,
		subject: `the role profile ${id}`,
		itemIndex: parameters.itemIndex,
		expect: [404, 405],
		advice:
			'Correct the fields that Assemble names. An approved role profile is partly locked: make a copy of it as a draft in Assemble, change that, and have it approved.',
	});
	if (answer.status < 400) return unwrap(answer.body);
	// A 404 means an unknown record or an unknown method.
	if (answer.status === 404) await readRoleProfile(client, parameters, id);
	throw parameters.fail(
		`Assemble does not accept the update of role profile ${id} (PUT, HTTP ${answer.status})`,
		'Nothing was changed. A proxy in between may refuse it, or your Assemble wants PATCH: an HTTP Request node with the same credential can send that.',
	);
}

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

const REPLACES = 'This Assemble replaces the whole role profile. Set all fields in each update.';

function notSent(parameters: Parameters, id: number) {
	return parameters.fail(
		`The role profile ${id} was not updated, because fields of another one were emptied`,
		`${REPLACES} Nothing was sent for this item.`,
	);
}

function hasEmptied(parameters: Parameters, id: number, emptied: string[], before: IDataObject) {
	const values = emptied.map((field) => `${labelOf(field)}: ${shown(before[field])}`).join('; ');
	return parameters.fail(
		`Assemble emptied fields of role profile ${id} that were not sent: ${emptied.map(labelOf).join(', ')}`,
		`${REPLACES} Fill in the emptied fields again in Assemble. No further role profile is updated by this execution of the node. Before, they were: ${values}`,
	);
}

function notTakenOver(parameters: Parameters, id: number, differences: Difference[]) {
	const [left, altered] = [nameFields(differences, 'left'), nameFields(differences, 'altered')];
	const message =
		left === ''
			? `Assemble stored ${altered} of role profile ${id} otherwise`
			: `Assemble did not change ${left} of role profile ${id}`;
	const more = left === '' || altered === '' ? '' : `, and stored ${altered} otherwise`;
	const isApproval = differences.some(({ field }) => field === 'approved' || field === 'status');
	const why = isApproval
		? 'The user that n8n acts as may lack the permission to approve, or it can only be done in Assemble itself; and an inactive role profile cannot become active again.'
		: 'An approved role profile is partly locked: make a copy of it as a draft in Assemble, change that, and have it approved.';
	const advice = [
		'Assemble accepted the update.',
		left !== '' && `It left ${left} as before. ${why}`,
		altered !== '' && 'Look in Assemble at what it stored, and send what it can store.',
		"The other fields that you set are as you set them. To go on regardless, turn off 'Verify' under Options.",
	].filter((sentence) => sentence !== false);
	return parameters.fail(`${message}${more}`, advice.join(' '));
}
