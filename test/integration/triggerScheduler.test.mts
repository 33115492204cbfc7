// n8n's scheduler polls, and no durable cursors keep what polls without items have found.
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { PollingWorkflow as Active, PollResult } from '../../engine/index.mts';
import { clock } from '../support/clock.mts';
import { VomeBench } from '../support/vomeBench.mts';

let vome: VomeBench;
beforeAll(async () => {
	vome = await VomeBench.start({ profiles: 30, reservations: 40 });
});
beforeEach(() => vome.sandbox.reset());
afterAll(async () => await vome.stop());

const start = async (parameters: INodeParameters) =>
	await vome.trigger(parameters, { staticData: 'scheduled' });

const ids = ({ items, error }: PollResult) => {
	if (error !== undefined) throw error;
	return (items ?? []).map(({ json }) => json.id);
};

function addProfile() {
	const { vome: data } = vome.sandbox;
	const profile = data.makeProfile();
	data.profiles.push(profile);
	return profile;
}

it('finds a change of a record that came without an event since n8n last saved', async () => {
	const active = await start({ event: 'profileUpdated' });
	const profile = addProfile();
	expect(ids(await active.poll())).toEqual([]);
	profile.profile_details.email = 'new@example.org';
	expect(ids(await active.poll())).toEqual([profile.id]);
	expect(ids(await active.poll())).toEqual([]);
});

it('tells the status before of a change that came after one that the filter leaves out', async () => {
	const active = await start({
		event: 'reservationStatusChanged',
		filters: { status: [6] },
		output: 'raw',
	});
	const reservation = vome.sandbox.vome.reservations.find(({ status }) => status === 1);
	Object.assign(reservation ?? {}, { status: 3 });
	expect(ids(await active.poll())).toEqual([]);
	Object.assign(reservation ?? {}, { status: 6 });
	const { items } = await active.poll();
	expect(items?.map(({ json }) => json.previous_status)).toEqual([3]);
});

it('begins anew once, not at each poll, where the address in the credential changes', async () => {
	const active = await start({ event: 'profileAdded' });
	const { origin } = vome.sandbox;
	await vome.saveCredential({ baseUrl: origin.replace('127.0.0.1', 'localhost') });
	expect(ids(await active.poll())).toEqual([]);
	const first = addProfile();
	expect(ids(await active.poll())).toEqual([first.id]);
	const second = addProfile();
	expect(ids(await active.poll())).toEqual([second.id]);
	expect(ids(await active.poll())).toEqual([]);
});

it('begins anew once, not at each poll, with what another version has stored', async () => {
	const active = await start({ event: 'profileAdded' });
	const stored = JSON.parse(active.stored().json) as IDataObject;
	active.store(JSON.stringify({ ...stored, version: 1_000 }));
	expect(ids(await active.poll())).toEqual([]);
	const added = addProfile();
	expect(ids(await active.poll())).toEqual([added.id]);
});

/** What n8n had before the event that makes a poll start the workflow. */
async function startOnce() {
	const active = await start({ event: 'profileAdded' });
	const before = active.stored().json;
	const added = addProfile();
	expect(ids(await active.poll())).toEqual([added.id]);
	return { active, before, added };
}

it('finds an event again at the next poll, if n8n did not keep that it was found', async () => {
	const { active, before, added } = await startOnce();
	active.store(before);
	clock.elapsed += 60_000;
	expect(ids(await active.poll())).toEqual([added.id]);
});

it('polls on where the clock is set back meanwhile', async () => {
	const { active, before, added } = await startOnce();
	active.store(before);
	clock.elapsed += 60_000;
	clock.jumped = -3_600_000;
	expect(ids(await active.poll())).toEqual([added.id]);
});

it.each([
	['at once', async (active: Active) => await Promise.all([active.poll(), active.poll()])],
	[
		'one after the other',
		async (active: Active) => {
			const before = active.stored().json;
			const first = await active.poll();
			// n8n had loaded the workflow before the first one was done.
			active.store(before);
			return [first, await active.poll()];
		},
	],
])('finds an event once in two polls at the same minute, %s', async (_, poll) => {
	const active = await start({ event: 'profileAdded' });
	const added = addProfile();
	expect((await poll(active)).flatMap(ids)).toEqual([added.id]);
});
