// Each example workflow is run as a user would who imports it and chooses a credential.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { WorkflowJson } from '../../engine/index.mts';
import { AssembleBench } from '../support/assembleBench.mts';
import { Workbench } from '../support/workflow.mts';

const folder = path.join(__dirname, '../../examples');
const read = (file: string) =>
	JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as WorkflowJson;

let bench: Workbench;
beforeAll(async () => {
	bench = await Workbench.start({ profiles: 230 });
	await bench.engine.credentials.save('vomeAccount', {
		type: 'vomeApi',
		name: 'Vome account',
		data: { apiKey: bench.sandbox.apiKey, baseUrl: bench.sandbox.origin },
	});
});
afterAll(async () => await bench.stop());

it('every example has a test here', () => {
	expect(readdirSync(folder)).toEqual(['fetch-all-profiles.json', 'role-profile-lifecycle.json']);
});

it('fetch-all-profiles.json fetches all profiles', async () => {
	const result = await bench.engine.run(read('fetch-all-profiles.json'));
	expect(result.error).toBeUndefined();
	expect(result.node('Get many profiles').outputs[0]?.map(({ json }) => json.id)).toEqual(
		bench.sandbox.vome.profiles.map(({ id }) => id),
	);
});

describe('role-profile-lifecycle.json', () => {
	let assemble: AssembleBench;
	beforeAll(async () => {
		assemble = await AssembleBench.start();
		await assemble.engine.credentials.save('assembleAccount', {
			type: 'assembleJwtApi',
			name: 'Assemble account',
			data: {
				organisation: assemble.sandbox.origin,
				email: assemble.sandbox.email,
				password: assemble.password,
			},
		});
	});
	afterAll(async () => await assemble.stop());

	it('makes one role profile, changes it, retires it and deletes it', async () => {
		const before = structuredClone(assemble.sandbox.assemble.roleProfiles);
		const result = await assemble.engine.run(read('role-profile-lifecycle.json'));
		expect(result.error).toBeUndefined();
		const items = (name: string) => result.node(name).outputs[0]?.map(({ json }) => json);
		expect(items('Get many role profiles')).toHaveLength(before.length);
		expect(items('Create role profile')).toMatchObject([{ status: 'draft', minimum_age: 16 }]);
		expect(items('Update role profile')).toMatchObject([{ status: 'draft', minimum_age: 18 }]);
		expect(items('Retire role profile')).toMatchObject([{ status: 'inactive' }]);
		expect(items('Delete role profile')).toEqual([{ deleted: true }]);
		expect(assemble.sandbox.assemble.roleProfiles).toEqual(before);
		expect(assemble.logins).toEqual(['/auth/api/', '/auth/api/token']);
	});
});
