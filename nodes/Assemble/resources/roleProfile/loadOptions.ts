import type { IDataObject, ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { asObject, bare } from '../../../shared/records';
import { AssembleClient, MAX_PAGE_SIZE, PAGE_SIZE } from '../../shared/client';
import { ROLE_PROFILES } from './listing';

/** Suggestions come from this many pages at most. */
const MOST_PAGES = 50;

/** No list is documented, so unused ones are missing (contract/assemble.md 5 and U17). */
async function collect(
	context: ILoadOptionsFunctions,
	field: 'family' | 'recruitment_category' | 'base',
): Promise<INodePropertyOptions[]> {
	const client = await AssembleClient.create(context, undefined);
	const names = new Map<number, string>();
	for (const profile of await readSome(client)) {
		const { id, name } = asObject(bare(profile[field]));
		if (id !== undefined && id !== null) names.set(Number(id), String(name ?? id));
	}
	return [...names]
		.map(([value, name]) => ({ name, value }))
		.sort((one, other) => one.name.localeCompare(other.name));
}

/** The newest ones. A page of 1000 may be too large for the server (contract/assemble.md U10). */
async function readSome(client: AssembleClient): Promise<IDataObject[]> {
	const profiles = await readPages(client, MAX_PAGE_SIZE, [400, 422]);
	return profiles.length > 0 ? profiles : await readPages(client, PAGE_SIZE, []);
}

async function readPages(
	client: AssembleClient,
	size: number,
	tooLarge: number[],
): Promise<IDataObject[]> {
	const found: IDataObject[] = [];
	let pages = 0;
	for await (const profiles of client.pages({
		...ROLE_PROFILES,
		query: { s: 'id', o: 'd' },
		size,
		itemIndex: undefined,
		expect: tooLarge,
	})) {
		found.push(...profiles);
		pages += 1;
		if (pages >= MOST_PAGES) break;
	}
	return found;
}

/** Families to choose from, by name. Throws a NodeApiError. */
export async function getFamilies(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await collect(this, 'family');
}

/** Recruitment categories to choose from, by name. Throws a NodeApiError. */
export async function getRecruitmentCategories(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	return await collect(this, 'recruitment_category');
}

/** Bases to choose from, by name. Throws a NodeApiError. */
export async function getBases(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await collect(this, 'base');
}
