// A server that repeats the secrets it got, in random forms and places: 12 characters of a secret in a row
// are in nothing that n8n shows or stores. A failure names the seed.
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { Random } from '../../sandbox/random.mts';
import { AssembleBench } from '../support/assembleBench.mts';
import { startHostileServer } from '../support/hostileServer.mts';
import { forgetGuesses } from '../support/bench.mts';
import { piecesIn } from '../support/secrets.mts';
import { VomeBench } from '../support/vomeBench.mts';

const RUNS = Number(process.env.SECRET_RUNS ?? 25);

let vome: VomeBench;
let assemble: AssembleBench;
let server: Awaited<ReturnType<typeof startHostileServer>>;
const printed: string[] = [];

beforeAll(async () => {
	vome = await VomeBench.start({ profiles: 1, shifts: 0, reservations: 0 });
	assemble = await AssembleBench.start({ roleProfiles: 8 });
	server = await startHostileServer();
});
beforeEach(() => {
	printed.length = 0;
	for (const stream of [process.stdout, process.stderr]) {
		jest.spyOn(stream, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
	}
});
afterEach(() => jest.restoreAllMocks());
afterAll(async () => {
	await vome.stop();
	await assemble.stop();
	await server.close();
});

const ALPHABETS = {
	key: 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_',
	signs: 'abcXYZ019!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
	password: 'abcdXYZ019  \t"&<%+/\\äß€',
};

const textOf = (random: Random, alphabet: string, length = random.int(16, 60)) =>
	Array.from({ length }, () => random.pick([...alphabet])).join('');

function jwt(random: Random): string {
	const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
	const claims = { sub: textOf(random, ALPHABETS.key), exp: 4_000_000_000 };
	return `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}.${textOf(random, ALPHABETS.key, 43)}`;
}

interface Case {
	name: string;
	/** Makes the credential, and tells what is secret in it. */
	secrets: (random: Random) => { credential: IDataObject; secrets: string[] };
	run: (random: Random, credential: IDataObject) => Promise<unknown>;
}

const onErrors = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const;

const columns = { mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema: [] };

const VOME: INodeParameters[] = [
	{},
	{ returnAll: true, filters: { firstName: 'Kim' } },
	{ operation: 'get', profileId: '7' },
	{ resource: 'shift' },
	{ resource: 'reservation', returnAll: true },
	{ resource: 'account', operation: 'check' },
	...['create', 'update', 'upsert'].map((operation) => ({
		operation,
		columns: columns,
	})),
];

const ASSEMBLE: INodeParameters[] = [
	{},
	{ returnAll: true, filters: { search: 'Kim' } },
	{ operation: 'get', roleProfileId: '7' },
	{ operation: 'count' },
	{ resource: 'account', operation: 'check' },
	{ operation: 'create', name: 'New', additionalFields: { familyId: 3 } },
	{ operation: 'update', roleProfileId: '7', updateFields: { name: 'Other', familyId: 3 } },
	{ operation: 'delete', roleProfileId: '7' },
];

const people = [
	{ email: 'ann@example.com', first_name: 'Ann', last_name: 'Lee' },
	{ email: 'bob@example.com', first_name: 'Bob', last_name: 'Lee' },
];

async function polled(
	bench: VomeBench | AssembleBench,
	parameters: INodeParameters,
	credential: IDataObject,
) {
	const seen: unknown[] = [];
	const workflow = await bench.trigger(parameters, { credential, isActive: false });
	await workflow.activate().catch((error: unknown) => seen.push(error));
	for (let polls = 0; polls < 2; polls += 1) {
		await workflow.poll().then(
			({ error }) => seen.push(error),
			(error: unknown) => seen.push(error),
		);
	}
	return [seen, (workflow as unknown as { staticData: string }).staticData];
}

const assembleRun = (authentication: string) => async (random: Random, credential: IDataObject) => {
	if (random.chance(0.15) && authentication === 'jwt') return await assemble.testJwt(credential);
	if (random.chance(0.15)) {
		return await polled(assemble, { authentication, event: 'roleProfileUpdated' }, credential);
	}
	const parameters = { authentication, ...random.pick(ASSEMBLE) };
	return await assemble.assemble(parameters, { credential, onError: random.pick(onErrors) });
};

const CASES: Case[] = [
	{
		name: 'Vome',
		secrets: (random) => {
			const apiKey = textOf(random, random.pick([ALPHABETS.key, ALPHABETS.signs]));
			return { credential: { apiKey, baseUrl: server.origin }, secrets: [apiKey] };
		},
		run: async (random, credential) => {
			if (random.chance(0.15)) return await polled(vome, { event: 'profileUpdated' }, credential);
			const run = { credential, input: people, onError: random.pick(onErrors) };
			return await vome.vome(random.pick(VOME), run);
		},
	},
	{
		name: 'Assemble with a login',
		secrets: (random) => {
			const password = `p${textOf(random, ALPHABETS.password)}`;
			return {
				credential: { organisation: server.origin, email: 'kim@example.org', password },
				secrets: [password],
			};
		},
		run: assembleRun('jwt'),
	},
	{
		name: 'Assemble with a pasted token',
		secrets: (random) => {
			const token = jwt(random);
			const pasted = random.pick([
				token,
				`"${token}"`,
				`Bearer ${token}\n`,
				`${token.slice(0, 20)}\n${token.slice(20)}`,
			]);
			return {
				credential: { organisation: server.origin, loginMethod: 'token', token: pasted },
				secrets: [token],
			};
		},
		run: assembleRun('jwt'),
	},
	{
		name: 'Assemble with OAuth2',
		secrets: (random) => {
			const clientSecret = textOf(random, random.pick([ALPHABETS.key, ALPHABETS.signs]));
			return {
				credential: {
					organisation: server.origin,
					clientId: 'client-1',
					clientSecret,
					authentication: random.pick(['header', 'body']),
				},
				secrets: [clientSecret],
			};
		},
		run: assembleRun('oAuth2'),
	},
];

/** What is shown when a run failed; the items of one that did not are the service's data. */
function shownOf(result: unknown): unknown {
	if (typeof result !== 'object' || result === null || !('workflow' in result)) return result;
	const { outputs, error, hints, workflow } = result as unknown as {
		outputs: Array<Array<{ json: IDataObject; error?: unknown }>>;
		error?: unknown;
		hints: unknown;
		workflow: { error?: unknown };
	};
	const failures = outputs.flat().map((item) => [item.json.error, item.error]);
	return [failures, error, hints, workflow.error];
}

describe.each(CASES.map((one) => [one.name, one] as const))('%s', (_, { secrets, run }) => {
	it.each(Array.from({ length: RUNS }, (__, seed) => seed))(
		'shows no secret (seed %i)',
		async (seed) => {
			const random = new Random(seed, 20);
			forgetGuesses();
			const made = secrets(random);
			server.secrets.clear();
			for (const secret of made.secrets) server.secrets.add(secret);
			server.state.random = random;
			server.state.token = random.chance(0.5)
				? () => jwt(random)
				: () => textOf(random, ALPHABETS.key);
			for (const isGood of [true, false, true]) {
				server.state.isGood = isGood;
				const seen = shownOf(await run(random, made.credential));
				for (const secret of server.secrets) {
					expect(piecesIn([seen, printed], secret)).toEqual([]);
				}
			}
		},
	);
});
