// How a trigger of Assemble reads its records.
import type { IDataObject } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import type { AssembleClient } from '../../../../nodes/Assemble/shared/client.ts';
import { pageSizeOption } from '../../../../nodes/Assemble/shared/descriptions.ts';
import { assembleSource } from '../../../../nodes/Assemble/shared/source.ts';
import { Parameters } from '../../../../nodes/shared/form/parameters.ts';
import { filtersProperty, textFilter } from '../../../../nodes/shared/lists/filters.ts';
import { pollOptions } from '../../../../nodes/shared/lists/listOptions.ts';
import type { ListOf } from '../../../../nodes/shared/lists/serviceClient.ts';
import { fakeContext, node } from '../../../support/context.mts';

const SEARCH = textFilter('q', {
	displayName: 'Search',
	name: 'search',
	type: 'string',
	default: '',
});
const LISTING = { path: '/things', subject: 'things', what: 'thing', filters: [SEARCH] };
const ASKING = {
	order: { s: 'updated', o: 'a' },
	newestFirst: { s: 'updated', o: 'd' },
	since: (time: string) => ({ updated_after: time }),
};

/** A source over a client that refuses the queries with one of these parameters. */
function sourceOf(values: IDataObject, asking = ASKING, refused: string[] = [], status = 422) {
	const asked: Array<ListOf<IDataObject>> = [];
	const client = {
		list: async (request: ListOf<IDataObject>) => {
			asked.push(request);
			await Promise.resolve();
			if (refused.some((name) => name in request.query)) {
				throw new NodeApiError(node, {}, { message: 'No', httpCode: String(status) });
			}
			return [{ id: 1 }].map(request.map);
		},
	};
	const form = [filtersProperty(LISTING.filters), pollOptions(pageSizeOption)];
	const parameters = new Parameters(fakeContext(values).context, 0, form);
	const source = assembleSource(client as unknown as AssembleClient, parameters, LISTING, asking);
	return { source, queries: () => asked.map(({ query }) => query), asked };
}

const idOf = ({ id }: IDataObject) => id;

it('asks with filters, extra parameters, the order, and the time if there is one', async () => {
	const { source, queries, asked } = sourceOf({
		filters: { search: 'x' },
		options: {
			pageSize: 7,
			parallelRequests: 2,
			queryParameters: { parameter: [{ name: 'more', value: 'y' }] },
		},
	});
	expect(source.subject).toBe('things');
	expect(await source.list(idOf)).toEqual([1]);
	expect(await source.list(idOf, { since: 'then' })).toEqual([1]);
	expect(queries()).toEqual([
		{ q: 'x', s: 'updated', o: 'a', more: 'y' },
		{ q: 'x', s: 'updated', o: 'a', updated_after: 'then', more: 'y' },
	]);
	expect(asked[0]?.options).toMatchObject({ limit: Infinity, pageSize: 7, parallel: 2 });
});

it('takes one record of those that come first, for a sample', async () => {
	const { source, queries, asked } = sourceOf({});
	expect(await source.newest()).toEqual({ id: 1 });
	expect(queries()).toEqual([{ s: 'updated', o: 'd' }]);
	expect(asked[0]?.options.limit).toBe(1);
});

it('without an order and a time reads the plain list', async () => {
	const { source, queries } = sourceOf({}, {} as typeof ASKING);
	await source.list(idOf, { since: 'then' });
	await source.newest();
	expect(queries()).toEqual([{}, {}]);
});

it.each([400, 422])(
	'reads the plain list where order or time are refused by %i',
	async (status) => {
		const { source, queries } = sourceOf({ filters: { search: 'x' } }, ASKING, ['s'], status);
		expect(await source.list(idOf, { since: 'then' })).toEqual([1]);
		expect(queries()).toEqual([
			{ q: 'x', s: 'updated', o: 'a', updated_after: 'then' },
			{ q: 'x' },
		]);
	},
);

it('fails where the filters are refused', async () => {
	const { source, queries } = sourceOf({ filters: { search: 'x' } }, ASKING, ['q']);
	await expect(source.list(idOf)).rejects.toThrow('No');
	expect(queries()).toHaveLength(2);
});

it.each([401, 403, 404, 500])(
	'fails at once on %i, which is no refusal of the query',
	async (status) => {
		const { source, queries } = sourceOf({}, ASKING, ['s'], status);
		await expect(source.list(idOf)).rejects.toThrow('No');
		expect(queries()).toHaveLength(1);
	},
);
