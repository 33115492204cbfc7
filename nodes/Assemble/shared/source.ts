import type { IDataObject } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import type { Parameters } from '../../shared/form/parameters';
import { asNodeError } from '../../shared/http/errors';
import { wholeList } from '../../shared/lists/listOptions';
import type { Source } from '../../shared/triggers/polling';
import type { AssembleClient } from './client';
import type { Listing, More } from './listing';
import { readListing } from './listing';

/** How a trigger asks for what it looks for. */
interface Asking {
	/** The order in which events come. */
	order?: More;
	/** The order that begins with the newest, if there is one. */
	newestFirst?: More;
	/** The parameter that lets through what changed since a time, and how it is written. */
	since?: (time: string) => More;
}

/** The records of a listing for a trigger, with the form's filters and options. */
export function assembleSource(
	client: AssembleClient,
	parameters: Parameters,
	listing: Listing,
	{ order = {}, newestFirst = order, since: toQuery }: Asking = {},
): Source {
	const parallel = parameters.integer('options.parallelRequests');
	const whole = wholeList(parameters.integer('options.pageSize'), parallel);
	const list = async <T>(
		map: (record: IDataObject) => T,
		more: More,
		{ limit = Infinity, onUnlisted }: { limit?: number; onUnlisted?: () => void } = {},
	) => {
		const options = { ...whole, limit };
		const request = await readListing(client, parameters, listing, options, more);
		return await client.list({ ...request, map, onUnlisted });
	};
	return {
		subject: listing.subject,
		async list(map, { since, onUnlisted } = {}) {
			const asked = { ...order, ...(since === undefined ? {} : toQuery?.(since)) };
			const isPlain = Object.keys(asked).length === 0;
			try {
				return await list(map, asked, { onUnlisted });
			} catch (error) {
				// What a list takes is known from one page alone. Without it, all is compared.
				if (!isPlain && isRefusal(error)) return await list(map, {}, { onUnlisted });
				throw asNodeError(parameters.node, error, parameters.itemIndex);
			}
		},
		async newest() {
			const [record] = await list((found) => found, newestFirst, { limit: 1 });
			return record;
		},
	};
}

/** Whether Assemble refuses the request itself. */
function isRefusal(error: unknown): boolean {
	return error instanceof NodeApiError && ['400', '422'].includes(error.httpCode ?? '');
}
