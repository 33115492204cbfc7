import type { IDataObject } from 'n8n-workflow';

import type { AccountCheck } from '../../../shared/check/accountCheck';
import { different, ok, Unreadable, unknown } from '../../../shared/check/accountCheck';
import type { Trial } from '../../../shared/check/guesses';
import { askGuess, ONLY_BY_WRITING, tellGuess } from '../../../shared/check/guesses';
import type { AccessAdvice, CheckedFilter, Sample } from '../../../shared/check/lists';
import {
	askable,
	askAboutFields,
	askAboutFilter,
	askAboutList,
	askAboutOrder,
	askAboutTotals,
	foundAsAsked,
} from '../../../shared/check/lists';
import { containsText } from '../../../shared/lists/filters';
import { asObject, asObjects, bare } from '../../../shared/records';
import type { AssembleClient } from '../../shared/client';
import { isYes } from '../../shared/filters';
import {
	ACTIVITY_NAME,
	API_PATH,
	LINK_FORM,
	LOGIN_PATH,
	OPPORTUNITY_NAME,
	PAGE_SIZE_NAME,
	QUERY_BOOLEANS,
	QUERY_LISTS,
	ROLE_PROFILE_NAME,
	TEAM_NAME,
	UPDATE_METHOD,
	USER_NAME,
} from '../../shared/guesses';
import { BY_ID, ROLE_PROFILES } from '../roleProfile/listing';
import { hasId, pathOf } from '../roleProfile/readRoleProfile';
import { ACTIVITIES } from '../activity/listing';
import { OPPORTUNITIES } from '../opportunity/listing';
import { TEAMS } from '../team/listing';
import { USERS } from '../user/listing';
import { ACTIVITY_FIELDS, ORGANISATION_FIELDS, ROLE_PROFILE_FIELDS, TEAM_FIELDS } from './fields';

const LIST = {
	...ROLE_PROFILES,
	name: 'Role profiles',
	order: BY_ID,
	fields: ROLE_PROFILE_FIELDS,
};

const ACCESS: AccessAdvice = {
	refused:
		"The nodes cannot read them. If you know where the API is, set 'API Path' in the credential; else look for a newer version of this package.",
	forbidden:
		"Look at the permission group of the user that n8n acts as, and with OAuth2 at 'Scope' in the credential.",
};

const OTHERS = [
	{ ...USERS, name: 'Users', guess: USER_NAME },
	{ ...TEAMS, name: 'Teams', guess: TEAM_NAME, fields: TEAM_FIELDS },
	{ ...OPPORTUNITIES, name: 'Opportunities', guess: OPPORTUNITY_NAME },
	{ ...ACTIVITIES, name: 'Activities', guess: ACTIVITY_NAME, fields: ACTIVITY_FIELDS },
];

/** Also where a feature is missing, which is no fault of the nodes. */
const ACCESS_TO_OTHERS = (subject: string): AccessAdvice => ({
	...ACCESS,
	refused: `The nodes cannot read ${subject}. The organisation may lack the feature; the rest works without it.`,
});

/** Adds all that reading tells of an account. Throws a NodeApiError if nothing can be read. */
export async function askAboutAssemble(check: AccountCheck, client: AssembleClient): Promise<void> {
	const profiles = await askAboutList(check, LIST, ACCESS);
	await tellGuess(check, 'The API is at', API_PATH, 'the credential says it, or nothing was found');
	await tellGuess(check, 'Role profiles are at', ROLE_PROFILE_NAME, 'no role profile shows it');
	await tellGuess(check, 'The login is at', LOGIN_PATH, 'no login was needed');
	const others: Sample[] = [];
	for (const { guess, ...list } of OTHERS) {
		others.push(await askAboutList(check, list, ACCESS_TO_OTHERS(list.subject)));
		await tellGuess(check, `${list.name} are at`, guess, 'nothing shows it');
	}
	await askAboutTotals(check, [profiles, ...others]);
	await askAboutChanges(check, others);
	await askAboutPageSize(check, profiles);

	const newestFirst = { order: { ...BY_ID, o: 'd' } };
	const newest = await askAboutFilter(check, profiles, STATUS, newestFirst);
	await askAboutFilter(check, profiles, TYPE);
	await askAboutFilter(check, profiles, SEARCH);
	const id = (profile: IDataObject) => Number(profile.id);
	await askAboutOrder(check, profiles, [
		{ by: 'id ascending', values: profiles.known.map(id) },
		{ by: 'id descending', values: newest.map(id), isDescending: true },
	]);
	await askGuess(check, 'Filters take yes as', QUERY_BOOLEANS, {
		words: yesAs('true', check, profiles),
		digits: yesAs('1', check, profiles),
	});
	await askGuess(check, 'Filters take several IDs as', QUERY_LISTS, {
		comma: severalAs((ids) => ({ families: ids.join(',') }), check, profiles),
		repeated: severalAs((ids) => ({ 'families[]': ids }), check, profiles),
	});
	await askAboutOne(check, client, profiles);
	await tellGuess(check, 'Update is sent as', UPDATE_METHOD, ONLY_BY_WRITING);
	await tellGuess(check, 'A family is written as', LINK_FORM, ONLY_BY_WRITING);

	await askAboutOrganisation(check, client);
	await check.askAboutPace();
}

/** As far off as no change can be. */
const NEVER = '2999-12-31 00:00:00';

/** Adds whether activities can be asked for by their last change, as the trigger does. */
async function askAboutChanges(check: AccountCheck, samples: readonly Sample[]): Promise<void> {
	const activities = samples.find(({ list }) => list.path === ACTIVITIES.path);
	await check.ask(
		{
			fact: 'Activities: filter Updated After',
			expected: 'filters',
			advice: 'Assemble Trigger reads all activities at each poll, and finds the same.',
		},
		async () => {
			if (activities === undefined || activities.records.length === 0) return unknown('none');
			const page = await check.page(ACTIVITIES, { updated_after: NEVER });
			return page?.records.length === 0 ? ok('filters') : different('is ignored');
		},
	);
}

const STATUS: CheckedFilter = {
	label: 'Status',
	query: (value) => ({ status: value }),
	// Drafts cannot be asked for (contract/assemble.md C5).
	valueOf: ({ status }) => (status === 'draft' ? undefined : askable(status)),
};

const TYPE: CheckedFilter = {
	label: 'Type',
	query: (value) => ({ type: value }),
	valueOf: ({ type }) => (type === 'system' ? undefined : askable(type)),
};

/** Looks in two names at once. */
const SEARCH: CheckedFilter = {
	label: 'Search',
	query: (value) => ({ q: value }),
	valueOf: ({ name, display_name }) => askable([name, display_name].filter(askable).join('\n')),
	allows: containsText,
	choose(owns) {
		const names = owns.map((own) => own.split('\n')[0] ?? '');
		return names.find((name) => !owns.every((own) => containsText(own, name)));
	},
};

/** Whether the filter by yes finds those that are approved in this form. */
const yesAs =
	(word: string, check: AccountCheck, profiles: Sample): Trial =>
	async () => {
		const isApproved = ({ approved }: IDataObject) => isYes(approved) === true;
		return (await foundAsAsked(check, profiles, { approved: word }, isApproved)).length > 0;
	};

/** Whether the filter by two families finds those of both in this form. */
const severalAs =
	(toQuery: (ids: string[]) => IDataObject, check: AccountCheck, profiles: Sample): Trial =>
	async () => {
		const familyOf = ({ family }: IDataObject) => asObject(bare(family)).id;
		const ids = new Set(profiles.records.map(familyOf).filter((id) => id !== undefined));
		const [first, second] = ids;
		if (second === undefined) throw new Unreadable('the role profiles do not differ in it');
		const query = { ...toQuery([String(first), String(second)]), ...BY_ID };
		const isOfEither = (profile: IDataObject) => [first, second].includes(familyOf(profile));
		const found = await foundAsAsked(check, profiles, query, isOfEither);
		return new Set(found.map(familyOf)).size === 2;
	};

/** So many role profiles most organisations have. */
const FEW = 2;

/** Adds by which parameter the size of a page is asked for, and how large a page can be. */
async function askAboutPageSize(check: AccountCheck, profiles: Sample): Promise<void> {
	const { client, itemIndex, pageSize } = check;
	const { path, subject } = LIST;
	let sizeName: string | undefined;
	const countRows = async (name: string, size: number) => {
		const request = { path, query: { page: 1, [name]: size }, subject, itemIndex, mostTries: 2 };
		const { body } = await check.read(async () => await client.read(request));
		return asObjects(asObject(body).data).length;
	};
	const sizedBy =
		(name: string): Trial =>
		async () => {
			if (profiles.records.length <= FEW) throw new Unreadable(`too few ${subject} to tell`);
			if ((await countRows(name, FEW)) !== FEW) return false;
			sizeName = name;
			return true;
		};
	await askGuess(check, 'The page size is called', PAGE_SIZE_NAME, {
		limit: sizedBy('limit'),
		per_page: sizedBy('per_page'),
	});
	await check.ask(
		{
			fact: 'Most records at once',
			expected: `${pageSize} or more`,
			advice: 'The nodes go by what comes.',
		},
		async () => {
			const { length } = profiles.records;
			if (length >= pageSize) return ok(`${length} or more`);
			if (!profiles.hasMore) return unknown('there are no more');
			const most = sizeName === undefined ? length : await countRows(sizeName, pageSize);
			return most < pageSize ? different(`${most}`) : ok(`${most} or more`);
		},
	);
}

/** Adds whether one role profile can be read, with what the list does not have. */
async function askAboutOne(
	check: AccountCheck,
	client: AssembleClient,
	profiles: Sample,
): Promise<void> {
	const include = 'active_users_count';
	let profile: IDataObject | undefined;
	await check.ask(
		{
			fact: 'One role profile: access',
			expected: 'can be read',
			advice: 'Get, Update and Delete do not work. Look for a newer version of this package.',
		},
		async () => {
			const id = profiles.records.map((record) => Number(record.id)).find(Number.isSafeInteger);
			if (id === undefined) throw new Unreadable('the IDs look different');
			const { itemIndex } = check;
			const request = {
				path: pathOf(id),
				query: { include },
				subject: 'a role profile',
				itemIndex,
			};
			const found = await check.read(async () => await client.get({ ...request, mostTries: 2 }));
			if (found === undefined || !hasId(found, id)) return different('another one comes');
			profile = found;
			return ok('can be read');
		},
	);
	await check.ask(
		{
			fact: 'One role profile: Include',
			expected: 'a field of its own',
			advice: 'What you choose under Include comes out empty.',
		},
		() => {
			if (profile === undefined) return unknown('the role profile could not be read');
			return include in profile ? ok('a field of its own') : different('nothing');
		},
	);
}

/** Adds what the basic details of the organisation tell. */
async function askAboutOrganisation(check: AccountCheck, client: AssembleClient): Promise<void> {
	let details: IDataObject | undefined;
	const read = () => {
		if (details === undefined) throw new Unreadable('the organisation could not be read');
		return details;
	};
	await check.ask(
		{
			fact: 'Organisation: access',
			expected: 'can be read',
			advice: 'Get Organisation does not work. Look for a newer version of this package.',
		},
		async () => {
			details = await check.read(async () => await client.organisation(check.itemIndex));
			return ok('can be read');
		},
	);
	const organisation = { name: 'Organisation', fields: ORGANISATION_FIELDS };
	await askAboutFields(check, organisation, () => [read()]);
	await check.ask(
		{
			fact: 'Organisation: time zone',
			expected: 'one that n8n knows',
			advice: "Choose the time zone in the workflow's settings by hand.",
		},
		() => {
			const { timezone } = read();
			return isTimeZone(timezone) ? ok(timezone) : different('another');
		},
	);
}

function isTimeZone(name: unknown): name is string {
	try {
		Intl.DateTimeFormat('en', { timeZone: String(name) });
		return typeof name === 'string';
	} catch {
		return false;
	}
}
