import type { IDataObject } from 'n8n-workflow';

import type { RecordShape } from '../../../shared/form/output';
import { asObject, value } from '../../../shared/records';

/** An opportunity's output (contract/vome.md 4.6). */
export const opportunityShape: RecordShape = { flatten };

function flatten(opportunity: IDataObject): IDataObject {
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
