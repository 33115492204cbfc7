import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { IDataObject } from 'n8n-workflow';

import { fieldsOf } from '../../../../nodes/shared/form/output.ts';
import {
	roleProfileShape,
	withBareIncludes,
} from '../../../../nodes/Assemble/resources/roleProfile/shape.ts';

const { data: sample } = JSON.parse(
	readFileSync(path.join(__dirname, '../../../fixtures/assemble/roleProfile.json'), 'utf8'),
) as { data: IDataObject };

const { simplify, flatten } = roleProfileShape([]);
const flattenedFields = fieldsOf(roleProfileShape([]));

describe("the sample of the vendor's documentation", () => {
	it('simplified has at most ten flat fields', () => {
		const simple = simplify(sample);
		expect(simple).toEqual({
			id: 241421,
			name: 'Shop volunteer',
			display_name: 'Shop volunteer',
			type: 'volunteer',
			status: 'active',
			approved: true,
			recruitable: true,
			family: 'Volunteer',
			recruitment_category: 'Full',
			base: 'Community',
		});
	});

	it('flattened has all fields', () => {
		const flat = flatten(sample);
		expect(Object.keys(flat)).toEqual(flattenedFields);
		expect(flat).toMatchObject({
			family: 'Volunteer',
			family_id: 21421,
			recruitment_category: 'Full',
			recruitment_category_id: 12412,
			recruitment_stages: ['Application'],
			base: 'Community',
			base_id: 64,
			role_base: 'Event',
			minimum_age: 16,
			minimum_address_history: '2',
			tasks: ['A pellentesque sit amet porttitor eget.'],
			skills: ['Senectus et netus et malesuada fames ac turpis egestas maecenas.'],
			benefits: ['Accumsan lacus vel facilisis volutpat est velit egestas dui id.'],
			images: [],
		});
		for (const field of Object.keys(sample)) expect(flattenedFields).toContain(field);
	});
});

describe('unusual role profiles', () => {
	it.each([{}, { id: 1 }, { id: 1, family: null, base: null, tasks: null }])(
		'have the same fields: %j',
		(profile) => {
			const flat = flatten(profile);
			expect(Object.keys(flat)).toEqual(flattenedFields);
			expect(flat.family).toBeNull();
			expect(flat.tasks).toEqual([]);
			expect(Object.values(flat)).not.toContain(undefined);
		},
	);

	it('may have what is nested in envelopes', () => {
		expect(
			flatten({
				family: { data: { id: 3, name: 'Shops' } },
				tasks: { data: [{ id: 1, task: 'Weed' }] },
				images: [{ id: 5, thumbnails: {} }],
			}),
		).toMatchObject({ family: 'Shops', family_id: 3, tasks: ['Weed'], images: [5] });
	});

	it.each([[[]], [{ data: [] }], [{ data: null }]])('may have %j for no family', (family) => {
		expect(flatten({ family })).toMatchObject({ family: null, family_id: null });
		expect(simplify({ family }).family).toBeNull();
	});

	it('may have plain values in place of objects', () => {
		expect(flatten({ family: 'Shops', tasks: ['Weed'] })).toMatchObject({
			family: 'Shops',
			family_id: null,
			tasks: ['Weed'],
		});
	});
});

describe('includes', () => {
	const includes = ['teams', 'created_by', 'active_users_count'] as const;
	const shape = roleProfileShape(includes);

	it.each([
		[{ teams: [{ id: 1 }], created_by: { id: 2 }, active_users_count: 3 }],
		[{ teams: { data: [{ id: 1 }] }, created_by: { data: { id: 2 } }, active_users_count: '3' }],
	])('come out bare from %j', (profile) => {
		const expected = { teams: [{ id: 1 }], created_by: { id: 2 }, active_users_count: 3 };
		expect(shape.simplify(profile)).toMatchObject(expected);
		expect(shape.flatten(profile)).toMatchObject(expected);
	});

	it('that are missing are null', () => {
		expect(shape.simplify({ id: 1 })).toMatchObject({ teams: null, created_by: null });
	});

	it('that were not asked for stay away', () => {
		expect(simplify({ id: 1, teams: [] })).not.toHaveProperty('teams');
	});

	it('can be selected', () => {
		expect(fieldsOf(shape)).toEqual([...flattenedFields, ...includes]);
	});

	it('lose their envelopes in the raw object too, and nothing else changes', () => {
		const profile = { id: 1, family: { data: { id: 3 } }, teams: { data: [] }, created_by: null };
		expect(withBareIncludes(profile, includes)).toEqual({
			id: 1,
			family: { data: { id: 3 } },
			teams: [],
			created_by: null,
		});
	});
});
