import type { IDataObject } from 'n8n-workflow';

import { toBoolean } from '../../../shared/form/parameters';
import { isSameText, ownTextFilter, textFilter } from '../../../shared/lists/filters';
import { asObject, asObjects } from '../../../shared/records';
import { isSameEmail } from '../../shared/identifiers';
import type { Listing } from '../../shared/listing';
import { customFieldValue, detailsOf, tagNames } from './shape';

/** A value as the output has it, and as somebody types it. */
function isSameValue(found: unknown, wanted: string): boolean {
	if (typeof found === 'boolean') return toBoolean(wanted) === found;
	if (typeof found === 'number') return Number(wanted) === found;
	return found !== null && found !== undefined && isSameText(String(found), wanted);
}

/** Vome's search knows only First Name and Profile Type (contract/vome.md 4.1 and 7 no. 2). */
export const PROFILES = {
	path: '/api/profiles/search/',
	listPath: '/api/profiles/',
	subject: 'profiles',
	filters: [
		textFilter(
			'first_name',
			{
				displayName: 'First Name',
				name: 'firstName',
				type: 'string',
				default: '',
				placeholder: 'e.g. Nathan',
				description: 'Only volunteers with this text in their first name',
			},
			(profile) => detailsOf(profile).first_name,
		),
		{
			form: {
				displayName: 'Profile Type',
				name: 'profileType',
				type: 'options',
				options: [
					{
						name: 'Offline',
						value: 'offline',
						description: 'Volunteers without a Vome account, managed only by your organization',
					},
					{ name: 'Vome User', value: 'vomeUser', description: 'Volunteers who use Vome' },
				],
				default: 'vomeUser',
				description: 'Whether the volunteers use Vome themselves',
			},
			read(parameters, name) {
				const type = parameters.optionalChoice(name);
				if (type === undefined) return undefined;
				const isOffline = type === 'offline';
				return {
					// Capitalized, as in the only example (contract/vome.md 4.7 no. 15).
					query: { is_offline: isOffline ? 'True' : 'False' },
					allows: ({ is_offline }) =>
						typeof is_offline === 'boolean' ? is_offline === isOffline : undefined,
				};
			},
		},
		ownTextFilter(
			{
				displayName: 'Email',
				name: 'email',
				type: 'string',
				default: '',
				placeholder: 'e.g. nathan@example.com',
				description: 'Only the volunteer with this email address',
			},
			(profile) => detailsOf(profile).email,
			isSameEmail,
		),
		ownTextFilter(
			{
				displayName: 'Last Name',
				name: 'lastName',
				type: 'string',
				default: '',
				placeholder: 'e.g. Smith',
				description: 'Only volunteers with this last name',
			},
			(profile) => detailsOf(profile).last_name,
		),
		ownTextFilter(
			{
				displayName: 'Tag',
				name: 'tag',
				type: 'string',
				default: '',
				placeholder: 'e.g. Driver',
				description: 'Only volunteers with this tag, which only administrators see in Vome',
			},
			tagNames,
		),
		ownTextFilter(
			{
				displayName: 'Opportunity',
				name: 'opportunity',
				type: 'string',
				default: '',
				placeholder: 'e.g. Food bank',
				description: 'Only volunteers who are assigned to the opportunity with this title or ID',
			},
			({ opportunities }) =>
				asObjects(opportunities).flatMap(({ opportunity }) => {
					const { id, title } = asObject(opportunity);
					return [id, title];
				}),
		),
		{
			form: {
				displayName: 'Custom Fields',
				name: 'customField',
				type: 'fixedCollection',
				typeOptions: { multipleValues: true },
				placeholder: 'Add Custom Field',
				default: {},
				description: 'Only volunteers with these values in their custom fields',
				options: [
					{
						displayName: 'Custom Field',
						name: 'field',
						values: [
							{
								displayName: 'Name or ID',
								name: 'name',
								type: 'options',
								typeOptions: { loadOptionsMethod: 'getCustomFields' },
								// The list has the fields of the first profiles alone.
								allowArbitraryValues: true,
								default: '',
								description:
									'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
							},
							{
								displayName: 'Value',
								name: 'value',
								type: 'string',
								default: '',
								placeholder: 'e.g. yes',
								description:
									'The value, or one of several choices; upper and lower case do not matter',
							},
						],
					},
				],
			},
			read(parameters, name) {
				const wanted = parameters.pairs(name, 'field');
				if (wanted.length === 0) return undefined;
				if (wanted.some(({ value }) => value.trim() === '')) {
					throw parameters.refuse(name, 'holds a field without a value');
				}
				const allows = (profile: IDataObject) =>
					wanted.every((field) =>
						[customFieldValue(profile, field.name)]
							.flat()
							.some((found) => isSameValue(found, field.value)),
					);
				return { allows };
			},
		},
	],
} satisfies Listing;
