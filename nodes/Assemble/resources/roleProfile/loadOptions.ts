import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { AssembleClient } from '../../shared/client';
import type { Link } from './names';
import { readNames } from './names';

async function list(context: ILoadOptionsFunctions, link: Link): Promise<INodePropertyOptions[]> {
	const client = await AssembleClient.create(context, undefined);
	return [...(await readNames(client, link))]
		.map(([value, name]) => ({ name, value }))
		.sort((one, other) => one.name.localeCompare(other.name));
}

/** Families to choose from, by name. Throws a NodeApiError. */
export async function getFamilies(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await list(this, 'family');
}

/** Recruitment categories to choose from, by name. Throws a NodeApiError. */
export async function getRecruitmentCategories(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	return await list(this, 'recruitment_category');
}

/** Bases to choose from, by name. Throws a NodeApiError. */
export async function getBases(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await list(this, 'base');
}
