/** Reading role profiles (contract/assemble.md 4.1 and 4.2). */
import type { FastifyInstance } from 'fastify';
import type { AssembleContext } from './context.mts';
import { AssembleError } from './errors.mts';
import { guard } from './guard.mts';
import { includedValues } from './includes.mts';
import { registerListing, sendData } from './lists.mts';
import { choice, flag, idList, ignored, readQuery, search } from './parameters.mts';
import { presentProfile } from './present.mts';
import type { RoleProfile } from './types.mts';

/** Drafts wait for approval, and retired profiles take no new users (contract/assemble.md 6.2). */
function isAssignable({ status, approved }: RoleProfile): boolean {
	return status === 'active' && approved;
}

/** The profile that a path asks for. The id is a text there (contract/assemble.md C9). */
export function findProfile(id: string, { database }: AssembleContext): RoleProfile {
	const found = database.roleProfiles.find((profile) => String(profile.id) === id);
	if (!found) throw new AssembleError(404);
	return found;
}

function registerList(app: FastifyInstance, context: AssembleContext): void {
	const { settings } = context;
	const groupOf = ({ id }: RoleProfile) => context.database.relationsOf(id).permissionGroup;
	const groupName = (row: RoleProfile) =>
		context.database.permissionGroups.find(({ id }) => id === groupOf(row))?.name;
	const sortable = (text: string | undefined) => (text ?? '').toLowerCase();

	registerListing<RoleProfile>(app, context, {
		path: '',
		guard: guard(context, 'role-profiles'),
		rows: ({ view }) => {
			const { roleProfiles } = context.database;
			return view === 'all' || settings.quirks.draftsInListing
				? roleProfiles
				: roleProfiles.filter(({ status }) => status !== 'draft');
		},
		present: presentProfile,
		parameters: {
			type: choice(['volunteer', 'non-volunteer'], (value) => (row) => row.type === value),
			assignable: flag(isAssignable),
			view: choice(['all']),
			families: idList((row) => [row.family?.id]),
			permission_groups: idList((row) => [groupOf(row)]),
			// Drafts cannot be asked for (contract/assemble.md C5).
			status: choice(['active', 'inactive'], (value) => (row) => row.status === value),
			recruitable: flag((row) => row.recruitable),
			approved: flag((row) => row.approved),
			q: search((row) => [row.name, row.display_name]),
			// Documented for the single profile only (contract/assemble.md U15).
			include: ignored,
		},
		sorts: {
			id: (row) => row.id,
			not_approved: (row) => (row.approved ? 0 : 1),
			name: (row) => sortable(row.name),
			permission_group: (row) => sortable(groupName(row)),
			family: (row) => sortable(row.family?.name),
			recruitment_category: (row) => sortable(row.recruitment_category?.name),
			status: (row) => row.status,
		},
	});
}

function registerShow(app: FastifyInstance, context: AssembleContext): void {
	app.get<{ Params: { id: string } }>(
		'/:id',
		{ onRequest: guard(context, 'role-profiles') },
		(request, reply) => {
			const { quirks } = context.settings;
			const { include = '' } = readQuery(request.query, { include: ignored }, quirks);
			const profile = findProfile(request.params.id, context);
			return sendData(reply, {
				...presentProfile(profile, quirks),
				...includedValues(include, profile.id, context.database, quirks),
			});
		},
	);
}

/** Adds the listing and the single role profile, below the prefix of the routes. */
export function registerRoleProfiles(app: FastifyInstance, context: AssembleContext): void {
	registerList(app, context);
	registerShow(app, context);
}
