// Get: the record that was asked for, or none; never another one.
import type { IDataObject } from 'n8n-workflow';

import type { AssembleClient } from '../../../../nodes/Assemble/shared/client.ts';
import { openShape } from '../../../../nodes/Assemble/shared/openShape.ts';
import { findOne, hasId, readOne, shownId } from '../../../../nodes/Assemble/shared/readOne.ts';
import { ifNotFoundOption } from '../../../../nodes/shared/form/notFound.ts';
import { outputProperties } from '../../../../nodes/shared/form/output.ts';
import { Parameters } from '../../../../nodes/shared/form/parameters.ts';
import type { ReadRequest } from '../../../../nodes/shared/http/httpClient.ts';
import { optionsProperty } from '../../../../nodes/shared/lists/listOptions.ts';
import { Once } from '../../../../nodes/shared/once.ts';
import { fakeContext } from '../../../support/context.mts';

const SHAPE = openShape('getFields');
const WANTED = { path: '/users', what: 'user', name: 'userId' };
const FORM = [
	{ displayName: 'User', name: 'userId', type: 'string', default: '' } as const,
	...outputProperties(SHAPE),
	optionsProperty([ifNotFoundOption]),
];

/** A client that has these records, and what was asked of it. */
function clientWith(records: Record<string, IDataObject>) {
	const asked: ReadRequest[] = [];
	const client = {
		once: new Once(),
		get: async (request: ReadRequest) => {
			asked.push(request);
			return await Promise.resolve(records[request.path]);
		},
	};
	return { client: client as unknown as AssembleClient, asked };
}

const parametersOf = (values: IDataObject) =>
	new Parameters(fakeContext({ output: 'simplified', options: {}, ...values }).context, 3, FORM);

it('gives the record in the form that was chosen, and asks once for it in a run', async () => {
	const record = { id: '7', name: 'Kim', team: { id: 1, name: 'North' } };
	const { client, asked } = clientWith({ '/users/7': record });
	const read = async (values: IDataObject, query?: Record<string, string>) =>
		await readOne(client, parametersOf({ userId: 7, ...values }), WANTED, SHAPE, query);
	expect(await read({})).toEqual([{ json: { id: '7', name: 'Kim' } }]);
	expect(await read({ output: 'raw' })).toEqual([{ json: record }]);
	expect(await read({ output: 'flattened' })).toEqual([
		{ json: { id: '7', name: 'Kim', team: 'North', team_id: 1 } },
	]);
	expect(asked).toHaveLength(1);
	expect(asked[0]).toMatchObject({
		path: '/users/7',
		query: {},
		subject: 'the user 7',
		itemIndex: 3,
		expect: [404, 410],
	});
	// With something included it is another question.
	await read({}, { include: 'parent' });
	expect(asked[1]?.query).toEqual({ include: 'parent' });
});

it('says that there is none, or gives nothing', async () => {
	const { client } = clientWith({});
	await expect(readOne(client, parametersOf({ userId: '7' }), WANTED, SHAPE)).rejects.toMatchObject(
		{
			message: 'Assemble has no user with the ID 7 [item 3]',
			description: expect.stringContaining("Check 'User'. It may have been deleted"),
		},
	);
	const values = { userId: 7, options: { ifNotFound: 'nothing' } };
	expect(await readOne(client, parametersOf(values), WANTED, SHAPE)).toEqual([]);
});

it.each([
	[{ id: 8 }, '8'],
	[{ id: '8' }, '8'],
	[{ id: 'x'.repeat(50) }, `${'x'.repeat(20)}...`],
])('refuses %j, also where nothing would be fine', async (record, shown) => {
	const { client } = clientWith({ '/users/7': record });
	const values = { userId: 7, options: { ifNotFound: 'nothing' } };
	await expect(readOne(client, parametersOf(values), WANTED, SHAPE)).rejects.toThrow(
		`Assemble answered with user ${shown} instead of 7 [item 3]`,
	);
	expect(shownId(record)).toBe(shown);
});

it('takes an ID as text or number', async () => {
	const { client } = clientWith({ '/users/7': { id: '7' } });
	expect(await findOne(client, parametersOf({}), WANTED, 7)).toEqual({ id: '7' });
	expect([hasId({ id: 7 }, 7), hasId({ id: '7' }, 7), hasId({ id: 70 }, 7), hasId({}, 7)]).toEqual([
		true,
		true,
		false,
		false,
	]);
});

it.each(['', 'x', '1/2', '../role-profiles/3', '-1', 1.5])('%p is no ID', async (userId) => {
	const { client, asked } = clientWith({});
	await expect(readOne(client, parametersOf({ userId }), WANTED, SHAPE)).rejects.toThrow("'User'");
	expect(asked).toEqual([]);
});
