import type { INodeProperties } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';

import { watchChanges } from '../../../shared/triggers/comparedEvents';
import { pollOptions } from '../../../shared/lists/listOptions';
import { outputProperties, readOutput } from '../../../shared/form/output';
import type { TriggerEvent } from '../../../shared/triggers/polling';
import { readReservationFilters, reservationFilters, RESERVATIONS } from './getAll';
import { code } from '../../shared/codes';
import { pageSizeOption } from '../../shared/descriptions';
import { reservationShape } from './shape';
import { vomeSource } from '../../shared/source';
import type { VomeClient } from '../../shared/client';

/** Those of Get Many, of which one means something else here. */
const statusChangeFilters: INodeProperties = {
	...reservationFilters,
	options: reservationFilters.options?.map((option) =>
		option.name === 'status'
			? { ...option, description: 'Only changes to this status, whatever it was before' }
			: option,
	),
};

/**
 * A reservation whose status is another one than before. No filter finds these (contract: vome.md 4.3
 * and section 5), so all reservations are read and compared.
 */
export const reservationStatusChanged: TriggerEvent<VomeClient> = {
	description: updateDisplayOptions({ show: { event: ['reservationStatusChanged'] } }, [
		statusChangeFilters,
		...outputProperties('status, user_email, shift_title'),
		pollOptions(pageSizeOption),
	]),

	watch(client, parameters) {
		const filters = readReservationFilters(parameters);
		// The status that it changes to. Vome must not filter by it: the trigger has to know what was before.
		const wanted = filters.find(({ parameter, value }) => parameter === 'status' && value !== '');
		const source = (kept: typeof filters) =>
			vomeSource(client, parameters, RESERVATIONS, { filters: kept, age: 'filtered' });
		return watchChanges({
			source: {
				...source(filters.filter((filter) => filter !== wanted)),
				newest: source(filters).newest,
			},
			toItem: readOutput(parameters, reservationShape),
			fields: ['status'],
			read: ({ status }) => ({ status }),
			isEvent: ({ isChanged }, { status }) =>
				isChanged && (wanted === undefined || wanted.value === String(code(status))),
		});
	},
};
