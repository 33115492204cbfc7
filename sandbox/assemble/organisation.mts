/** Basic details of the organisation (contract/assemble.md 5). */
import type { FastifyInstance } from 'fastify';
import type { AssembleContext } from './context.mts';
import { originOf, sendData } from './lists.mts';

/** Adds the details. They need no token. */
export function registerOrganisation(app: FastifyInstance, { settings }: AssembleContext): void {
	app.get('/organisation', (request, reply) => {
		const origin = originOf(request);
		return sendData(reply, {
			name: 'Sandbox Volunteers',
			slug: 'sandbox',
			timezone: 'Europe/London',
			date_format: 'j F Y',
			date_format_moment: 'DD MMMM YYYY',
			date_input_format: 'd/m/Y',
			time_format: 'H:i',
			time_input_format: 'H:i',
			ga_property_id: null,
			web_url: origin,
			api_url: `${origin}${settings.quirks.apiPath}`,
			forum_url: `${origin}/forum`,
			minor_age: '18',
			senior_age: '0',
			sso_enabled: false,
		});
	});
}
