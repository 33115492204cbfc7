import type { IDataObject } from 'n8n-workflow';

import { fieldsOf } from '../../../nodes/shared/form/output.ts';
import { opportunityShape } from '../../../nodes/Vome/resources/opportunity/shape.ts';
import { reservationShape } from '../../../nodes/Vome/resources/reservation/shape.ts';
import { shiftShape } from '../../../nodes/Vome/resources/shift/shape.ts';

const category = { id: 'c1', title: 'Meals', description: '' };

const reservation: IDataObject = {
	id: 'r1',
	status: 6,
	created_at: '2026-02-01T08:00:00.000001Z',
	shift: {
		id: 's1',
		created_at: '2026-01-20T08:00:00.000001Z',
		shift_start_at: '2026-02-03T14:00:00Z',
		shift_end_at: '2026-02-03T16:00:00Z',
		spots: 5,
		shift_title: 'Sorting',
		shift_description: null,
	},
	arrival_time: '2026-02-03T14:05:00Z',
	departure_time: '2026-02-03T16:10:00Z',
	logged_hours: 2.25,
	hours_approved_by: { first_name: 'Noor', last_name: 'Haddad', email: 'noor@example.org' },
	user: {
		id: 'u1',
		first_name: 'Tomas',
		last_name: 'Okoro',
		email: 'tomas@example.org',
		gender: 0,
		address: '1 Example Street',
		phone_number: '5145550100',
		date_of_birth: '1990-02-01',
		timezone: 'America/Toronto',
		address_coordinates: ['45.5', '-73.6'],
	},
	opportunity: { id: 'o1', category, title: 'Food bank', description: '' },
};

const shift: IDataObject = {
	id: 's1',
	created_at: '2026-01-20T08:00:00.000001Z',
	shift_start_at: '2026-02-03T14:00:00Z',
	shift_end_at: '2026-02-03T16:00:00Z',
	spots: 5,
	spots_reserved: 2,
	spots_available: 3,
	opportunity: {
		id: 'o1',
		created_at: '2026-01-01T08:00:00.000001Z',
		category,
		title: 'Food bank',
		description: '',
		share_opportunity_url: 'https://share.example.org/o1',
	},
	shift_location: '1 Example Street',
	shift_title: 'Sorting',
	shift_description: 'Bring gloves',
	share_shift_url: 'https://share.example.org/s1',
	title: 'Sorting',
	description: 'Bring gloves',
};

const opportunity: IDataObject = {
	id: 'o1',
	created_at: '2026-01-01T08:00:00.000001Z',
	category,
	title: 'Food bank',
	description: 'Help out',
	share_opportunity_url: null,
};

describe('a reservation', () => {
	const simplified = {
		id: 'r1',
		status: 'Hours logged',
		user_name: 'Tomas Okoro',
		user_email: 'tomas@example.org',
		shift_id: 's1',
		shift_title: 'Sorting',
		shift_start_at: '2026-02-03T14:00:00Z',
		shift_end_at: '2026-02-03T16:00:00Z',
		opportunity_title: 'Food bank',
		logged_hours: 2.25,
	};

	it('simplified', () => {
		expect(reservationShape.simplify(reservation)).toEqual(simplified);
	});

	it('flattened', () => {
		expect(reservationShape.flatten(reservation)).toEqual({
			...simplified,
			user_id: 'u1',
			status_code: 6,
			created_at: '2026-02-01T08:00:00.000001Z',
			arrival_time: '2026-02-03T14:05:00Z',
			departure_time: '2026-02-03T16:10:00Z',
			hours_approved_by: 'Noor Haddad',
			user_first_name: 'Tomas',
			user_last_name: 'Okoro',
			user_phone_number: '5145550100',
			user_timezone: 'America/Toronto',
			opportunity_id: 'o1',
			category_title: 'Meals',
			shift_spots: 5,
		});
	});

	it.each([
		[0, 'Shift request pending', 0],
		[1, 'Reserved', 1],
		[2, 'Shift request declined', 2],
		[3, 'Attendance confirmed', 3],
		[4, 'Absent', 4],
		[5, 'Checked-in', 5],
		[6, 'Hours logged', 6],
		[7, 'Hour claim pending', 7],
		['7', 'Hour claim pending', 7],
		['0', 'Shift request pending', 0],
		[8, 8, 8],
		['42', 42, 42],
		['Cancelled', 'Cancelled', null],
		[null, null, null],
		[undefined, null, null],
	])('has the status %p as %p, its code as %p', (status, text, code) => {
		const flat = reservationShape.flatten({ id: 'r1', status });
		expect([flat.status, flat.status_code]).toEqual([text, code]);
	});

	it.each([
		[{ first_name: 'Tomas', last_name: null }, 'Tomas'],
		[{ first_name: '', last_name: 'Okoro' }, 'Okoro'],
		[{ first_name: '', last_name: '' }, null],
		[null, null],
	])('has a user %j called %p', (user, name) => {
		expect(reservationShape.simplify({ id: 'r1', user }).user_name).toBe(name);
	});

	it.each([
		[{ first_name: '', last_name: '', email: 'noor@example.org' }, 'noor@example.org'],
		[{}, null],
		[null, null],
		['Noor', 'Noor'],
	])('is approved by %j, which is %p', (hours_approved_by, name) => {
		const flat = reservationShape.flatten({ id: 'r1', hours_approved_by });
		expect(flat.hours_approved_by).toBe(name);
	});

	it("takes its shift's title by either name", () => {
		const titled = (shiftOf: IDataObject) =>
			reservationShape.simplify({ id: 'r1', shift: shiftOf }).shift_title;
		expect(titled({ title: 'Sorting' })).toBe('Sorting');
		expect(titled({ title: 'Sorting', shift_title: '' })).toBe('Sorting');
		expect(titled({ title: 'Sorting', shift_title: 'Packing' })).toBe('Packing');
	});
});

describe('a shift', () => {
	const simplified = {
		id: 's1',
		title: 'Sorting',
		shift_start_at: '2026-02-03T14:00:00Z',
		shift_end_at: '2026-02-03T16:00:00Z',
		spots: 5,
		spots_reserved: 2,
		spots_available: 3,
		shift_location: '1 Example Street',
		opportunity_id: 'o1',
		opportunity_title: 'Food bank',
	};

	it('simplified', () => {
		expect(shiftShape.simplify(shift)).toEqual(simplified);
	});

	it('flattened', () => {
		expect(shiftShape.flatten(shift)).toEqual({
			...simplified,
			description: 'Bring gloves',
			created_at: '2026-01-20T08:00:00.000001Z',
			category_id: 'c1',
			category_title: 'Meals',
			share_shift_url: 'https://share.example.org/s1',
			share_opportunity_url: 'https://share.example.org/o1',
		});
	});

	it.each([undefined, null, ''])('falls back from the title %p to the other name', (empty) => {
		const flat = shiftShape.flatten({ ...shift, title: empty, description: empty });
		expect([flat.title, flat.description]).toEqual(['Sorting', 'Bring gloves']);
		const back = { ...shift, shift_title: empty, shift_description: empty } as IDataObject;
		expect(shiftShape.flatten(back)).toEqual(shiftShape.flatten(shift));
	});

	it('may have no title at all', () => {
		expect(shiftShape.simplify({ id: 's1', title: '', shift_title: null }).title).toBe('');
		expect(shiftShape.simplify({ id: 's1' }).title).toBeNull();
	});
});

it('an opportunity has so few fields that all of them come', () => {
	const flat = {
		id: 'o1',
		title: 'Food bank',
		description: 'Help out',
		category_id: 'c1',
		category_title: 'Meals',
		created_at: '2026-01-01T08:00:00.000001Z',
		share_opportunity_url: null,
	};
	expect(opportunityShape.simplify).toBeUndefined();
	expect(opportunityShape.flatten(opportunity)).toEqual(flat);
});

describe.each([
	['reservation', reservationShape],
	['shift', shiftShape],
	['opportunity', opportunityShape],
])('a %s without anything', (_, shape) => {
	it.each([
		['missing', {}],
		['null', { shift: null, user: null, opportunity: null, category: null, status: null }],
		['texts', { shift: 'x', user: 'x', opportunity: 'x', category: 'x' }],
		['null inside', { opportunity: { category: null }, shift: { spots: null } }],
	])('comes out with all its fields: %s', (__, parts) => {
		const flat = shape.flatten({ id: '1', ...parts });
		expect(Object.keys(flat)).toEqual(fieldsOf(shape));
		expect(Object.values(flat)).not.toContain(undefined);
		const simplify = shape.simplify ?? shape.flatten;
		const simple = simplify({ id: '1', ...parts });
		expect(Object.keys(simple).length).toBeLessThanOrEqual(10);
		expect(fieldsOf(shape)).toEqual(expect.arrayContaining(Object.keys(simple)));
	});
});
