import type { IDataObject } from 'n8n-workflow';

import { itemRanges } from '../../../../shared/operations';
import { asObject, asObjects } from '../../../../shared/records';
import { Turns } from '../../../../shared/turns';
import { foldCase } from '../../../shared/identifiers';
import type { MappedRow } from './mapping';

/**
 * Finds rows of one person. Of rows that are the same in all that is sent, the first is sent:
 * resolves with it by the item of each other one. Rows that differ are all refused: which of them is
 * right cannot be told. `isExact`: upper and lower case make different people.
 */
export async function settleTwins(
	rows: MappedRow[],
	matchLabel: string,
	isExact: boolean,
): Promise<Map<number, number>> {
	const groups = new Map<string, MappedRow[]>();
	const turns = new Turns();
	for (const row of rows) {
		await turns.give();
		if (row.identifier === undefined) continue;
		const key = isExact ? row.identifier : foldCase(row.identifier);
		const group = groups.get(key);
		if (group === undefined) groups.set(key, [row]);
		else group.push(row);
	}
	const sameAs = new Map<number, number>();
	for (const group of groups.values()) {
		const [first, ...others] = group as [MappedRow, ...MappedRow[]];
		if (others.length === 0) continue;
		await turns.give();
		// Refused for the same mistakes, they need no other reason.
		if (group.every((row) => mistakesOf(row) === mistakesOf(first) && row.person === undefined))
			continue;
		const signature = signatureOf(first);
		const isSame = (row: MappedRow) => row.person !== undefined && signatureOf(row) === signature;
		if (first.person !== undefined && others.every(isSame)) {
			for (const { item } of others) sameAs.set(item, first.item);
			continue;
		}
		// Built once: there may be thousands.
		const same = `The ${itemRanges(group.map(({ item }) => item))} have the same '${matchLabel}', and differ otherwise: ${first.identifier}`;
		for (const row of group) {
			row.person = undefined;
			row.canLeaveOut = false;
			row.leftOut = [];
			row.problems.push(same);
		}
	}
	return sameAs;
}

const mistakesOf = ({ problems, sent }: MappedRow) => JSON.stringify([problems, sent]);

/** Equal for rows that are the same in all that is sent. */
function signatureOf({ person }: MappedRow): string {
	const { profile_data, custom_field_data, ...data } = person?.data ?? {};
	const { email, ...profile } = asObject(profile_data);
	const idOf = ({ custom_field_id }: IDataObject) => String(custom_field_id);
	const custom = [...asObjects(custom_field_data)].sort((one, other) =>
		idOf(one) < idOf(other) ? -1 : 1,
	);
	return JSON.stringify([
		typeof email === 'string' ? foldCase(email) : email,
		profile,
		data,
		custom,
	]);
}
