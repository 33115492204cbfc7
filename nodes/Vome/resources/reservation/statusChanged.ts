import type { IDataObject } from 'n8n-workflow';

import { outputProperties, readOutput } from '../../../shared/form/output';
import type { Filter } from '../../../shared/lists/filters';
import { filtersProperty, readFilters } from '../../../shared/lists/filters';
import { pollOptions } from '../../../shared/lists/listOptions';
import { watchChanges, wholeListNotice } from '../../../shared/triggers/comparedEvents';
import type { TriggerEvent } from '../../../shared/triggers/polling';
import type { VomeClient } from '../../shared/client';
import { label } from '../../shared/codes';
import { vomeSource } from '../../shared/source';
import { RESERVATIONS } from './listing';
import { RESERVATION_STATUSES, reservationShape } from './shape';

const STATUS = 'Status';

/** Vome may have more codes than are documented, such as for "cancelled" (contract/vome.md 4.7 no. 31). */
const CODES = Array.from({ length: 100 }, (_, code) => code);

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
	description: 'When the status of a reservation changes',
	properties: [
		wholeListNotice(RESERVATIONS.subject),
		filtersProperty(FILTERS),
		...outputProperties(reservationShape),
		pollOptions(),
	],

	watch(client, parameters) {
		const filters = readFilters(parameters, FILTERS);
		// Vome must not filter by the new status: the trigger needs the old one too.
		const wanted = filters.find(({ label }) => label === STATUS);
		const isWanted = (record: IDataObject) => !wanted || wanted.allows?.(record) === true;
		const others = filters.filter((filter) => filter !== wanted);
		const isRaw = parameters.choice('output') === 'raw';
		return watchChanges({
			source: {
				...vomeSource(client, parameters, RESERVATIONS, others),
				newest: vomeSource(client, parameters, RESERVATIONS, filters).newest,
			},
			toItem: readOutput(parameters, reservationShape),
			fields: ['status'],
			areNeverEmpty: true,
			read: ({ status }) => ({ status: status === '' ? undefined : (status ?? undefined) }),
			isEvent: ({ isChanged }, reservation) => isChanged && isWanted(reservation),
			tell({ earlier }) {
				const code = earlier(CODES) ?? null;
				return { previous_status: isRaw ? code : label(RESERVATION_STATUSES, code) };
			},
		});
	},
};
