// The benchmark against the HTTP Request node: each workflow does the whole job, or it does not count.
import { Contest } from '../../scripts/bench/contest.mts';
import { Bench } from './support/bench.mts';

const PROFILES = 250;

let bench: Bench;
let contest: Contest;
beforeAll(async () => {
	bench = await Bench.start();
	contest = await Contest.open(bench.n8n, PROFILES);
});
afterEach(() => contest.sandbox.reset());
afterAll(async () => {
	await contest.close();
	await bench.stop();
});

it('takes no incomplete result for a fast one', async () => {
	const rivals = contest.contestants.filter(({ isRival }) => isRival);
	expect(rivals).toHaveLength(3);
	for (const rival of rivals) {
		contest.sandbox.faults.push({ kind: 'emptyPage', page: 2, times: 1 });
		await expect(contest.run(rival, 0)).rejects.toThrow(
			`"${rival.name}" did not give exactly the profiles of the sandbox`,
		);
	}
});

it('says what stopped a workflow', async () => {
	for (const contestant of contest.contestants) {
		contest.sandbox.faults = [{ kind: 'status', status: 403 }];
		await expect(contest.run(contestant, 0)).rejects.toThrow(`"${contestant.name}": `);
	}
});

it('gives each workflow the same profiles, one request for each page and one more for Vome', async () => {
	for (const contestant of contest.contestants) {
		const { requests } = await contest.run(contestant, 0);
		expect(requests).toBe(Math.ceil(PROFILES / 100) + (contestant.isRival ? 0 : 1));
	}
});
