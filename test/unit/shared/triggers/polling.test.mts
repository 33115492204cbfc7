import type { IDataObject, INodeParameters, IPollFunctions } from 'n8n-workflow';

import type { Guess } from '../../../../nodes/shared/guesses.ts';
import { Guesses } from '../../../../nodes/shared/guesses.ts';
import { forgetAll } from '../../../../nodes/shared/kept.ts';
import type { Finding } from '../../../../nodes/shared/triggers/polling.ts';
import { runPoll } from '../../../../nodes/shared/triggers/polling.ts';
import type { ServiceClient } from '../../../../nodes/shared/lists/serviceClient.ts';
import { Hints } from '../../../../nodes/shared/hints.ts';
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

let warnings: string[] = [];
beforeEach(() => {
	forgetAll();
	warnings = [];
});
afterEach(() => jest.restoreAllMocks());

/** Polls one event, which finds what `look` gives; resolves with the signal that the client got, too. */
async function poll(
	stored: IDataObject,
	look: (memory: IDataObject | undefined, hints: Hints) => Finding,
	more: Partial<IPollFunctions> = {},
) {
	const hints = new Hints(() => guesses.takeNews());
	const client = {
		origin: 'https://api.example',
		credentialType: 'vomeApi',
		fasterBy: "'More Pages'",
		hints,
		guesses,
		guessTable: [PATH],
	} as unknown as ServiceClient;
	const context = {
		getNode: () => ({ ...node, parameters: { event: 'made' } }),
		getNodeParameter: () => 'made',
		getMode: () => 'trigger',
		getWorkflow: () => ({ id: 'one' }),
		getWorkflowStaticData: () => stored,
		logger: { warn: (text: string) => warnings.push(text) },
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
					look: async (memory) => await Promise.resolve(look(memory, hints)),
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

describe('what is stored', () => {
	const look = () => ({ items: [], memory: { seen: 1, table: 'abc' } });
	/** What the next poll goes on from. */
	const goesOnFrom = async (stored: IDataObject) => {
		let found: IDataObject | undefined;
		await poll(stored, (memory) => {
			found = memory;
			return { items: [] };
		});
		return found;
	};
	let stored: IDataObject;
	beforeEach(async () => {
		stored = {};
		await poll(stored, look);
		expect(await goesOnFrom(stored)).toMatchObject({ seen: 1, table: 'abc' });
		expect(warnings).toEqual([]);
	});

	it.each<[string, IDataObject]>([
		['another number', { seen: 2 }],
		['digits for a number', { seen: '1' }],
		['nothing for a number', { seen: null }],
		['a text cut short', { table: 'ab' }],
		['a list for a text', { table: ['abc'] }],
		['another salt', { salt: 'AAAAAAAA' }],
		['a value more', { more: 0 }],
		['another check sum', { check: 'AAAAAAAAAAAA' }],
		['no check sum', { check: undefined }],
	])('does not count with %s, which the log tells each time', async (_, damage) => {
		Object.assign(stored, damage);
		for (let time = 1; time <= 2; time += 1) {
			expect(await goesOnFrom(stored)).toBeUndefined();
			expect(warnings).toHaveLength(time);
			expect(warnings.at(-1)).toMatch(/^Vome \(workflow one\): What n8n has stored .* starts over/);
		}
		await poll(stored, look);
		expect(await goesOnFrom(stored)).toMatchObject({ seen: 1, table: 'abc' });
	});

	it('does not count with a name less', async () => {
		delete stored.seen;
		expect(await goesOnFrom(stored)).toBeUndefined();
	});

	it('counts in whatever order its values are', async () => {
		const other = Object.fromEntries(Object.entries(stored).toReversed());
		expect(await goesOnFrom(other)).toMatchObject({ seen: 1, table: 'abc' });
		expect(warnings).toEqual([]);
	});

	it('is no reason to log where it belongs to other settings, or there is none yet', async () => {
		await poll(stored, look, { getNode: () => ({ ...node, parameters: { event: 'other' } }) });
		await poll({}, look);
		expect(warnings).toEqual([]);
	});

	it.each([['text'], [['a list']], [null], [7]])('is replaced where it is %j', async (damaged) => {
		const key = `node:${node.name}`;
		const workflow = { staticData: { [key]: damaged as unknown } };
		const getWorkflowStaticData = () => {
			if (workflow.staticData[key] === undefined) workflow.staticData[key] = {};
			return workflow.staticData[key];
		};
		const context = { workflow, getWorkflowStaticData };
		await poll({}, look, context as unknown as Partial<IPollFunctions>);
		expect(warnings).toHaveLength(1);
		expect(workflow.staticData[key]).toMatchObject({ seen: 1 });
	});

	it('is said to be beyond use where it cannot be replaced', async () => {
		const context = { getWorkflowStaticData: () => 'text' };
		const failing = poll({}, look, context as unknown as Partial<IPollFunctions>);
		await expect(failing).rejects.toMatchObject({
			message: 'What n8n has stored for this trigger is damaged, and cannot be replaced',
			description: expect.stringContaining('Replace the trigger with a copy') as string,
		});
	});
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

describe("n8n's log", () => {
	const found =
		(...texts: string[]) =>
		async (more?: Partial<IPollFunctions>) => {
			const look = (_: unknown, hints: Hints) => {
				for (const text of texts) hints.add(text);
				return { items: [] };
			};
			return await poll({}, look, more);
		};

	it('tells what a poll found out, once', async () => {
		await found('It ignores a filter: 3 records were left out.', 'It is small.')();
		await found('It is small.', 'It ignores a filter: 4 records were left out.')();
		expect(warnings).toEqual([
			'Vome (workflow one): It ignores a filter: 3 records were left out.',
			'Vome (workflow one): It is small.',
		]);
	});

	it('tells it of each trigger', async () => {
		const workflow = (id: string) => ({ getWorkflow: () => ({ id, active: true }) });
		const parameters = (filters: IDataObject) => ({
			getNode: () => ({ ...node, parameters: { event: 'made', filters } as INodeParameters }),
		});
		await found('It is slow.')(workflow('two'));
		await found('It is slow.')(workflow('three'));
		await found('It is slow.')({ ...workflow('two'), ...parameters({ name: 'a' }) });
		await found('It is slow.')({ ...workflow('two'), getNode: () => ({ ...node, id: '2' }) });
		expect(warnings).toHaveLength(4);
	});

	it('stays empty where all is plain', async () => {
		await poll({}, (_, hints) => {
			hints.count('retries');
			hints.count('rereads');
			return { items: [] };
		});
		expect(warnings).toEqual([]);
	});

	it('gets nothing from a poll that fails, nor from a manual run', async () => {
		const failing = poll({}, (_, hints) => {
			hints.add('It is odd.');
			throw new Error('No list');
		});
		await expect(failing).rejects.toThrow('No list');
		const manual = found('It is odd.')({ getMode: () => 'manual' });
		await expect(manual).rejects.toThrow('There are no records to show');
		expect(warnings).toEqual([]);
	});
});

it('says where a poll takes too long what makes the service faster', async () => {
	const end = new AbortController();
	jest.spyOn(AbortSignal, 'timeout').mockReturnValue(end.signal);
	const slow = poll(
		{},
		() => {
			end.abort();
			throw end.signal.reason;
		},
		{ getPollBudgetMs: () => 36_000 },
	);
	await expect(slow).rejects.toMatchObject({
		message: 'The records could not be read in the 36 seconds that n8n gives a trigger',
		description: expect.stringContaining("Raise 'More Pages' under Options") as string,
	});
});

it('keeps what belongs to the same filters, in whatever order their values are', async () => {
	const stored: IDataObject = {};
	const withStatus = (status: unknown): Partial<IPollFunctions> => ({
		getNode: () => ({
			...node,
			parameters: { event: 'made', filters: { status } } as INodeParameters,
		}),
	});
	let isKnown: boolean | undefined;
	const look = (memory: IDataObject | undefined) => {
		isKnown = memory !== undefined;
		return { items: [], memory: { seen: 1 } };
	};
	const anew: Array<[unknown, boolean]> = [
		[[6, 1], true],
		[[1, 6], false],
		[['1', '6'], false],
		[['https://a.example/?id=1'], true],
		[['https://a.example/?id=2'], true],
		[[1], true],
		[[], true],
		[undefined, false],
	];
	for (const [status, isAnew] of anew) {
		await poll(stored, look, withStatus(status));
		expect([status, isKnown]).toEqual([status, !isAnew]);
	}
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
		expect(warnings).toEqual([expect.stringContaining('It is at /v3 (found by trying).')]);

		forgetAll();
		await poll(stored, () => {
			expect(guesses.current(PATH)).toBe('/v3');
			expect(guesses.isSettled(PATH)).toBe(false);
			return look();
		});
		expect(warnings).toHaveLength(1);
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
		forgetAll();
		await poll(stored, look, { getNode: () => ({ ...node, parameters: { event: 'other' } }) });
		expect(guesses.current(PATH)).toBe('/api');
		expect(stored).not.toHaveProperty('guesses');
	});
});
