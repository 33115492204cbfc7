import { ifNotFoundOption } from '../../../shared/form/notFound';
import { outputProperties, readOutput } from '../../../shared/form/output';
import type { Parameters } from '../../../shared/form/parameters';
import { optionsProperty } from '../../../shared/lists/listOptions';
import type { Operation } from '../../../shared/operations';
import type { AssembleClient } from '../../shared/client';
import { cut } from './compare';
import { roleProfileLocator } from './locator';
import { findRoleProfile, notFound, WHY_NOT_FOUND } from './readRoleProfile';
import type { Include } from './shape';
import { includeOption, roleProfileShape, withBareIncludes } from './shape';

/** Get (contract/assemble.md 4.2). */
export const get: Operation<AssembleClient> = {
	name: 'Get',
	value: 'get',
	action: 'Get role profile',
	description: 'Retrieve a role profile',
	properties: [
		roleProfileLocator,
		...outputProperties(roleProfileShape([])),
		optionsProperty([ifNotFoundOption, includeOption]),
	],

	async execute(client, parameters) {
		const id = parameters.id('roleProfileId');
		const includes = readIncludes(parameters);
		const toItem = readOutput(parameters, roleProfileShape(includes));
		const ifNotFound = parameters.choice('options.ifNotFound');
		const profile = await client.once.get(
			`${id} ${includes.join()}`,
			async () => await findRoleProfile(client, parameters, id, includes),
		);
		if (profile === undefined) {
			if (ifNotFound === 'nothing') return [];
			throw notFound(parameters, id, WHY_NOT_FOUND);
		}
		return [toItem(withBareIncludes(profile, includes))];
	},
};

function readIncludes(parameters: Parameters): Include[] {
	const option = 'options.include';
	const names = parameters.list(option);
	const known = includeOption.options.map(({ value }): string => value);
	const unknown = names.filter((name) => !known.includes(name));
	if (unknown.length > 0) {
		throw parameters.fail(
			`'${parameters.label(option)}' names something that Assemble does not offer: ${cut(unknown.join(', '))}`,
			`It can hold ${known.join(', ')}.`,
		);
	}
	return [...new Set(names as Include[])];
}
