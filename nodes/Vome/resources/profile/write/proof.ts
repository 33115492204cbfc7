import type { GenericValue, IDataObject } from 'n8n-workflow';

import { wholeList } from '../../../../shared/lists/listOptions';
import { asObject, asObjects, isObject } from '../../../../shared/records';
import type { VomeClient } from '../../../shared/client';
import { PAGE_SIZE } from '../../../shared/client';
import { foldCase } from '../../../shared/identifiers';
import type { RecordFinder } from '../../../shared/recordFinder';
import { findProfile } from '../finding';
import { PROFILES } from '../listing';
import { customFieldValue, profileShape } from '../shape';
import type { Identity } from './answers';
import { DEEPEST } from './answers';
import { COLUMNS } from './columns';

/** Where a unique ID may stand in an answer; elsewhere, it may be a number of anything. */
const UNIQUE_ID_NAME = /identifier|unique|custom_field|^value$/;

/** Whether an answer names a person: by email, ID or unique ID. */
export function names(
	body: unknown,
	{ email, id, uniqueId }: Identity,
	name = '',
	depth = 0,
): boolean {
	if (typeof body === 'object' && body !== null) {
		if (depth > DEEPEST) return false;
		const isIn = ([key, inner]: [string, unknown]) =>
			names(inner, { email, id, uniqueId }, Array.isArray(body) ? name : key, depth + 1);
		return Object.entries(body).some(isIn);
	}
	if (typeof body !== 'string') return false;
	if (body === uniqueId && UNIQUE_ID_NAME.test(name)) return true;
	return [email, id].some((own) => own !== undefined && foldCase(own) === foldCase(body));
}

/** What a search for a person gave; null if it is not known whether there is such a profile. */
export type Found = IDataObject | undefined | null;

/** Looks for a person in Vome by what the person is sent with. */
export async function lookFor(
	client: VomeClient,
	{ email, id, uniqueId }: Identity,
	uniqueIdField: string | undefined,
	finder: RecordFinder,
): Promise<Found> {
	const wanted =
		id === undefined
			? email && { by: 'email' as const, value: email }
			: { by: 'id' as const, value: id };
	try {
		if (wanted) return await findProfile(client, wanted, finder);
		const allows = (profile: IDataObject) =>
			customFieldValue(profile, uniqueIdField ?? '') === uniqueId;
		const [found] = await client.list({
			path: PROFILES.listPath,
			query: {},
			subject: PROFILES.subject,
			itemIndex: undefined,
			options: { ...wholeList(PAGE_SIZE), limit: 1 },
			filters: [{ label: 'Unique ID', allows }],
			map: (profile) => profile,
		});
		return found;
	} catch {
		// The key may be one that only writes.
		return null;
	}
}

/** Whether a profile lacks something that is sent. */
export function lacks(found: Found, data: IDataObject): boolean {
	return found === undefined || (found !== null && sentValues(data).some(differsFrom(found)));
}

/** Whether a person has something of what was sent, and did not have it before. */
export function isNewIn(before: Found, after: Found, data: IDataObject): boolean {
	if (before === null || after === null || after === undefined) return false;
	const isMissing = before === undefined ? () => true : differsFrom(before);
	const differsNow = differsFrom(after);
	return sentValues(data).some((sent) => isMissing(sent) && !differsNow(sent));
}

interface Sent {
	/** Name of a column, or ID of a custom field. */
	name: string;
	value: unknown;
}

/** Codes come out under names of their own. */
const READ_AS: Record<string, string> = { gender: 'gender_code', occupation: 'occupation_code' };

function sentValues(data: IDataObject): Sent[] {
	const columns = COLUMNS.map(({ id, path: [group, field] }) => ({
		name: READ_AS[id] ?? id,
		value: asObject(data[group])[field],
	}));
	const custom = asObjects(data.custom_field_data).map((entry) => ({
		name: String(entry.custom_field_id),
		value: entry.custom_field_user_value,
	}));
	return [...columns, ...custom].filter(({ value }) => value !== undefined);
}

function differsFrom(profile: IDataObject): (sent: Sent) => boolean {
	const flat: IDataObject = profileShape('').flatten(profile);
	return ({ name, value }) => {
		const shown = name in flat ? flat[name] : customFieldValue(profile, name);
		return plain(shown) !== plain(value);
	};
}

function plain(value: GenericValue | unknown): string {
	if (Array.isArray(value)) return value.map(plain).sort().join();
	// What it is made of may keep it from being a text.
	return (isObject(value) ? '{}' : String(value ?? '')).trim().toLowerCase();
}
