import { updateDisplayOptions } from 'n8n-workflow';

import { lookBackOption, readLookBack, watchCreated } from '../../shared/createdEvents';
import { pollOptions } from '../../shared/listOptions';
import { outputProperties, readOutput } from '../../shared/output';
import type { TriggerEvent } from '../../shared/polling';
import {
	readOpportunityFilters,
	opportunityFilters,
	OPPORTUNITIES,
} from '../resources/opportunity/getAll';
import { pageSizeOption } from '../shared/descriptions';
import { opportunityShape } from '../shared/opportunity';
import { vomeSource } from '../shared/source';
import type { VomeClient } from '../shared/transport';

/** A new opportunity, found by `created_at` (contract: vome.md 4.6). */
export const opportunityCreated: TriggerEvent<VomeClient> = {
	description: updateDisplayOptions({ show: { event: ['opportunityCreated'] } }, [
		opportunityFilters,
		...outputProperties('title, category_title'),
		pollOptions(pageSizeOption, lookBackOption),
	]),

	watch: (client, parameters) =>
		watchCreated(
			vomeSource(client, parameters, OPPORTUNITIES, {
				filters: readOpportunityFilters(parameters),
				age: 'ordered',
			}),
			readOutput(parameters, opportunityShape),
			readLookBack(parameters),
		),
};
