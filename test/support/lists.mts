// The lists that the nodes read, each ready to be read under fire.
import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';

import type { NodeResult, WorkflowResult } from '../../engine/index.mts';
import type { AssembleQuirks, Fault, RecordedRequest, VomeQuirks } from '../../sandbox/index.mts';
import { AssembleBench } from './assembleBench.mts';
import { VomeBench } from './vomeBench.mts';

export interface ListRun {
	pageSize?: number;
	options?: IDataObject;
	onError?: INode['onError'];
}

/** A list of one service, and a way to read all of it. */
export interface List {
	name: string;
	service: 'Vome' | 'Assemble';
	/** What its errors call it. */
	subject: string;
	/** Where its requests go, for faults. */
	path: string;
	/** Whether rows keep their order from request to request. */
	isOrdered: boolean;
	sandbox: {
		faults: Fault[];
		latency: number;
		readonly quirks: Partial<VomeQuirks> | Partial<AssembleQuirks>;
		readonly requests: RecordedRequest[];
	};
	reset: () => void;
	/** Return All, on pages of 7 or of this size. */
	read: (run?: ListRun) => Promise<NodeResult>;
	/** The Count operation with the same filters. */
	count: () => Promise<NodeResult>;
	/** Return All, in an execution that the signal stops. */
	stopped: (cancel: AbortSignal) => Promise<WorkflowResult>;
	/** Ids of the records that the list holds now. */
	ids: () => string[];
}

export interface Lists {
	all: List[];
	stop: () => Promise<void>;
}

const PAGE_SIZE = 7;

/** A time that about half of the reservations are younger than. */
const SINCE = '2025-11-15T00:00:00Z';

/** Names of the lists, so that tests can be made of them before anything runs. */
export const LIST_NAMES = [
	'Vome profiles',
	'Vome profiles, filtered',
	'Vome profiles, filtered by the node',
	'Vome reservations, filtered',
	'Vome shifts, sorted by spots',
	'Assemble role profiles',
	'Assemble role profiles, filtered, with OAuth2',
	'Assemble role profiles, sorted by status',
] as const;

/** Starts both sandboxes with short lists. */
export async function startLists(): Promise<Lists> {
	const vome = await VomeBench.start({ profiles: 40, shifts: 40, reservations: 70 });
	const assemble = await AssembleBench.start({ roleProfiles: 40 });

	const vomeList = (
		name: string,
		[subject, path]: [subject: string, path: string],
		parameters: INodeParameters,
		ids: () => string[],
	): List => {
		const { options: ownOptions = {}, ...others } = parameters;
		// Vome has no page size in the form, so it is the sandbox that gives small pages.
		const prepare = (options: IDataObject = {}, pageSize = PAGE_SIZE) => {
			const { quirks } = vome.sandbox;
			quirks.cappedLimit = Math.min(quirks.cappedLimit ?? pageSize, pageSize);
			return {
				returnAll: true,
				...others,
				options: { ...(ownOptions as IDataObject), ...options },
			} as INodeParameters;
		};
		return {
			name,
			service: 'Vome',
			subject,
			path,
			isOrdered: parameters.options === undefined,
			sandbox: vome.sandbox,
			reset: () => vome.sandbox.reset(),
			read: async ({ options, pageSize, onError } = {}) =>
				await vome.vome(prepare(options, pageSize), { onError }),
			count: async () => await vome.vome({ ...prepare(), operation: 'count' }),
			stopped: async (cancel) => await vome.stopped(prepare(), cancel),
			ids,
		};
	};

	const assembleList = (
		name: string,
		parameters: INodeParameters,
		isIn: (profile: { status: string }) => boolean,
	): List => ({
		name,
		service: 'Assemble',
		subject: 'role profiles',
		path: '/api/role-profiles',
		isOrdered: parameters.sort === undefined,
		sandbox: assemble.sandbox,
		reset: () => assemble.reset(),
		read: async ({ options = {}, pageSize = PAGE_SIZE, onError } = {}) =>
			await assemble.assemble(
				{ returnAll: true, ...parameters, options: { pageSize, ...options } },
				{ onError },
			),
		count: async () => await assemble.assemble({ ...parameters, operation: 'count' }),
		stopped: async (cancel) =>
			await assemble.stopped(
				{ returnAll: true, ...parameters, options: { pageSize: PAGE_SIZE } },
				cancel,
			),
		ids: () => assemble.sandbox.assemble.roleProfiles.filter(isIn).map(({ id }) => String(id)),
	});

	return {
		all: [
			vomeList(LIST_NAMES[0], ['profiles', '/api/profiles/'], {}, () =>
				vome.sandbox.vome.profiles.map(({ id }) => id),
			),
			vomeList(
				LIST_NAMES[1],
				['profiles', '/api/profiles/search/'],
				{ filters: { profileType: 'offline' } },
				() => vome.sandbox.vome.profiles.filter((row) => row.is_offline).map(({ id }) => id),
			),
			vomeList(LIST_NAMES[2], ['profiles', '/api/profiles/'], { filters: { tag: 'driver' } }, () =>
				vome.sandbox.vome.profiles
					.filter((row) => row.profile_tags.some(({ tag }) => tag.tag_title === 'Driver'))
					.map(({ id }) => id),
			),
			vomeList(
				LIST_NAMES[3],
				['reservations', '/api/reservations/search/'],
				{ resource: 'reservation', filters: { createdAfter: SINCE } },
				() =>
					vome.sandbox.vome.reservations
						.filter(({ created_at }) => created_at >= SINCE)
						.map(({ id }) => id),
			),
			vomeList(
				LIST_NAMES[4],
				['shifts', '/api/shifts/search/'],
				{ resource: 'shift', options: { sortBy: 'spots' } },
				() => vome.sandbox.vome.shifts.map(({ id }) => id),
			),
			assembleList(LIST_NAMES[5], {}, () => true),
			assembleList(
				LIST_NAMES[6],
				{ authentication: 'oAuth2', filters: { status: 'active' } },
				({ status }) => status === 'active',
			),
			assembleList(LIST_NAMES[7], { sort: { sortBy: 'status' } }, () => true),
		],
		stop: async () => {
			await vome.stop();
			await assemble.stop();
		},
	};
}

/** Checks what a list may bring: exactly its records, or an error that a person understands. */
export function expectListOrError(
	list: List,
	before: string[],
	{ outputs: [items = []], error }: NodeResult,
): 'list' | 'error' {
	if (error !== undefined) {
		expect(items).toEqual([]);
		expect(error.message).toMatch(/^(Vome|Assemble|The list of) .* \[item 0\]$/);
		expect(error.description).toBeTruthy();
		expect(`${error.message} ${error.description ?? ''}`).not.toMatch(/[{<]|\n\s+at /);
		return 'error';
	}
	const after = new Set(list.ids());
	const seen = items.map(({ json }) => String(json.id as string | number));
	const stayed = before.filter((id) => after.has(id));
	const known = new Set([...before, ...after]);
	expect(new Set(seen).size).toBe(seen.length);
	expect(seen.filter((id) => !known.has(id))).toEqual([]);
	expect(seen).toEqual(expect.arrayContaining(stayed));
	// Of rows that moved, either order is right.
	const isUnchanged = before.join() === [...after].join();
	if (isUnchanged && list.isOrdered) expect(seen).toEqual(before);
	return 'list';
}
