/** Events of both triggers, for the tests that let n8n poll. */
import type { INodeParameters } from 'n8n-workflow';

import type { Execution } from '../../../n8n/index.mts';
import { ActiveWorkflow } from './active.mts';
import { type Bench, ourTrigger, row } from './bench.mts';

/** An event of one of the triggers. */
export interface Subject {
	name: 'Vome' | 'Assemble';
	credential: 'vomeApi' | 'assembleJwtApi' | 'assembleOAuth2Api';
	parameters: INodeParameters;
	/** Makes it happen once, and gives the item that tells of it, as `toEqual` takes it. */
	happen: (bench: Bench) => object;
	/** The path that is polled. */
	path: string;
	/** What n8n shows if that path answers 403. */
	refusal: string;
}

/** The first one that is wanted. */
export function first<Row>(rows: Row[], isWanted: (row: Row) => boolean): Row {
	const found = rows.find(isWanted);
	if (found === undefined) throw new Error('There is none left');
	return found;
}

export const SUBJECTS: Subject[] = [
	{
		name: 'Vome',
		credential: 'vomeApi',
		parameters: { event: 'reservationStatusChanged' },
		happen({ vome }) {
			const reservation = first(vome.vome.reservations, ({ status }) => status === 1);
			reservation.status = 3;
			return expect.objectContaining({
				id: reservation.id,
				status: 'Attendance confirmed',
			}) as object;
		},
		path: '/api/reservations/*',
		refusal: 'Vome does not allow this for the API key',
	},
	{
		name: 'Assemble',
		credential: 'assembleOAuth2Api',
		parameters: { event: 'roleProfileApproved', authentication: 'oAuth2' },
		happen({ assemble }) {
			const roleProfile = first(assemble.assemble.roleProfiles, ({ approved }) => !approved);
			roleProfile.approved = true;
			return expect.objectContaining({ id: roleProfile.id, approved: true }) as object;
		},
		path: '/api/role-profiles*',
		refusal: 'Assemble does not allow this for the OAuth2 access',
	},
];

/** Starts a workflow of this trigger alone in the n8n of the bench. */
export async function watch(bench: Bench, subject: Subject): Promise<ActiveWorkflow> {
	const { name, credential, parameters } = subject;
	const trigger = ourTrigger(name, await bench.save(credential), parameters);
	const workflow = await bench.n8n.createWorkflow(row(`${name} Trigger`, trigger));
	return await ActiveWorkflow.start(bench.n8n, workflow);
}

/** The items of a trigger, in an execution that went well. */
export function itemsOf(execution: Execution, { name }: Subject) {
	expect({ status: execution.status, error: execution.error }).toEqual({ status: 'success' });
	return execution.json(`${name} Trigger`);
}
