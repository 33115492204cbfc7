import type { IDataObject } from 'n8n-workflow';

import type { Parameters } from '../../../shared/form/parameters';
import { NO_RECORD, NOT_DONE } from '../../../shared/http/errors';
import { optionsProperty } from '../../../shared/lists/listOptions';
import type { Operation } from '../../../shared/operations';
import type { AssembleClient } from '../../shared/client';
import { LINK_FORM, UPDATE_METHOD } from '../../shared/guesses';
import { unwrap } from '../../shared/places';
import type { Difference } from './compare';
import { emptiedFields, findDifferences, shown } from './compare';
import { KEPT_FIELDS, labelOf, readFields, updateFields } from './fields';
import { roleProfileLocator } from './locator';
import { hasId, pathOf, readRoleProfile } from './readRoleProfile';
import type { SentBody } from './sending';
import { checkAnswer, isUnproven, missingLinks, sendBody } from './sending';
import { hintAtRewording, nameFields } from './takenOver';

const LOCKED =
	'An approved role profile is partly locked: make a copy of it as a draft in Assemble, change that, and have it approved.';

const LOOK =
	'Look in Assemble whether anything was changed, correct what it names, and run this item again.';

/** After this, in ms, a copy of the database or a cache has mostly caught up with a change. */
const CATCHING_UP = 1_500;

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
		const isVerified = parameters.boolean('options.verify');
		const [id, body] = await parameters.all(
			() => parameters.id('roleProfileId'),
			async () => await readFields(client, parameters, 'updateFields'),
		);
		if (Object.keys(body).length === 0) {
			throw parameters.fail(
				"'Update Fields' holds nothing to update",
				'Add at least one field. A field whose expression gives nothing does not count.',
			);
		}
		if ('name' in body && String(body.name ?? '').trim() === '') {
			throw parameters.fail("'Name' is empty", 'Enter a name, or remove the field.');
		}

		if (isVerified && emptying.has(client)) throw notSent(parameters, id);
		// For each: what the server left alone and what it altered look the same afterwards.
		const before = isVerified ? await readRoleProfile(client, parameters, id) : undefined;
		const sent = await send(client, parameters, { id, body, before });
		if (!isVerified && !sent.isUnproven) {
			const { profile } = sent;
			const isRight = profile !== undefined && hasId(profile, id);
			return [{ json: isRight ? profile : await readBack(client, parameters, id) }];
		}
		const look = async () => await lookAfter(client, parameters, { id, body, before }, sent);
		let seen = await look();
		if (seen.differences.some(({ kind }) => kind === 'left')) {
			await client.wait(CATCHING_UP);
			seen = await look();
		}
		const { after, differences } = seen;
		if (differences.some(({ kind }) => kind !== 'reworded')) {
			if (!sent.isUnproven && isOnlyAnswered(body, sent, differences)) {
				throw notShown(parameters, id, differences);
			}
			throw notTakenOver(parameters, id, differences, sent);
		}
		learn(client, body, sent);
		hintAtRewording(client, id, differences);
		return [{ json: after }];
	},
};

interface Update {
	id: number;
	body: IDataObject;
	/** The role profile as it was, if it was read. */
	before?: IDataObject;
}

interface SentUpdate extends Pick<Update, 'before'> {
	method: (typeof UPDATE_METHOD.candidates)[number];
	form: SentBody['form'];
	/** The role profile, if it came with the answer. */
	profile: IDataObject | undefined;
	/** It was accepted in a way that is not known to have any effect. */
	isUnproven: boolean;
}

/** Sends the update by the method that Assemble takes: one that it does not know has changed nothing. */
async function send(
	client: AssembleClient,
	parameters: Parameters,
	{ id, body, before }: Update,
): Promise<SentUpdate> {
	const { guesses } = client;
	let known = before;
	let status = 0;
	const methods = guesses.inOrder(UPDATE_METHOD).slice(0, guesses.isMissed(UPDATE_METHOD) ? 1 : 2);
	for (const method of methods) {
		const answer = await sendBody(client, {
			method,
			path: pathOf(id),
			body,
			subject: `the role profile ${id}`,
			itemIndex: parameters.itemIndex,
			expect: NOT_DONE,
			advice: `Correct the fields that Assemble names. ${LOCKED}`,
		});
		({ status } = answer);
		if (status < 400) {
			await checkAnswer(client, parameters, answer, LOOK);
			const { form } = answer;
			const isNewMethod = isUnproven(client, UPDATE_METHOD, method);
			const isNewForm = form !== undefined && isUnproven(client, LINK_FORM, form);
			if (!isNewMethod) guesses.settle(UPDATE_METHOD, method);
			if (form !== undefined && !isNewForm) guesses.settle(LINK_FORM, form);
			const profile = unwrap(answer.body);
			return { method, form, before: known, profile, isUnproven: isNewMethod || isNewForm };
		}
		// A 404 or 410 means an unknown record or an unknown method. What there is shows what the next one does.
		if (NO_RECORD.includes(status) || (known === undefined && method !== methods.at(-1))) {
			known = await readRoleProfile(client, parameters, id);
		}
	}
	guesses.miss(UPDATE_METHOD);
	throw parameters.fail(
		`Assemble does not accept the update of role profile ${id} (${methods.join(' and ')}, HTTP ${status})`,
		'Nothing was changed. A proxy in between may refuse such requests: ask whoever runs it.',
	);
}

/**
 * Reads the role profile after the update, and finds what is otherwise than it was sent. Throws if
 * fields were emptied that were not sent.
 */
async function lookAfter(
	client: AssembleClient,
	parameters: Parameters,
	{ id, body, before }: Update,
	sent: SentUpdate,
): Promise<{ after: IDataObject; differences: Difference[] }> {
	const after = await readBack(client, parameters, id);
	if (before !== undefined) {
		const emptied = emptiedFields(KEPT_FIELDS, { before, sent: body, after });
		if (emptied.length > 0) {
			emptying.add(client);
			throw hasEmptied(parameters, id, emptied, before);
		}
	}
	const differences = before === undefined ? [] : findDifferences(body, after, before);
	if (sent.isUnproven) differences.push(...withoutEffect(body, after, sent, differences));
	return { after, differences };
}

/** Keeps what proved to be right: only a change shows that a method has any effect. */
function learn({ guesses }: AssembleClient, body: IDataObject, sent: SentUpdate): void {
	const { method, form, before } = sent;
	if (before !== undefined && differing(body, before).length > 0) {
		guesses.settle(UPDATE_METHOD, method);
	}
	if (form !== undefined) guesses.settle(LINK_FORM, form);
}

/** The fields that are as before although all of them were to change, and links that are not there. */
function withoutEffect(
	body: IDataObject,
	after: IDataObject,
	{ before }: SentUpdate,
	known: Difference[],
): Difference[] {
	const changes = before === undefined ? [] : differing(body, before);
	const left = findDifferences(body, after, before ?? {})
		.filter(({ kind }) => kind === 'left')
		.map(({ field }) => field);
	const isLeft = changes.length > 0 && changes.every((field) => left.includes(field));
	return [...(isLeft ? changes : []), ...missingLinks(body, after)]
		.filter((field, index, fields) => fields.indexOf(field) === index)
		.filter((field) => known.every((difference) => difference.field !== field))
		.map((field) => ({ field, kind: 'left', how: '' }));
}

function differing(body: IDataObject, record: IDataObject): string[] {
	return findDifferences(body, record, {}).map(({ field }) => field);
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
			`Check in Assemble whether it is as it should be. What happened: ${(error as Error).message}`,
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

/** Whether the answer to the update has all that the reads after it do not show. */
function isOnlyAnswered(
	body: IDataObject,
	{ profile, before = {} }: SentUpdate,
	differences: Difference[],
): boolean {
	if (profile === undefined) return false;
	const wrong = findDifferences(body, profile, before).map(({ field }) => field);
	return differences.every(
		({ kind, field }) => kind === 'left' && field in profile && !wrong.includes(field),
	);
}

function notShown(parameters: Parameters, id: number, differences: Difference[]) {
	const fields = nameFields(differences, 'left');
	return parameters.fail(
		`Assemble answered that it changed ${fields} of role profile ${id}, but reading it still shows the values before`,
		"A cache or a copy of the database may need more time, or Assemble repeats what it is sent and does not store it. Look in Assemble at what it stored. The other fields that you set were stored as sent. To go on regardless, turn off 'Verify' under Options.",
	);
}

function notTakenOver(
	parameters: Parameters,
	id: number,
	differences: Difference[],
	{ method, isUnproven: isNew }: SentUpdate,
) {
	const [left, altered] = [nameFields(differences, 'left'), nameFields(differences, 'altered')];
	const message =
		left === ''
			? `Assemble stored ${altered} of role profile ${id} differently`
			: `Assemble did not change ${left} of role profile ${id}`;
	const more = left === '' || altered === '' ? '' : `, and stored ${altered} differently`;
	const isApproval = differences.some(({ field }) => field === 'approved' || field === 'status');
	const why = isApproval
		? 'The user that n8n acts as may lack the permission to approve, or approval is only possible in Assemble itself; and an inactive role profile cannot become active again.'
		: LOCKED;
	const advice = [
		isNew
			? `Assemble accepted the update as ${method}, after it had refused it in another way.`
			: 'Assemble accepted the update.',
		left !== '' && `It left ${left} as before. ${why}`,
		altered !== '' && 'Look in Assemble at what it stored, and send what it can store.',
		"The other fields that you set were stored as sent. To go on regardless, turn off 'Verify' under Options.",
	].filter((sentence) => sentence !== false);
	return parameters.fail(`${message}${more}`, advice.join(' '));
}
