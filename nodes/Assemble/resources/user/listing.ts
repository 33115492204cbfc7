import { textFilter } from '../../../shared/lists/filters';
import { YES_NO } from '../../shared/descriptions';
import {
	choiceFilter,
	flagFilter,
	idsFilter,
	otherIdsFilter,
	presenceFilter,
	textsFilter,
	wideningFilter,
} from '../../shared/filters';
import type { Listing } from '../../shared/listing';
import { roleProfilesLocator } from '../roleProfile/locator';
import { teamsLocator } from '../team/locator';
import { usersLocator } from './locator';

/** Which users, and by what filters (contract/assemble.md 5.2). */
export const USERS = {
	path: '/users',
	subject: 'users',
	what: 'user',
	filters: [
		idsFilter('roles', roleProfilesLocator('Only users who hold one of these role profiles')),
		textFilter('q', {
			displayName: 'Search',
			name: 'search',
			type: 'string',
			default: '',
			placeholder: 'e.g. Nathan',
			description: 'Text to look for in name, email, ID and unique custom fields',
		}),
		idsFilter('team', teamsLocator('Only users of these teams')),
		idsFilter(
			'manager',
			usersLocator({ displayName: 'Manager', name: 'manager' }, 'Only users with this manager'),
		),
		idsFilter(
			'supervisor',
			usersLocator(
				{ displayName: 'Supervisor', name: 'supervisor' },
				'Only users with this supervisor',
			),
		),
		choiceFilter('age', {
			displayName: 'Age',
			name: 'age',
			type: 'options',
			options: [
				{ name: 'Organisation', value: 'organisation' },
				{ name: 'Senior', value: 'senior' },
			],
			default: 'senior',
			description: 'Only users of this age, by the limits in the settings of the organisation',
		}),
		choiceFilter('view', {
			displayName: 'View',
			name: 'view',
			type: 'options',
			options: [
				{ name: 'Applicants', value: 'applicants' },
				{ name: 'Non-Volunteers', value: 'non-volunteers' },
				{ name: 'On Call', value: 'on-call' },
				{ name: 'Volunteers', value: 'volunteers' },
			],
			default: 'volunteers',
			description: 'Only these people; without it, volunteers and non-volunteers',
		}),
		idsFilter('sids', {
			displayName: 'Status IDs',
			name: 'statusIds',
			type: 'string',
			default: '',
			placeholder: 'e.g. 2,5',
			description: 'IDs of statuses, separated by commas',
		}),
		textsFilter('skills', {
			displayName: 'Skills',
			name: 'skills',
			type: 'string',
			default: '',
			placeholder: 'e.g. 4,9',
			description: 'Only users with these skills, separated by commas; sent as they are',
		}),
		textsFilter('langs', {
			displayName: 'Languages',
			name: 'languages',
			type: 'string',
			default: '',
			placeholder: 'e.g. 4,9',
			description: 'Only users with these languages, separated by commas; sent as they are',
		}),
		presenceFilter(
			'has_email',
			{
				displayName: 'Has Email',
				name: 'hasEmail',
				type: 'options',
				options: YES_NO,
				default: 'true',
				description: 'Whether the user has an email address',
			},
			({ email }) => email,
		),
		flagFilter('has_logged_in', {
			displayName: 'Has Logged In',
			name: 'hasLoggedIn',
			type: 'options',
			options: YES_NO,
			default: 'true',
			description: 'Whether the user has ever logged in',
		}),
		otherIdsFilter(
			'exclude_ids',
			usersLocator({ displayName: 'Exclude', name: 'excludeIds' }, 'All users but these'),
		),
		wideningFilter('include_inactive', {
			displayName: 'Include Inactive',
			name: 'includeInactive',
			type: 'options',
			options: YES_NO,
			default: 'true',
			description: 'Whether inactive users are included',
		}),
		wideningFilter('include_upcoming', {
			displayName: 'Include Upcoming',
			name: 'includeUpcoming',
			type: 'options',
			options: YES_NO,
			default: 'true',
			description: 'Whether upcoming users are included',
		}),
	],
} satisfies Listing;
