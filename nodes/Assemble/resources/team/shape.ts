import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { RecordShape } from '../../../shared/form/output';
import { extendedShape } from '../../../shared/form/output';
import type { Parameters } from '../../../shared/form/parameters';
import { bare, value } from '../../../shared/records';

/** What can be read along with a team (contract/assemble.md 5.2). */
export const includeOption = {
	displayName: 'Include',
	name: 'include',
	type: 'multiOptions',
	options: [
		{ name: 'Attributes', value: 'attributes' },
		{ name: 'Catchment Area', value: 'catchment_area' },
		{ name: 'Children', value: 'children' },
		{ name: 'Location', value: 'location' },
		{ name: 'Parent', value: 'parent' },
	],
	default: [],
	description: 'What else to include, each in a field of its own',
} as const satisfies INodeProperties;

const plainShape = extendedShape(
	(team) => ({
		id: value(team.id),
		name: value(team.name),
		display_name: value(team.display_name),
		description: value(team.description),
		parent_id: value(team.parent_id),
		external_reference: value(team.external_reference),
		show_on_public_site: value(team.show_on_public_site),
		hidden: value(team.hidden),
		disabled: value(team.disabled),
	}),
	(team) => ({
		icon: value(team.icon),
		public_url: value(team.public_url),
		show_on_near_me_map: value(team.show_on_near_me_map),
		ceiling_enabled: value(team.ceiling_enabled),
		geo_location: value(team.geo_location),
		catchment_area_id: value(team.catchment_area_id),
	}),
);

/** The outputs of a team with these includes, bare (contract/assemble.md 5.3 and U15). */
export function teamShape(includes: readonly string[]) {
	const extras = (team: IDataObject) =>
		Object.fromEntries(includes.map((name) => [name, value(bare(team[name]))]));
	return {
		askedFor: includes,
		flatten: (team) => Object.assign(plainShape.flatten(team), extras(team)),
		simplify: (team) => Object.assign(plainShape.simplify(team), extras(team)),
	} satisfies RecordShape;
}

/** Reads 'Include', and what to send for it. Throws a NodeOperationError for a name that is none. */
export function readIncludes(parameters: Parameters) {
	const known = includeOption.options.map((option): string => option.value);
	const includes = [...new Set(parameters.namesOf('options.include', known))];
	const query: Record<string, string> =
		includes.length === 0 ? {} : { include: includes.join(',') };
	return { shape: teamShape(includes), query };
}
