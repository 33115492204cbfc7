import type { IDataObject } from 'n8n-workflow';

import { extendedShape } from '../../../shared/form/output';
import { asObject, value } from '../../../shared/records';
import { firstFilled } from '../../shared/texts';

export const shiftTitle = ({ title, shift_title }: IDataObject): unknown =>
	firstFilled(title, shift_title);

export const shiftDescription = ({ description, shift_description }: IDataObject): unknown =>
	firstFilled(description, shift_description);

/** A shift's output (contract/vome.md 4.5). */
export const shiftShape = extendedShape(
	(shift) => {
		const opportunity = asObject(shift.opportunity);
		return {
			id: value(shift.id),
			title: value(shiftTitle(shift)),
			shift_start_at: value(shift.shift_start_at),
			shift_end_at: value(shift.shift_end_at),
			spots: value(shift.spots),
			spots_reserved: value(shift.spots_reserved),
			spots_available: value(shift.spots_available),
			shift_location: value(shift.shift_location),
			opportunity_id: value(opportunity.id),
			opportunity_title: value(opportunity.title),
		};
	},
	(shift) => {
		const opportunity = asObject(shift.opportunity);
		const category = asObject(opportunity.category);
		return {
			description: value(shiftDescription(shift)),
			created_at: value(shift.created_at),
			category_id: value(category.id),
			category_title: value(category.title),
			share_shift_url: value(shift.share_shift_url),
			share_opportunity_url: value(opportunity.share_opportunity_url),
		};
	},
);
