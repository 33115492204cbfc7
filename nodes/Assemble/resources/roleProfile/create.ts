import type { IDataObject } from 'n8n-workflow';

import type { Parameters } from '../../../shared/form/parameters';
import type { Operation } from '../../../shared/operations';
import type { AssembleClient } from '../../shared/client';
import { LINK_FORM } from '../../shared/guesses';
import { unwrap } from '../../shared/places';
import { cut, findDifferences } from './compare';
import { additionalFields, labelOf, readFields } from './fields';
import { ROLE_PROFILES } from './listing';
import { findRoleProfile } from './readRoleProfile';
import { checkAnswer, isUnproven, missingLinks, sendBody } from './sending';
import { hintAtRewording, nameFields } from './takenOver';

/** Of every new role profile (contract/assemble.md 4.5). */
const NEW_STATE = { status: 'draft', approved: false };

/**
 * Create (contract/assemble.md 4.4). Not repeatable: Assemble may create duplicates
 * (contract/assemble.md U24).
 */
export const create: Operation<AssembleClient> = {
	name: 'Create',
	value: 'create',
	action: 'Create role profile',
	description: 'Create a new role profile',
	isChange: true,
	properties: [
		{
			displayName: 'Name',
			name: 'name',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. Shop volunteer',
			description: 'Name of the new role profile, which starts as a draft to complete in Assemble',
		},
		additionalFields,
	],

	async execute(client, parameters) {
		const [name, fields] = await parameters.all(
			() => readName(parameters),
			async () => await readFields(client, parameters, 'additionalFields'),
		);
		const body = { name, ...fields };
		const answer = await sendBody(client, {
			method: 'POST',
			path: ROLE_PROFILES.path,
			body,
			subject: 'the role profiles',
			itemIndex: parameters.itemIndex,
			advice:
				"Correct the fields that Assemble names. Fields that the form does not have go into 'Extra Fields'.",
		});
		const look = `Look in Assemble for '${cut(name)}' before you run this item again, so that it is not made twice.`;
		await checkAnswer(client, parameters, answer, look);
		const profile = unwrap(answer.body);
		if (profile === undefined) {
			const said = await client.quote(answer.body);
			throw parameters.fail(
				'Assemble accepted the new role profile, but did not give its ID',
				`${look}${said === '' ? '' : ` Assemble says: ${said}`}`,
			);
		}

		if (answer.form !== undefined) {
			if (isUnproven(client, LINK_FORM, answer.form)) {
				await checkLinks(client, parameters, body, profile);
			}
			client.guesses.settle(LINK_FORM, answer.form);
		}
		const differences = findDifferences(body, profile, NEW_STATE);
		const [left, altered] = [nameFields(differences, 'left'), nameFields(differences, 'altered')];
		const what = [
			left !== '' && `left out ${left}`,
			altered !== '' && `stored ${altered} differently`,
		].filter((clause) => clause !== false);
		if (what.length > 0) {
			const isState = differences.some(({ field }) => field in NEW_STATE);
			const why = isState ? ' A new role profile starts as a draft that is not approved.' : '';
			client.hints.add(
				`Assemble made the role profile ${String(profile.id)}, but ${what.join(', and ')}.${why}`,
			);
		}
		hintAtRewording(client, String(profile.id), differences);
		return [{ json: profile }];
	},
};

function readName(parameters: Parameters): string {
	const name = parameters.cell('name');
	if (name !== '') return name;
	throw parameters.fail("'Name' is empty", 'Enter a name for the new role profile.');
}

/** Refused in one form, links may be passed over in the other, so the role profile must show them. */
async function checkLinks(
	client: AssembleClient,
	parameters: Parameters,
	body: IDataObject,
	profile: IDataObject,
): Promise<void> {
	if (missingLinks(body, profile).length === 0) return;
	const id = Number(profile.id);
	const made = await findRoleProfile(client, parameters, id).catch(() => undefined);
	const missing = missingLinks(body, made ?? profile).map(labelOf);
	if (missing.length === 0) return;
	throw parameters.fail(
		`Assemble made the role profile ${id}, but without ${missing.join(', ')}`,
		'Assemble refused what was set there in one form, and ignored it in the other. Set it in Assemble, or delete this role profile before you run this item again.',
	);
}
