import type { IDataObject } from 'n8n-workflow';

import { extendedShape } from '../../../shared/form/output';
import { asObject, bare, isObject, value } from '../../../shared/records';
import { nameIn } from '../../shared/openShape';

/** The category with its name; what it holds beside the ID is not known (contract/assemble.md 5.3). */
export function categoryOf({ category }: IDataObject): unknown {
	const found = bare(category);
	return isObject(found) ? { id: found.id, name: nameIn(found) } : found;
}

function categoryName(activity: IDataObject) {
	const category = categoryOf(activity);
	if (Array.isArray(category)) return null;
	return value(isObject(category) ? category.name : category);
}

/** An activity's output (contract/assemble.md 5.3). */
export const activityShape = extendedShape(
	(activity) => ({
		id: value(activity.id),
		description: value(activity.description),
		type: value(activity.type),
		category: categoryName(activity),
		start_date: value(activity.start_date),
		end_date: value(activity.end_date),
		start_time: value(activity.start_time),
		end_time: value(activity.end_time),
		duration: value(activity.duration),
		final: value(activity.final),
	}),
	(activity) => ({
		type_id: value(activity.type_id),
		category_id: value(asObject(categoryOf(activity)).id),
		pending_outcomes: value(activity.pending_outcomes),
		can_edit: value(activity.can_edit),
		can_delete: value(activity.can_delete),
	}),
);
