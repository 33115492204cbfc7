import { updateDisplayOptions } from 'n8n-workflow';

import { lookBackOption, readLookBack, watchCreated } from '../../../shared/triggers/createdEvents';
import { pollOptions } from '../../../shared/lists/listOptions';
import { outputProperties, readOutput } from '../../../shared/form/output';
import type { TriggerEvent } from '../../../shared/triggers/polling';
import { readOpportunityFilters, opportunityFilters, OPPORTUNITIES } from './getAll';
import { pageSizeOption } from '../../shared/descriptions';
import { opportunityShape } from './shape';
import { vomeSource } from '../../shared/source';
import type { VomeClient } from '../../shared/client';

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
