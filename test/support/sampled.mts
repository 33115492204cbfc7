/** Whether large tables are tested whole, as CI does. */
const ARE_WHOLE = process.env.ALL_CASES === '1';

/**
 * Every `step`th case of a large table, from the `first` on; all of them where ALL_CASES is 1. Of several
 * tables of the same cases, each one's number as `first` has all cases tested in one or the other.
 */
export const sampled = <T,>(cases: readonly T[], step: number, first = 0): T[] =>
	ARE_WHOLE ? [...cases] : cases.filter((_, index) => index % step === first % step);
