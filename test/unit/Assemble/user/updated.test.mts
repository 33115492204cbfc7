// Which changes of a user count, where no field is known beforehand.
import type { IDataObject } from 'n8n-workflow';

import { userUpdated } from '../../../../nodes/Assemble/resources/user/updated.ts';
import type { AssembleClient } from '../../../../nodes/Assemble/shared/client.ts';
import { Parameters } from '../../../../nodes/shared/form/parameters.ts';
import type { ListOf } from '../../../../nodes/shared/lists/serviceClient.ts';
import type { Memory } from '../../../../nodes/shared/triggers/polling.ts';
import { fakeContext } from '../../../support/context.mts';

const KIM = { id: 1, email: 'kim@a.example', team: { id: 7, name: 'North' }, roles: [{ id: 3 }] };

/** Has fields that the other one lacks. */
const LEE = { id: 2, email: 'lee@a.example', last_name: 'Lee', age: 30 };

/** What comes out after users become these, where these fields are watched. */
async function change(after: IDataObject, watchedFields: string[] = []) {
	let users: IDataObject[] = [KIM, LEE];
	const client = {
		list: async ({ map }: ListOf<IDataObject>) => await Promise.resolve(users.map(map)),
	} as unknown as AssembleClient;
	const values = { output: 'raw', filters: {}, options: { watchedFields } };
	const { context } = fakeContext(values);
	const watch = userUpdated.watch(client, new Parameters(context, 0, userUpdated.properties));
	const first = await watch.look(undefined, 'salt');
	expect(first.items).toEqual([]);
	users = [{ ...KIM, ...after }, ...users.slice(1)];
	const { items } = await watch.look(structuredClone(first.memory as Memory), 'salt');
	return items.map(({ json }) => json);
}

it.each<[IDataObject]>([
	[{ email: 'kim@b.example' }],
	[{ email: null }],
	[{ team: { id: 8, name: 'North' } }],
	[{ team: { id: 7, name: 'South' } }],
	[{ roles: [{ id: 3 }, { id: 4 }] }],
	[{ last_name: 'Kay' }],
])('%j counts', async (after) => {
	const [user, ...others] = await change(after);
	expect(user).toEqual({ ...KIM, ...after, changed_fields: expect.any(Array) as string[] });
	expect(user?.changed_fields).not.toEqual([]);
	expect(others).toEqual([]);
});

it.each<[IDataObject]>([
	[{}],
	[{ age: 41 }],
	[{ updated_at: '2026-02-03' }],
	[{ last_login_at: '2026-02-03', last_seen: 'now', last_activity_on: '2026-02-03' }],
])('%j changes by itself', async (after) => {
	expect(await change(after)).toEqual([]);
});

it('a field that nobody had before is no change', async () => {
	expect(await change({ nobody_knew: 1 })).toEqual([]);
});

it('of fields that were chosen, it tells which changed', async () => {
	const after = { email: 'kim@b.example', team: { id: 7, name: 'South' }, age: 41 };
	expect(await change(after, ['email', 'team_id'])).toEqual([
		{ ...KIM, ...after, changed_fields: ['email'] },
	]);
	expect(await change(after, ['team_id', 'roles'])).toEqual([]);
	expect(await change(after, ['age'])).toMatchObject([{ changed_fields: ['age'] }]);
});
