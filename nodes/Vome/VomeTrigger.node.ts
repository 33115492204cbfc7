import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { eventProperties, runPoll } from '../shared/triggers/polling';
import { searchOpportunities, searchShifts } from './methods/listSearch';
import * as loadOptions from './methods/loadOptions';
import { opportunityCreated } from './resources/opportunity/created';
import { profileAdded } from './resources/profile/added';
import { profileUpdated } from './resources/profile/updated';
import { reservationCreated } from './resources/reservation/created';
import { reservationStatusChanged } from './resources/reservation/statusChanged';
import { shiftCreated } from './resources/shift/created';
import { VomeClient } from './shared/client';

const EVENTS = [
	opportunityCreated,
	profileAdded,
	profileUpdated,
	reservationCreated,
	reservationStatusChanged,
	shiftCreated,
];

export class VomeTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Vome Trigger',
		name: 'vomeTrigger',
		icon: { light: 'file:../../icons/vome.svg', dark: 'file:../../icons/vome.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["event"] }}',
		description:
			'Starts the workflow when a profile, reservation, shift or opportunity in Vome is new or changed',
		builderHint: {
			searchHint:
				'Starts on what is new or changed in Vome, each event once. It polls and remembers by itself: no Schedule Trigger, and nothing that removes duplicates, is needed.',
		},
		defaults: { name: 'Vome Trigger' },
		activationMessage:
			'n8n now checks Vome regularly, and runs this workflow when something is new or changed. Records that are already there do not start it.',
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'vomeApi', required: true }],
		properties: eventProperties(EVENTS, 'reservationCreated'),
	};

	methods = { listSearch: { searchOpportunities, searchShifts }, loadOptions };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await runPoll(
			this,
			EVENTS,
			async (signal) => await VomeClient.create(this, undefined, signal),
		);
	}
}
