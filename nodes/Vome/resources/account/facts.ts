import type { IDataObject } from 'n8n-workflow';

import type { AccountCheck } from '../../../shared/check/accountCheck';
import { Unreadable, unknown } from '../../../shared/check/accountCheck';
import type { Trial } from '../../../shared/check/guesses';
import {
	always,
	askGuess,
	ONLY_BY_WRITING,
	questionOf,
	tellGuess,
	verdictOn,
} from '../../../shared/check/guesses';
import type {
	AccessAdvice,
	CheckedFilter,
	CheckedOrder,
	Sample,
} from '../../../shared/check/lists';
import {
	askable,
	askAboutFilter,
	askAboutList,
	askAboutOrder,
	askAboutTimes,
	askAboutTotals,
	foundAsAsked,
	isSearchable,
} from '../../../shared/check/lists';
import { containsText } from '../../../shared/lists/filters';
import { asObject, isRecord } from '../../../shared/records';
import {
	BODY_BOOLEAN,
	CHOICES,
	MOST_PER_PAGE,
	ONE_OPPORTUNITY,
	ONE_PROFILE,
	PEOPLE,
	PROFILE_BY_EMAIL,
	QUERY_BOOLEAN,
	UNIQUE_ID,
	UPSERT,
} from '../../shared/guesses';
import { ID } from '../../shared/identifiers';
import { OPPORTUNITIES } from '../opportunity/listing';
import { PROFILES } from '../profile/listing';
import { detailsOf } from '../profile/shape';
import { RESERVATIONS } from '../reservation/listing';
import { SHIFTS } from '../shift/listing';
import { askAboutStarts } from './days';
import { OPPORTUNITY_FIELDS, PROFILE_FIELDS, RESERVATION_FIELDS, SHIFT_FIELDS } from './fields';

const order = { ordering: 'created_at' };

const LISTS = {
	profiles: {
		...PROFILES,
		name: 'Profiles',
		path: PROFILES.listPath,
		fields: PROFILE_FIELDS,
		own: 'custom_fields',
	},
	reservations: {
		...RESERVATIONS,
		name: 'Reservations',
		path: RESERVATIONS.listPath,
		fields: RESERVATION_FIELDS,
	},
	shifts: { ...SHIFTS, name: 'Shifts', order, fields: SHIFT_FIELDS },
	opportunities: { ...OPPORTUNITIES, name: 'Opportunities', order, fields: OPPORTUNITY_FIELDS },
};

/** Inferred (contract/vome.md 4.0). */
const OPPORTUNITY_FOLDER = '/api/opportunities/';

const ACCESS: AccessAdvice = {
	refused: 'The nodes cannot read them. Look for a newer version of this package.',
	forbidden: "Use a key of an administrator who may read this. API keys need Vome's Ultimate plan.",
};

/** Adds all that reading tells of an account. Throws a NodeApiError if nothing can be read. */
export async function askAboutVome(check: AccountCheck): Promise<void> {
	const profiles = await askAboutList(check, LISTS.profiles, ACCESS);
	const reservations = await askAboutList(check, LISTS.reservations, ACCESS);
	const shifts = await askAboutList(check, LISTS.shifts, ACCESS);
	const opportunities = await askAboutList(check, LISTS.opportunities, ACCESS);
	const samples = [profiles, reservations, shifts, opportunities];
	await askAboutTotals(check, samples);
	await askAboutPageSize(check, samples);
	await askAboutTimes(check, samples);

	await askAboutFilter(check, profiles, FIRST_NAME, { path: PROFILES.path });
	for (const filter of [STATUS, CREATED_AFTER, SHIFT]) {
		await askAboutFilter(check, reservations, filter, { path: RESERVATIONS.path });
	}
	await askAboutFilter(check, shifts, OPPORTUNITY_TITLE);
	await askAboutOrder(check, shifts, [
		...(await askAboutCreation(check, shifts)),
		await askAboutStarts(check, shifts),
	]);
	await askAboutOrder(check, opportunities, await askAboutCreation(check, opportunities));

	await askGuess(check, 'One profile is read by', ONE_PROFILE, {
		path: async () => await hasPath(check, profiles, PROFILES.listPath),
		search: async () => await isSearchable(check, profiles, PROFILES.path, 'id', idOf),
		list: always,
	});
	await askGuess(check, 'One opportunity is read by', ONE_OPPORTUNITY, {
		search: async () => await isSearchable(check, opportunities, OPPORTUNITIES.path, 'id', idOf),
		path: async () => await hasPath(check, opportunities, OPPORTUNITY_FOLDER),
		list: always,
	});
	await askGuess(check, 'A profile is found by email with', PROFILE_BY_EMAIL, {
		search: async () => await isSearchable(check, profiles, PROFILES.path, 'email', emailOf),
		list: always,
	});
	await askGuess(check, 'Filters take yes as', QUERY_BOOLEAN, {
		True: yesAs('True', check, profiles),
		true: yesAs('true', check, profiles),
	});
	for (const [fact, guess] of WRITES) await tellGuess(check, fact, guess, ONLY_BY_WRITING);

	await check.askAboutPace();
}

const WRITES = [
	['Create or Update is sent as', UPSERT],
	['People are sent as', PEOPLE],
	['A Unique ID field is named by', UNIQUE_ID],
	['Several choices are written as', CHOICES],
	['Yes is written as', BODY_BOOLEAN],
] as const;

const idOf = ({ id }: IDataObject) => askable(id);
const emailOf = (profile: IDataObject) => askable(detailsOf(profile).email);

const FIRST_NAME: CheckedFilter = {
	label: 'First Name',
	query: (value) => ({ first_name: value }),
	valueOf: (profile) => askable(detailsOf(profile).first_name),
	allows: containsText,
};

const STATUS: CheckedFilter = {
	label: 'Status',
	query: (value) => ({ status: value }),
	valueOf: ({ status }) => askable(String(status ?? '')),
};

const SHIFT: CheckedFilter = {
	label: 'Shift',
	query: (value) => ({ 'shift.id': value }),
	valueOf: ({ shift }) => askable(asObject(shift).id),
};

const CREATED_AFTER: CheckedFilter = {
	label: 'Created After',
	query: (value) => ({ 'created_at.gte': value }),
	valueOf: ({ created_at }) => askable(created_at),
	allows: (own, value) => Date.parse(own) >= Date.parse(value),
};

/** The name is inferred (contract/vome.md 4.5). */
const OPPORTUNITY_TITLE: CheckedFilter = {
	label: 'Opportunity Title',
	query: (value) => ({ 'opportunity.title': value }),
	valueOf: ({ opportunity }) => askable(asObject(opportunity).title),
	allows: containsText,
};

/** Adds whether the filter by creation is obeyed, and tells the orders by creation. */
async function askAboutCreation(check: AccountCheck, sample: Sample): Promise<CheckedOrder[]> {
	const newestFirst = { ordering: '-created_at' };
	const newest = await askAboutFilter(check, sample, CREATED_AFTER, { order: newestFirst });
	const created = ({ created_at }: IDataObject) => Date.parse(String(created_at));
	return [
		{ by: 'created_at', values: sample.known.map(created) },
		{ by: '-created_at', values: newest.map(created), isDescending: true },
	];
}

/** Adds how many records come at once, if a list has more. */
async function askAboutPageSize(check: AccountCheck, samples: readonly Sample[]): Promise<void> {
	await check.ask(questionOf('Most records at once', MOST_PER_PAGE), () => {
		const full = samples.filter(({ known, hasMore }) => known.length > 0 && hasMore);
		if (full.length === 0) return unknown('no list has more');
		return verdictOn(MOST_PER_PAGE, String(Math.min(...full.map(({ known }) => known.length))));
	});
}

/** Whether a record can be read by its ID from a folder. */
async function hasPath(check: AccountCheck, { list, records }: Sample, folder: string) {
	const { client, itemIndex } = check;
	const id = records.map(idOf).find((found) => ID.test(found ?? ''));
	if (id === undefined) throw new Unreadable('the IDs look different');
	const request = { path: `${folder}${id}/`, subject: list.subject, itemIndex, mostTries: 2 };
	const { body } = await check.read(async () => await client.read(request));
	return isRecord(body) && body.id === id;
}

/** Whether the filter by yes finds those that are offline in this form. */
const yesAs =
	(form: string, check: AccountCheck, profiles: Sample): Trial =>
	async () => {
		const isOffline = ({ is_offline }: IDataObject) => is_offline === true;
		const query = { is_offline: form };
		return (await foundAsAsked(check, profiles, query, isOffline, PROFILES.path)).length > 0;
	};
