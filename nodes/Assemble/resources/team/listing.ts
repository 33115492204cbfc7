import { textFilter } from '../../../shared/lists/filters';
import { YES_NO } from '../../shared/descriptions';
import { flagFilter, referencesFilter, shownFlagFilter } from '../../shared/filters';
import type { Listing } from '../../shared/listing';

/** Which teams, and by what filters (contract/assemble.md 5.2). */
export const TEAMS = {
	path: '/teams',
	subject: 'teams',
	what: 'team',
	filters: [
		textFilter('q', {
			displayName: 'Search',
			name: 'search',
			type: 'string',
			default: '',
			placeholder: 'e.g. North',
			description: 'Text to look for in the name and in unique custom fields',
		}),
		shownFlagFilter(
			'hidden',
			{
				displayName: 'Hidden',
				name: 'hidden',
				type: 'options',
				options: YES_NO,
				default: 'true',
				description: 'Whether the team is hidden',
			},
			({ hidden }) => hidden,
		),
		flagFilter('rota', {
			displayName: 'Rota',
			name: 'rota',
			type: 'options',
			options: YES_NO,
			default: 'true',
			description: 'Whether the team has a rota',
		}),
		referencesFilter(
			'external_reference',
			{
				displayName: 'External Reference',
				name: 'externalReference',
				type: 'string',
				default: '',
				placeholder: 'e.g. T-001,T-002',
				description: 'Only teams with these external references, separated by commas',
			},
			({ external_reference }) => external_reference,
		),
	],
	reserved: { include: "Use 'Include' under Options instead." },
} satisfies Listing;
