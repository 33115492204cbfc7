// What histories drawn at random do not show well: see triggerHistories.test.mts for those.
import { createHash } from 'node:crypto';

import { PollContext } from 'n8n-core';
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { PollingWorkflow, WorkflowJson } from '../../engine/index.mts';
import { AssembleBench } from '../support/assembleBench.mts';
import { sampler } from '../support/sampled.mts';
import { VomeBench } from '../support/vomeBench.mts';

const WAYS = [{ staticData: 'saved' }, { staticData: 'staged' }] as const;

let bench: VomeBench;
let assemble: AssembleBench;
beforeAll(async () => {
	bench = await VomeBench.start({ profiles: 12, opportunities: 4, shifts: 12, reservations: 12 });
	assemble = await AssembleBench.start({ roleProfiles: 12 });
});
beforeEach(() => {
	bench.sandbox.reset();
	assemble.reset();
});
afterAll(async () => {
	await bench.stop();
	await assemble.stop();
});

const ids = (items: INodeExecutionData[] | null) => items?.map(({ json }) => json.id) ?? null;

/** The IDs that the next poll brings; null if nothing happened. */
async function found(active: PollingWorkflow, node?: string) {
	const { items, error } = await active.poll(node);
	if (error !== undefined) throw error;
	return ids(items);
}

/** A new profile in the list. */
function addProfile() {
	const profile = bench.sandbox.vome.makeProfile();
	bench.sandbox.vome.profiles.push(profile);
	return profile;
}

describe('polls that overlap', () => {
	it('are left out, all but the first one', async () => {
		bench.sandbox.quirks.cappedLimit = 3;
		const active = await bench.trigger({ event: 'profileAdded' });
		const { id } = addProfile();
		const polls = await Promise.all([active.poll(), active.poll(), active.poll()]);
		expect(polls.map(({ items }) => ids(items))).toEqual([[id], null, null]);
		expect(await found(active)).toBeNull();
	});

	it('find nothing twice where the first one fails, and nothing is lost', async () => {
		const active = await bench.trigger({ event: 'profileAdded' });
		const { id } = addProfile();
		bench.sandbox.faults = [{ kind: 'status', status: 403, path: '/api/profiles/' }];
		const [first, second] = await Promise.all([active.poll(), active.poll()]);
		bench.sandbox.faults = [];
		expect(first.error?.message).toContain('Vome');
		expect(second).toMatchObject({ items: null, error: undefined });
		expect(await found(active)).toEqual([id]);
		expect(await found(active)).toBeNull();
	});

	it('of two triggers do not hinder each other', async () => {
		const one = await bench.trigger({ event: 'profileAdded' });
		const other = await bench.trigger({ event: 'profileAdded' });
		const { id } = addProfile();
		const polls = await Promise.all([one.poll(), other.poll()]);
		expect(polls.map(({ items }) => ids(items))).toEqual([[id], [id]]);
	});
});

describe.each(WAYS)('both triggers in one workflow, static data $staticData', (options) => {
	it('each remember what is their own', async () => {
		await assemble.trigger({ event: 'roleProfileAdded' }, { isActive: false });
		await bench.trigger({ event: 'profileAdded' }, { isActive: false });
		const { engine } = bench;
		const jwt = await assemble.engine.credentials.open('assembleJwtApi');
		await engine.credentials.save('jwt', { type: 'assembleJwtApi', name: 'Assemble', data: jwt });
		const node = (
			id: string,
			name: string,
			type: string,
			parameters: INodeParameters,
		): WorkflowJson['nodes'][number] => ({
			id,
			name,
			type: `n8n-nodes-vome-assemble.${type}`,
			typeVersion: 1,
			position: [0, 0],
			parameters: { pollTimes: { item: [{ mode: 'everyMinute' }] }, ...parameters },
			credentials: {
				vomeApi: { id: 'vome', name: 'Vome' },
				assembleJwtApi: { id: 'jwt', name: 'Assemble' },
			},
		});
		const workflow = engine.polling(
			{
				nodes: [
					node('1', 'Profiles', 'vomeTrigger', { event: 'profileAdded' }),
					node('2', 'Reservations', 'vomeTrigger', { event: 'reservationCreated' }),
					node('3', 'Roles', 'assembleTrigger', { event: 'roleProfileAdded' }),
				],
				connections: {},
			},
			options,
		);
		await workflow.activate();
		for (const name of ['Profiles', 'Reservations', 'Roles']) {
			expect(await found(workflow, name)).toBeNull();
		}

		const profile = addProfile();
		const role = assemble.sandbox.assemble.makeRoleProfile();
		assemble.sandbox.assemble.roleProfiles.push(role);
		expect(await found(workflow, 'Reservations')).toBeNull();
		expect(await found(workflow, 'Roles')).toEqual([role.id]);
		await workflow.restart();
		if (options.staticData === 'staged') {
			expect(await found(workflow, 'Profiles')).toEqual([profile.id]);
		}
		for (const name of ['Profiles', 'Reservations', 'Roles']) {
			expect(await found(workflow, name)).toBeNull();
		}
	});
});

/** What a trigger of version 1 of the static data belongs to, from the text of its settings. */
function scopeOf(settings: string): string {
	const text = settings.replace('ORIGIN', bench.sandbox.origin);
	return createHash('sha256')
		.update(`${text.length}:${text}`)
		.digest()
		.subarray(0, 9)
		.toString('base64');
}

/** Two profiles as the states below remember them. */
function putProfiles() {
	const { vome } = bench.sandbox;
	const [first, second, third] = vome.profiles;
	if (first === undefined || second === undefined || third === undefined)
		throw new Error('Too few');
	Object.assign(first, { id: '08a3c307-4376-4dbf-a80e-87e971d69e49' });
	Object.assign(second, { id: 'efdba8a7-e42d-43e5-bfb5-d592235164c2' });
	Object.assign(first.profile_details, {
		first_name: 'Sylwia',
		email: 'Sylwia.gutowski.1@example.com',
	});
	Object.assign(second.profile_details, {
		first_name: 'Claudia',
		email: 'claudia.jones.2@example.com',
	});
	vome.profiles = [first, second];
	return { first, second, third };
}

/** Reservations as the states below remember them. */
function putReservations() {
	const { vome } = bench.sandbox;
	const known = [
		['a9f43e81-f919-4d40-a75c-6b617e7a1ed1', 1, '2026-01-31T18:37:14.100735Z'],
		['b415bbf0-2f53-4aff-ab82-c21da474b6ad', 0, '2026-02-06T04:29:41.675596Z'],
		['e045f334-242c-4155-90eb-29b30214cc43', 6, '2025-10-26T00:21:00.329964Z'],
	] as const;
	vome.reservations = known.map(([id, status, created_at]) => ({
		...vome.makeReservation(),
		id,
		status,
		created_at,
	}));
	return vome.reservations;
}

// Texts that version 1 stored, to the letter. An upgrade must go on from them, whatever it stores itself.
const STORED = {
	profileAdded: {
		settings: '{"credential":"vome","event":"profileAdded","origin":"ORIGIN"}',
		parameters: { event: 'profileAdded' },
		state:
			'{"version":1,"scope":"SCOPE","salt":"tpCHsRNI","fields":"[]","fieldBytes":3,"live":2,' +
			'"table":"KITTGoYppswVkMoAiGY="}',
	},
	profileUpdated: {
		settings:
			'{"credential":"vome","event":"profileUpdated","origin":"ORIGIN","watchedFields":["email","first_name"]}',
		parameters: { event: 'profileUpdated', options: { watchedFields: ['first_name', 'email'] } },
		state:
			'{"version":1,"scope":"SCOPE","salt":"WASMY/eR","fields":"[\\"first_name\\",\\"email\\"]",' +
			'"fieldBytes":3,"live":2,"table":"HGVv2pJJ73r91WQAAH3v3Lg1fUuVlAhPv1oe1S1VAADvZdRX1EQ="}',
	},
	// As if version 1 had known no other fields than these.
	allFields: {
		settings: '{"credential":"vome","event":"profileUpdated","origin":"ORIGIN"}',
		parameters: { event: 'profileUpdated' },
		state:
			'{"version":1,"scope":"SCOPE","salt":"WASMY/eR","fields":"[\\"first_name\\",\\"email\\"]",' +
			'"fieldBytes":3,"live":2,"table":"HGVv2pJJ73r91WQAAH3v3Lg1fUuVlAhPv1oe1S1VAADvZdRX1EQ="}',
	},
	reservationStatusChanged: {
		settings:
			'{"credential":"vome","event":"reservationStatusChanged","filters":{"status":["6"]},"origin":"ORIGIN"}',
		parameters: { event: 'reservationStatusChanged', filters: { status: [6] } },
		state:
			'{"version":1,"scope":"SCOPE","salt":"bKOxJ+45","fields":"[\\"status\\"]","fieldBytes":3,"live":3,' +
			'"table":"AMsfSKp9XdOsB2YAAF+RpuDRL6tbfveKq397AABHB4f20kmGn7LkTPoWcgAACN+o"}',
	},
	reservationCreated: {
		settings: '{"credential":"vome","event":"reservationCreated","origin":"ORIGIN"}',
		parameters: { event: 'reservationCreated' },
		state:
			'{"version":1,"scope":"SCOPE","salt":"XbOc0N7+","floor":1770265781675,"table":"3sRsmpAr8QGcMTaBqw=="}',
	},
} satisfies Record<string, { settings: string; parameters: INodeParameters; state: string }>;

const stateOf = (name: keyof typeof STORED) =>
	withCheck(STORED[name].state.replace('SCOPE', scopeOf(STORED[name].settings)));

/** The state with its check sum. */
function withCheck(state: string): string {
	const values = JSON.parse(state) as Record<string, string | number>;
	const hash = createHash('sha256');
	for (const [name, value] of Object.entries(values).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
		const text = String(value);
		hash.update(`${typeof value} ${name.length} ${name} ${text.length} ${text}`);
	}
	return JSON.stringify({ ...values, check: hash.digest('base64').slice(0, 12) });
}

describe.each(WAYS)('a state stored by version 1, static data $staticData', (options) => {
	/** The trigger with this state, active. Its first poll must find nothing. */
	const upgraded = async (name: keyof typeof STORED, state = stateOf(name)) => {
		const active = await bench.trigger(STORED[name].parameters, { ...options, isActive: false });
		active.store(state);
		expect(await active.activate()).toEqual([{ items: null }]);
		return active;
	};

	it('Profile Added: is left as it is, and new is what it does not hold', async () => {
		const { third } = putProfiles();
		const active = await upgraded('profileAdded');
		expect(await found(active)).toBeNull();
		expect(active.stored().json).toBe(stateOf('profileAdded'));
		bench.sandbox.vome.profiles.push(third);
		expect(await found(active)).toEqual([third.id]);
	});

	it('Profile Updated: changes are told by name', async () => {
		const { first, second } = putProfiles();
		const active = await upgraded('profileUpdated');
		expect(await found(active)).toBeNull();
		expect(active.stored().json).toBe(stateOf('profileUpdated'));
		first.profile_details.email = 'sylwia@example.com';
		second.profile_details.phone_number = '5145550123';
		const { items } = await active.poll();
		expect(items?.map(({ json }) => [json.id, json.changed_fields])).toEqual([
			[first.id, ['email']],
		]);
	});

	it('Profile Updated: fields that the older version did not know are taken in', async () => {
		const { first, second } = putProfiles();
		const active = await upgraded('allFields');
		first.profile_details.first_name = 'Silvia';
		second.profile_details.phone_number = '5145550123';
		const { items } = await active.poll();
		// With staged cursors, the poll at the activation was not stored.
		expect(items?.map(({ json }) => [json.id, json.changed_fields])).toEqual([
			[first.id, ['first_name']],
			...(options.staticData === 'saved' ? [[second.id, ['phone_number']]] : []),
		]);
		second.profile_details.phone_number = '5145550124';
		expect(await found(active)).toEqual([second.id]);
	});

	it('Reservation Status Changed: changes are found', async () => {
		const [first, second, third] = putReservations();
		const active = await upgraded('reservationStatusChanged');
		expect(await found(active)).toBeNull();
		expect(active.stored().json).toBe(stateOf('reservationStatusChanged'));
		Object.assign(first ?? {}, { status: 6 });
		Object.assign(second ?? {}, { status: 1 });
		expect(third?.status).toBe(6);
		const { items } = await active.poll();
		expect(items?.map(({ json }) => [json.id, json.previous_status])).toEqual([
			[first?.id, 'Reserved'],
		]);
	});

	it('Reservation Created: only later ones, and late ones that it does not hold, are new', async () => {
		const rows = putReservations();
		const active = await upgraded('reservationCreated');
		expect(await found(active)).toBeNull();
		expect(active.stored().json).toBe(stateOf('reservationCreated'));
		const made = ['2026-02-06T09:00:00Z', '2026-02-05T04:29:41.675Z', '2026-02-05T04:29:41.674Z'];
		const [newer, late] = made.map((created_at) => {
			const row = { ...bench.sandbox.vome.makeReservation(), created_at };
			rows.push(row);
			return row.id;
		});
		expect(await found(active)).toEqual([late, newer]);
	});

	it.each([
		['of a later version', (state: string) => state.replace('"version":1', '"version":2')],
		['without a version', (state: string) => state.replace('"version":1,', '')],
		['of another trigger', () => '{"lastId":17}'],
	])('that is %s begins anew', async (_what, change) => {
		const { third } = putProfiles();
		bench.sandbox.vome.profiles.push(third);
		const active = await upgraded('profileAdded', change(stateOf('profileAdded')));
		expect(await found(active)).toBeNull();
		const { id } = addProfile();
		expect(await found(active)).toEqual([id]);
		expect(JSON.parse(active.stored().json)).not.toHaveProperty('lastId');
	});
});

/** Damages of what is stored: other values for some of it. */
const DAMAGES: Array<[what: string, damage: (state: IDataObject) => IDataObject]> = [
	['a table cut short', ({ table }) => ({ table: (table as string).slice(0, -8) })],
	['a table cut to nothing', () => ({ table: '' })],
	['a table with another bit', ({ table }) => ({ table: flipped(table as string) })],
	['an object for a table', () => ({ table: { rows: [] } })],
	['a number for a table', () => ({ table: 7 })],
	['no table', () => ({ table: undefined })],
	['fingerprints of -1 byte', () => ({ fieldBytes: -1 })],
	['fingerprints of no bytes', () => ({ fieldBytes: 0 })],
	['fingerprints of words', () => ({ fieldBytes: 'many' })],
	['fewer records than it says', () => ({ live: 1e9 })],
	['no list of fields', () => ({ fields: 'email' })],
	['another list of fields', () => ({ fields: '["email"]' })],
	['another salt', () => ({ salt: 'AAAAAAAA' })],
	['no salt', () => ({ salt: null })],
	['another time', () => ({ floor: 0, since: 0 })],
	['a text for a time', () => ({ floor: 'soon', since: 'soon' })],
	['one value more', () => ({ more: 1 })],
	['no check sum', () => ({ check: undefined })],
	['an object for a check sum', () => ({ check: {} })],
];

/** With one bit in the middle changed. */
function flipped(base64: string): string {
	const bytes = Buffer.from(base64, 'base64');
	const middle = Math.floor(bytes.length / 2);
	bytes[middle] = (bytes[middle] ?? 0) ^ 1;
	return bytes.toString('base64');
}

describe.each(WAYS)('what is stored is damaged, static data $staticData', (options) => {
	let warnings: string[];
	beforeEach(() => {
		warnings = [];
		const warn = (text: string) => warnings.push(text);
		jest.spyOn(PollContext.prototype, 'logger', 'get').mockReturnValue({ warn } as never);
	});
	afterEach(() => jest.restoreAllMocks());

	let phone = 1000;
	const some = sampler(3);

	/** Triggers with each kind of memory, and what makes an event of theirs. */
	const KINDS: Array<
		[event: string, start: () => Promise<PollingWorkflow>, happen: () => string | number]
	> = [
		[
			'profileUpdated',
			async () => await bench.trigger({ event: 'profileUpdated' }, options),
			() => {
				const profile = bench.sandbox.vome.profiles[3];
				Object.assign(profile?.profile_details ?? {}, { phone_number: `514555${(phone += 1)}` });
				return profile?.id ?? '';
			},
		],
		[
			'reservationCreated',
			async () => await bench.trigger({ event: 'reservationCreated' }, options),
			() => {
				const made = bench.sandbox.vome.makeReservation();
				bench.sandbox.vome.reservations.push({ ...made, created_at: '2026-03-01T10:00:00Z' });
				return made.id;
			},
		],
		[
			'activityAddedOrUpdated',
			async () => await assemble.trigger({ event: 'activityAddedOrUpdated' }, options),
			() => {
				const made = assemble.sandbox.assemble.makeActivity();
				assemble.sandbox.assemble.activities.push(made);
				return made.id;
			},
		],
	];

	describe.each(KINDS)('%s', (_event, start, happen) => {
		/** An active trigger that has found something, and the place of its state. */
		const worn = async () => {
			const active = await start();
			// With staged cursors, the poll at the activation is not kept.
			await found(active);
			const happened = happen();
			expect(await found(active)).toEqual([happened]);
			return active;
		};
		const expectAnew = async (active: PollingWorkflow) => {
			happen();
			const [atStart] = await active.restart();
			expect(atStart?.items ?? null).toBeNull();
			expect(await found(active)).toBeNull();
			expect(warnings.filter((text) => text.includes('is damaged'))).toHaveLength(1);
			const happened = happen();
			expect(await found(active)).toEqual([happened]);
			expect(await found(active)).toBeNull();
		};

		it.each(some(DAMAGES))('%s: begins anew, and says so', async (_what, damage) => {
			const active = await worn();
			const state = JSON.parse(active.stored().json) as IDataObject;
			active.store(JSON.stringify({ ...state, ...damage(state) }));
			await expectAnew(active);
		});

		it.each(['[]', '"x"', '7', 'null'])('%s in its place: the same', async (json) => {
			const active = await worn();
			active.store(json);
			if (options.staticData === 'saved') return await expectAnew(active);
			// n8n would use what is stored elsewhere.
			if (json === 'null') return;
			await active.restart();
			const { error } = await active.poll();
			expect(error).toMatchObject({
				message: 'What n8n has stored for this trigger is damaged, and cannot be replaced',
			});
		});
	});
});

describe.each(WAYS)("another account's list, static data $staticData", (options) => {
	/** Others in the place of the first records. */
	const exchange = (count: number) => {
		const { vome } = bench.sandbox;
		const others = Array.from({ length: count }, () => vome.makeProfile());
		vome.profiles = [...others, ...vome.profiles.slice(count)];
		return others.map(({ id }) => id);
	};
	const started = async () => {
		const active = await bench.trigger({ event: 'profileAdded' }, options);
		expect(await found(active)).toBeNull();
		return active;
	};

	it('is taken in, and what comes then is new', async () => {
		const active = await started();
		exchange(12);
		expect(await found(active)).toBeNull();
		const { id } = addProfile();
		expect(await found(active)).toEqual([id]);
	});

	it('is none if a single record stayed', async () => {
		const active = await started();
		const others = exchange(11);
		expect(await found(active)).toEqual(others);
	});

	it('is none if there were fewer than ten', async () => {
		bench.sandbox.vome.profiles.splice(9);
		const active = await started();
		const others = exchange(9);
		expect(await found(active)).toEqual(others);
	});

	it('is none if all are gone and come back', async () => {
		const active = await started();
		const { vome } = bench.sandbox;
		const all = vome.profiles;
		vome.profiles = [];
		expect(await found(active)).toBeNull();
		vome.profiles = [...all];
		const { id } = addProfile();
		expect(await found(active)).toEqual([id]);
	});

	it('does not make all of its role profiles approved ones', async () => {
		const active = await assemble.trigger({ event: 'roleProfileApproved' }, options);
		expect(await found(active)).toBeNull();
		const { assemble: data } = assemble.sandbox;
		data.roleProfiles = Array.from({ length: 12 }, () => ({
			...data.makeRoleProfile(),
			approved: true,
		}));
		expect(await found(active)).toBeNull();
		const [first] = data.roleProfiles;
		Object.assign(first ?? {}, { approved: false });
		expect(await found(active)).toBeNull();
		Object.assign(first ?? {}, { approved: true });
		expect(await found(active)).toEqual([first?.id]);
	});
});

// What docs/triggers-inside.md says under "When n8n restarts": the gap is there, and durable cursors close it.
describe.each(WAYS)(
	'what a restart makes of polls without events, static data $staticData',
	(options) => {
		const isKept = options.staticData === 'staged';

		it('a record that came before the restart, and changes during it', async () => {
			const active = await bench.trigger({ event: 'profileUpdated' }, options);
			expect(await found(active)).toBeNull();
			const profile = addProfile();
			expect(await found(active)).toBeNull();
			profile.profile_details.phone_number = '5145550123';
			const [atStart] = await active.restart();
			expect(atStart?.items ?? null).toBeNull();
			expect(await found(active)).toEqual(isKept ? [profile.id] : null);
			profile.profile_details.phone_number = '5145550124';
			expect(await found(active)).toEqual([profile.id]);
		});

		it('the same, with an event in between that stores what is remembered', async () => {
			const active = await bench.trigger({ event: 'profileUpdated' }, options);
			expect(await found(active)).toBeNull();
			const profile = addProfile();
			expect(await found(active)).toBeNull();
			const [other] = bench.sandbox.vome.profiles;
			Object.assign(other?.profile_details ?? {}, { phone_number: '5145550100' });
			expect(await found(active)).toEqual([other?.id]);
			profile.profile_details.phone_number = '5145550123';
			const [atStart] = await active.restart();
			const items = isKept ? await found(active) : ids(atStart?.items ?? null);
			expect(items).toEqual([profile.id]);
		});

		it('an approval that is withdrawn before the restart, and given again during it', async () => {
			const active = await assemble.trigger({ event: 'roleProfileApproved' }, options);
			expect(await found(active)).toBeNull();
			const role = assemble.sandbox.assemble.roleProfiles.find(({ approved }) => approved);
			Object.assign(role ?? {}, { approved: false });
			expect(await found(active)).toBeNull();
			Object.assign(role ?? {}, { approved: true });
			const [atStart] = await active.restart();
			expect(atStart?.items ?? null).toBeNull();
			expect(await found(active)).toEqual(isKept ? [role?.id] : null);
		});
	},
);

it('puts what was made in the same millisecond in order', async () => {
	const active = await bench.trigger({ event: 'reservationCreated' });
	const { vome } = bench.sandbox;
	const made = ['900', '100', '500'].map((micros) => ({
		...vome.makeReservation(),
		created_at: `2026-03-02T10:00:00.123${micros}Z`,
	}));
	vome.reservations.push(...made);
	const [last, first, second] = made;
	expect(await found(active)).toEqual([first?.id, second?.id, last?.id]);
});
