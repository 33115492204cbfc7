// The triggers as their users meet them: what comes out, and what happens when something goes wrong.
import { PollContext } from 'n8n-core';
import type {
	IDataObject,
	INodeParameters,
	INodeProperties,
	INodePropertyOptions,
	INodeType,
} from 'n8n-workflow';

import type { PollResult, WorkflowResult } from '../../engine/index.mts';
import { AssembleTrigger } from '../../nodes/Assemble/AssembleTrigger.node.ts';
import { VomeTrigger } from '../../nodes/Vome/VomeTrigger.node.ts';
import { AssembleBench } from '../support/assembleBench.mts';
import { clock } from '../support/clock.mts';
import { EVENT_NAMES } from '../support/historyWorlds.mts';
import { VomeBench } from '../support/vomeBench.mts';

let vome: VomeBench;
let assemble: AssembleBench;
beforeAll(async () => {
	vome = await VomeBench.start({ profiles: 30, shifts: 12, reservations: 40 });
	assemble = await AssembleBench.start({ roleProfiles: 30 });
});
beforeEach(() => {
	vome.sandbox.reset();
	assemble.reset();
});
afterEach(() => jest.restoreAllMocks());
afterAll(async () => {
	await vome.stop();
	await assemble.stop();
});

const SOON = '2026-03-01T10:00:00.000001Z';

const json = ({ items, error }: PollResult): IDataObject[] => {
	expect(error).toBeUndefined();
	return items?.map((item) => item.json) ?? [];
};
const ids = (result: PollResult) => json(result).map(({ id }) => id);

/** What a sandbox's data goes through for each event, and the IDs that come of it. */
const VOME_EVENTS: Array<[event: string, change: () => string[]]> = [
	['profileAdded', () => [addProfile().id]],
	[
		'profileUpdated',
		() => {
			const profile = profileAt(3);
			profile.profile_details.email = 'new@example.org';
			return [profile.id];
		},
	],
	[
		'reservationCreated',
		() => {
			const { reservations } = vome.sandbox.vome;
			const made = { ...vome.sandbox.vome.makeReservation(), created_at: SOON };
			reservations.push(made);
			return [made.id];
		},
	],
	[
		'reservationStatusChanged',
		() => {
			const reservation = reservationAt(5);
			reservation.status = (reservation.status + 1) % 8;
			return [reservation.id];
		},
	],
	[
		'shiftCreated',
		() => {
			const made = { ...vome.sandbox.vome.makeShift(), created_at: SOON };
			vome.sandbox.vome.shifts.unshift(made);
			return [made.id];
		},
	],
	[
		'opportunityCreated',
		() => {
			const made = { ...vome.sandbox.vome.makeOpportunity(), created_at: SOON };
			vome.sandbox.vome.opportunities.push(made);
			return [made.id];
		},
	],
];

const ASSEMBLE_EVENTS: Array<[event: string, change: () => number[]]> = [
	[
		'activityAddedOrUpdated',
		() => {
			const { assemble: data } = assemble.sandbox;
			const [changed] = data.activities;
			if (changed === undefined) throw new Error('There are no activities');
			changed.duration += 15;
			const made = data.makeActivity();
			data.activities.push(made);
			return [changed.id, made.id];
		},
	],
	[
		'userAdded',
		() => {
			const { assemble: data } = assemble.sandbox;
			const made = { ...data.makeUser(), status: 'active' as const };
			data.users.push(made);
			return [made.id];
		},
	],
	[
		'userUpdated',
		() => {
			const [, user] = assemble.sandbox.assemble.users;
			if (user === undefined) throw new Error('There is no such user');
			user.last_name = 'Marsh';
			return [user.id];
		},
	],
	['roleProfileAdded', () => [addRoleProfile().id]],
	[
		'roleProfileUpdated',
		() => {
			const profile = roleProfile(({ approved }) => !approved);
			profile.short_advert = 'Come and help';
			return [profile.id];
		},
	],
	[
		'roleProfileApproved',
		() => {
			const draft = roleProfile(({ approved }) => !approved);
			draft.approved = true;
			return [draft.id, addRoleProfile({ approved: true }).id];
		},
	],
];

function addProfile() {
	const { profiles } = vome.sandbox.vome;
	const made = vome.sandbox.vome.makeProfile();
	profiles.push(made);
	return made;
}

function profileAt(index: number) {
	const profile = vome.sandbox.vome.profiles[index];
	if (profile === undefined) throw new Error('There are not so many profiles');
	return profile;
}

function reservationAt(index: number) {
	const reservation = vome.sandbox.vome.reservations[index];
	if (reservation === undefined) throw new Error('There are not so many reservations');
	return reservation;
}

function addRoleProfile(changes: { approved?: boolean } = {}) {
	const made = { ...assemble.sandbox.assemble.makeRoleProfile(), ...changes };
	assemble.sandbox.assemble.roleProfiles.push(made);
	return made;
}

function roleProfile(isWanted: (profile: { approved: boolean }) => boolean) {
	const found = assemble.sandbox.assemble.roleProfiles.find(isWanted);
	if (found === undefined) throw new Error('There is no such role profile');
	return found;
}

async function startVome(event: string, more: INodeParameters = {}) {
	return await vome.trigger({ event, ...more });
}

/** A manual run of the trigger alone. */
async function runVome(parameters: INodeParameters): Promise<WorkflowResult> {
	await vome.saveCredential();
	return await vome.engine.run({
		nodes: [
			{
				id: '1',
				name: 'Vome Trigger',
				type: 'n8n-nodes-vome-assemble.vomeTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters,
				credentials: { vomeApi: { id: 'vome', name: 'Vome account' } },
			},
		],
		connections: {},
	});
}

async function sampleOf(parameters: INodeParameters): Promise<IDataObject[] | undefined> {
	const result = await runVome(parameters);
	expect(result.error).toBeUndefined();
	return result.node('Vome Trigger').outputs[0]?.map((item) => item.json);
}

it('each event of the triggers is known to these tests, and to the histories', () => {
	const namesOf = ({ description }: INodeType) =>
		description.properties
			.find(({ name }) => name === 'event')
			?.options?.map((option) => (option as INodePropertyOptions).value) ?? [];
	const names = [...namesOf(new VomeTrigger()), ...namesOf(new AssembleTrigger())];
	expect([...VOME_EVENTS, ...ASSEMBLE_EVENTS].map(([event]) => event).toSorted()).toEqual(
		names.toSorted(),
	);
	expect([...EVENT_NAMES].toSorted()).toEqual(names.toSorted());
});

describe('what is no change', () => {
	/** Other ways to write a value that means the same. */
	function otherwise(value: unknown): unknown {
		if (typeof value === 'boolean') return Number(value);
		if (typeof value === 'number') return value.toFixed(2);
		if (typeof value === 'string') {
			return /^[a-z].* /i.test(value) ? ` ${value.normalize('NFD')}\r\n` : value;
		}
		if (Array.isArray(value)) return value.map(otherwise).reverse();
		if (typeof value !== 'object' || value === null) return value;
		return Object.fromEntries(
			Object.entries(value).map(([key, inner]) => [
				key,
				// Pairs have an order, and codes are no numbers to count with.
				/^id$|_coordinates$|_longitude$|^(gender|occupation|status|field_type)$/.test(key)
					? inner
					: otherwise(inner),
			]),
		);
	}

	const written = (rows: object[]) => {
		rows.forEach((row, index) => (rows[index] = otherwise(row) as object));
	};

	it('Profile Updated: other ways to write the same values', async () => {
		profileAt(3).profile_details.address = 'Zo\u00eb Lane 4, Montr\u00e9al';
		const active = await startVome('profileUpdated');
		await active.poll();
		const { profiles } = vome.sandbox.vome;
		written(profiles);
		expect(json(await active.poll())).toEqual([]);
		profileAt(3).profile_details.address = 'Zo\u00eb Lane 5, Montr\u00e9al';
		expect(ids(await active.poll())).toEqual([profileAt(3).id]);
	});

	it.each(['roleProfileUpdated', 'userUpdated', 'activityAddedOrUpdated'])(
		'%s: other ways to write the same values, and HTML around texts',
		async (event) => {
			const { assemble: data, quirks } = assemble.sandbox;
			roleProfile(() => true).long_advert = 'Tea & cake\nCaf\u00e9';
			const active = await assemble.trigger({ event });
			await active.poll();
			for (const rows of [data.roleProfiles, data.users, data.activities]) written(rows);
			roleProfile(() => true).long_advert =
				'<div class="text"><p>Tea &amp; <b>cake</b></p>\r\n<p>Cafe\u0301</p></div>';
			quirks.wrapHtml = true;
			expect(ids(await active.poll())).toEqual([]);
		},
	);

	it('links that are signed anew in each answer', async () => {
		const profile = profileAt(3);
		const role = roleProfile(() => true);
		const sign = (mark: number, file = 'a') => {
			const query = `?X-Amz-Signature=${mark}&Expires=${mark}`;
			profile.profile_details.profile_image = `/media/${file}.jpg${query}`;
			role.pdf_url = `https://files.example/${file}.pdf${query}#page=1`;
			role.short_advert = `<p>See <a href="https://files.example/${file}.pdf${query.replace('&', '&amp;')}">the map</a></p>`;
			role.long_advert = `See https://files.example/${file}.pdf${query} and come`;
		};
		sign(1);
		const profiles = await startVome('profileUpdated');
		const roles = await assemble.trigger({ event: 'roleProfileUpdated' });
		const poll = async () => [json(await profiles.poll()), json(await roles.poll())];
		await poll();
		for (const mark of [2, 3]) {
			sign(mark);
			expect(await poll()).toEqual([[], []]);
		}
		sign(4, 'b');
		expect(await poll()).toMatchObject([
			[{ id: profile.id, changed_fields: ['profile_image_url'] }],
			[{ id: role.id, changed_fields: ['short_advert', 'long_advert', 'pdf_url'] }],
		]);
	});

	const VOME_FIELDS = ['status', 'logged_hours', 'is_offline', 'profile_details.email'];
	const ASSEMBLE_FIELDS = ['approved', 'display_name', 'description', 'family'];

	it.each(['all', 'some'] as const)(
		'fields that are missing for a while, from %s',
		async (missingFrom) => {
			const changed = [...VOME_EVENTS, ...ASSEMBLE_EVENTS].filter(([event]) =>
				/Updated|Changed|Approved/.test(event),
			);
			const vomeEvents: string[] = VOME_EVENTS.map(([event]) => event);
			for (const [event, change] of changed) {
				const isVome = vomeEvents.includes(event);
				const active = isVome ? await vome.trigger({ event }) : await assemble.trigger({ event });
				const { quirks } = (isVome ? vome : assemble).sandbox;
				const lose = (missingFields: string[]) =>
					Object.assign(quirks, { missingFields, missingFrom });
				const lost = isVome ? VOME_FIELDS : ASSEMBLE_FIELDS;
				for (const fields of [[], lost, lost, [], lost]) {
					lose(fields);
					expect([event, ids(await active.poll())]).toEqual([event, []]);
				}
				const happened = change();
				lose([]);
				expect([event, ids(await active.poll())]).toEqual([event, happened]);
				expect([event, ids(await active.poll())]).toEqual([event, []]);
			}
		},
	);

	it.each(['all', 'some'] as const)(
		'fields that are missing at first, from %s',
		async (missingFrom) => {
			Object.assign(assemble.sandbox.quirks, { missingFields: ['approved'], missingFrom });
			Object.assign(vome.sandbox.quirks, { missingFields: ['status'], missingFrom });
			const approved = await assemble.trigger({ event: 'roleProfileApproved' });
			const status = await vome.trigger({ event: 'reservationStatusChanged' });
			await approved.poll();
			await status.poll();
			assemble.sandbox.quirks.missingFields = [];
			vome.sandbox.quirks.missingFields = [];
			expect([ids(await approved.poll()), ids(await status.poll())]).toEqual([[], []]);
		},
	);

	it('an approval that is null for a while', async () => {
		const active = await assemble.trigger({ event: 'roleProfileApproved' });
		await active.poll();
		const { roleProfiles } = assemble.sandbox.assemble;
		const before = roleProfiles.map(({ approved }) => approved);
		for (const role of roleProfiles) Object.assign(role, { approved: null });
		const made = addRoleProfile();
		Object.assign(made, { approved: null });
		expect(ids(await active.poll())).toEqual([]);
		roleProfiles.forEach((role, index) => Object.assign(role, { approved: before[index] }));
		made.approved = true;
		expect(ids(await active.poll())).toEqual([made.id]);
		expect(ids(await active.poll())).toEqual([]);
	});
});

describe.each(['saved', 'staged'] as const)('where n8n keeps static data %s', (staticData) => {
	it.each(VOME_EVENTS)('Vome Trigger finds %s once', async (event, change) => {
		const active = await vome.trigger({ event }, { staticData });
		expect(ids(await active.poll())).toEqual([]);
		const changed = change();
		expect(ids(await active.poll())).toEqual(changed);
		expect(ids(await active.poll())).toEqual([]);
		await active.restart();
		expect(ids(await active.poll())).toEqual([]);
	});

	it.each(ASSEMBLE_EVENTS)('Assemble Trigger finds %s once', async (event, change) => {
		const active = await assemble.trigger({ event }, { staticData });
		expect(ids(await active.poll())).toEqual([]);
		const changed = change();
		expect(ids(await active.poll())).toEqual(changed);
		expect(ids(await active.poll())).toEqual([]);
		await active.restart();
		expect(ids(await active.poll())).toEqual([]);
	});

	it('finds what happened while n8n was off, or the workflow inactive', async () => {
		const active = await vome.trigger({ event: 'profileAdded' }, { staticData });
		await active.poll();
		const first = addProfile();
		const atStart = await active.restart();
		const found = [...atStart, await active.poll()].flatMap(ids);
		expect(found).toEqual([first.id]);
		active.deactivate();
		const second = addProfile();
		const atActivation = await active.activate();
		expect([...atActivation, await active.poll()].flatMap(ids)).toEqual([second.id]);
	});

	it('knows of a record that came without an event before a restart what n8n has kept', async () => {
		const active = await vome.trigger({ event: 'profileUpdated' }, { staticData });
		await active.poll();
		const added = addProfile();
		expect(ids(await active.poll())).toEqual([]);
		added.profile_details.email = 'new@example.org';
		const atStart = await active.restart();
		const found = [...atStart, await active.poll()].flatMap(ids);
		// See "When n8n restarts" in docs/triggers-inside.md.
		expect(found).toEqual(staticData === 'staged' ? [added.id] : []);
		added.profile_details.email = 'newer@example.org';
		expect(ids(await active.poll())).toEqual([added.id]);
	});
});

describe('what comes out', () => {
	it('is the whole record, and the names of the fields that changed', async () => {
		const active = await startVome('profileUpdated', { output: 'raw' });
		const profile = profileAt(2);
		profile.emergency_contact.phone_number = '5145550199';
		profile.profile_details.gender = profile.profile_details.gender === 1 ? 0 : 1;
		expect(json(await active.poll())).toEqual([
			{ ...profile, changed_fields: ['gender', 'emergency_contact_phone_number'] },
		]);
	});

	it.each([
		['flattened', {}],
		['selectedFields', { fields: 'email' }],
	])('has the output %s', async (output, more) => {
		const active = await startVome('profileUpdated', { output, ...more });
		const profile = profileAt(2);
		profile.profile_details.email = 'new@example.org';
		const [item] = json(await active.poll());
		expect(item).toMatchObject({
			id: profile.id,
			email: 'new@example.org',
			changed_fields: ['email'],
		});
		expect(Object.keys(item ?? {})).toHaveLength(output === 'flattened' ? 34 : 3);
	});

	it('does not change with the age, nor with the order of lists', async () => {
		const active = await startVome('profileUpdated');
		for (const profile of vome.sandbox.vome.profiles) {
			profile.profile_details.age = 99;
			profile.profile_tags.reverse();
			profile.profile_details.skills.reverse();
			profile.opportunities.reverse();
			profile.custom_fields.reverse();
		}
		expect(ids(await active.poll())).toEqual([]);
	});

	it('comes only for the fields that are watched', async () => {
		const active = await startVome('profileUpdated', {
			options: { watchedFields: ['phone_number', 'age'] },
		});
		const [one, two, three] = [profileAt(0), profileAt(1), profileAt(2)];
		one.profile_details.email = 'new@example.org';
		two.profile_details.email = 'new2@example.org';
		two.profile_details.phone_number = '5145550199';
		three.profile_details.age = 99;
		expect(json(await active.poll()).map(({ id, changed_fields }) => [id, changed_fields])).toEqual(
			[
				[two.id, ['phone_number']],
				[three.id, ['age']],
			],
		);
	});

	it('comes for the statuses that a reservation changes to', async () => {
		const active = await startVome('reservationStatusChanged', { filters: { status: [6, 5] } });
		const [one, two, three] = [reservationAt(0), reservationAt(1), reservationAt(2)];
		for (const reservation of [one, two, three]) reservation.status = 1;
		expect(ids(await active.poll())).toEqual([]);
		[one.status, two.status] = [6, 4];
		expect(ids(await active.poll())).toEqual([one.id]);
		[one.status, two.status] = [5, 6];
		expect(
			json(await active.poll()).map(({ id, previous_status }) => [id, previous_status]),
		).toEqual([
			[one.id, 'Hours logged'],
			[two.id, 'Absent'],
		]);
	});

	it.each([
		['simplified', {}, 'Hours logged'],
		['flattened', {}, 'Hours logged'],
		['raw', {}, 6],
		['selectedFields', { fields: ['status'] }, 'Hours logged'],
	])('tells the status before in the output %s', async (output, more, previous) => {
		const active = await startVome('reservationStatusChanged', { output, ...more });
		const [one, two] = [reservationAt(0), reservationAt(1)];
		[one.status, two.status] = [6, 9];
		await active.poll();
		[one.status, two.status] = [1, 0];
		const [first = {}, second] = json(await active.poll());
		expect(Object.entries(first).at(-1)).toEqual(['previous_status', previous]);
		expect(first.status).toBe(output === 'raw' ? 1 : 'Reserved');
		// A code that no document has.
		expect(second?.previous_status).toBe(9);
	});

	it('tells no status before where it was none that could be told', async () => {
		const reservation = reservationAt(0);
		Object.assign(reservation, { status: 'Waiting' });
		const active = await startVome('reservationStatusChanged');
		Object.assign(reservation, { status: null });
		expect(json(await active.poll())).toEqual([]);
		reservation.status = 1;
		expect(json(await active.poll())).toMatchObject([
			{ id: reservation.id, status: 'Reserved', previous_status: null },
		]);
	});

	it('comes for a role profile that is approved again', async () => {
		const active = await assemble.trigger({ event: 'roleProfileApproved' });
		const profile = roleProfile(({ approved }) => approved);
		profile.approved = false;
		expect(ids(await active.poll())).toEqual([]);
		profile.approved = true;
		expect(ids(await active.poll())).toEqual([profile.id]);
	});

	it('comes for a record that comes to match the filters', async () => {
		const active = await startVome('profileAdded', { filters: { profileType: 'offline' } });
		const online = addProfile();
		online.is_offline = false;
		expect(ids(await active.poll())).toEqual([]);
		online.is_offline = true;
		expect(ids(await active.poll())).toEqual([online.id]);
		expect(vome.urls.at(-1)).toContain('is_offline=True');
	});

	it("comes for a record that comes to match the node's own filters", async () => {
		const active = await startVome('profileUpdated', {
			filters: { email: 'Kim@Example.org', lastName: 'smith' },
		});
		const [kim, other] = [profileAt(1), profileAt(2)];
		Object.assign(kim.profile_details, { email: 'kim@example.org', last_name: 'Smith' });
		Object.assign(other.profile_details, { email: 'kim@example.org', last_name: 'Jones' });
		// It is seen for the first time.
		expect(ids(await active.poll())).toEqual([]);
		kim.profile_details.phone_number = '5145550199';
		other.profile_details.phone_number = '5145550199';
		expect(ids(await active.poll())).toEqual([kim.id]);
	});
});

describe('a manual run', () => {
	it('shows the newest record where Vome can sort', async () => {
		const made = { ...vome.sandbox.vome.makeShift(), created_at: SOON };
		vome.sandbox.vome.shifts.unshift(made);
		expect(await sampleOf({ event: 'shiftCreated' })).toMatchObject([{ id: made.id }]);
		expect(vome.urls).toEqual(['/api/shifts/search/?ordering=-created_at&page=1&limit=1']);
	});

	it('shows the newest reservation of the last days', async () => {
		const { reservations } = vome.sandbox.vome;
		const created = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
		for (const hours of [30, 2, 50]) {
			reservations.push({ ...vome.sandbox.vome.makeReservation(), created_at: created(hours) });
		}
		expect(await sampleOf({ event: 'reservationCreated' })).toMatchObject([
			{ id: reservations.at(-2)?.id },
		]);
	});

	it('shows a reservation with the status that is waited for', async () => {
		for (const one of vome.sandbox.vome.reservations) one.status = 1;
		const reservation = reservationAt(7);
		reservation.status = 6;
		const parameters = { event: 'reservationStatusChanged', filters: { status: [6] } };
		expect(await sampleOf(parameters)).toMatchObject([
			{ id: reservation.id, status: 'Hours logged', previous_status: null },
		]);
	});

	it('shows a reservation made since the time that is asked for', async () => {
		const { reservations } = vome.sandbox.vome;
		const created = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
		for (const hours of [30, 50]) {
			reservations.push({ ...vome.sandbox.vome.makeReservation(), created_at: created(hours) });
		}
		const filters = { createdAfter: created(40) };
		expect(await sampleOf({ event: 'reservationStatusChanged', filters })).toMatchObject([
			{ id: reservations.at(-2)?.id },
		]);
		expect(vome.urls).toEqual([expect.stringContaining(encodeURIComponent(filters.createdAfter))]);
	});

	it('shows all watched fields as changed', async () => {
		const options = { watchedFields: ['email', 'tags'] };
		expect(await sampleOf({ event: 'profileUpdated', options })).toMatchObject([
			{ id: profileAt(0).id, changed_fields: ['email', 'tags'] },
		]);
	});

	it('says what to do where there is nothing to show', async () => {
		vome.sandbox.vome.opportunities.length = 0;
		const { error } = await runVome({ event: 'opportunityCreated' });
		expect(error).toMatchObject({
			message: 'There are no opportunities to show',
			description:
				'A manual run shows one of them as an example. Remove filters, if there are any, or make one first.',
		});
	});
});

describe('a poll that fails', () => {
	const PROFILES = '/api/profiles/';

	it.each([
		['HTTP 500 each time', { kind: 'status', status: 500 }, /^Vome could not answer \(HTTP 500\)/],
		['HTTP 401', { kind: 'status', status: 401 }, /^Vome rejected the API key/],
		['an answer that breaks off', { kind: 'dropMidBody' }, /^Vome could not be reached/],
		['half a JSON', { kind: 'truncate' }, /^Vome sent/],
		['a page of a proxy', { kind: 'html' }, /^Vome answered with a web page/],
		['another form', { kind: 'wrongShape' }, /in an unknown form$/],
		['an empty page in the middle', { kind: 'emptyPage' }, /could not be read completely$/],
		['a list that always moves', { kind: 'insert', at: 'start' }, /could not be read completely$/],
	] as const)('with %s, finds nothing and loses nothing', async (_, fault, message) => {
		vome.sandbox.quirks.cappedLimit = 10;
		const active = await startVome('profileAdded');
		const added = addProfile();
		const before = active.stored();
		vome.sandbox.faults.push({ ...fault, path: PROFILES, page: 2 });
		const { items, error } = await active.poll();
		expect(items).toBeNull();
		expect(error?.message).toMatch(message);
		expect((error as { description?: string }).description).toMatch(/\.$/);
		expect(active.stored()).toEqual(before);

		vome.sandbox.faults.length = 0;
		expect(ids(await active.poll())).toContain(added.id);
		expect(ids(await active.poll())).toEqual([]);
	});

	it('repeats what only failed for a moment', async () => {
		vome.sandbox.quirks.cappedLimit = 10;
		const active = await startVome('profileAdded');
		const added = addProfile();
		vome.sandbox.faults.push(
			{ kind: 'status', status: 429, retryAfter: '2', path: PROFILES, times: 2 },
			{ kind: 'truncate', path: PROFILES, page: 3, times: 1 },
		);
		expect(ids(await active.poll())).toEqual([added.id]);
	});

	it('keeps the workflow from being activated, in words of its own', async () => {
		await expect(
			vome.trigger({ event: 'profileAdded' }, { credential: { apiKey: 'wrong' } }),
		).rejects.toThrow('There was a problem activating the workflow: "Vome rejected the API key"');
	});

	it('sends nothing with a credential that cannot be used', async () => {
		await expect(
			vome.trigger({ event: 'profileAdded' }, { credential: { baseUrl: 'http://vome.example' } }),
		).rejects.toThrow(/must start with https/);
		expect(vome.urls).toEqual([]);
	});

	it.each([
		[
			{ options: { watchedFields: ['shoe_size'] } },
			/^'Watched Fields' names a field that does not/,
		],
		[
			{ options: { parallelRequests: '={{ 11 }}' } },
			/^'Parallel Requests' must be a whole number from 1 to 10/,
		],
		[{ output: 'selectedFields', fields: '' }, /^'Field Names or IDs' is empty/],
		[{ filters: { firstName: '={{ undefined }}' } }, /^'First Name' must be text: it is empty/],
	] as Array<[INodeParameters, RegExp]>)('refuses %j', async (more, message) => {
		const active = await vome.trigger({ event: 'profileUpdated', ...more }, { isActive: false });
		const failed: unknown = await active.activate().catch((error: unknown) => error);
		expect((failed as Error & { cause: Error }).cause.message).toMatch(message);
		expect(vome.urls).toEqual([]);
	});

	it.each(['created_at.gte', 'ordering'])(
		'refuses %s as an extra query parameter, from the first poll on',
		async (name) => {
			const queryParameters = { parameter: [{ name, value: '2026-01-01' }] };
			await expect(startVome('shiftCreated', { options: { queryParameters } })).rejects.toThrow(
				`'Extra Query Parameters' must not set '${name}'`,
			);
			expect(vome.urls).toEqual([]);
		},
	);

	it.each([
		['ignores', { unknownParameters: 'ignore', unknownFilters: ['created_at.gte'] }],
		['refuses', { reservationCreatedFilters: false }],
	] as const)('does not fail where Vome %s the time', async (_, quirks) => {
		Object.assign(vome.sandbox.quirks, structuredClone(quirks), { cappedLimit: 10 });
		const active = await startVome('reservationCreated');
		const { reservations } = vome.sandbox.vome;
		const made = { ...vome.sandbox.vome.makeReservation(), created_at: SOON };
		reservations.splice(3, 0, made);
		expect(ids(await active.poll())).toEqual([made.id]);
		expect(ids(await active.poll())).toEqual([]);
	});

	it('ends in time where n8n gives it little, and says how to give it more', async () => {
		const active = await vome.trigger({ event: 'profileAdded' }, { pollBudgetMs: 36_000 });
		const added = addProfile();
		const timeout = jest.spyOn(AbortSignal, 'timeout');
		const end = new AbortController();
		timeout.mockReturnValue(end.signal);
		vome.sandbox.faults.push({ kind: 'hang', path: PROFILES });
		const poll = active.poll();
		while (vome.urls.length < 2) await new Promise((resolve) => setImmediate(resolve));
		end.abort(new DOMException('', 'TimeoutError'));
		const { error } = await poll;
		expect(timeout).toHaveBeenCalledWith(36_000);
		timeout.mockRestore();
		expect(error?.message).toBe(
			'The records could not be read in the 36 seconds that n8n gives a trigger',
		);
		vome.sandbox.faults.length = 0;
		expect(ids(await active.poll())).toEqual([added.id]);
	});
});

describe('polls that overlap', () => {
	it('find an event once', async () => {
		vome.sandbox.quirks.cappedLimit = 10;
		const active = await startVome('profileAdded');
		const added = addProfile();
		const results = await Promise.all([active.poll(), active.poll(), active.poll()]);
		expect(results.flatMap(ids)).toEqual([added.id]);
		expect(results.filter(({ items }) => items === null)).toHaveLength(2);
		const another = addProfile();
		expect(ids(await active.poll())).toEqual([another.id]);
	});
});

describe('a trigger that is changed', () => {
	it.each<[string, INodeParameters]>([
		['another event', { event: 'profileUpdated' }],
		['a filter', { filters: { profileType: 'offline' } }],
		[
			'an extra query parameter',
			{ options: { queryParameters: { parameter: [{ name: 'first_name', value: 'a' }] } } },
		],
	])('begins anew with %s', async (_, changes) => {
		const active = await startVome('profileAdded');
		addProfile();
		active.edit(({ nodes: [node] }) => Object.assign(node?.parameters ?? {}, changes));
		expect((await active.activate()).flatMap(ids)).toEqual([]);
		expect(ids(await active.poll())).toEqual([]);
	});

	it.each<[string, INodeParameters]>([
		['another output', { output: 'raw' }],
		['fewer requests at once', { options: { parallelRequests: 1 } }],
		['filters that are empty', { filters: {} }],
	])('goes on with %s', async (_, changes) => {
		const active = await startVome('profileAdded');
		const added = addProfile();
		active.edit(({ nodes: [node] }) => Object.assign(node?.parameters ?? {}, changes));
		expect((await active.activate()).flatMap(ids)).toEqual([added.id]);
	});

	it('begins anew with another credential, and goes on with a new key in the same one', async () => {
		const active = await startVome('profileAdded');
		const added = addProfile();
		await vome.saveCredential({ apiKey: vome.sandbox.apiKey });
		expect((await active.activate()).flatMap(ids)).toEqual([added.id]);

		await vome.engine.credentials.save('other', {
			type: 'vomeApi',
			name: 'Other account',
			data: { apiKey: vome.sandbox.apiKey, baseUrl: vome.sandbox.origin },
		});
		addProfile();
		active.edit(({ nodes: [node] }) => {
			if (node !== undefined)
				node.credentials = { vomeApi: { id: 'other', name: 'Other account' } };
		});
		expect((await active.activate()).flatMap(ids)).toEqual([]);
	});

	it('goes on with a filter whose expression gives something else each time', async () => {
		const active = await startVome('reservationStatusChanged', {
			filters: { createdAfter: '={{ $now.minus({ years: 20 }).toISO() }}' },
		});
		const reservation = reservationAt(4);
		reservation.status = (reservation.status + 1) % 8;
		clock.elapsed += 1_000;
		expect(ids(await active.poll())).toEqual([reservation.id]);
		const [before, now] = vome.urls.filter((url) => url.includes('created_at.gte'));
		expect(before).not.toBe(now);
	});

	it('goes on with the same statuses in another order', async () => {
		const active = await startVome('reservationStatusChanged', { filters: { status: [1, 6] } });
		const reservation = reservationAt(4);
		reservation.status = reservation.status === 1 ? 6 : 1;
		active.edit(({ nodes: [node] }) =>
			Object.assign(node?.parameters ?? {}, { filters: { status: [6, 1] } }),
		);
		expect((await active.activate()).flatMap(ids)).toEqual([reservation.id]);
	});
});

describe('a filter that the service ignores for a while', () => {
	/** What n8n's log is told. */
	let warnings: string[];
	beforeEach(() => {
		warnings = [];
		const warn = (text: string) => warnings.push(text);
		jest.spyOn(PollContext.prototype, 'logger', 'get').mockReturnValue({ warn } as never);
		vome.sandbox.quirks.unknownParameters = 'ignore';
	});

	/** What two records have in common, of which the second one does not match. */
	const CASES: Array<[string, INodeParameters, string, () => string[]]> = [
		[
			'profileAdded',
			{ profileType: 'offline' },
			'is_offline',
			() =>
				[true, false].map((is_offline) => {
					const made = addProfile();
					made.is_offline = is_offline;
					return made.id;
				}),
		],
		[
			'profileUpdated',
			{ firstName: 'Ina' },
			'first_name',
			() =>
				[profileAt(0), profileAt(1)].map(({ id, profile_details }) => {
					profile_details.phone_number = `${Number(profile_details.phone_number ?? 0) + 1}`;
					return id;
				}),
		],
		[
			'reservationCreated',
			{ status: [3] },
			'status',
			() =>
				[3, 4].map((status) => {
					const made = { ...vome.sandbox.vome.makeReservation(), status, created_at: SOON };
					vome.sandbox.vome.reservations.push(made);
					return made.id;
				}),
		],
		[
			'reservationStatusChanged',
			{ shiftTitle: 'Rare title' },
			'shift.shift_title',
			() =>
				[reservationAt(0), reservationAt(1)].map((one) => {
					one.status = (one.status + 1) % 8;
					return one.id;
				}),
		],
	];

	it.each(CASES)(
		'%s: nothing comes twice, nothing is lost',
		async (event, filters, name, change) => {
			profileAt(0).profile_details.first_name = 'Ina';
			reservationAt(0).shift = { ...reservationAt(0).shift, shift_title: 'A rare title' };
			const active = await startVome(event, { filters });
			const [first] = change();
			expect(ids(await active.poll())).toEqual([first]);
			expect(warnings).toEqual([]);

			vome.sandbox.quirks.unknownFilters = [name];
			expect(ids(await active.poll())).toEqual([]);
			const [second] = change();
			expect(ids(await active.poll())).toEqual([second]);
			await active.restart();
			expect(ids(await active.poll())).toEqual([]);

			vome.sandbox.quirks.unknownFilters = [];
			expect(ids(await active.poll())).toEqual([]);
			const [third] = change();
			expect(ids(await active.poll())).toEqual([third]);
			expect(ids(await active.poll())).toEqual([]);
			expect(warnings).toEqual([
				expect.stringMatching(
					/^Vome Trigger \(workflow workflow\): Vome ignores '[A-Z][A-Za-z ]+': the node filtered \d+ records itself\.$/,
				),
			]);
		},
	);

	it('takes no record that does not show its family for one of the family', async () => {
		const { quirks, assemble: data } = assemble.sandbox;
		const [family, other] = data.families;
		if (family === undefined || other === undefined) throw new Error('There are too few families');
		data.roleProfiles.forEach((profile, index) => {
			profile.family = index < 3 ? family : index < 6 ? other : null;
		});
		quirks.emptyValues = 'missing';
		const active = await assemble.trigger({
			event: 'roleProfileAdded',
			filters: { families: String(family.id) },
		});
		quirks.unknownFilters = ['families'];
		expect(ids(await active.poll())).toEqual([]);
		const added = addRoleProfile();
		Object.assign(added, { family });
		Object.assign(addRoleProfile(), { family: null });
		expect(ids(await active.poll())).toEqual([added.id]);
		quirks.unknownFilters = [];
		expect(ids(await active.poll())).toEqual([]);
		expect(warnings).toHaveLength(1);
	});

	it("tells n8n's log where there are no drafts to be seen", async () => {
		for (const profile of assemble.sandbox.assemble.roleProfiles) profile.status = 'active';
		await assemble.trigger({ event: 'roleProfileAdded', filters: { status: 'draft' } });
		expect(warnings).toEqual([
			expect.stringContaining('It may hide drafts from the user that n8n acts as.'),
		]);
	});

	it("leaves n8n's log empty where the service knows them all, or the node alone does", async () => {
		const active = await startVome('profileAdded', {
			filters: { firstName: 'a', profileType: 'vomeUser', lastName: 'Smith', tag: 'Driver' },
		});
		addProfile();
		await active.poll();
		const reservations = await startVome('reservationStatusChanged', {
			filters: { status: [1, 2], shiftStartsAfter: '2026-01-01' },
		});
		reservationAt(0).status = 2;
		await reservations.poll();
		expect(warnings).toEqual([]);
	});
});

it('refuses a single status that is left over from another event, which the form does not show', async () => {
	const event = { event: 'reservationCreated', filters: { status: 1 } };
	await expect(vome.trigger(event)).rejects.toThrow(
		'There was a problem activating the workflow: "\'Status\' is left over from another event"',
	);
});

describe('the forms', () => {
	const TRIGGERS = [new VomeTrigger(), new AssembleTrigger()].map(({ description }) => description);
	const shownWith = (event: string) =>
		TRIGGERS.flatMap(({ properties }) => properties).filter(
			({ displayOptions: { show } = {} }) =>
				(show?.event ?? show?.['/event'])?.includes(event) === true,
		);
	const namesIn = (event: string, collection: string) =>
		shownWith(event)
			.find(({ name }) => name === collection)
			?.options?.map(({ name }) => name)
			.sort();
	const WHOLE_LISTS = [
		'profileAdded',
		'profileUpdated',
		'reservationStatusChanged',
		'roleProfileAdded',
		'roleProfileApproved',
		'roleProfileUpdated',
		'userAdded',
		'userUpdated',
	];

	it('start with the event that is asked for most, and explain what needs it alone', () => {
		const menus = TRIGGERS.map(({ properties }) => properties.find(({ name }) => name === 'event'));
		expect(menus.map((menu) => menu?.default)).toEqual(['reservationCreated', 'roleProfileAdded']);
		for (const menu of menus) {
			expect(menu).not.toHaveProperty('description');
			const options = (menu?.options ?? []) as INodePropertyOptions[];
			expect(options.map(({ name }) => name)).toEqual(options.map(({ name }) => name).sort());
			for (const { description = '' } of options) expect(description.length).toBeLessThan(60);
		}
		for (const { activationMessage } of TRIGGERS) {
			expect(activationMessage).toMatch(/Records that are already there do not start it\.$/);
		}
	});

	it.each(EVENT_NAMES)('tell at %s how much a poll reads, if that is much', (event) => {
		const notices = shownWith(event).filter(({ type }) => type === 'notice');
		expect(notices).toHaveLength(WHOLE_LISTS.includes(event) ? 1 : 0);
		for (const { displayName } of notices) {
			expect(displayName).toMatch(/^Each poll reads all [a-z ]+\. Under Poll Times, choose Mode/);
			expect(displayName.length).toBeLessThanOrEqual(140);
		}
	});

	it.each(EVENT_NAMES)('have the filters and options of %s', (event) => {
		const filters = namesIn(event, 'filters');
		expect(filters?.filter((name) => name.startsWith('created'))).toEqual(
			event === 'reservationStatusChanged' ? ['createdAfter', 'createdBefore'] : [],
		);
		if (event.startsWith('profile')) {
			expect(filters).toEqual(
				expect.arrayContaining(['customField', 'email', 'lastName', 'opportunity', 'tag']),
			);
		}
		expect(namesIn(event, 'options')).toEqual([
			...(/^(activity|role|user)/.test(event) ? ['pageSize'] : []),
			'parallelRequests',
			'queryParameters',
			...(event.endsWith('Updated') ? ['watchedFields'] : []),
		]);
	});

	it.each([
		['profileUpdated', 32, { name: 'Medical Description', value: 'medical_description' }],
		['roleProfileUpdated', 29, { name: 'Why We Want You', value: 'why_we_want_you' }],
	])('offer the fields of %s to watch, by their labels', (event, count, field) => {
		const options = shownWith(event).find(({ name }) => name === 'options');
		const watched = options?.options?.find(({ name }) => name === 'watchedFields');
		const fields = (watched as INodeProperties).options as INodePropertyOptions[];
		expect(fields).toHaveLength(count);
		expect(fields).toContainEqual(field);
		const labels = fields.map(({ name }) => name);
		expect(labels).toEqual(labels.toSorted((one, other) => one.localeCompare(other)));
	});
});

describe('logins of Assemble', () => {
	it('logs in once, and again when the token has expired between two polls', async () => {
		const active = await assemble.trigger({
			event: 'roleProfileAdded',
			options: { pageSize: 5 },
		});
		await active.poll();
		expect(assemble.logins).toEqual(['/auth/api/', '/auth/api/token']);
		assemble.sandbox.expireTokens();
		const added = addRoleProfile();
		expect(ids(await active.poll())).toEqual([added.id]);
		expect(assemble.logins).toHaveLength(4);
	});

	it('works with OAuth2', async () => {
		const active = await assemble.trigger({
			event: 'roleProfileAdded',
			authentication: 'oAuth2',
		});
		const added = addRoleProfile();
		expect(ids(await active.poll())).toEqual([added.id]);
	});

	it('says in its own words that a login is refused, and loses nothing', async () => {
		const active = await assemble.trigger({ event: 'roleProfileAdded' });
		const added = addRoleProfile();
		assemble.sandbox.faults.push({ kind: 'status', status: 401, path: '/api/role-profiles' });
		const { items, error } = await active.poll();
		expect(items).toBeNull();
		expect(error?.message).toBe('Assemble rejected the login');
		assemble.sandbox.faults.length = 0;
		expect(ids(await active.poll())).toEqual([added.id]);
	});
});

it('keeps no secret and no data of a person', async () => {
	const active = await startVome('profileUpdated', { output: 'flattened' });
	const stored = active.stored().json;
	const table = Buffer.from((JSON.parse(stored) as { table: string }).table, 'base64');
	const { profile_details, id } = profileAt(0);
	for (const text of [vome.sandbox.apiKey, id, profile_details.email, profile_details.last_name]) {
		expect(stored).not.toContain(text);
		expect(table.toString('latin1')).not.toContain(text);
	}
});
