// An OpenAPI file that says what docs/contract/assemble.md says, written by hand.
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { parse } from 'yaml';

interface Json {
	[name: string]: Json;
}

export const OPEN_API_FILE = path.join(__dirname, '../fixtures/assemble/openapi.yaml');

export type Change = [old: string, text: string];

/** The file with other text in some places. */
export function openApi(...changes: Change[]): string {
	return changes.reduce(
		(text, [old, changed]) => {
			if (text.split(old).length !== 2) throw new Error(`${old} is not there once`);
			return text.replace(old, () => changed);
		},
		readFileSync(OPEN_API_FILE, 'utf8'),
	);
}

/** The same in version 2, without references but those to schemas. */
export function toVersion2(text: string): object {
	const { paths = {}, security, components = {} } = parse(text) as Json;
	const { JWT, OAuth } = components.securitySchemes ?? {};
	const found = (node: Json): Json => {
		const [, kind = '', name = ''] = /(\w+)\/(\w+)$/.exec(String(Object(node).$ref)) ?? [];
		return components[kind]?.[name] ?? node;
	};
	const schemaOf = (node: Json) => found(node).content?.['application/json']?.schema;
	const toOperation = (item: Json, operation: Json) => ({
		security: operation.security,
		parameters: [
			...[item, operation]
				.flatMap(({ parameters }) => Object.values(parameters ?? {}).map(found))
				.map(({ schema, ...parameter }) => ({ ...parameter, ...schema })),
			...(operation.requestBody === undefined
				? []
				: [{ name: 'body', in: 'body', schema: schemaOf(operation.requestBody) }]),
		],
		responses: Object.fromEntries(
			Object.entries(operation.responses ?? {}).map(([status, response]) => [
				status,
				{ schema: schemaOf(response) },
			]),
		),
	});
	const file = {
		swagger: '2.0',
		host: 'example.goassemble.com',
		produces: ['application/json'],
		security,
		// No path has a server of its own in version 2.
		paths: Object.fromEntries(
			Object.entries(paths).map(([name, item]) => [
				item.servers === undefined ? `/api${name}` : name,
				Object.fromEntries(
					Object.entries(item)
						.filter(([method]) => !['parameters', 'servers'].includes(method))
						.map(([method, operation]) => [method, toOperation(item, operation)]),
				),
			]),
		),
		securityDefinitions: {
			JWT: JWT && { type: 'apiKey', name: 'Authorization', in: 'header' },
			OAuth: { type: 'oauth2', flow: 'application', ...OAuth?.flows?.clientCredentials },
		},
		definitions: components.schemas,
	};
	return JSON.parse(
		JSON.stringify(file)
			.replaceAll('#/components/schemas/', '#/definitions/')
			.replaceAll('"nullable"', '"x-nullable"'),
	) as object;
}
