/** Whether large tables are tested whole, as CI does. */
export const ARE_WHOLE = process.env.ALL_CASES === '1';

/**
 * Takes every `step`th case of a table, in each table other ones, or all of them where ALL_CASES is 1: for
 * tables in which each case is tested in many ways.
 */
export function sampler(step: number): <T>(cases: readonly T[]) => T[] {
	let tables = 0;
	return (cases) => {
		const first = tables % Math.min(step, cases.length);
		tables += 1;
		return cases.filter((_, index) => ARE_WHOLE || index % step === first);
	};
}
