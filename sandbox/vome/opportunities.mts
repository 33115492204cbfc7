/** Reading opportunities (contract/vome.md 4.6). */
import type { FastifyInstance } from 'fastify';
import type { VomeContext } from './context.mts';
import { code, text, times, uuid } from './filters.mts';
import { ResourceRoutes } from './lists.mts';
import type { Opportunity } from './types.mts';

/** Adds list, search and the single opportunity. */
export function registerOpportunities(app: FastifyInstance, context: VomeContext): void {
	const categoryId = uuid<Opportunity>((row) => row.category.id);
	const categoryTitle = text<Opportunity>((row) => row.category.title);
	new ResourceRoutes<Opportunity>(app, context, {
		name: 'opportunities',
		rows: () => context.database.peek('opportunities'),
		present: (row) => row,
	})
		// May not exist (contract/vome.md 7 no. 9).
		.list({ path: '/api/opportunities/', filters: {} })
		.list({
			path: '/api/opportunities/search/',
			filters: {
				id: uuid((row) => row.id),
				title: text((row) => row.title),
				description: text((row) => row.description),
				status: code(2, (row) => context.database.opportunityStatus.get(row.id)),
				...times(['created_at'], (row) => row.created_at),
				'category.id': categoryId,
				category_id: categoryId,
				'category.title': categoryTitle,
				category_title: categoryTitle,
			},
			ordering: { created_at: (row) => row.created_at },
		})
		.single('/api/opportunities/:id/', (quirks) => quirks.opportunityPath);
}
