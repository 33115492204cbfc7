import { AccountCheck } from '../../../shared/check/accountCheck';
import type { Operation } from '../../../shared/operations';
import type { AssembleClient } from '../../shared/client';
import { PAGE_SIZE } from '../../shared/client';
import { askAboutAssemble } from './facts';

/** What of the account differs from what the nodes expect. */
export const check: Operation<AssembleClient> = {
	name: 'Check',
	value: 'check',
	action: 'Check account',
	description: 'Find out where the account answers differently than the nodes expect',
	properties: [],

	async execute(client, { itemIndex }) {
		const accountCheck = new AccountCheck(client, PAGE_SIZE, itemIndex);
		await askAboutAssemble(accountCheck, client);
		client.hints.add(accountCheck.summary);
		return accountCheck.publicItems;
	},
};
