import type { IDataObject } from 'n8n-workflow';

import {
	includeOption,
	readIncludes,
	teamShape,
} from '../../../../nodes/Assemble/resources/team/shape.ts';
import { Parameters } from '../../../../nodes/shared/form/parameters.ts';
import { optionsProperty } from '../../../../nodes/shared/lists/listOptions.ts';
import { fakeContext } from '../../../support/context.mts';

const TEAM = {
	id: '7',
	parent_id: 1,
	name: 'North',
	description: null,
	geo_location: null,
	catchment_area_id: '4',
	display_name: 'North team',
	icon: 'fa fa-map',
	show_on_public_site: true,
	show_on_near_me_map: false,
	ceiling_enabled: false,
	hidden: false,
	disabled: false,
	external_reference: 'T-1',
	public_url: 'https://a.example',
};

it('All Fields has what is documented, and Simplified nine fields of it', () => {
	const { flatten, simplify } = teamShape([]);
	expect(flatten(TEAM)).toEqual(TEAM);
	expect(Object.keys(simplify(TEAM))).toHaveLength(9);
	expect(flatten(TEAM)).toMatchObject(simplify(TEAM));
	expect(Object.values(flatten({})).every((found) => found === null)).toBe(true);
});

it.each([
	[
		{ id: '1', name: 'Top' },
		{ id: '1', name: 'Top' },
	],
	[{ data: { id: '1', name: 'Top' } }, { id: '1', name: 'Top' }],
	[{ data: [] }, []],
	[null, null],
	[undefined, null],
])('what is included comes bare in every output: %j', (parent, shown) => {
	const { flatten, simplify, askedFor } = teamShape(['parent']);
	const team = { ...TEAM, parent } as IDataObject;
	expect(flatten(team).parent).toEqual(shown);
	expect(simplify(team).parent).toEqual(shown);
	expect(askedFor).toEqual(['parent']);
});

it.each<[unknown, Record<string, string>]>([
	[undefined, {}],
	[[], {}],
	[['children', 'parent', 'children'], { include: 'children,parent' }],
	['parent, location', { include: 'parent,location' }],
])('Include %j sends %j', (include, query) => {
	const options = include === undefined ? {} : { include };
	const { context } = fakeContext({ options });
	const parameters = new Parameters(context, 0, [optionsProperty([includeOption])]);
	expect(readIncludes(parameters).query).toEqual(query);
});
