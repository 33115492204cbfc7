// What our own code costs for each profile: flattening, without any request.
import { createRequire } from 'node:module';
import path from 'node:path';

import type { IDataObject } from 'n8n-workflow';

import { startVomeSandbox } from '../../sandbox/index.mts';

const PROFILES = 2_000;
const ROUNDS = 20;

interface Shape {
	flatten: (profile: IDataObject) => IDataObject;
	simplify: (profile: IDataObject) => IDataObject;
}

/** Microseconds for one profile, in the fastest of the rounds. */
export async function measureFlattening(): Promise<{ flatten: number; simplify: number }> {
	const file = path.join(import.meta.dirname, '../../dist/nodes/Vome/resources/profile/shape.js');
	const { profileShape } = createRequire(import.meta.url)(file) as {
		profileShape: (origin: string) => Shape;
	};
	const shape = profileShape('https://api.vomevolunteer.com');
	const sandbox = await startVomeSandbox({ profiles: PROFILES, shifts: 0, reservations: 0 });
	const profiles = sandbox.vome.profiles as unknown as IDataObject[];
	await sandbox.close();

	const time = (work: (profile: IDataObject) => IDataObject): number => {
		const rounds = Array.from({ length: ROUNDS }, () => {
			const start = performance.now();
			for (const profile of profiles) work(profile);
			return performance.now() - start;
		});
		return (Math.min(...rounds) * 1_000) / PROFILES;
	};
	return { flatten: time(shape.flatten), simplify: time(shape.simplify) };
}
