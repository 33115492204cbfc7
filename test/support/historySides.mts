// The two services as histories need them: their records, their quirks, their credentials.
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { PollingOptions, PollingWorkflow } from '../../engine/index.mts';
import type { AssembleQuirks, Fault, VomeQuirks } from '../../sandbox/index.mts';
import { AssembleBench } from './assembleBench.mts';
import type { Row } from './historyOracle.mts';
import type { EventInfo, World } from './historyWorlds.mts';
import { activityWorld, assembleWorld, userWorld, vomeWorlds } from './historyWorlds.mts';
import type { TriggerRun } from './bench.mts';
import { VomeBench } from './vomeBench.mts';

export interface Benches {
	Vome: VomeBench;
	Assemble: AssembleBench;
}

/** Starts both sandboxes with short lists. */
export async function startBenches(): Promise<Benches> {
	return {
		Vome: await VomeBench.start({ profiles: 40, opportunities: 40, shifts: 40, reservations: 40 }),
		Assemble: await AssembleBench.start({ roleProfiles: 40, activities: 40 }),
	};
}

export async function stopBenches({ Vome, Assemble }: Benches): Promise<void> {
	await Vome.stop();
	await Assemble.stop();
}

/** A service, as it is at the start. */
export interface Side {
	sandbox: { faults: Fault[]; readonly quirks: object };
	worlds: Partial<Record<EventInfo['world'], World>>;
	/** How faults make the records that they insert. */
	makeRow: (make: () => Row) => void;
	/** Quirks that hold for a whole history. */
	quirks: readonly object[];
	/** Quirks that show the same values in another way, and so may change between two polls. */
	looks: readonly object[];
	/** Quirks that shuffle lists, and that do not. */
	disorder: object;
	order: object;
	/** Whether parameters that the server does not know do no harm. */
	ignoresUnknown: () => boolean;
	/** Makes pages this short; gives the options for that, if the form has any. */
	withPages: (size: number) => INodeParameters;
	/** Whether lists come with their length, and their last page with no next one. */
	tellsTotal: () => boolean;
	tellsEnd: () => boolean;
	trigger: (
		parameters: INodeParameters,
		options: TriggerRun & PollingOptions,
	) => Promise<PollingWorkflow>;
	/** What the node's Get Many gives. */
	getMany: (parameters: INodeParameters) => Promise<IDataObject[]>;
	/** Type of the credential, its ID, and that of another one with the same data. */
	type: string;
	credential: string;
	otherCredential: string;
	/** The address in both. */
	readonly origin: string;
	saveCredentials: () => Promise<void>;
	/** The service no longer takes what is in them. */
	withdrawKey: () => Promise<void>;
	/** They get what it takes. */
	renewKey: () => Promise<void>;
	/** They get another address of the same server. */
	moveAddress: () => Promise<void>;
}

/** Quirks that hold for a whole history. */
const VOME_QUIRKS: Array<Partial<VomeQuirks>> = [
	{ links: 'foreign' },
	{ links: 'http' },
	{ links: 'self' },
	{ links: 'none' },
	{ count: 'string' },
	{ count: 'missing' },
	{ count: 'null' },
	{ pastTheEnd: 'empty' },
	{ errorShape: 'detail' },
	{ unknownParameters: 'ignore' },
	{ reservationCreatedFilters: false },
	{ reservationCreatedFilters: false, unknownParameters: 'ignore' },
	{ unknownFilters: ['created_at.gte'] },
	{ unknownFilters: ['created_at.gte'], unknownParameters: 'ignore' },
];

const ASSEMBLE_QUIRKS: Array<Partial<AssembleQuirks>> = [
	{ links: 'foreign' },
	{ links: 'self' },
	{ links: 'emptyArray' },
	{ links: 'missing' },
	{ paginationNumbers: 'strings' },
	{ total: 'missing' },
	{ cappedLimit: 4 },
	{ limitIgnored: true },
	{ pastTheEnd: 'notFound' },
	{ statusCode: 'string' },
	{ oneSession: true },
	{ updatedZone: 14 },
	{ updatedZone: -12 },
	{ unknownFilters: ['updated_after'] },
	{ unknownFilters: ['s', 'o'] },
];

/** Quirks that show the same values in another way, and so may change between two polls. */
const VOME_LOOKS: Array<Partial<VomeQuirks>> = [
	{ enums: 'strings' },
	{ enums: 'integers' },
	{ customFieldNumbers: 'strings' },
	{ customFieldNumbers: 'numbers' },
	{ coordinates: 'latitude_longitude' },
	{ coordinates: 'address_coordinates' },
	{ coordinates: 'mixed' },
	{ tagName: 'title' },
	{ tagName: 'tag_title' },
	{ categoryShape: 'titleOnly' },
	{ profileShape: 'flat' },
	{ profileShape: 'nested' },
	{ fullName: 'empty' },
	{ hasMedicalInfo: 'string' },
	{ reservationUserId: 'other' },
];

const ASSEMBLE_LOOKS: Array<Partial<AssembleQuirks>> = [
	{ emptyValues: 'missing' },
	{ emptyValues: 'emptyString' },
	{ emptyValues: 'null' },
	{ idType: 'string' },
	{ idType: 'integer' },
	{ booleanType: 'integer' },
	{ booleanType: 'digit' },
	{ booleanType: 'word' },
	{ booleanType: 'boolean' },
	{ wrapHtml: true },
	{ wrapHtml: false },
];

const OTHER = 'other';

/** Another name of the same machine, or back. */
function otherAddress(origin: string): string {
	return origin.includes('127.0.0.1')
		? origin.replace('127.0.0.1', 'localhost')
		: origin.replace('localhost', '127.0.0.1');
}

/** Vome, reset. */
export function vomeSide(bench: VomeBench): Side {
	const { sandbox, engine } = bench;
	sandbox.reset();
	const type = 'vomeApi';
	const credential = 'vome';
	let { origin } = sandbox;
	const save = async (apiKey: string) => {
		for (const id of [credential, OTHER]) {
			const data = { apiKey, baseUrl: origin };
			await engine.credentials.save(id, { type, name: 'Account', data });
		}
	};
	return {
		sandbox,
		worlds: vomeWorlds(() => sandbox.vome),
		makeRow: (make) => Object.assign(sandbox.vome, { make }),
		quirks: VOME_QUIRKS,
		looks: VOME_LOOKS,
		disorder: { order: 'shuffled', ties: 'shuffled' },
		order: { order: 'stable', ties: 'stable' },
		ignoresUnknown: () => sandbox.quirks.unknownParameters === 'ignore',
		withPages: (size) => {
			sandbox.quirks.cappedLimit = size;
			return {};
		},
		tellsTotal: () => !['missing', 'null'].includes(sandbox.quirks.count),
		tellsEnd: () => sandbox.quirks.links !== 'self',
		trigger: async (parameters, options) => await bench.trigger(parameters, options),
		getMany: async (parameters) => {
			const { items, error } = await bench.vome(parameters, { credential: { baseUrl: origin } });
			if (error !== undefined) throw error;
			return items.map(({ json }) => json);
		},
		type,
		credential,
		otherCredential: OTHER,
		get origin() {
			return origin;
		},
		saveCredentials: async () => await save(sandbox.apiKey),
		withdrawKey: async () => await save('withdrawn'),
		renewKey: async () => await save(sandbox.apiKey),
		moveAddress: async () => {
			origin = otherAddress(origin);
			await save(sandbox.apiKey);
		},
	};
}

/** Assemble, reset. */
export function assembleSide(bench: AssembleBench): Side {
	const { sandbox, engine } = bench;
	bench.reset();
	const type = 'assembleJwtApi';
	let { origin } = sandbox;
	const save = async () => {
		const { email } = sandbox;
		for (const id of [type, OTHER]) {
			const data = { organisation: origin, email, password: bench.password };
			await engine.credentials.save(id, { type, name: 'Account', data });
		}
	};
	const account = sandbox.assemble.accounts.find(({ email }) => email === sandbox.email);
	return {
		sandbox,
		worlds: {
			roleProfile: assembleWorld(
				() => sandbox.assemble,
				() => sandbox.quirks.emptyValues === 'missing',
			),
			user: userWorld(() => sandbox.assemble),
			activity: activityWorld(() => sandbox.assemble),
		},
		makeRow: (make) => Object.assign(sandbox.assemble, { make }),
		quirks: ASSEMBLE_QUIRKS,
		looks: ASSEMBLE_LOOKS,
		// Lists by ID have one order only.
		disorder: {},
		order: {},
		ignoresUnknown: () => sandbox.quirks.unknownParameters === 'ignore',
		withPages: (pageSize) => ({ pageSize }),
		tellsTotal: () => sandbox.quirks.total !== 'missing',
		tellsEnd: () => sandbox.quirks.links !== 'self',
		trigger: async (parameters, options) => await bench.trigger(parameters, options),
		getMany: async (parameters) => {
			const { items, error } = await bench.assemble(parameters, { isWarm: true });
			if (error !== undefined) throw error;
			return items.map(({ json }) => json);
		},
		type,
		credential: type,
		otherCredential: OTHER,
		get origin() {
			return origin;
		},
		saveCredentials: save,
		withdrawKey: async () => {
			if (account !== undefined) account.password = `${bench.password}-new`;
			sandbox.expireTokens();
		},
		renewKey: async () => {
			bench.password = account?.password ?? '';
			await save();
		},
		moveAddress: async () => {
			origin = otherAddress(origin);
			await save();
		},
	};
}
