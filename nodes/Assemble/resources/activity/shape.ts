import type { IDataObject } from 'n8n-workflow';

import { extendedShape } from '../../../shared/form/output';
import { bare, given, isObject, within } from '../../../shared/records';
import { nameIn } from '../../shared/openShape';

/** The category with its name; what it holds beside the ID is not known (contract/assemble.md 5.3). */
export function categoryOf({ category }: IDataObject): unknown {
	const found = bare(category);
	return isObject(found) ? { id: found.id, name: nameIn(found) } : found;
}

function categoryName(activity: IDataObject) {
	const category = categoryOf(activity);
	if (Array.isArray(category)) return null;
	return given(isObject(category) ? category.name : category);
}

/** An activity's output (contract/assemble.md 5.3). */
export const activityShape = extendedShape(
	(activity) => ({
		id: given(activity.id),
		description: given(activity.description),
		type: given(activity.type),
		category: categoryName(activity),
		start_date: given(activity.start_date),
		end_date: given(activity.end_date),
		start_time: given(activity.start_time),
		end_time: given(activity.end_time),
		duration: given(activity.duration),
		final: given(activity.final),
	}),
	(activity) => ({
		type_id: given(activity.type_id),
		category_id: within(categoryOf(activity), 'id'),
		pending_outcomes: given(activity.pending_outcomes),
		can_edit: given(activity.can_edit),
		can_delete: given(activity.can_delete),
	}),
);
