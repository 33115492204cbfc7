import { outputProperties, readOutput } from '../../../shared/form/output';
import type { Filter } from '../../../shared/lists/filters';
import { filtersProperty, readFilters } from '../../../shared/lists/filters';
import { pollOptions } from '../../../shared/lists/listOptions';
import { watchChanges } from '../../../shared/triggers/comparedEvents';
import type { TriggerEvent } from '../../../shared/triggers/polling';
import type { VomeClient } from '../../shared/client';
import { vomeSource } from '../../shared/source';
import { RESERVATIONS } from './listing';
import { reservationShape } from './shape';

const STATUS = 'Status';

/** As in Get Many, but Status is the new status. */
const FILTERS = RESERVATIONS.filters.map((filter): Filter => {
	if (filter.form.displayName !== STATUS) return filter;
	const description = 'Only changes to one of these';
	return { ...filter, form: { ...filter.form, description } };
});

/** No filter finds changes (contract/vome.md 4.3 and 5), so polls compare all records. */
export const reservationStatusChanged: TriggerEvent<VomeClient> = {
	name: 'Reservation Status Changed',
	value: 'reservationStatusChanged',
	description:
		"When the status of a reservation changes, with the filter 'Status' to that one. Reads all reservations at each poll.",
	properties: [filtersProperty(FILTERS), ...outputProperties(reservationShape), pollOptions()],

	watch(client, parameters) {
		const filters = readFilters(parameters, FILTERS);
		// Vome must not filter by the new status: the trigger needs the old one too.
		const wanted = filters.find(({ label }) => label === STATUS);
		const others = filters.filter((filter) => filter !== wanted);
		return watchChanges({
			source: {
				...vomeSource(client, parameters, RESERVATIONS, others),
				newest: vomeSource(client, parameters, RESERVATIONS, filters).newest,
			},
			toItem: readOutput(parameters, reservationShape),
			fields: ['status'],
			read: ({ status }) => ({ status }),
			isEvent: ({ isChanged }, reservation) => isChanged && wanted?.allows?.(reservation) !== false,
		});
	},
};
