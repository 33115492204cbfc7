import type { Parameters } from '../../shared/parameters';

export const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const EMAIL = /^[^\s@<>,;]+@[^\s@<>,;]+$/;

/**
 * A Vome ID in lower case. Ids are UUIDs, stated for all resources in vome.md 4.0 and shown for
 * profiles. Only that goes into a path, so that nothing typed here can lead to another one. Throws a NodeOperationError.
 */
export function readId(parameters: Parameters, name: string, label: string): string {
	const id = parameters.text(name, label);
	if (id === '') throw parameters.fail(`'${label}' is empty`, `Enter the ID, ${EXAMPLE}.`);
	return checkId(parameters, label, id);
}

export const EXAMPLE = '5b0c7d52-0c1e-4a55-9a35-1f2d0a6b7c01';

/** An email address as it was typed. Throws a NodeOperationError if it cannot be one. */
export function readEmail(parameters: Parameters, name: string, label: string): string {
	const email = parameters.text(name, label);
	if (email === '')
		throw parameters.fail(`'${label}' is empty`, 'Enter the email address of the profile.');
	if (!EMAIL.test(email)) {
		throw parameters.refuse(label, 'is not an email address such as nathan@example.com', email);
	}
	return email;
}

/** Like readId, for a filter: '' where it is not set. */
export function readIdFilter(parameters: Parameters, name: string, label: string): string {
	const id = parameters.filter(name, label);
	return id === '' ? '' : checkId(parameters, label, id);
}

function checkId(parameters: Parameters, label: string, text: string): string {
	const id = text.toLowerCase();
	if (ID.test(id)) return id;
	throw parameters.refuse(label, `is not an ID of Vome, which looks like ${EXAMPLE}`, id);
}
