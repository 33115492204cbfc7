import { Hints } from '../../../nodes/shared/hints.ts';

const messageOf = (hints: Hints) => hints.toExecutionHints('Vome')[0]?.message;

function repeated(): Hints {
	const hints = new Hints();
	hints.count('retries');
	hints.endItem(true);
	return hints;
}

it('says that nothing was lost where nothing was', () => {
	expect(messageOf(repeated())).toBe(
		'In this run, 1 request had to be repeated because Vome was busy or the connection broke off. No records were lost.',
	);
});

it('does not say so where an item failed', () => {
	const hints = repeated();
	hints.endItem(false);
	expect(messageOf(hints)).toMatch(/broke off\.$/);
});

it('does not say so where something was not written', () => {
	const hints = repeated();
	hints.isIncomplete = true;
	expect(messageOf(hints)).toMatch(/broke off\.$/);
});
