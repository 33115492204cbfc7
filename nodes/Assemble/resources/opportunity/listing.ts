import type { Parameters } from '../../../shared/form/parameters';
import type { SetFilter } from '../../../shared/lists/filters';
import { textFilter } from '../../../shared/lists/filters';
import type { AssembleClient } from '../../shared/client';
import { YES_NO } from '../../shared/descriptions';
import {
	choicesFilter,
	flagFilter,
	idsFilter,
	numberFilter,
	textsFilter,
} from '../../shared/filters';
import type { Listing } from '../../shared/listing';
import { roleProfilesLocator } from '../roleProfile/locator';
import { findByName } from '../roleProfile/names';
import { teamsLocator } from '../team/locator';

const TYPES = ['One-off', 'Ongoing', 'Fixed-term'];

const ROLE_BASE = 'role_base';

/** Which opportunities, and by what filters (contract/assemble.md 5.2). */
export const OPPORTUNITIES = {
	path: '/opportunities',
	subject: 'opportunities',
	what: 'opportunity',
	filters: [
		idsFilter('role', roleProfilesLocator('Only opportunities for these role profiles')),
		textFilter('role_title', {
			displayName: 'Role Title',
			name: 'roleTitle',
			type: 'string',
			default: '',
			placeholder: 'e.g. Driver',
			description: 'Only opportunities for a role with this text in its title',
		}),
		textsFilter(ROLE_BASE, {
			displayName: 'Role Bases',
			name: 'roleBases',
			type: 'string',
			default: '',
			placeholder: 'e.g. Shop, Home',
			description: 'Names or IDs of role bases, separated by commas',
		}),
		numberFilter('age', {
			displayName: 'Age',
			name: 'age',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 18,
			description: 'The minimum age of opportunity and role',
		}),
		choicesFilter(
			'type',
			{
				displayName: 'Type',
				name: 'type',
				type: 'multiOptions',
				options: [
					{ name: 'Fixed-Term', value: 'Fixed-term' },
					{ name: 'One-Off', value: 'One-off' },
					{ name: 'Ongoing', value: 'Ongoing' },
				],
				default: [],
				description: 'Only opportunities of these types',
			},
			TYPES,
			({ type }) => type,
		),
		idsFilter('team', teamsLocator('Only opportunities of these teams')),
		flagFilter('subteams', {
			displayName: 'Subteams',
			name: 'subteams',
			type: 'options',
			options: YES_NO,
			default: 'true',
			description: 'Whether the teams below these count as well',
		}),
		textFilter('q', {
			displayName: 'Search',
			name: 'search',
			type: 'string',
			default: '',
			placeholder: 'e.g. Shop',
			description: 'Text to look for',
		}),
	],
	complete: withBaseIds,
} satisfies Listing;

/** Assemble takes IDs of bases, of which role profiles show the names (contract/assemble.md C12). */
async function withBaseIds(
	client: AssembleClient,
	parameters: Parameters,
	filters: SetFilter[],
): Promise<SetFilter[]> {
	const filter = filters.find(({ query = {} }) => ROLE_BASE in query);
	if (filter === undefined) return filters;
	const ids: string[] = [];
	for (const base of filter.query?.[ROLE_BASE]?.split(',') ?? []) {
		const isId = /^\d+$/.test(base);
		ids.push(isId ? base : String(await findByName(client, parameters, 'base', base)));
	}
	const query = { [ROLE_BASE]: [...new Set(ids)].join(',') };
	return filters.map((one) => (one === filter ? { ...one, query } : one));
}
