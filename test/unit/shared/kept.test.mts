import { forgetAll, Kept } from '../../../nodes/shared/kept.ts';
import { clock } from '../../support/clock.mts';

const MINUTE = 60_000;

it('makes a value once for each key', () => {
	const kept = new Kept(() => ({}), { most: 5 });
	expect(kept.of('a')).toBe(kept.of('a'));
	expect(kept.of('a')).not.toBe(kept.of('b'));
});

it('drops what was used longest ago where there are too many', () => {
	const kept = new Kept(() => ({}), { most: 2 });
	const [a, b] = [kept.of('a'), kept.of('b')];
	kept.of('a');
	kept.of('c');
	expect(kept.of('a')).toBe(a);
	expect(kept.of('b')).not.toBe(b);
});

it('drops what nobody used for long', () => {
	const kept = new Kept(() => ({}), { most: 5, keptFor: 10 * MINUTE });
	const [a, b] = [kept.of('a'), kept.of('b')];
	clock.elapsed += 9 * MINUTE;
	expect(kept.of('a')).toBe(a);
	clock.elapsed += 2 * MINUTE;
	expect(kept.of('a')).toBe(a);
	expect(kept.of('b')).not.toBe(b);
});

it('drops itself what was asked for again too late', () => {
	const kept = new Kept(() => ({}), { most: 5, keptFor: 10 * MINUTE });
	const a = kept.of('a');
	clock.elapsed += 11 * MINUTE;
	expect(kept.of('a')).not.toBe(a);
});

it('keeps what is still needed', () => {
	const kept = new Kept(() => ({ isNeeded: false }), {
		most: 1,
		keptFor: 10 * MINUTE,
		isNeeded: ({ isNeeded }) => isNeeded,
	});
	const a = kept.of('a');
	a.isNeeded = true;
	kept.of('b');
	clock.elapsed += 11 * MINUTE;
	expect(kept.of('a')).toBe(a);
});

it('forgets all when told to', () => {
	const kept = new Kept(() => ({}), { most: 5 });
	const a = kept.of('a');
	forgetAll();
	expect(kept.of('a')).not.toBe(a);
});
