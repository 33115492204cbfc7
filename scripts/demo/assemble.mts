// The second part: the life of a role profile, always in the sandbox, because it changes data.
import type { IDataObject } from 'n8n-workflow';

import type { Engine } from '../../engine/index.mts';
import { startAssembleSandbox } from '../../sandbox/index.mts';
import { perform, printTable, say } from './stage.mts';

interface RoleProfile {
	id: number;
	name: string;
	status: string;
	minimum_age: number | null;
}

const STEPS = [
	['Create role profile', 'Made'],
	['Update role profile', 'Updated'],
	['Retire role profile', 'Retired'],
] as const;

/** Lists role profiles, makes one, changes it, retires it and deletes it. */
export async function showAssemble(engine: Engine): Promise<boolean> {
	const sandbox = await startAssembleSandbox({ latency: 150 });
	say(`A sandbox that speaks the Assemble API runs at ${sandbox.origin}.`);
	say('n8n logs in there with email and password, as the workflow needs it.');
	await engine.credentials.save('assembleAccount', {
		type: 'assembleJwtApi',
		name: 'Assemble account',
		data: {
			organisation: sandbox.origin,
			email: sandbox.email,
			password: sandbox.password,
		},
	});
	const performance = await perform(engine, 'role-profile-lifecycle');
	const left = sandbox.assemble.roleProfiles.length;
	await sandbox.close();
	if (performance === undefined) return false;

	const { result, requests, seconds } = performance;
	const items = (name: string): IDataObject[] =>
		(result.node(name).outputs[0] ?? []).map(({ json }) => json);

	const profiles = items('Get many role profiles');
	say(`\n${profiles.length} role profiles, by status and type:`);
	printCounts(profiles);
	for (const [name, what] of STEPS) {
		const [profile] = items(name) as unknown as RoleProfile[];
		if (profile === undefined) return false;
		const { id, name: title, status, minimum_age: age } = profile;
		say(`${what}: ${id} "${title}", ${status}, from age ${age ?? 'any'}`);
	}
	const [{ deleted } = {}] = items('Delete role profile');
	say(`Deleted: ${deleted === true ? 'yes' : 'no'}; ${left} role profiles are left`);
	say(`${requests} requests, two of them for one login, in ${seconds.toFixed(1)} s`);
	return true;
}

function printCounts(profiles: IDataObject[]): void {
	const types = ['volunteer', 'non-volunteer', 'system'];
	printTable(
		['Status', 'Volunteer', 'Non-volunteer', 'System'],
		['draft', 'active', 'inactive'].map((status) => [
			status,
			...types.map(
				(type) => profiles.filter((one) => one.status === status && one.type === type).length,
			),
		]),
	);
}
