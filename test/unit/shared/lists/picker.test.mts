import type { IDataObject } from 'n8n-workflow';

import { Hints } from '../../../../nodes/shared/hints.ts';
import type { SetFilter } from '../../../../nodes/shared/lists/filters.ts';
import { Picker } from '../../../../nodes/shared/lists/filters.ts';

/** By a color, which some records do not show. */
const red: SetFilter = {
	label: 'Color',
	query: { color: 'red' },
	allows: ({ color }) => (color === undefined ? undefined : color === 'red'),
};

/** IDs of the records that are picked, and the hint. */
function pick(filters: readonly SetFilter[], records: IDataObject[]) {
	const picker = new Picker(filters);
	const picked = records.map((record) => ({ record, untold: picker.pick(record) }));
	const hints = new Hints();
	picker.tell('Vome', hints);
	hints.endItem(true);
	return {
		ids: picked
			.filter(({ untold }) => untold !== undefined && picker.isObeyed(untold))
			.map(({ record }) => record.id),
		hints: hints.toTexts(),
	};
}

const RED = { id: 1, color: 'red' };
const BLUE = { id: 2, color: 'blue' };
const UNTOLD = { id: 3 };

it('leaves what a record does not show to the service', () => {
	expect(pick([red], [RED, UNTOLD])).toEqual({ ids: [1, 3], hints: [] });
});

it.each([
	['before', [UNTOLD, RED, BLUE]],
	['after', [BLUE, RED, UNTOLD]],
])('does not trust a service that ignores the filter, %s that shows', (_, records) => {
	expect(pick([red], records)).toEqual({
		ids: [1],
		hints: ["Vome ignores 'Color': the node filtered 3 records itself."],
	});
});

it('trusts it in the filters that it obeys', () => {
	const small: SetFilter = {
		label: 'Size',
		query: { size: 'small' },
		allows: ({ size }) => (size === undefined ? undefined : size === 'small'),
	};
	const records = [
		{ ...RED, size: 'small' },
		{ ...UNTOLD, size: 'large' },
		{ id: 4, size: 'small' },
		{ id: 5, color: 'red' },
	];
	const { ids, hints } = pick([red, small], records);
	expect(ids).toEqual([1, 4]);
	expect(hints).toEqual(["Vome ignores 'Size': the node filtered 4 records itself."]);
});

it("says nothing of the node's own filters", () => {
	const own: SetFilter = { label: 'Color', allows: ({ color }) => color === 'red' };
	expect(pick([own], [RED, BLUE])).toEqual({ ids: [1], hints: [] });
});
