import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { runPoll } from '../shared/triggers/polling';
import { eventProperties, events } from './events';
import * as listSearch from './methods/listSearch';
import { VomeClient } from './shared/client';

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
		defaults: { name: 'Vome Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'vomeApi', required: true }],
		// A copy, since n8n adds Poll Times to it each time that it loads the node.
		properties: [...eventProperties],
	};

	methods = { listSearch };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await runPoll(
			this,
			async (signal) => await VomeClient.create(this, undefined, signal),
			events,
		);
	}
}
