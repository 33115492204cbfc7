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
import { comparable } from '../../shared/openShape';
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

/** Fields that may change by themselves, if there are any such. */
const BY_ITSELF = /^(age|updated_at|last_(active|activity|login|logged_in|seen)(_at|_on)?)$/;

function lasting(user: IDataObject): IDataObject {
	const fields = Object.entries(comparable(user));
	return Object.fromEntries(fields.filter(([name]) => !BY_ITSELF.test(name)));
}

/** Compares fingerprints, as no time of a change is known (contract/assemble.md 3.7). */
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
			...(isAll ? {} : { fields: chosen }),
			read: isAll ? lasting : comparable,
			isEvent: ({ isChanged }) => isChanged,
			tell: tellChangedFields,
		});
	},
};
