import type { IDataObject } from 'n8n-workflow';

import { outputProperties, readOutput } from '../../../shared/form/output';
import { filtersProperty } from '../../../shared/lists/filters';
import { pollOptions } from '../../../shared/lists/listOptions';
import { asObject, asObjects } from '../../../shared/records';
import {
	tellChangedFields,
	watchChanges,
	wholeListNotice,
} from '../../../shared/triggers/comparedEvents';
import type { TriggerEvent } from '../../../shared/triggers/polling';
import { watchedFields } from '../../../shared/triggers/watchedFields';
import type { VomeClient } from '../../shared/client';
import { vomeSource } from '../../shared/source';
import { PROFILES } from './listing';
import { PROFILE_FIELDS, profileShape } from './shape';

/** Age changes by itself; the others only repeat a change of their source field. */
const COMPUTED = ['age', 'full_name', 'gender_code', 'occupation_code'];

const watched = watchedFields(PROFILE_FIELDS, COMPUTED);

/** Profiles have no change time (contract/vome.md 4.1 and 5), so polls compare all. */
export const profileUpdated: TriggerEvent<VomeClient> = {
	name: 'Profile Updated',
	value: 'profileUpdated',
	description: 'When a field of a profile changes',
	properties: [
		wholeListNotice(PROFILES.subject),
		filtersProperty(PROFILES.filters),
		...outputProperties(profileShape('')),
		pollOptions(watched.option),
	],

	watch(client, parameters) {
		const shape = profileShape(client.origin);
		return watchChanges({
			source: vomeSource(client, parameters, PROFILES),
			toItem: readOutput(parameters, shape),
			fields: watched.read(parameters),
			read: (profile) => shape.tell(withSortedFields(profile)),
			isEvent: ({ isChanged }) => isChanged,
			tell: tellChangedFields,
		});
	},
};

/** If two custom fields share a name, the order decides which one keeps it. */
function withSortedFields(profile: IDataObject): IDataObject {
	if (profile.custom_fields === undefined) return profile;
	const idOf = (entry: IDataObject) => String(asObject(entry.custom_field).id);
	const custom_fields = [...asObjects(profile.custom_fields)].sort((one, other) =>
		idOf(one) < idOf(other) ? -1 : 1,
	);
	return { ...profile, custom_fields };
}
