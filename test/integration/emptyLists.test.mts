// What a list says in words from which nothing comes out, since n8n only says "no output".
import type { INodeParameters } from 'n8n-workflow';

import { AssembleBench } from '../support/assembleBench.mts';
import type { Run } from '../support/bench.mts';
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
afterAll(async () => {
	await vome.stop();
	await assemble.stop();
});

const hintsOf = ({ hints }: { hints: Array<{ message: string; type?: string }> }) =>
	hints.map(({ message, type }) => [type, message]);

const NOBODY = 'nobody has this';

it.each([
	['profile', 'profiles', { firstName: NOBODY }],
	['opportunity', 'opportunities', { title: NOBODY }],
	['shift', 'shifts', { title: NOBODY }],
	['reservation', 'reservations', { volunteerFirstName: NOBODY }],
])('Vome: of a %s', async (resource, subject, filters) => {
	const empty = await vome.vome({ resource, operation: 'getAll', filters });
	expect(hintsOf(empty)).toEqual([['info', `No ${subject} match the filters.`]]);
	Object.assign(vome.sandbox.vome, { [subject]: [] });
	const none = await vome.vome({ resource, operation: 'getAll' });
	expect(hintsOf(none)).toEqual([['info', `Vome lists no ${subject}.`]]);
});

it.each([
	['activity', 'activities', { search: NOBODY }],
	['roleProfile', 'role profiles', { search: NOBODY }],
	['team', 'teams', { search: NOBODY }],
	['user', 'users', { search: NOBODY }],
])('Assemble: of a %s', async (resource, subject, filters) => {
	const empty = await assemble.assemble({ resource, operation: 'getAll', filters });
	expect(hintsOf(empty)).toEqual([['info', `No ${subject} match the filters.`]]);
});

it('says nothing where an item brings something, nor of an operation that is no list', async () => {
	const [profile] = vome.sandbox.vome.profiles;
	const run = async (parameters: INodeParameters, more?: Run) =>
		hintsOf(await vome.vome({ resource: 'profile', ...parameters }, more));
	const firstName = '={{ $json.name }}';
	const input = [{ name: NOBODY }, { name: profile?.profile_details.first_name ?? '' }];
	expect(await run({ operation: 'getAll', filters: { firstName } }, { input })).toEqual([]);
	expect(await run({ operation: 'count', filters: { firstName: NOBODY } })).toEqual([]);
});
