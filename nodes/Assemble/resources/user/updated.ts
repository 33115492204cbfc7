import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { outputProperties, readOutput } from '../../../shared/form/output';
import { filtersProperty } from '../../../shared/lists/filters';
import { pollOptions } from '../../../shared/lists/listOptions';
import {
	tellChangedFields,
	watchChanges,
	wholeListNotice,
} from '../../../shared/triggers/comparedEvents';
import type { TriggerEvent } from '../../../shared/triggers/polling';
import type { AssembleClient } from '../../shared/client';
import { pageSizeOption } from '../../shared/descriptions';
import { assembleSource } from '../../shared/source';
import { USERS } from './listing';
import { userShape } from './shape';

const watchedOption: INodeProperties = {
	displayName: 'Watched Field Names or IDs',
	name: 'watchedFields',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getUserFields' },
	default: [],
	description:
		'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
};

/** Stands for all fields, of which the names are not known beforehand. */
const ALL = 'all';

/** Fields that may change by themselves, if there are any such. */
const BY_ITSELF = /^(age|updated_at|last_(active|activity|login|logged_in|seen)(_at|_on)?)$/;

function lasting(user: IDataObject): IDataObject {
	const fields = Object.entries(userShape.flatten(user));
	return Object.fromEntries(fields.filter(([name]) => !BY_ITSELF.test(name)));
}

/**
 * Compares fingerprints, as no time of a change is known (contract/assemble.md 3.7). Which field
 * changed can be told of those that are chosen alone.
 */
export const userUpdated: TriggerEvent<AssembleClient> = {
	name: 'User Updated',
	value: 'userUpdated',
	description: 'When a field of a user changes',
	properties: [
		wholeListNotice(USERS.subject),
		filtersProperty(USERS.filters),
		...outputProperties(userShape),
		pollOptions(pageSizeOption, watchedOption),
	],

	watch(client, parameters) {
		const chosen = [...new Set(parameters.list('options.watchedFields'))];
		const isAll = chosen.length === 0;
		return watchChanges({
			source: assembleSource(client, parameters, USERS),
			toItem: readOutput(parameters, userShape),
			fields: isAll ? [ALL] : chosen,
			read: isAll ? (user) => ({ [ALL]: lasting(user) }) : userShape.flatten,
			isEvent: ({ isChanged }) => isChanged,
			...(isAll ? {} : { tell: tellChangedFields }),
		});
	},
};
