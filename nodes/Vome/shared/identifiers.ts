import type { Parameters } from '../../shared/form/parameters';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const EMAIL = /^[^\s@<>,;]+@[^\s@<>,;]+$/;

/**
 * A Vome ID in lower case. Ids are UUIDs, stated for all resources in vome.md 4.0 and shown for
 * profiles. Only that goes into a path, so that nothing typed here can lead to another one. Throws a NodeOperationError.
 */
export function readId(parameters: Parameters, name: string): string {
	const id = parameters.text(name);
	if (id === '') {
		throw parameters.fail(`'${parameters.label(name)}' is empty`, `Enter the ID, ${EXAMPLE}.`);
	}
	return checkId(id, (rule) => parameters.refuse(name, rule, id));
}

const EXAMPLE = '5b0c7d52-0c1e-4a55-9a35-1f2d0a6b7c01';

/** Like readId, for a filter: '' where it is not set. */
export function readIdFilter(parameters: Parameters, name: string): string {
	const id = parameters.filter(name);
	return id === '' ? '' : checkId(id, (rule) => parameters.refuse(name, rule, id));
}

/** Builds the error for a text that cannot be what it should be; `rule` goes on from its name. */
export type Refuse = (rule: string) => Error;

/** An ID in lower case. Throws what `refuse` builds. */
export function checkId(text: string, refuse: Refuse): string {
	const id = text.toLowerCase();
	if (ID.test(id)) return id;
	throw refuse(`is not an ID of Vome, which looks like ${EXAMPLE}`);
}

/** An email address as it is. Throws what `refuse` builds. */
export function checkEmail(text: string, refuse: Refuse): string {
	if (EMAIL.test(text)) return text;
	throw refuse('is not an email address such as nathan@example.com');
}
