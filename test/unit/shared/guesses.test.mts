import type { Guess } from '../../../nodes/shared/guesses.ts';
import { Guesses } from '../../../nodes/shared/guesses.ts';
import { forgetAll } from '../../../nodes/shared/kept.ts';

const PATH: Guess<'/api' | '/v3'> = {
	name: 'path',
	contract: 'contract/assemble.md 1',
	candidates: ['/api', '/v3'],
	bendsOn: '404',
	scope: 'origin',
	found: (path) => `The API is at ${path}`,
};

const FORM: Guess<'plain' | 'nested'> = {
	...PATH,
	name: 'form',
	candidates: ['plain', 'nested'],
	scope: 'credential',
	found: (form) => `Values are ${form}`,
};

const guessesOf = (origin = 'https://a.example', credential = 'one') =>
	new Guesses(origin, credential);

beforeEach(() => forgetAll());
afterEach(() => jest.useRealTimers());

it('begins with the likeliest, which is not settled', () => {
	expect(guessesOf().current(PATH)).toBe('/api');
	expect(guessesOf().inOrder(PATH)).toEqual(['/api', '/v3']);
	expect(guessesOf().isSettled(PATH)).toBe(false);
});

it('remembers what was found, for the next execution as well, and tells it once', () => {
	guessesOf().settle(PATH, '/v3');
	guessesOf().settle(FORM, 'nested');
	expect(guessesOf('https://a.example', 'two').takeNews()).toEqual([
		'The API is at /v3 (found by trying).',
	]);
	const next = guessesOf();
	next.settle(PATH, '/v3');
	expect(next.inOrder(PATH)).toEqual(['/v3', '/api']);
	expect(next.takeNews()).toEqual(['Values are nested (found by trying).']);
	expect(next.takeNews()).toEqual([]);
});

it('says nothing of what was right from the start', () => {
	guessesOf().settle(PATH, '/api');
	expect(guessesOf().isSettled(PATH)).toBe(true);
	expect(guessesOf().takeNews()).toEqual([]);
});

it('keeps what it finds to the address, or to the credential', () => {
	guessesOf().settle(PATH, '/v3');
	guessesOf().settle(FORM, 'nested');
	const other = guessesOf('https://a.example', 'two');
	expect([other.current(PATH), other.current(FORM)]).toEqual(['/v3', 'plain']);
	expect(guessesOf('https://b.example').current(PATH)).toBe('/api');
});

it('forgets what is no longer right', () => {
	guessesOf().settle(PATH, '/v3');
	guessesOf().forget(PATH);
	expect(guessesOf().current(PATH)).toBe('/api');
	expect(guessesOf().isSettled(PATH)).toBe(false);
});

it('remembers a miss for some minutes, or until something is found', () => {
	jest.useFakeTimers();
	guessesOf().miss(PATH);
	expect(guessesOf().isMissed(PATH)).toBe(true);
	jest.setSystemTime(Date.now() + 5 * 60_000);
	expect(guessesOf().isMissed(PATH)).toBe(false);
	guessesOf().miss(PATH);
	guessesOf().settle(PATH, '/v3');
	expect(guessesOf().isMissed(PATH)).toBe(false);
});

it('forgets the address that was not used for longest', () => {
	guessesOf('https://first.example').settle(PATH, '/v3');
	guessesOf('https://second.example').settle(PATH, '/v3');
	for (let number = 0; number < 198; number += 1) {
		guessesOf(`https://${number}.example`).settle(PATH, '/v3');
	}
	expect(guessesOf('https://first.example').current(PATH)).toBe('/v3');
	guessesOf('https://last.example').settle(PATH, '/v3');
	expect(guessesOf('https://first.example').current(PATH)).toBe('/v3');
	expect(guessesOf('https://second.example').current(PATH)).toBe('/api');
});

it('lets one search run at a time, also after one that failed', async () => {
	const order: string[] = [];
	const search = (name: string, fails = false) =>
		guessesOf().alone(PATH, async () => {
			order.push(`${name} begins`);
			expect(guessesOf().isSearching(PATH)).toBe(true);
			await Promise.resolve();
			order.push(`${name} ends`);
			if (fails) throw new Error(name);
			return name;
		});
	const searches = [search('one'), search('two', true), search('three')];
	await expect(Promise.allSettled(searches)).resolves.toMatchObject([
		{ value: 'one' },
		{ reason: { message: 'two' } },
		{ value: 'three' },
	]);
	expect(guessesOf().isSearching(PATH)).toBe(false);
	expect(order).toEqual(
		['one', 'two', 'three'].flatMap((name) => [`${name} begins`, `${name} ends`]),
	);
});

it('gives a trigger what was found to keep, and takes it back', () => {
	const guesses = guessesOf();
	expect(guesses.save([PATH, FORM])).toBe('');
	guesses.settle(FORM, 'nested');
	const saved = guesses.save([PATH, FORM]);
	forgetAll();
	guessesOf().load([PATH, FORM], saved);
	expect(guessesOf().current(FORM)).toBe('nested');
	expect(guessesOf().isSettled(FORM)).toBe(false);
	expect(guessesOf().current(PATH)).toBe('/api');
	guessesOf().settle(FORM, 'nested');
	expect(guessesOf().takeNews()).toEqual([]);
});

it.each([
	['nothing', undefined],
	['an unknown candidate', '{"path":"/old"}'],
	['another type', '{"path":7}'],
	['half a text', '{"path":'],
	['something else', '[1]'],
])('is not led astray by %s in the memory of a trigger', (_, saved) => {
	guessesOf().load([PATH], saved);
	expect(guessesOf().current(PATH)).toBe('/api');
});

it('does not go back to what a trigger kept if more is known', () => {
	guessesOf().settle(PATH, '/api');
	guessesOf().load([PATH], '{"path":"/v3"}');
	expect(guessesOf().current(PATH)).toBe('/api');
});
