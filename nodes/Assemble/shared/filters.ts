import type { INodeProperties } from 'n8n-workflow';

import type { Filter } from '../../shared/lists/filters';

/** A filter by one of the choices that the form offers. */
export const choiceFilter = (parameter: string, form: INodeProperties): Filter => ({
	form,
	parameter,
	read: (parameters, name) => parameters.optionalChoice(name) ?? '',
});

/** A filter by yes or no. */
export const flagFilter = (parameter: string, form: INodeProperties): Filter => ({
	form,
	parameter,
	read: (parameters, name) => String(parameters.optionalBoolean(name) ?? ''),
});

/** A filter by several IDs. */
export const idsFilter = (parameter: string, form: INodeProperties): Filter => ({
	form,
	parameter,
	read: (parameters, name) => parameters.ids(name).join(','),
});
