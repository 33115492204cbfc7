import { filtersReadBy } from '../../shared/lists/filters';

export const choiceFilter = filtersReadBy(
	(parameters, name) => parameters.optionalChoice(name) ?? '',
);

export const flagFilter = filtersReadBy((parameters, name) =>
	String(parameters.optionalBoolean(name) ?? ''),
);

export const idsFilter = filtersReadBy((parameters, name) => parameters.ids(name).join(','));
