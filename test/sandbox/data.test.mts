import {
	type VomeSandbox,
	type VomeSandboxOptions,
	startVomeSandbox,
} from '../../sandbox/index.mts';
import { SandboxOptionError } from '../../sandbox/server.mts';
import { clientOf } from './client.mts';

const open: VomeSandbox[] = [];
async function start(options?: VomeSandboxOptions): Promise<VomeSandbox> {
	const sandbox = await startVomeSandbox(options);
	open.push(sandbox);
	return sandbox;
}
afterAll(() => Promise.all(open.map((sandbox) => sandbox.close())));

const snapshot = ({ vome }: VomeSandbox) =>
	JSON.stringify([vome.profiles, vome.reservations, vome.shifts, vome.opportunities]);

it('follows from the seed', async () => {
	const [one, same, other] = await Promise.all([start(), start(), start({ seed: 2 })]);
	expect(snapshot(one)).toBe(snapshot(same));
	expect(snapshot(one)).not.toBe(snapshot(other));
});

it('goes back to the start', async () => {
	const sandbox = await start({ profiles: 12, quirks: { count: 'string' }, latency: 1 });
	const before = snapshot(sandbox);
	await clientOf(sandbox).get('/api/profiles/');
	sandbox.vome.profiles.pop();
	sandbox.quirks.links = 'none';
	sandbox.faults.push({ kind: 'drop' });
	sandbox.latency = 0;
	sandbox.reset();
	expect(snapshot(sandbox)).toBe(before);
	expect(sandbox.quirks).toMatchObject({ count: 'string', links: 'own' });
	expect([sandbox.faults, sandbox.latency, sandbox.requests]).toEqual([[], 1, []]);
});

it('shows rows that were changed in place', async () => {
	const sandbox = await start();
	const client = clientOf(sandbox);
	const first = async () => (await client.rows('/api/profiles/?limit=1'))[0];
	await first();
	const [profile] = sandbox.vome.profiles;
	await first();
	if (profile) profile.profile_details.first_name = 'Changed';
	expect(await first()).toMatchObject({ profile_details: { first_name: 'Changed' } });
});

describe('profiles', () => {
	let sandbox: VomeSandbox;
	beforeAll(async () => {
		sandbox = await start();
	});

	it('have ids and emails of their own', () => {
		const { profiles } = sandbox.vome;
		expect(new Set(profiles.map(({ id }) => id)).size).toBe(250);
		const emails = profiles.map((row) => row.profile_details.email);
		expect(new Set(emails.map((email) => email.toLowerCase())).size).toBe(250);
		expect(emails.every((email) => /@example\.(org|com)$/.test(email))).toBe(true);
		expect(emails.some((email) => email !== email.toLowerCase())).toBe(true);
	});

	it('have an age that fits the date of birth', () => {
		for (const { profile_details: details } of sandbox.vome.profiles) {
			if (details.date_of_birth === null) expect(details.age).toBeNull();
			else {
				const years = 2026 - Number(details.date_of_birth.slice(0, 4));
				const had = details.date_of_birth.slice(5) <= '03-01';
				expect(details.age).toBe(had ? years : years - 1);
			}
		}
	});

	it('leave out what real people leave out', () => {
		const details = sandbox.vome.profiles.map((row) => row.profile_details);
		const some = (test: (row: (typeof details)[number]) => boolean) => details.some(test);
		expect(some((row) => row.date_of_birth === null)).toBe(true);
		expect(some((row) => row.gender === null)).toBe(true);
		expect(some((row) => row.occupation === null)).toBe(true);
		expect(some((row) => row.phone_number === '')).toBe(true);
		expect(some((row) => row.latitude_longitude !== undefined)).toBe(true);
		expect(some((row) => row.address_coordinates !== undefined)).toBe(true);
		expect(some((row) => !row.latitude_longitude && !row.address_coordinates)).toBe(true);
		expect(some((row) => /\p{Script=Han}/u.test(row.first_name))).toBe(true);
	});

	it('have custom fields of all 13 types, two of one name and one that is inactive', () => {
		const fields = sandbox.vome.customFields;
		expect(new Set(fields.map((field) => field.field_type))).toEqual(
			new Set(Array.from({ length: 13 }, (_, type) => type)),
		);
		expect(fields.filter((field) => field.name === 'Notes')).toHaveLength(2);
		expect(fields.filter((field) => !field.is_active)).toHaveLength(1);
		const entries = sandbox.vome.profiles.flatMap((row) => row.custom_fields);
		const chosen = entries
			.filter((entry) => entry.custom_field.field_type === 3)
			.map(({ custom_field_value: value }) => (Array.isArray(value) ? value.length : -1));
		expect(new Set(chosen)).toEqual(new Set([0, 1, 2, 3]));
	});
});

it('keeps reservations, shifts and opportunities consistent', async () => {
	const { vome } = await start();
	for (const shift of vome.shifts) {
		expect(shift.spots).toBe(shift.spots_reserved + shift.spots_available);
		expect(vome.opportunities).toContainEqual(shift.opportunity);
	}
	for (const { user, shift, opportunity } of vome.reservations) {
		const profile = vome.profiles.find(({ id }) => id === user.id);
		expect(user.email).toBe(profile?.profile_details.email);
		expect(vome.shifts.find(({ id }) => id === shift.id)?.opportunity.id).toBe(opportunity.id);
	}
	expect(new Set(vome.reservations.map(({ status }) => status)).size).toBeGreaterThanOrEqual(7);
});

it.each<[string, object]>([
	['profiles', { profiles: -1 }],
	['quirks/count', { quirks: { count: 'blue' } }],
	["quirk 'nonsense'", { quirks: { nonsense: true } }],
	['faults/0/kind', { faults: [{ kind: 'fire' }] }],
	['latency', { latency: -1 }],
	['reservations', { profiles: 0, reservations: 3 }],
])('refuses wrong start options: %s', async (name, options) => {
	const started = startVomeSandbox(options);
	await expect(started).rejects.toThrow(SandboxOptionError);
	await expect(started).rejects.toThrow(name);
});
