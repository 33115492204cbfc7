import type { IDataObject } from 'n8n-workflow';

import type { Parameters } from '../../../shared/form/parameters';
import { deniesSurely, holdersOf, isYes, toCount } from '../../../shared/http/denials';
import { NO_RECORD } from '../../../shared/http/errors';
import type { Answer } from '../../../shared/http/httpClient';
import { optionsProperty } from '../../../shared/lists/listOptions';
import type { Operation } from '../../../shared/operations';
import { isObject, plainText, readCount } from '../../../shared/records';
import type { AssembleClient } from '../../shared/client';
import { unwrap } from '../../shared/places';
import { roleProfileLocator } from './locator';
import {
	findRoleProfile,
	hasId,
	notFound,
	pathOf,
	readRoleProfile,
	shownId,
} from './readRoleProfile';
import type { Include } from './shape';
import { withBareIncludes } from './shape';

const COUNTS = [
	'active_users_count',
	'inactive_users_count',
	'opportunities_count',
] as const satisfies Include[];

const CONDITIONS =
	'Assemble deletes a role profile only if it is inactive, and has no opportunities and no users.';

/** Delete, which is permanent (contract/assemble.md 4.6). */
export const remove: Operation<AssembleClient> = {
	name: 'Delete',
	value: 'delete',
	action: 'Delete role profile',
	description: 'Delete a role profile permanently',
	isChange: true,
	properties: [
		roleProfileLocator,
		optionsProperty([
			{
				displayName: 'Check First',
				name: 'checkFirst',
				type: 'boolean',
				default: true,
				description: 'Whether to read the role profile first, and stop if it cannot be deleted',
			},
		]),
	],

	async execute(client, parameters) {
		const id = parameters.id('roleProfileId');
		if (parameters.boolean('options.checkFirst')) {
			const profile = await readRoleProfile(client, parameters, id, COUNTS);
			check(parameters, id, withBareIncludes(profile, COUNTS));
		}

		const { status, body } = await client.write({
			method: 'DELETE',
			path: pathOf(id),
			subject: `the role profile ${id}`,
			itemIndex: parameters.itemIndex,
			expect: [...NO_RECORD, 400, 409, 422],
			advice: 'Check the address of Assemble in the credential.',
		});
		if (NO_RECORD.includes(status)) {
			throw notFound(parameters, id, 'It may have been deleted already.');
		}
		if (status >= 400) {
			const said = await client.quote(body);
			throw parameters.fail(
				`Assemble refused to delete the role profile ${id} (HTTP ${status})`,
				`${CONDITIONS}${said === '' ? '' : ` Assemble says: ${said}`}`,
			);
		}
		const answered = unwrap(body);
		if (answered !== undefined && !hasId(answered, id)) {
			throw parameters.fail(
				`Assemble answered the deletion of role profile ${id} with role profile ${shownId(answered)}`,
				'Look in Assemble which of the two is gone. A proxy or cache in between may mix up answers.',
			);
		}
		const told = toldBy({ status, body });
		if (told === 'yes') return [{ json: { deleted: true } }];
		const said = await client.quote(body);
		const quote = said === '' ? '' : `: ${said}`;
		if (told === 'no' || (await isThere(client, parameters, id, quote))) {
			const proof = told === 'no' ? '' : ' The role profile was there right after.';
			throw parameters.fail(
				`Assemble did not delete the role profile ${id}${quote}`,
				`${CONDITIONS}${proof}`,
			);
		}
		return [{ json: { deleted: true } }];
	},
};

const DELETED = /^(deleted|removed)$/;

/** Where an answer may say what became of the role profile. */
const SAYS = ['success', 'deleted', 'status', 'result', 'message', 'detail', 'data'];

/** What an accepted deletion answers, in a form that is not documented (contract/assemble.md U13). */
function toldBy({ status, body }: Answer): 'yes' | 'no' | 'open' {
	const holders = holdersOf(body);
	if (holders.some(deniesSurely)) return 'no';
	// Accepted for later.
	if (status === 202) return 'open';
	const record = unwrap(body);
	const words = holders.flatMap((holder) =>
		// A role profile has a status of its own, and `data` is looked at by itself.
		SAYS.filter((name) => !(name === 'status' && holder === record) && !isObject(holder[name])).map(
			(name) => holder[name],
		),
	);
	return [isObject(body) ? undefined : body, ...words].every(isConfirming) ? 'yes' : 'open';
}

/** What is accepted may be done later. */
const isConfirming = (said: unknown) =>
	Array.isArray(said)
		? said.length === 0
		: toCount(said) !== 0 && !/accept/i.test(plainText(said)) && isYes(plainText(said), DELETED);

/** Whether the role profile is there after its deletion. Throws a NodeOperationError if that is not known. */
async function isThere(
	client: AssembleClient,
	parameters: Parameters,
	id: number,
	quote: string,
): Promise<boolean> {
	try {
		return (await findRoleProfile(client, parameters, id)) !== undefined;
	} catch (error) {
		throw parameters.fail(
			`Whether Assemble deleted the role profile ${id} is not known${quote}`,
			`Its answer does not say so, and the role profile could not be read: ${(error as Error).message}. Look in Assemble whether it is gone.`,
		);
	}
}

/** Throws a NodeOperationError with each condition that fails. A missing field does not count. */
function check(parameters: Parameters, id: number, profile: IDataObject): void {
	const [active = 0, former = 0, opportunities = 0] = COUNTS.map(
		(name) => readCount(profile[name]) ?? 0,
	);
	const reasons = [
		typeof profile.status === 'string' &&
			profile.status !== 'inactive' &&
			`its status is '${profile.status}'`,
		active > 0 && amount(active, 'user has it', 'users have it'),
		former > 0 && amount(former, 'former user had it', 'former users had it'),
		opportunities > 0 && amount(opportunities, 'opportunity uses it', 'opportunities use it'),
	].filter((reason) => reason !== false);
	if (reasons.length === 0) return;

	const isOpen = reasons.length === 1 && former > 0;
	throw parameters.fail(
		`The role profile ${id} cannot be deleted: ${reasons.join(', ')}`,
		isOpen
			? "Nothing was changed. Former users may not be in the way: to let Assemble decide, turn off 'Check First' under Options."
			: `${CONDITIONS} Nothing was changed.`,
	);
}

function amount(count: number, one: string, many: string): string {
	return `${count} ${count === 1 ? one : many}`;
}
