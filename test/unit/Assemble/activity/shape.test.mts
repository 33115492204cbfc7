import type { IDataObject } from 'n8n-workflow';

import { activityShape, categoryOf } from '../../../../nodes/Assemble/resources/activity/shape.ts';

const ACTIVITY = {
	id: 3,
	description: 'Training',
	start_date: '2026-02-03',
	end_date: '2026-02-03',
	start_time: '14:15:22Z',
	end_time: '15:15:22Z',
	duration: 60,
	final: true,
	pending_outcomes: false,
	can_edit: true,
	can_delete: false,
	type: 'Event',
	type_id: '2',
	category: { id: 5, name: 'Visits' },
};

it('All Fields has what is documented, flat', () => {
	expect(activityShape.flatten(ACTIVITY)).toEqual({
		...ACTIVITY,
		category: 'Visits',
		category_id: 5,
	});
});

it('Simplified has ten of these fields, in the same order', () => {
	const simple = Object.entries(activityShape.simplify(ACTIVITY));
	expect(simple).toHaveLength(10);
	expect(simple).toEqual(Object.entries(activityShape.flatten(ACTIVITY)).slice(0, 10));
});

it('what is missing comes out empty, and what is not documented stays out', () => {
	const flat = activityShape.flatten({ id: 3, updated_at: 'now' });
	expect(Object.keys(flat)).toEqual(Object.keys(activityShape.flatten(ACTIVITY)));
	expect(Object.entries(flat).filter(([, found]) => found !== null)).toEqual([['id', 3]]);
});

it.each<[unknown, unknown, name: unknown, id: unknown]>([
	[undefined, undefined, null, null],
	[null, null, null, null],
	['Visits', 'Visits', 'Visits', null],
	[5, 5, 5, null],
	[[], [], null, null],
	[{ id: 5 }, { id: 5, name: undefined }, null, 5],
	[{ id: 5, title: 'Visits' }, { id: 5, name: 'Visits' }, 'Visits', 5],
	[{ data: { id: 5, display_name: 'V' } }, { id: 5, name: 'V' }, 'V', 5],
	[{ data: [] }, [], null, null],
	[{ name: { en: 'Visits' } }, { id: undefined, name: undefined }, null, null],
])('the category %j', (category, found, name, id) => {
	const activity = { id: 3, category } as IDataObject;
	expect(categoryOf(activity)).toEqual(found);
	expect(activityShape.flatten(activity)).toMatchObject({ category: name, category_id: id });
});
