import { inTurns, Turns } from '../../../nodes/shared/turns.ts';

describe('long work', () => {
	let now: number;
	let othersHadTurn: boolean;

	beforeEach(() => {
		now = 1000;
		othersHadTurn = false;
		jest.spyOn(performance, 'now').mockImplementation(() => now);
		setImmediate(() => (othersHadTurn = true));
	});

	afterEach(() => jest.restoreAllMocks());

	it.each([
		[0, false],
		[9.9, false],
		[10, true],
		[10_000, true],
	])('after %d ms, others have their turn: %s', async (ms, isTurn) => {
		const turns = new Turns();
		now += ms;
		await turns.give();
		expect(othersHadTurn).toBe(isTurn);
	});

	it('is measured from its last turn on, whatever others took', async () => {
		const turns = new Turns();
		now += 20;
		setImmediate(() => (now += 500));
		await turns.give();
		expect(othersHadTurn).toBe(true);
		othersHadTurn = false;
		setImmediate(() => (othersHadTurn = true));
		now += 6;
		await turns.give();
		expect(othersHadTurn).toBe(false);
		now += 4;
		await turns.give();
		expect(othersHadTurn).toBe(true);
	});

	it('is done for each of many, in their order, with turns in between', async () => {
		const done: number[] = [];
		await inTurns(Array(1_000).keys(), (one) => {
			now += 0.05;
			done.push(one);
			if (done.length === 200) expect(othersHadTurn).toBe(false);
			if (done.length === 400) expect(othersHadTurn).toBe(true);
		});
		expect(done).toEqual([...Array(1_000).keys()]);
	});

	it('adds up over the items', async () => {
		const turns = new Turns();
		for (let item = 0; item < 9; item += 1) {
			now += 1;
			await turns.give();
		}
		expect(othersHadTurn).toBe(false);
		now += 1;
		await turns.give();
		expect(othersHadTurn).toBe(true);
	});

	it('lets others have their turn between the steps for many', async () => {
		const steps: number[] = [];
		let atTurn: number | undefined;
		setImmediate(() => (atTurn = steps.length));
		const many = Array.from({ length: 100 }, (_, index) => index);
		await inTurns(many, (one) => {
			steps.push(one);
			now += 0.5;
		});
		expect(steps).toEqual(many);
		expect(atTurn).toBe(32);
	});
});
