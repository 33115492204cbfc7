// What `npm run contract` says of an OpenAPI file.
import { stringify } from 'yaml';

import { readContract } from '../../scripts/contract/assemble.mts';
import { report } from '../../scripts/contract/report.mts';
import { DocPage } from '../../scripts/docs/page.mts';
import { type Change, openApi, toVersion2 } from '../support/openApi.mts';

const page = new DocPage('docs/contract/assemble.md');

/** The sentences that tell a difference, and what they are about. */
function differencesIn(text: string): string[] {
	const told = report(text);
	const lines = told.text.split('\n').filter((line) => /^(- |\*\*)/.test(line));
	expect(told.isDifferent).toBe(lines.length > 0);
	return lines.map((line) => line.replace(/^- |\*/g, ''));
}

/** Whether the page has the heading, or the row of an unknown. */
function isOnPage(place: string): boolean {
	return page.sections.some(
		({ title, lines }) =>
			/^\d+(\.\d+)?/.exec(title)?.[0] === place ||
			lines.some((line) => line.startsWith(`| ${place} `)),
	);
}

describe('the page', () => {
	const { resources, logins, ...contract } = readContract();
	const namesOf = (fields: Array<{ name: string }> = []) => fields.map(({ name }) => name);
	const operationsOf = (segment: string) =>
		resources.find((resource) => resource.segment === segment)?.operations ?? [];

	it('gives the resources with their operations', () => {
		const told = resources.map(({ segment, operations }) => [segment, operations.length]);
		expect(told).toEqual([
			['role-profiles', 5],
			['users', 2],
			['teams', 3],
			['opportunities', 2],
			['activities', 2],
			['organisation', 2],
		]);
		const [update] = operationsOf('role-profiles').filter(({ methods }) => methods.length > 1);
		expect(update).toMatchObject({ methods: ['PUT', 'PATCH'], path: '/role-profiles/{id}' });
	});

	it.each([
		['role-profiles', 11, 26],
		['users', 21, 0],
		['teams', 5, 15],
		['opportunities', 14, 0],
		['activities', 9, 14],
	])('gives parameters and fields of %s', (segment, parameters, fields) => {
		const [listing] = operationsOf(segment);
		const paging = ['page', 'limit'];
		expect(namesOf(listing?.query).slice(-2)).toEqual(paging);
		expect(namesOf(listing?.query)).toHaveLength(parameters + paging.length);
		expect(namesOf(listing?.fields)).toHaveLength(fields);
	});

	it('gives what is known of one field', () => {
		const [listing, , show] = operationsOf('role-profiles');
		const field = (name: string) => listing?.fields.find((one) => one.name === name);
		expect(field('status')).toMatchObject({
			place: '4.3',
			type: 'string',
			allowed: ['active', 'inactive', 'draft'],
			inBody: true,
		});
		expect(field('role_base')).toMatchObject({ inBody: false, inAnswer: true });
		const stages = field('recruitment_category')?.fields?.at(-1);
		expect(stages).toMatchObject({ name: 'stages', type: 'array' });
		expect(namesOf(stages?.fields)).toEqual(['id', 'name', 'display_name', 'actions']);
		expect(show?.query[0]).toMatchObject({ name: 'include', allowed: { length: 12 } });
		const [limit] = listing?.query.slice(-1) ?? [];
		expect(limit).toMatchObject({ minimum: 1, maximum: 1000, default: '15', isInferred: true });
	});

	it('gives the logins, and what is around everything', () => {
		expect(logins.map(({ path, body, answer }) => [path, namesOf(body), namesOf(answer)])).toEqual([
			['/auth/api', ['email', 'password'], ['token', 'expires_at', 'two_factor']],
			['/auth/api/token', ['token', 'minimal', 'key'], ['token']],
		]);
		expect(contract).toMatchObject({
			base: '/api',
			accept: 'application/x.uvol.v3+json',
			mediaType: 'application/json',
			errors: ['400', '401', '404'],
			scopes: { length: 7 },
		});
		const [data, meta] = contract.envelope(true);
		expect(data).toMatchObject({ name: 'data', type: 'array' });
		expect(namesOf(meta?.fields?.[0]?.fields)).toHaveLength(6);
	});
});

describe('a file that says what the page says', () => {
	it.each([
		['3 in YAML', '3.0.3', openApi()],
		['3.1 in YAML', '3.1.0', openApi(['openapi: 3.0.3', 'openapi: 3.1.0'])],
		['2 in JSON', '2.0', JSON.stringify(toVersion2(openApi()), null, 2)],
		['2 in YAML', '2.0', stringify(toVersion2(openApi()))],
	])('of version %s does not differ', (_, version, text) => {
		expect(report(text)).toEqual({
			text: `Nothing differs: on role profiles, teams and the login, this file (OpenAPI ${version}) says what docs/contract/assemble.md says. It confirms \`/oauth/token\` [U2], \`/api/role-profiles\` [U1], PUT for the update of role profiles [U3], \`/api/teams\` [5], \`/auth/api\` [U2] and \`/auth/api/token\` [U2], as inferred there.`,
			isDifferent: false,
		});
	});

	it('may be about one resource alone, and say little of it', () => {
		const text = JSON.stringify({
			swagger: '2.0',
			paths: { '/opportunities/{id}': { get: { responses: { 200: { description: 'ok' } } } } },
		});
		expect(report(text)).toEqual({
			text: 'On opportunities, a file (OpenAPI 2.0) differs from docs/contract/assemble.md:\n\n**Opportunities**\n\n- There is no `GET /opportunities` [5].',
			isDifferent: true,
		});
	});
});

describe.each([
	['3', (text: string) => text],
	['2', (text: string) => JSON.stringify(toVersion2(text))],
])('a file of version %s with three differences', (_, toFile) => {
	it('has these told, and nothing else', () => {
		const changed = openApi(
			['    put:\n', '    patch:\n'],
			['        minimum_age: { type: integer }', '        minimum_age: { type: string }'],
			['        - { name: approved, in: query, schema: { type: boolean } }\n', ''],
		);
		const { text, isDifferent } = report(toFile(changed));
		expect(isDifferent).toBe(true);
		expect(text.replace(/OpenAPI [\d.]+/, 'OpenAPI'))
			.toBe(`On role profiles, teams and the login, a file (OpenAPI) differs from docs/contract/assemble.md:

**Role profiles**

- The update is PATCH; the node tries PUT first [U3].
- There is no \`approved\` in the parameters of the listing [4.1].
- \`minimum_age\` has the type string, not integer, in the answers of the listing, create, show and update [4.3].
- \`minimum_age\` has the type string, not integer, in the bodies of create and update [4.3].

It confirms \`/oauth/token\` [U2], \`/api/role-profiles\` [U1], \`/api/teams\` [5], \`/auth/api\` [U2] and \`/auth/api/token\` [U2], as inferred there.`);
	});
});

/** What is changed in the file, and what is told then. */
const CASES: Array<[what: string, changes: Change[], told: string[]]> = [
	[
		'the API at another path',
		[['goassemble.com/api', 'goassemble.com/v3/']],
		['The API as a whole', 'The API is at `/v3`, not at `/api` [1].'],
	],
	[
		'the API at a path with a variable',
		[
			['goassemble.com/api', 'goassemble.com/{version}'],
			['organisation: { default: example }', 'version: { default: v3 }'],
		],
		['The API as a whole', 'The API is at `/v3`, not at `/api` [1].'],
	],
	[
		'no server, but longer paths',
		[
			['servers:\n  - url: https://{organisation}', 'x-servers:\n  - url: https://{organisation}'],
			['  /role-profiles:', '  /rest/role-profiles:'],
			['  /role-profiles/{id}:', '  /rest/role-profiles/{id}:'],
		],
		['The API as a whole', 'The API is at `/rest`, not at `/api` [1].'],
	],
	[
		"the API at the host's root",
		[['goassemble.com/api', 'goassemble.com']],
		['The API as a whole', "The API is at the host's root, not at `/api` [1]."],
	],
	[
		'another version, and an error that is not known',
		[
			['default: application/x.uvol.v3+json', 'default: application/x.uvol.v4+json'],
			["responses: { '400':", "responses: { '429': {}, '400':"],
		],
		[
			'The API as a whole',
			'`Accept` is `application/x.uvol.v4+json`, not `application/x.uvol.v3+json` [1].',
			'Errors may also have the status `429` [3.2].',
		],
	],
	[
		'OAuth at another path, with other grants and scopes',
		[
			['example.goassemble.com/oauth/token', 'example.goassemble.com/api/oauth/token'],
			['      flows:', '      flows:\n        password: { authorizationUrl: /oauth/authorise }'],
			["            teams: ''", "            vetting: ''"],
		],
		[
			'The API as a whole',
			'OAuth also has the grant `password` [2.3].',
			'OAuth uses `/api/oauth/token`; the node tries `/oauth/token` first [U2].',
			'OAuth uses `/oauth/authorise`; the node tries `/oauth/authorize` first [U23].',
			'OAuth also has the scope `vetting` [2.3].',
			'OAuth does not have the scope `teams` [2.3].',
		],
	],
	[
		'another spelling in the path',
		[
			['  /role-profiles:', '  /role_profiles:'],
			['  /role-profiles/{id}:', '  /role_profiles/{roleProfile}:'],
		],
		['Role profiles', 'The name in the path is `role_profiles`, not `role-profiles` [U1].'],
	],
	[
		'another name in the path, with records like role profiles',
		[
			['  /role-profiles:', '  /roles:'],
			['  /role-profiles/{id}:', '  /roles/{id}:'],
		],
		['Role profiles', 'The name in the path is `roles`, not `role-profiles` [U1].'],
	],
	[
		'role profiles, and something else with such a name',
		[['  /teams:\n', '  /roles: { get: {} }\n  /teams:\n']],
		[],
	],
	[
		'both verbs, and another operation',
		[['    put:\n', '    patch: {}\n    post: {}\n    put:\n']],
		[
			'Role profiles',
			'The update is PUT or PATCH; the node tries PUT first [U3].',
			'There is also `POST /role-profiles/{id}` [4].',
		],
	],
	[
		'an operation less, and the status of another one',
		[
			['    delete:\n', '    x-delete:\n'],
			[
				'  /role-profiles/{id}:\n',
				'  /role-profiles/{id}:\n    post: { responses: { 204: {} } }\n',
			],
			[
				'    post:\n      requestBody: { $ref',
				'    post:\n      responses: { 201: {} }\n      requestBody: { $ref',
			],
			[
				"      responses: { default: { $ref: '#/components/responses/RoleProfile' } }\n  /role-profiles/{id}",
				'  /role-profiles/{id}',
			],
		],
		[
			'Role profiles',
			'The success of create is 201 [U14].',
			'There is no `DELETE /role-profiles/{id}` [4].',
			'There is also `POST /role-profiles/{id}` [4].',
		],
	],
	[
		'other authorizations',
		[
			['    delete:\n      security: []\n', '    delete:\n'],
			['    put:\n', '    put:\n      security: [{ OAuth: [role-profiles] }, { JWT: [] }]\n'],
		],
		[
			'Role profiles',
			'The authorization of update is JWT or OAuth, not JWT [4].',
			'The authorization of delete is JWT, not none [4].',
		],
	],
	[
		'other parameters',
		[
			[
				'{ name: view, in: query, schema: { type: string, enum: [all] } }',
				'{ name: include, in: query, schema: { type: array } }',
			],
			['name: families,', "name: 'families[]',"],
			['enum: [active, inactive] } }', 'enum: [active, draft] } }'],
			[
				'name: assignable, in: query, schema: { type: boolean }',
				'name: assignable, in: query, required: true, schema: { type: integer }',
			],
			['enum: [a, d], default: d', 'enum: [a, d], default: a'],
			[
				'name: permission_groups, in: query, schema: { type: string',
				'name: permission_groups, in: query, schema: { default: x, enum: [x, y]',
			],
		],
		[
			'Role profiles',
			'`assignable` is required in the parameters of the listing [4.1].',
			'`assignable` has the type integer, not boolean, in the parameters of the listing [4.1].',
			'`families` is written `families[]` in the parameters of the listing [4.1].',
			'`permission_groups` has a choice of 2 in the parameters of the listing [4.1].',
			'`permission_groups` defaults to `x` in the parameters of the listing [4.1].',
			'`status` may also be `draft` in the parameters of the listing [4.1].',
			'`status` may not be `inactive` in the parameters of the listing [4.1].',
			'`o` defaults to `a`, not to `d`, in the parameters of the listing [4.1].',
			'There is no `view` in the parameters of the listing [4.1].',
			'There is also `include` (array) in the parameters of the listing [4.1].',
		],
	],
	[
		'another name for the page size',
		[
			[
				'        - { name: rota',
				'        - { name: per_page, in: query, schema: { type: integer, maximum: 200 } }\n        - { name: rota',
			],
		],
		[
			'Teams',
			'`per_page` (integer, at most 200) is in place of `limit` in the parameters of the listing [U10].',
		],
	],
	[
		'another limit',
		[
			[
				'        - { name: rota',
				'        - { name: limit, in: query, schema: { type: integer, minimum: 1, maximum: 100, default: 15 } }\n        - { name: rota',
			],
		],
		['Teams', '`limit` is at most 100, not 1000, in the parameters of the listing [U10].'],
	],
	[
		'numbers around the records, and no data',
		[
			['total: { type: string }', 'total: { type: integer }'],
			['per_page: { type: string }', 'per_page: { type: integer }'],
			[
				"schema: { type: object, properties: { data: { $ref: '#/components/schemas/Team' } } }",
				"schema: { $ref: '#/components/schemas/Team' }",
			],
		],
		[
			'The API as a whole',
			'`meta.pagination.total` and `meta.pagination.per_page` have the type integer, not string, in the answers of the listing of role profiles and the listing of teams [3.3].',
			'`data` is not around what comes in the answers of show of teams and create of teams [3.1].',
		],
	],
	[
		'IDs instead of objects in the body',
		[
			[
				"    RoleProfile:\n      content:\n        application/json: { schema: { $ref: '#/components/schemas/RoleProfile' } }",
				`    RoleProfile:
      content:
        application/json:
          schema:
            allOf:
              - { $ref: '#/components/schemas/RoleProfile' }
              - properties: { family_id: { type: integer }, task_ids: { type: array } }`,
			],
			[
				"        family: { $ref: '#/components/schemas/Named' }",
				"        family: { $ref: '#/components/schemas/Named', readOnly: true }",
			],
			['        tasks:\n', '        tasks:\n          readOnly: true\n'],
			['        base:\n', '        base:\n          writeOnly: true\n'],
		],
		[
			'Role profiles',
			'There is no `base` in the answers of the listing, create, show and update [4.3].',
			'`family_id` (integer) is in place of `family` in the bodies of create and update [U7].',
			'`task_ids` (array) is in place of `tasks` in the bodies of create and update [U7].',
		],
	],
	[
		'other fields',
		[
			['role_base: { type: string, readOnly: true }', 'role_base: { type: string }'],
			[
				'        editable: { type: boolean }\n',
				'        changed: { anyOf: [{ type: string }, { type: integer }] }\n',
			],
			[
				'        recruitable: { type: boolean }\n',
				'        recruitable: { type: boolean, nullable: true }\n',
			],
			['icon: { type: string }', 'colour: { type: string }'],
			[
				'    RoleProfile:\n      type: object\n',
				'    RoleProfile:\n      type: object\n      required: [name, id]\n',
			],
		],
		[
			'Role profiles',
			'`recruitable` may be null in the answers of the listing, create, show and update [4.3].',
			'There is no `base.icon` or `editable` in the answers of the listing, create, show and update [4.3].',
			'There are also `base.colour` (string) and `changed` (string or integer) in the answers of the listing, create, show and update [4.3].',
			'`id` and `name` are required in the bodies of create and update [4.3].',
			'`recruitable` may be null in the bodies of create and update [4.3].',
			'There is no `base.icon` or `editable` in the bodies of create and update [4.3].',
			'There are also `base.colour` (string), `role_base` (string) and `changed` (string or integer) in the bodies of create and update [4.3].',
		],
	],
	[
		'nulls as version 3.1 writes them',
		[['minimum_age: { type: integer }', "minimum_age: { type: [integer, 'null'] }"]],
		[
			'Role profiles',
			'`minimum_age` may be null in the answers of the listing, create, show and update [4.3].',
			'`minimum_age` may be null in the bodies of create and update [4.3].',
		],
	],
	[
		'a login below the API, which can be refreshed',
		[
			[
				"  /auth/api/:\n    servers: [{ url: 'https://example.goassemble.com' }]\n",
				'  /auth/api/:\n',
			],
			[
				'key: { type: string, nullable: true }',
				'key: { type: string, nullable: true }\n                remember: { type: boolean }',
			],
			[
				'components:\n  securitySchemes',
				`  /auth/api/refresh:
    post:
      requestBody: { content: { application/json: { schema: { properties: { jwt: {} } } } } }
components:
  securitySchemes`,
			],
		],
		[
			'The login',
			'The path of step 1 is `/api/auth/api`; the node tries `/auth/api` first [U2].',
			'There is also `POST /auth/api/refresh`, which takes `jwt` and gives what it does not say [U8].',
			'There is also `remember` (boolean) in the body of step 2 [2.1].',
		],
	],
	[
		'a login by another name',
		[['  /auth/api/:', '  /auth/login:']],
		['The login', 'The path of step 1 is `/auth/login`; the node tries `/auth/api` first [U2].'],
	],
];

it.each(CASES)('tells %s', (_, changes, told) => {
	expect(differencesIn(openApi(...changes))).toEqual(told);
	const places = told.flatMap((sentence) => /\[([U\d.]+)\]\.$/.exec(sentence)?.[1] ?? []);
	expect(places.filter((place) => !isOnPage(place))).toEqual([]);
});

describe('a file that cannot be held against the page', () => {
	const refusal = (text: string): unknown => {
		try {
			return report(text);
		} catch (error) {
			return error;
		}
	};

	/** Each line has the one above it nine times. */
	const bomb = Array.from({ length: 30 }, (_, line) => {
		const above = line === 0 ? 'x' : `*a${line - 1}`;
		return `a${line}: &a${line} [${Array(9).fill(above).join(', ')}]`;
	}).join('\n');

	const DEEP = 20_000;

	it.each([
		['nothing', '', 'is not an OpenAPI file of version 2 or 3'],
		['a web page', '<!doctype html>\n<p>Log in', 'is not an OpenAPI file of version 2 or 3'],
		['another version', '{"openapi": "4.0.0"}', 'is not an OpenAPI file of version 2 or 3'],
		['a list', '[]', 'is not an OpenAPI file of version 2 or 3'],
		['broken JSON', '{"openapi": "3.0.0",\n"paths": {]}', 'is neither JSON nor YAML: see line 2'],
		['broken YAML', 'openapi: 3.0.0\npaths: a: b', 'is neither JSON nor YAML: see line 2'],
		['several documents', 'openapi: 3.0.0\n---\nopenapi: 3.0.0', 'holds several documents'],
		['aliases of aliases', bomb, 'repeats parts of itself too often, through aliases'],
		['deep YAML', `a: ${'['.repeat(DEEP)}`, 'is nested too deeply'],
		[
			'deep schemas',
			`{"openapi": "3.0.0", "paths": {"/users": {"get": {"responses": {"200": {"content": {"json": {"schema": ${'{"allOf": ['.repeat(DEEP)}${']}'.repeat(DEEP)}}}}}}}}}`,
			'is nested too deeply',
		],
		[
			'no paths',
			'openapi: 3.0.0',
			'has neither a login nor paths such as `/role-profiles`, `/users`, `/teams`, `/opportunities`, `/activities` or `/organisation`. It has no path',
		],
		[
			'paths of something else',
			'{"openapi": "3.0.0", "paths": {"/pets": {"get": {}, "post": {}}, "/pets/{id}": {"get": {}}}}',
			expect.stringMatching(/ It has `\/pets` and `\/pets\/\{id\}`$/),
		],
	])('is told: %s', (_, text, message) => {
		expect(refusal(text)).toEqual(expect.objectContaining({ message }));
	});

	it.each([
		['another file', './schemas.yaml#/RoleProfile', 'refers to another file or address'],
		['an address', 'http://127.0.0.1:1/x.json', 'refers to another file or address'],
		['nothing', '#/components/schemas/Gone', 'refers to a part of itself that is not there'],
		['what every object has', '#/constructor', 'refers to a part of itself that is not there'],
		['itself', '#/components/schemas/Meta', 'has references that lead in a circle'],
	])('is told: it refers to %s', (_, reference, message) => {
		const text = openApi([
			'    Meta:\n      type: object\n',
			`    Meta:\n      $ref: '${reference}'\n`,
		]);
		expect(refusal(text)).toEqual(
			expect.objectContaining({ message: expect.stringContaining(message) }),
		);
	});
});

describe('what somebody has put into a file', () => {
	it('may be a record that holds itself', () => {
		const text = openApi([
			'            properties: { id: { type: integer }, thumbnails: { type: object } }',
			"            $ref: '#/components/schemas/RoleProfile'",
		]);
		expect(differencesIn(text)[1]).toMatch(/^There is no `images\.thumbnails` in the answers/);
	});

	it('may be parts of parts of parts', () => {
		const parts = Array.from({ length: 60 }, (_, part) => {
			const next = `{ $ref: '#/components/schemas/Part${part + 1}' }`;
			return `    Part${part}: { allOf: [${next}, ${next}] }\n`;
		});
		const text = openApi(
			[
				'    Meta:\n',
				`${parts.join('')}    Part60: { $ref: '#/components/schemas/Team' }\n    Meta:\n`,
			],
			[
				"data: { type: array, items: { $ref: '#/components/schemas/Team' } }",
				"data: { type: array, items: { $ref: '#/components/schemas/Part0' } }",
			],
		);
		expect(differencesIn(text)).toEqual([]);
	});

	it('is not repeated if it may be about people, or controls a terminal', () => {
		const secrets = ['jane@example.org', 'Jane Doe', '020 7946 0000', '\u001b[31m', '`</b>'];
		const fields = secrets.map((name) => `        ${JSON.stringify(name)}: { type: string }\n`);
		const text = openApi(
			['openapi: 3.0.3', 'openapi: "3.0.3 by Jane Doe"'],
			['enum: [active, inactive] }', `enum: ${JSON.stringify(secrets)} }`],
			['enum: [a, d], default: d', 'enum: [a, d], default: Jane Doe'],
			[
				'name: permission_groups, in: query, schema: {',
				'name: permission_groups, in: query, schema: { enum: [Kitchen, Shop],',
			],
			['{ name: rota', '{ name: jane@example.org'],
			['  /teams/{teamId}:', '  /teams/jane@example.org: { get: {} }\n  /teams/{teamId}:'],
			['https://example.goassemble.com/oauth', 'https://jane.example.org/jane@example.org'],
			['        editable: ', `${fields.join('')}        editable: `],
		);
		const told = report(text).text;
		expect(told).toContain('not repeated here');
		for (const secret of [...secrets, 'Jane', 'jane', 'Kitchen', 'example']) {
			expect(told).not.toContain(secret);
		}
	});

	it('is not repeated without end', () => {
		const fields = Array.from({ length: 5000 }, (_, index) => `        x${index}: {}\n`);
		const told = report(
			openApi(['        editable: ', `${fields.join('')}        editable: `]),
		).text;
		expect(told).toContain('`x39` and 4960 more in the answers');
		expect(told.length).toBeLessThan(5000);
	});
});
