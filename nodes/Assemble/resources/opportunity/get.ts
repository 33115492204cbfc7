import { ifNotFoundOption } from '../../../shared/form/notFound';
import { outputProperties } from '../../../shared/form/output';
import { optionsProperty } from '../../../shared/lists/listOptions';
import type { Operation } from '../../../shared/operations';
import type { AssembleClient } from '../../shared/client';
import { readOne } from '../../shared/readOne';
import { OPPORTUNITIES } from './listing';
import { opportunityLocator } from './locator';
import { opportunityShape } from './shape';

const WANTED = { ...OPPORTUNITIES, name: opportunityLocator.name };

/** Opportunities: Get. That there is such a path is inferred (contract/assemble.md 5). */
export const get: Operation<AssembleClient> = {
	name: 'Get',
	value: 'get',
	action: 'Get opportunity',
	description: 'Retrieve an opportunity',
	properties: [
		opportunityLocator,
		...outputProperties(opportunityShape),
		optionsProperty([ifNotFoundOption]),
	],

	async execute(client, parameters) {
		return await readOne(client, parameters, WANTED, opportunityShape);
	},
};
