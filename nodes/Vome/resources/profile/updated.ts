import type { IDataObject } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';

import { watchChanges } from '../../../shared/triggers/comparedEvents';
import { pollOptions } from '../../../shared/lists/listOptions';
import { outputProperties, readOutput } from '../../../shared/form/output';
import type { TriggerEvent } from '../../../shared/triggers/polling';
import { asObject, asObjects } from '../../../shared/records';
import { readWatchedFields, watchedFieldsOption } from '../../../shared/triggers/watchedFields';
import { PROFILES, profileFilters, readProfileFilters } from './getAll';
import { pageSizeOption } from '../../shared/descriptions';
import { PROFILE_FIELDS, profileShape } from './shape';
import { vomeSource } from '../../shared/source';
import type { VomeClient } from '../../shared/client';

/** The age changes by itself; the others change with the field that they are made from. */
const COMPUTED = ['age', 'full_name', 'gender_code', 'occupation_code'];

/**
 * A profile of which a field has another value than before. Profiles carry no time of their last change
 * (contract: vome.md 4.1 and section 5), so the whole list is read and compared.
 */
export const profileUpdated: TriggerEvent<VomeClient> = {
	description: updateDisplayOptions({ show: { event: ['profileUpdated'] } }, [
		profileFilters,
		...outputProperties('first_name, last_name, email'),
		pollOptions(pageSizeOption, watchedFieldsOption(PROFILE_FIELDS, COMPUTED)),
	]),

	watch(client, parameters) {
		const shape = profileShape(client.origin);
		return watchChanges({
			source: vomeSource(client, parameters, PROFILES, {
				filters: readProfileFilters(parameters),
				age: 'unknown',
			}),
			toItem: readOutput(parameters, shape),
			fields: readWatchedFields(parameters, PROFILE_FIELDS, COMPUTED),
			read: (profile) => shape.flatten(withSortedFields(profile)),
			isEvent: ({ isChanged }) => isChanged,
			tellsChanges: true,
		});
	},
};

/** Where two custom fields share a name, their order decides which one keeps it. */
function withSortedFields(profile: IDataObject): IDataObject {
	const idOf = (entry: IDataObject) => String(asObject(entry.custom_field).id);
	const custom_fields = [...asObjects(profile.custom_fields)].sort((one, other) =>
		idOf(one) < idOf(other) ? -1 : 1,
	);
	return { ...profile, custom_fields };
}
