import type { Fields } from '../../../shared/check/fields';

const named: Fields = { id: 'whole number', name: 'text' };

/** contract/assemble.md 4.3 */
export const ROLE_PROFILE_FIELDS: Fields = {
	id: 'whole number',
	name: 'text',
	display_name: 'text',
	type: 'text',
	role_base: 'text',
	approved: 'yes or no',
	short_advert: 'text',
	long_advert: 'text',
	disclaimer: 'text',
	volunteer_manager: 'text',
	why_we_want_you: 'text',
	status: 'text',
	editable: 'yes or no',
	recruitable: 'yes or no',
	minimum_age: 'whole number',
	pdf_url: 'text',
	risk_assessment_url: 'text',
	minimum_address_history: 'text',
	receives_team_notifications: 'yes or no',
	family: named,
	recruitment_category: {
		...named,
		stages: [
			{
				...named,
				display_name: 'text',
				actions: [{ ...named, action_stage_id: 'whole number', settings: 'anything' }],
			},
		],
	},
	images: [{ id: 'whole number', thumbnails: 'anything' }],
	tasks: [{ id: 'whole number', task: 'text' }],
	skills: [{ id: 'whole number', skill: 'text' }],
	benefits: [{ id: 'whole number', benefit: 'text' }],
	base: { ...named, icon: 'text', order_id: 'whole number' },
};

/** contract/assemble.md 5.3; not each build has all of them (contract/assemble.md C24). */
export const TEAM_FIELDS: Fields = {
	id: 'text',
	parent_id: 'whole number',
	name: 'text',
	description: 'text',
	geo_location: 'anything',
	catchment_area_id: 'anything',
	display_name: 'text',
	icon: 'text',
	show_on_public_site: 'yes or no',
	'show_on_near_me_map?': 'yes or no',
	ceiling_enabled: 'yes or no',
	hidden: 'yes or no',
	disabled: 'yes or no',
	'external_reference?': 'text',
	'public_url?': 'text',
};

/** contract/assemble.md 5.3 */
export const ACTIVITY_FIELDS: Fields = {
	id: 'whole number',
	description: 'text',
	start_date: 'day',
	end_date: 'day',
	start_time: 'text',
	end_time: 'text',
	duration: 'whole number',
	final: 'yes or no',
	pending_outcomes: 'yes or no',
	can_edit: 'yes or no',
	can_delete: 'yes or no',
	type: 'text',
	type_id: 'text',
	category: 'anything',
};

/** contract/assemble.md 5 */
export const ORGANISATION_FIELDS: Fields = {
	name: 'text',
	slug: 'text',
	timezone: 'text',
	date_format: 'text',
	date_format_moment: 'text',
	date_input_format: 'text',
	time_format: 'text',
	time_input_format: 'text',
	ga_property_id: 'text',
	web_url: 'text',
	api_url: 'text',
	forum_url: 'text',
	minor_age: 'text',
	senior_age: 'text',
	sso_enabled: 'yes or no',
};
