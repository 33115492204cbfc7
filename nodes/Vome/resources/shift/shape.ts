import type { GenericValue, IDataObject } from 'n8n-workflow';

import type { RecordShape } from '../../../shared/form/output';
import { asObject, value } from '../../../shared/records';
import { firstFilled } from '../../shared/texts';

const SIMPLIFIED = [
	'id',
	'title',
	'shift_start_at',
	'shift_end_at',
	'spots',
	'spots_reserved',
	'spots_available',
	'shift_location',
	'opportunity_id',
	'opportunity_title',
] as const;

const FLATTENED = [
	...SIMPLIFIED,
	'description',
	'created_at',
	'category_id',
	'category_title',
	'share_shift_url',
	'share_opportunity_url',
] as const;

/** The outputs of a shift (contract: vome.md 4.5). */
export const shiftShape: RecordShape = { flattenedFields: FLATTENED, flatten, simplify };

function simplify(shift: IDataObject): Record<(typeof SIMPLIFIED)[number], GenericValue> {
	const opportunity = asObject(shift.opportunity);
	return {
		id: value(shift.id),
		title: firstFilled(shift.title, shift.shift_title),
		shift_start_at: value(shift.shift_start_at),
		shift_end_at: value(shift.shift_end_at),
		spots: value(shift.spots),
		spots_reserved: value(shift.spots_reserved),
		spots_available: value(shift.spots_available),
		shift_location: value(shift.shift_location),
		opportunity_id: value(opportunity.id),
		opportunity_title: value(opportunity.title),
	};
}

function flatten(shift: IDataObject): Record<(typeof FLATTENED)[number], GenericValue> {
	const opportunity = asObject(shift.opportunity);
	const category = asObject(opportunity.category);
	// Not with a spread, which takes many times as long in front of so many names.
	return Object.assign(simplify(shift), {
		description: firstFilled(shift.description, shift.shift_description),
		created_at: value(shift.created_at),
		category_id: value(category.id),
		category_title: value(category.title),
		share_shift_url: value(shift.share_shift_url),
		share_opportunity_url: value(opportunity.share_opportunity_url),
	});
}
