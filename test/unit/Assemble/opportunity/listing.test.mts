// The names of bases are looked up in role profiles before the list is asked for.
import type { IDataObject } from 'n8n-workflow';

import { OPPORTUNITIES } from '../../../../nodes/Assemble/resources/opportunity/listing.ts';
import type { AssembleClient } from '../../../../nodes/Assemble/shared/client.ts';
import { readListing } from '../../../../nodes/Assemble/shared/listing.ts';
import { Parameters } from '../../../../nodes/shared/form/parameters.ts';
import { filtersProperty } from '../../../../nodes/shared/lists/filters.ts';
import { countOptions, wholeList } from '../../../../nodes/shared/lists/listOptions.ts';
import { fakeContext } from '../../../support/context.mts';

const BASES = [
	{ id: 64, name: 'Community' },
	{ id: 68, name: 'Event' },
];

/** What is sent for these filters, and the paths that were read for it. */
async function sent(filters: IDataObject) {
	const paths: string[] = [];
	const client = {
		async *pages({ path }: { path: string }) {
			paths.push(path);
			yield await Promise.resolve(BASES.map((base, id) => ({ id, name: 'Role', base })));
		},
	} as unknown as AssembleClient;
	const form = [filtersProperty(OPPORTUNITIES.filters), countOptions];
	const parameters = new Parameters(fakeContext({ filters, options: {} }).context, 0, form);
	const { query } = await readListing(client, parameters, OPPORTUNITIES, wholeList(100));
	return { query, paths };
}

it.each<[IDataObject, IDataObject, reads: number]>([
	[{}, {}, 0],
	[{ roleBases: '' }, {}, 0],
	[{ roleBases: '68, 64' }, { role_base: '68,64' }, 0],
	[{ roleBases: 'event' }, { role_base: '68' }, 1],
	[{ roleBases: 'Event, Community, 68' }, { role_base: '68,64' }, 1],
	[{ roleBases: ['Event', 70] }, { role_base: '68,70' }, 1],
	[{ roleBases: 'Event', roleTitle: 'Driver' }, { role_title: 'Driver', role_base: '68' }, 1],
])('%j sends %j', async (filters, query, reads) => {
	const { query: found, paths } = await sent(filters);
	expect(found).toEqual(query);
	expect(paths).toEqual(Array.from({ length: reads }, () => '/role-profiles'));
});

it('a base that no role profile has is an error', async () => {
	await expect(sent({ roleBases: 'Moon' })).rejects.toThrow("No role profile has the base 'Moon'");
});
