import { fieldsOf, outputProperties, readOutput } from '../../../shared/form/output';
import { filtersProperty } from '../../../shared/lists/filters';
import { pollOptions } from '../../../shared/lists/listOptions';
import type { TriggerEvent } from '../../../shared/triggers/polling';
import { watchUpdated } from '../../../shared/triggers/updatedEvents';
import { watchedFields } from '../../../shared/triggers/watchedFields';
import type { AssembleClient } from '../../shared/client';
import { pageSizeOption } from '../../shared/descriptions';
import { toSeconds } from '../../shared/filters';
import type { Listing } from '../../shared/listing';
import { assembleSource } from '../../shared/source';
import { ACTIVITIES, changeFilters } from './listing';
import { activityShape } from './shape';

const BY_CHANGE = 'The trigger reads by the time of the last change: remove it.';

const LISTING: Listing = {
	...ACTIVITIES,
	filters: ACTIVITIES.filters.filter((filter) => !changeFilters.includes(filter)),
	reserved: { updated_after: BY_CHANGE, updated_before: BY_CHANGE, s: BY_CHANGE, o: BY_CHANGE },
};

/** What the user may do with it can change by itself. */
const watched = watchedFields(fieldsOf(activityShape), ['can_edit', 'can_delete']);

/** Asks for what changed, since no activity shows when that was (contract/assemble.md 3.7). */
export const activityAddedOrUpdated: TriggerEvent<AssembleClient> = {
	name: 'Activity Added or Updated',
	value: 'activityAddedOrUpdated',
	description: 'When there is a new activity, or a field of one changes',
	properties: [
		filtersProperty(LISTING.filters),
		...outputProperties(activityShape),
		pollOptions(pageSizeOption, watched.option),
	],

	watch(client, parameters) {
		const source = assembleSource(client, parameters, LISTING, {
			order: { s: 'updated', o: 'a' },
			newestFirst: { s: 'updated', o: 'd' },
			since: (time) => ({ updated_after: toSeconds(time) }),
		});
		return watchUpdated(
			source,
			readOutput(parameters, activityShape),
			watched.read(parameters),
			activityShape.tell,
		);
	},
};
