/** The Assemble API as a service for the sandbox. */
import type { FastifyError, FastifyInstance } from 'fastify';
import { splitUrl } from '../recorder.mts';
import type { Service, Settings } from '../service.mts';
import { registerAuth } from './auth.mts';
import { registerActivities } from './activities.mts';
import type { AssembleContext } from './context.mts';
import { AssembleDatabase, type DatabaseSize, type ResourceName } from './database.mts';
import {
	AssembleError,
	type OAuthError,
	UnknownPathError,
	isOAuthPath,
	renderError,
	sendError,
	standardError,
} from './errors.mts';
import { sendData } from './lists.mts';
import { registerOAuth } from './oauth.mts';
import { registerOpportunities } from './opportunities.mts';
import { registerOrganisation } from './organisation.mts';
import { type AssembleQuirks, defaultQuirks, quirkTable } from './quirks.mts';
import { registerRoleProfiles } from './roleProfiles.mts';
import { registerTeams } from './teams.mts';
import { Tokens } from './tokens.mts';
import { registerUsers } from './users.mts';
import { checkVersion } from './version.mts';
import { registerWrites } from './writes.mts';

const resources: Record<string, ResourceName> = {
	'role-profiles': 'roleProfiles',
	role_profiles: 'roleProfiles',
	roleprofiles: 'roleProfiles',
	roles: 'roleProfiles',
	users: 'users',
	teams: 'teams',
	opportunities: 'opportunities',
	opportunity: 'opportunities',
	activities: 'activities',
	activity: 'activities',
	user: 'users',
	team: 'teams',
};

/** Resources with a name of one word, by the quirk that says which. */
const words = {
	activityName: registerActivities,
	opportunityName: registerOpportunities,
	teamName: registerTeams,
	userName: registerUsers,
} as const;

/** What `/roles` holds where role profiles are elsewhere: an ID or two are those of role profiles. */
const rolesOfOthers = [101, 102, 106].map((id) => ({ id, name: `Permissions ${id}` }));

/** JSON, which a client may also announce without sending any, as Laravel lets it. */
function addJsonParser(app: FastifyInstance): void {
	app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
		try {
			done(null, body === '' ? undefined : JSON.parse(body.toString()));
		} catch {
			done(new AssembleError(400));
		}
	});
}

export class AssembleService implements Service<AssembleQuirks> {
	readonly name = 'assemble';
	readonly defaultQuirks = defaultQuirks;
	readonly quirkTable = quirkTable;
	database: AssembleDatabase;
	tokens = new Tokens();
	private readonly seed: number;
	private readonly size: DatabaseSize;
	private readonly daysAhead: number;

	constructor(seed: number, size: DatabaseSize, daysAhead: number) {
		this.seed = seed;
		this.size = size;
		this.daysAhead = daysAhead;
		this.database = new AssembleDatabase(seed, size, daysAhead);
	}

	register(app: FastifyInstance, settings: Settings<AssembleQuirks>): void {
		const service = this as { readonly database: AssembleDatabase; readonly tokens: Tokens };
		const context: AssembleContext = {
			settings,
			get database() {
				return service.database;
			},
			get tokens() {
				return service.tokens;
			},
		};
		app.removeAllContentTypeParsers();
		addJsonParser(app);
		app.addHook('onRequest', async (request) => {
			// n8n's own OAuth client sends no version there.
			if (!isOAuthPath(request.url)) checkVersion(request);
		});
		app.setErrorHandler((error: FastifyError | AssembleError | OAuthError, request, reply) =>
			sendError(error, request, reply, settings.quirks),
		);
		app.setNotFoundHandler((request, reply) =>
			sendError(new UnknownPathError(), request, reply, settings.quirks),
		);

		for (const root of ['', '/api']) {
			void app.register(async (scope) => {
				scope.addHook('onRequest', async () => {
					if (settings.quirks.authRoot !== root) throw new AssembleError(404);
				});
				registerAuth(scope, context, root);
				registerOAuth(scope, context, root);
			});
		}
		for (const prefix of quirkTable.apiPath.choices) {
			void app.register(
				async (scope) => {
					scope.addHook('onRequest', async () => {
						if (settings.quirks.apiPath !== prefix) throw new UnknownPathError();
					});
					for (const name of quirkTable.roleProfileName.choices) {
						void scope.register(
							async (named) => {
								named.addHook('onRequest', async (request, reply) => {
									const { roleProfileName, otherRoles } = settings.quirks;
									if (roleProfileName === name) return;
									if (name !== 'roles' || !otherRoles) throw new UnknownPathError();
									const id = Number(splitUrl(request.url).path.split('/').at(-1));
									return sendData(
										reply,
										rolesOfOthers.find((role) => role.id === id) ?? rolesOfOthers,
									);
								});
								registerRoleProfiles(named, context);
								registerWrites(named, context);
							},
							{ prefix: `/${name}` },
						);
					}
					registerOrganisation(scope, context);
					for (const [quirk, register] of Object.entries(words)) {
						const { choices } = quirkTable[quirk as keyof typeof words];
						for (const name of choices) {
							void scope.register(
								async (named) => {
									named.addHook('onRequest', async () => {
										const { quirks } = settings;
										const isHere = quirks[quirk as keyof typeof words] === name;
										if (!isHere || quirks.switchedOff.includes(choices[0])) {
											throw new UnknownPathError();
										}
										if (quirks.notPermitted.includes(choices[0])) throw new AssembleError(403);
									});
									register(named, context);
								},
								{ prefix: `/${name}` },
							);
						}
					}
				},
				{ prefix },
			);
		}
	}

	collectionOf(path: string) {
		const name = resources[/^(?:\/api)?(?:\/v3)?\/([a-z_-]+)/.exec(path)?.[1] ?? ''];
		if (!name) return undefined;
		return {
			rows: this.database[name] as unknown[],
			make: () => this.database.make(name),
		};
	}

	errorBody: Service<AssembleQuirks>['errorBody'] = (status, request, settings) =>
		renderError(standardError(status, request.url), settings.quirks, request);

	counts() {
		return { ...this.database.counts() };
	}

	/** Tokens belong to the data: nobody is logged in after this. */
	resetData(): void {
		this.database = new AssembleDatabase(this.seed, this.size, this.daysAhead);
		this.tokens = new Tokens();
	}
}
