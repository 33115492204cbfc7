import type { IDataObject } from 'n8n-workflow';

import {
	isNewIn,
	lacks,
	lookFor,
	names,
} from '../../../../nodes/Vome/resources/profile/write/proof.ts';

const ID = '5b0c7d52-0c1e-4a55-9a35-1f2d0a6b7c01';

describe('an answer names a person', () => {
	it.each<[unknown, object]>([
		[{ results: [{ email: 'Ann@example.org', status: 'created' }] }, { email: 'ann@example.org' }],
		[[{ profile: { id: ID.toUpperCase() } }], { id: ID }],
		[{ created: ['ann@example.org'] }, { email: 'ann@example.org' }],
		[{ results: [{ identifier: 'A-17' }] }, { uniqueId: 'A-17' }],
		[{ data: { custom_field_user_value: 'A-17' } }, { uniqueId: 'A-17' }],
		[[{ custom_fields: [{ custom_field_value: { value: 'A-17' } }] }], { uniqueId: 'A-17' }],
	])('%j of %j', (body, identity) => {
		expect(names(body, identity)).toBe(true);
	});

	it('is not looked for without end', () => {
		const deep = JSON.parse('['.repeat(20_000) + ']'.repeat(20_000)) as unknown;
		expect(names(deep, { email: 'ann@example.org' })).toBe(false);
	});

	it.each<[unknown, object]>([
		[undefined, { email: 'ann@example.org' }],
		['OK', { email: 'ann@example.org' }],
		[{ results: [] }, { email: 'ann@example.org' }],
		[{ message: 'Thanks for ann@example.org' }, { email: 'ann@example.org' }],
		[[{ email: 'joann@example.org' }], { email: 'ann@example.org' }],
		// A letter that only looks like another one.
		[[{ email: '\u212Aim@example.org' }], { email: 'kim@example.org' }],
		[{ created: '1', updated: '0' }, { uniqueId: '1' }],
		[{ identifier: 'a-17' }, { uniqueId: 'A-17' }],
		[
			{ id: null, email: '' },
			{ email: undefined, id: undefined, uniqueId: undefined },
		],
	])('%j not of %j', (body, identity) => {
		expect(names(body, identity)).toBe(false);
	});
});

describe('a reading shows what was written', () => {
	const profile = (details: IDataObject, custom: IDataObject[] = []): IDataObject => ({
		id: ID,
		profile_details: { first_name: 'Ann', email: 'ann@example.org', gender: 1, ...details },
		medical_information: { description: '', has_medical_info: 'false' },
		custom_fields: custom,
	});
	const chosen = (...values: string[]) => ({
		custom_field: { id: 'f', name: 'Days', field_type: 3 },
		custom_field_value: values.map((value) => ({ value: { value } })),
	});
	const sent = (data: IDataObject) => ({ profile_data: { email: 'ann@example.org', ...data } });
	const days = (...values: string[]) => ({
		custom_field_data: [
			{ custom_field_id: 'f', custom_field_name: 'Days', custom_field_user_value: values },
		],
	});

	it.each<[string, IDataObject | undefined, IDataObject, IDataObject]>([
		['who is new', undefined, profile({}), sent({})],
		['a name', profile({}), profile({ first_name: 'Bea' }), sent({ first_name: 'Bea' })],
		['a code', profile({}), profile({ gender: '0' }), sent({ gender: 0 })],
		['an emptied field', profile({ gender: 1 }), profile({ gender: null }), sent({ gender: null })],
		[
			'one of two, the other being stored otherwise',
			profile({}),
			profile({ first_name: 'Bea', phone_number: '+15145550100' }),
			sent({ first_name: 'Bea', phone_number: '514 555 0100' }),
		],
		[
			'choices in another order',
			profile({}, [chosen('Monday')]),
			profile({}, [chosen('Friday', 'Monday')]),
			{ ...sent({}), ...days('Monday', 'Friday') },
		],
	])('%s', (_, before, after, data) => {
		expect(lacks(before, data)).toBe(true);
		expect(isNewIn(before, after, data)).toBe(true);
	});

	it.each<[string, IDataObject | undefined | null, IDataObject | undefined | null, IDataObject]>([
		['who is not there', undefined, undefined, sent({})],
		['what was there before', profile({}), profile({}), sent({ first_name: 'Ann' })],
		['nothing of it', profile({}), profile({}), sent({ first_name: 'Bea' })],
		['something else', profile({}), profile({ first_name: 'Cleo' }), sent({ first_name: 'Bea' })],
		['what could not be read before', null, profile({}), sent({})],
		['what cannot be read after', undefined, null, sent({})],
	])('but not %s', (_, before, after, data) => {
		expect(isNewIn(before, after, data)).toBe(false);
	});

	it('nor who of several with one email was written', async () => {
		const client = { errorFor: ({ message }: Error) => new Error(message) } as never;
		const finder = { find: async () => [profile({}), profile({})] } as never;
		const identity = { email: 'ann@example.org' } as never;
		expect(await lookFor(client, identity, undefined, finder)).toBeNull();
	});

	it('a person who has all that is sent lacks nothing', () => {
		expect(lacks(profile({}), sent({ first_name: 'ann ' }))).toBe(false);
		expect(lacks(null, sent({ first_name: 'Bea' }))).toBe(false);
	});
});
