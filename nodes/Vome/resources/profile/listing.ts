import { textFilter } from '../../../shared/lists/filters';
import type { Listing } from '../../shared/listing';

export const PROFILES = {
	path: '/api/profiles/search/',
	listPath: '/api/profiles/',
	subject: 'profiles',
	one: 'a profile',
	filters: [
		textFilter('first_name', {
			displayName: 'First Name',
			name: 'firstName',
			type: 'string',
			default: '',
			placeholder: 'e.g. Nathan',
			description:
				'Only profiles with this first name. Whether part of a name is enough is up to Vome, whose documentation does not say.',
		}),
		{
			form: {
				displayName: 'Is Offline',
				name: 'isOffline',
				type: 'boolean',
				default: false,
				description:
					'Whether to return only offline profiles, which the organization keeps by itself, or (when off) only those of active Vome users',
			},
			parameter: 'is_offline',
			read(parameters, name) {
				const isOffline = parameters.optionalBoolean(name);
				// Capitalized, as in the only example (contract/vome.md 4.7 no. 15).
				return isOffline === undefined ? '' : isOffline ? 'True' : 'False';
			},
			allows: ({ is_offline }, value) =>
				typeof is_offline !== 'boolean' || is_offline === (value === 'True'),
		},
	],
} satisfies Listing;
