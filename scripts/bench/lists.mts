// How long reading a long list holds up n8n.
import type { INodeParameters } from 'n8n-workflow';

import type { Listed, ListingSetting } from './lister.mts';
import { best, inOwnProcess, startWarmSandbox } from './measure.mts';

const WAYS: Array<[name: string, parameters: INodeParameters]> = [
	['Get Many, Simplified', { returnAll: true, output: 'simplified' }],
	['Get Many, All Fields', { returnAll: true, output: 'flattened' }],
	[
		'Get Many, Selected Fields',
		{ returnAll: true, output: 'selectedFields', fields: ['first_name', 'email'] },
	],
	['Get Many, Raw', { returnAll: true, output: 'raw' }],
	[
		'Get Many, Raw, Strict',
		{ returnAll: true, output: 'raw', options: { completeness: 'strict' } },
	],
	['Get Many with a filter of the node', { returnAll: true, filters: { tag: 'driver' } }],
	['Get Many with the same filter and a Limit', { limit: 100_000, filters: { tag: 'driver' } }],
	['Count with the same filter', { operation: 'count', filters: { tag: 'driver' } }],
];

const WARM = 5_000;

export interface ListingCost extends Listed {
	name: string;
}

/** Reads a list of so many profiles in each way; of the runs, the one counts that held up n8n the least. */
export async function* measureLists(
	profiles: number,
	runs: number,
	tell: (text: string) => void,
): AsyncGenerator<ListingCost> {
	tell(`Making ${profiles.toLocaleString('en')} profiles`);
	const warm = await startWarmSandbox(WARM);
	const { sandbox } = await startWarmSandbox(profiles);
	for (const [name, parameters] of WAYS) {
		const listed: Listed[] = [];
		for (let run = 0; run < runs; run += 1) {
			tell(`${name}, run ${run + 1} of ${runs}`);
			const setting: ListingSetting = {
				origins: [warm.sandbox.origin, sandbox.origin],
				apiKey: sandbox.apiKey,
				parameters,
			};
			listed.push(await inOwnProcess<Listed>('lister.mts', setting));
		}
		// What holds it up longer was something else on the machine.
		const calmest = listed.reduce((one, other) => (other.held < one.held ? other : one));
		yield { ...calmest, time: best(listed).time, name };
	}
	await warm.sandbox.close();
	await sandbox.close();
}
