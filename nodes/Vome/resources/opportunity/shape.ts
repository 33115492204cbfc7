import type { GenericValue, IDataObject } from 'n8n-workflow';

import type { RecordShape } from '../../../shared/form/output';
import { asObject, value } from '../../../shared/records';

/** Labels of the status codes, which can be searched for but are in no record (contract: vome.md 4.6). */
export const OPPORTUNITY_STATUSES = ['Draft', 'Published', 'Unpublished'] as const;

const FIELDS = [
	'id',
	'title',
	'description',
	'category_id',
	'category_title',
	'created_at',
	'share_opportunity_url',
] as const;

/** The outputs of an opportunity, whose simplified form holds all there is (contract: vome.md 4.6). */
export const opportunityShape: RecordShape = {
	flattenedFields: FIELDS,
	flatten,
	simplify: flatten,
};

function flatten(opportunity: IDataObject): Record<(typeof FIELDS)[number], GenericValue> {
	const category = asObject(opportunity.category);
	return {
		id: value(opportunity.id),
		title: value(opportunity.title),
		description: value(opportunity.description),
		category_id: value(category.id),
		category_title: value(category.title),
		created_at: value(opportunity.created_at),
		share_opportunity_url: value(opportunity.share_opportunity_url),
	};
}
