import {
	type AssembleSandbox,
	type AssembleSandboxOptions,
	SandboxOptionError,
	handMadeIds,
	startAssembleSandbox,
} from '../../../sandbox/index.mts';

const open: AssembleSandbox[] = [];
async function start(options?: AssembleSandboxOptions): Promise<AssembleSandbox> {
	const sandbox = await startAssembleSandbox(options);
	open.push(sandbox);
	return sandbox;
}
afterAll(() => Promise.all(open.map((sandbox) => sandbox.close())));

const snapshot = ({ assemble }: AssembleSandbox) =>
	JSON.stringify([
		assemble.roleProfiles,
		assemble.users,
		assemble.teams,
		assemble.opportunities,
		assemble.activities,
		[...assemble.relations],
		assemble.accounts,
	]);

it('follows from the seed', async () => {
	const [one, same, other] = await Promise.all([start(), start(), start({ seed: 2 })]);
	expect(snapshot(one)).toBe(snapshot(same));
	expect(snapshot(one)).not.toBe(snapshot(other));
});

it('goes back to the start', async () => {
	const sandbox = await start({ quirks: { total: 'tooLow' }, latency: 1 });
	const before = snapshot(sandbox);
	const { assemble } = sandbox;
	assemble.roleProfiles.pop();
	assemble.accounts.pop();
	assemble.relations.clear();
	assemble.sentCodes.push({ email: 'x', method: 'sms', code: '1' });
	sandbox.quirks.links = 'null';
	sandbox.quirks.lockedFieldNames.pop();
	sandbox.faults.push({ kind: 'drop' });
	sandbox.reset();
	expect(snapshot(sandbox)).toBe(before);
	expect(sandbox.assemble.sentCodes).toEqual([]);
	expect(sandbox.quirks).toMatchObject({ total: 'tooLow', links: 'object' });
	expect(sandbox.quirks.lockedFieldNames).toHaveLength(11);
	expect([sandbox.faults, sandbox.latency]).toEqual([[], 1]);
});

it('has activities before the real today if asked to, and no other dates moved', async () => {
	const [fixed, moved] = await Promise.all([start(), start({ isToday: true })]);
	const days = ({ assemble }: AssembleSandbox) =>
		assemble.activities.map(({ start_date }) => Date.parse(start_date) / 86_400_000);
	const ahead = Math.floor(Date.now() / 86_400_000) - Date.parse('2026-03-01') / 86_400_000;
	expect(days(moved)).toEqual(days(fixed).map((day) => day + ahead));
	expect(moved.assemble.users).toEqual(fixed.assemble.users);
	const row = moved.assemble.activities[0];
	if (row === undefined) throw new Error('no activity');
	const { updated } = moved.assemble.factsOf(row);
	expect(new Date(updated).toISOString()).toBe(`${row.start_date}T20:00:00.000Z`);
});

it('has as many rows as asked for', async () => {
	const size = { roleProfiles: 1200, users: 11, teams: 1, opportunities: 2, activities: 3 };
	const { assemble } = await start(size);
	expect(assemble.counts()).toEqual(size);
	const smallest = await start({ roleProfiles: 8, users: 10, teams: 1, opportunities: 2 });
	expect(smallest.assemble.roleProfiles.map(({ id }) => id)).toEqual(Object.values(handMadeIds));
});

it.each<[string, AssembleSandboxOptions]>([
	['roleProfiles', { roleProfiles: 7 }],
	['users', { users: 9 }],
	['teams', { teams: 0 }],
	['opportunities', { opportunities: 1.5 }],
	['quirks/links', { quirks: { links: 'blue' as 'null' } }],
	['quirks/lockedFieldNames', { quirks: { lockedFieldNames: 'name' as never } }],
	['faults/0/kind', { faults: [{ kind: 'fire' as 'drop' }] }],
])('refuses wrong start options: %s', async (name, options) => {
	const started = startAssembleSandbox(options);
	await expect(started).rejects.toThrow(SandboxOptionError);
	await expect(started).rejects.toThrow(name);
});

describe('role profiles', () => {
	let sandbox: AssembleSandbox;
	beforeAll(async () => {
		sandbox = await start();
	});

	it('have rising ids and names of their own', () => {
		const { roleProfiles } = sandbox.assemble;
		expect(roleProfiles.map(({ id }) => id)).toEqual(
			Array.from({ length: 60 }, (_, index) => 101 + index),
		);
		expect(new Set(roleProfiles.map(({ name }) => name)).size).toBe(60);
	});

	it('are in every state', () => {
		const states = sandbox.assemble.roleProfiles
			.slice(8)
			.map(({ type, status, approved }) => `${type} ${status} ${approved}`);
		for (const type of ['volunteer', 'non-volunteer']) {
			for (const state of ['active true', 'active false', 'draft false', 'inactive true']) {
				expect(states).toContain(`${type} ${state}`);
			}
		}
	});

	it('obey the rules of the product', () => {
		for (const row of sandbox.assemble.roleProfiles) {
			if (row.status === 'draft') expect([row.approved, row.editable]).toEqual([false, true]);
			if (row.recruitable) {
				expect([row.type, row.status, row.approved]).toEqual(['volunteer', 'active', true]);
			}
		}
	});

	it('leave out what real ones leave out, and have difficult texts', () => {
		const { roleProfiles } = sandbox.assemble;
		for (const name of ['family', 'base', 'minimum_age', 'short_advert'] as const) {
			expect(roleProfiles.some((row) => row[name] === null)).toBe(true);
		}
		const names = roleProfiles.map(({ name }) => name).join(' ');
		for (const text of ["'", '"', ',', '<', '🌱', 'Ł']) expect(names).toContain(text);
	});

	it('use the last family at the end only', () => {
		const { roleProfiles, families } = sandbox.assemble;
		const last = families.at(-1)?.id;
		const withLast = roleProfiles.filter(({ family }) => family?.id === last);
		expect(withLast.map(({ id }) => id)).toEqual([159, 160]);
		expect(new Set(families.map(({ name }) => name)).size).toBe(families.length);
	});
});

it('keeps users, opportunities and relations consistent', async () => {
	const { assemble } = await start();
	const profiles = new Map(assemble.roleProfiles.map((row) => [row.id, row]));
	const teams = new Set(assemble.teams.map(({ id }) => id));
	for (const { roles, status } of assemble.users) {
		expect(roles.length).toBeGreaterThan(0);
		expect(status === 'active').toBe(roles.some(({ end_date }) => end_date === null));
		for (const { id, name, team_id } of roles) {
			expect(profiles.get(id)?.name).toBe(name);
			expect(teams).toContain(team_id);
		}
	}
	for (const { role } of assemble.opportunities) {
		expect(profiles.get(role.id)?.recruitable).toBe(true);
	}
	for (const id of profiles.keys()) {
		const held = assemble.users.flatMap(({ roles }) => roles.filter((role) => role.id === id));
		const current = held.filter(({ end_date }) => end_date === null);
		expect(assemble.relations.get(id)).toMatchObject({
			activeUsers: current.length,
			inactiveUsers: held.length - current.length,
			opportunities: assemble.opportunities.filter(({ role }) => role.id === id).length,
		});
	}
});

it.each([{}, { roleProfiles: 8, users: 10, teams: 1, opportunities: 2 }, { seed: 7 }])(
	'attaches to the hand-made profiles what they are for: %j',
	async (options) => {
		const { relations } = (await start(options)).assemble;
		const ids = handMadeIds;
		expect(relations.get(ids.locked)?.activeUsers).toBeGreaterThan(0);
		expect(relations.get(ids.locked)?.opportunities).toBeGreaterThan(0);
		expect(relations.get(ids.inactiveWithUsers)).toMatchObject({ activeUsers: 2 });
		expect(relations.get(ids.inactiveWithFormerUser)).toMatchObject({
			activeUsers: 0,
			inactiveUsers: 1,
			opportunities: 0,
		});
		expect(relations.get(ids.deletable)).toMatchObject({
			activeUsers: 0,
			inactiveUsers: 0,
			opportunities: 0,
			applications: 0,
			teams: [],
		});
		expect(relations.get(ids.draft)).toMatchObject({ activeUsers: 0, opportunities: 0 });
	},
);
