import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import type { Guess } from '../../../../nodes/shared/guesses.ts';
import { forgetGuesses, Guesses } from '../../../../nodes/shared/guesses.ts';
import type { Finding } from '../../../../nodes/shared/triggers/polling.ts';
import { runPoll } from '../../../../nodes/shared/triggers/polling.ts';
import type { ServiceClient } from '../../../../nodes/shared/lists/serviceClient.ts';
import { node } from '../../../support/context.mts';

const PATH: Guess<'/api' | '/v3'> = {
	name: 'path',
	contract: '',
	candidates: ['/api', '/v3'],
	bendsOn: '404',
	scope: 'origin',
	found: (path) => `It is at ${path}`,
};

const guesses = new Guesses('https://api.example', '');

const client = {
	origin: 'https://api.example',
	credentialType: 'vomeApi',
	guesses,
	guessTable: [PATH],
} as unknown as ServiceClient;

beforeEach(() => forgetGuesses());

/** Polls one event, which finds what `look` gives; resolves with the signal that the client got, too. */
async function poll(
	stored: IDataObject,
	look: (memory: IDataObject | undefined) => Finding,
	more: Partial<IPollFunctions> = {},
) {
	const context = {
		getNode: () => ({ ...node, parameters: { event: 'made' } }),
		getNodeParameter: () => 'made',
		getMode: () => 'trigger',
		getWorkflowStaticData: () => stored,
		...more,
	} as unknown as IPollFunctions;
	let signal: AbortSignal | undefined;
	const items = await runPoll(
		context,
		[
			{
				name: 'Made',
				value: 'made',
				description: '',
				properties: [],
				watch: () => ({
					source: {
						subject: 'records',
						list: async () => await Promise.resolve([]),
						newest: async () => await Promise.resolve(undefined),
					},
					sample: (json) => ({ json }),
					look: async (memory) => await Promise.resolve(look(memory)),
				}),
			},
		],
		async (given) => {
			signal = given;
			return await Promise.resolve(client);
		},
	);
	return { items, signal };
}

it('hands back what was kept, and nothing else', async () => {
	const stored: IDataObject = {};
	await poll(stored, () => ({ items: [], memory: { seen: 1, more: 'x' } }));
	expect(stored).toMatchObject({ version: 1, seen: 1, more: 'x' });
	await poll(stored, (memory) => {
		expect(memory).toMatchObject({ seen: 1, more: 'x' });
		return { items: [], memory: { seen: 2 } };
	});
	expect(stored).toMatchObject({ seen: 2 });
	expect(stored).not.toHaveProperty('more');
});

it('touches nothing that stays the same, so that n8n does not save it', async () => {
	const stored: IDataObject = {};
	await poll(stored, () => ({ items: [], memory: { seen: 1 } }));
	const frozen = Object.freeze({ ...stored });
	await poll(frozen, () => ({ items: [], memory: { seen: 1 } }));
	await poll(frozen, () => ({ items: [] }));
});

it('begins anew with what another version has kept', async () => {
	const stored: IDataObject = {};
	await poll(stored, () => ({ items: [], memory: { seen: 1 } }));
	stored.version = 2;
	await poll(stored, (memory) => {
		expect(memory).toBeUndefined();
		return { items: [], memory: { seen: 1 } };
	});
	expect(stored.version).toBe(1);
});

it.each([
	['n8n 1 and 2 until 2.37, which know no limit', {}],
	[
		'n8n without durable polls, which says so but does not hold to it',
		{ getPollBudgetMs: () => 300_000 },
	],
])('has no time limit in %s', async (_, more) => {
	const { signal } = await poll({}, () => ({ items: [] }), more);
	expect(signal).toBeUndefined();
});

it('gives the client the time limit of n8n', async () => {
	const { signal } = await poll({}, () => ({ items: [] }), { getPollBudgetMs: () => 36_000 });
	expect(signal).toBeInstanceOf(AbortSignal);
});

it('names an event that it does not know', async () => {
	const poll1 = poll({}, () => ({ items: [] }), { getNodeParameter: () => 'toString' });
	await expect(poll1).rejects.toThrow("The trigger has no event 'toString'");
});

describe('what was found out about the service', () => {
	const look = () => ({ items: [], memory: { seen: 1 } });

	it('is kept for the time after a restart, when it is where to begin', async () => {
		const stored: IDataObject = {};
		await poll(stored, look);
		expect(stored).not.toHaveProperty('guesses');
		await poll(stored, () => {
			guesses.settle(PATH, '/v3');
			return look();
		});
		expect(stored.guesses).toBe('{"path":"/v3"}');

		forgetGuesses();
		await poll(stored, () => {
			expect(guesses.current(PATH)).toBe('/v3');
			expect(guesses.isSettled(PATH)).toBe(false);
			return look();
		});
		expect(guesses.takeNews()).toEqual([]);
	});

	it('is no reason to save', async () => {
		const stored: IDataObject = {};
		await poll(stored, look);
		guesses.settle(PATH, '/v3');
		await poll(stored, () => ({ items: [] }));
		expect(stored).not.toHaveProperty('guesses');
	});

	it('does not count for another account', async () => {
		const stored: IDataObject = {};
		guesses.settle(PATH, '/v3');
		await poll(stored, look);
		forgetGuesses();
		stored.scope = 'another';
		await poll(stored, look);
		expect(guesses.current(PATH)).toBe('/api');
		expect(stored).not.toHaveProperty('guesses');
	});
});
