import type { INodeProperties } from 'n8n-workflow';

import type { Filter } from '../../shared/lists/filters';

export const choiceFilter = (parameter: string, form: INodeProperties): Filter => ({
	form,
	parameter,
	read: (parameters, name) => parameters.optionalChoice(name) ?? '',
});

export const flagFilter = (parameter: string, form: INodeProperties): Filter => ({
	form,
	parameter,
	read: (parameters, name) => String(parameters.optionalBoolean(name) ?? ''),
});

export const idsFilter = (parameter: string, form: INodeProperties): Filter => ({
	form,
	parameter,
	read: (parameters, name) => parameters.ids(name).join(','),
});
