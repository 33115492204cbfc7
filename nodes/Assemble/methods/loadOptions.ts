import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { object } from '../../shared/records';
import { PATHS } from '../shared/paths';
import { AssembleClient, PAGE_SIZES } from '../shared/transport';

/**
 * The families, categories or bases that role profiles have. Assemble documents no list of them, so
 * those that no role profile uses are missing (contract: assemble.md section 5, U17).
 */
async function collect(
	context: ILoadOptionsFunctions,
	field: 'family' | 'recruitment_category' | 'base',
): Promise<INodePropertyOptions[]> {
	const client = await AssembleClient.create(context, undefined);
	const links = await client.list({
		path: PATHS.roleProfiles,
		query: { s: 'id', o: 'a' },
		subject: 'role profiles',
		itemIndex: undefined,
		options: { ...PAGE_SIZES, limit: Infinity, parallel: 8, completeness: 'standard' },
		map: (profile) => {
			const nested = object(profile[field]);
			return object(nested.data ?? nested);
		},
	});
	const names = new Map(
		links
			.filter(({ id }) => id !== undefined && id !== null)
			.map(({ id, name }) => [Number(id), String(name ?? id)]),
	);
	return [...names]
		.map(([value, name]) => ({ name, value }))
		.sort((one, other) => one.name.localeCompare(other.name));
}

export async function getFamilies(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await collect(this, 'family');
}

export async function getRecruitmentCategories(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	return await collect(this, 'recruitment_category');
}

export async function getBases(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await collect(this, 'base');
}
