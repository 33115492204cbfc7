import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodeProperties,
} from 'n8n-workflow';

import { searchPage } from '../../../shared/lists/listSearch';
import { AssembleClient } from '../../shared/client';
import { recordLocator } from '../../shared/descriptions';
import { labelIn } from '../../shared/openShape';

/** Before the filters of the listing, which name users. */
const LIST = { path: '/users', subject: 'users' };

const METHOD = 'searchUsers';

export const userLocator: INodeProperties = {
	...recordLocator({ displayName: 'User', name: 'userId' }, METHOD, 'a user'),
	required: true,
	description: 'The user to work on',
};

/** A filter by users. */
export const usersLocator = (
	{ displayName, name }: Pick<INodeProperties, 'displayName' | 'name'>,
	description: string,
): INodeProperties => ({
	...recordLocator({ displayName, name }, METHOD, 'a user', true),
	description,
});

/**
 * Users to pick from; Assemble searches for `filter` (contract/assemble.md 5.2). `paginationToken` is
 * the page to read. Throws a NodeApiError.
 */
export async function searchUsers(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const client = await AssembleClient.create(this, undefined);
	const list = { ...LIST, query: filter ? { q: filter } : {} };
	return await searchPage(client, list, paginationToken, (user) => ({
		name: withEmail(user),
		value: String(user.id),
	}));
}

/** Two people may have the same name. */
function withEmail(user: IDataObject): string {
	const [label, { email }] = [labelIn(user), user];
	return typeof email === 'string' && email !== '' && email !== label
		? `${label} · ${email}`
		: label;
}
