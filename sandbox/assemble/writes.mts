/** Creating, updating and deleting role profiles (contract/assemble.md 4.4 to 4.6). */
import { isDeepStrictEqual } from 'node:util';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { blankProfile, blankRelations } from './blank.mts';
import { checkBody } from './body.mts';
import type { AssembleContext } from './context.mts';
import { AssembleError, type FieldErrors, spoken, validationError } from './errors.mts';
import { actingUser, guard } from './guard.mts';
import { sendData } from './lists.mts';
import { readQuery } from './parameters.mts';
import { presentProfile, withHtml } from './present.mts';
import { type ProfileInput, profileFieldsOf, resolveInput } from './profileBody.mts';
import type { AssembleQuirks } from './quirks.mts';
import { findProfile } from './roleProfiles.mts';
import type { RoleProfile } from './types.mts';

type Field = keyof RoleProfile;

/** Takes over what is set; a null for a field that cannot be empty leaves it alone. */
function withChanges(profile: RoleProfile, changes: Partial<RoleProfile>): RoleProfile {
	const blank = blankProfile(profile.id, profile.name);
	const settable = Object.entries(changes).filter(
		([field, value]) => value !== null || Object.is(blank[field as Field], null),
	);
	return { ...profile, ...Object.fromEntries(settable) };
}

function refuse(field: Field, reason: string): never {
	throw validationError({ [field]: [reason] });
}

function create(request: FastifyRequest, context: AssembleContext): RoleProfile {
	const { database, settings } = context;
	const { quirks } = settings;
	const fields = { ...profileFieldsOf(quirks), name: { type: 'text', required: true } } as const;
	const input = checkBody(fields, request.body, quirks) as ProfileInput & { name: string };
	if (input.type === 'system') refuse('type', 'The selected type is invalid.');
	const changes = resolveInput(input, database, quirks);
	const asSent = quirks.newProfileState === 'asSent';
	const { status = 'draft', approved = false } = asSent ? changes : {};

	const blank = blankProfile(database.newId('roleProfiles'), input.name);
	const profile = { ...withChanges(blank, changes), status, approved, editable: !approved };
	const createdBy = actingUser(request, context)?.id ?? null;
	database.roleProfiles.push(profile);
	database.relations.set(profile.id, {
		...blankRelations(),
		createdBy,
		approvedBy: approved ? createdBy : null,
	});
	return profile;
}

/** What approving or its withdrawal means for the other fields (contract/assemble.md U6). */
function approve(
	changes: Partial<RoleProfile>,
	profile: RoleProfile,
	{ approval }: AssembleQuirks,
): Partial<RoleProfile> {
	const { approved, ...others } = changes;
	// It is no boolean where it is left out, or null.
	if (typeof approved !== 'boolean' || approved === profile.approved) return changes;
	if (!approved) return { ...changes, editable: true };
	if (approval === 'refused') throw new AssembleError(403);
	if (approval === 'ignored') return others;
	const activates = approval === 'activates' && profile.status === 'draft';
	return { ...(activates && { status: 'active' }), ...changes, editable: false };
}

/**
 * A PUT that replaces empties what it leaves out, except what every profile needs (contract/assemble.md U4).
 */
function emptied(profile: RoleProfile, input: object, locked: ReadonlySet<string>): RoleProfile {
	const blank = blankProfile(profile.id, profile.name);
	const { name, display_name, type, status, approved, editable } = profile;
	const replaced = { ...blank, name, display_name, type, status, approved, editable };
	const kept = Object.entries(profile).filter(
		([field]) => locked.has(field === 'role_base' ? 'base' : field) || field in input,
	);
	return { ...replaced, ...Object.fromEntries(kept) };
}

/**
 * An approved profile keeps its locked fields: the change is refused or passed over
 * (contract/assemble.md U5).
 */
function lock(
	next: RoleProfile,
	profile: RoleProfile,
	locked: ReadonlySet<string>,
	{ lockedFields, wrapHtml }: AssembleQuirks,
): RoleProfile {
	// A text that comes back as it was read is no change.
	const [after, before] = wrapHtml ? [withHtml(next), withHtml(profile)] : [next, profile];
	const changed = (Object.keys(next) as Field[]).filter(
		(field) => locked.has(field) && !isDeepStrictEqual(after[field], before[field]),
	);
	if (changed.length > 0 && lockedFields === 'reject') {
		const errors: FieldErrors = {};
		for (const field of changed) {
			errors[field] = [`The ${spoken(field)} of an approved role profile cannot be changed.`];
		}
		throw validationError(errors);
	}
	const fields = changed.includes('base') ? [...changed, 'role_base' as const] : changed;
	return { ...next, ...Object.fromEntries(fields.map((field) => [field, profile[field]])) };
}

function update(
	profile: RoleProfile,
	request: FastifyRequest,
	context: AssembleContext,
): RoleProfile {
	const { database, settings } = context;
	const { quirks } = settings;
	const input = checkBody(profileFieldsOf(quirks), request.body, quirks) as ProfileInput;
	if (input.name === null) refuse('name', 'The name field is required.');
	if (input.type === 'system' && profile.type !== 'system') {
		refuse('type', 'The selected type is invalid.');
	}
	if (profile.status === 'inactive' && (input.status ?? 'inactive') !== 'inactive') {
		refuse('status', 'An inactive role profile cannot be made active again.');
	}
	const locked = new Set(profile.approved ? quirks.lockedFieldNames : []);
	const changes = approve(resolveInput(input, database, quirks), profile, quirks);
	const replaces = quirks.updateMode === 'replace' && request.method === 'PUT';
	const base = replaces ? emptied(profile, input, locked) : profile;
	const next = lock(withChanges(base, changes), profile, locked, quirks);
	if (next.approved !== profile.approved) {
		const user = next.approved ? actingUser(request, context) : undefined;
		database.relationsOf(profile.id).approvedBy = user?.id ?? null;
	}
	return Object.assign(profile, next);
}

/** Allowed for retired profiles that nothing is attached to (contract/assemble.md 4.6). */
function remove(profile: RoleProfile, { database, settings }: AssembleContext): void {
	const { activeUsers, inactiveUsers, opportunities } = database.relationsOf(profile.id);
	const { usersThatBlock } = settings.quirks;
	const users = activeUsers + (usersThatBlock === 'currentAndFormer' ? inactiveUsers : 0);
	if (profile.status !== 'inactive' || users > 0 || opportunities > 0) {
		// The words of the one error on the page (contract/assemble.md C3).
		throw new AssembleError(400, '400 Bad request');
	}
	database.roleProfiles.splice(database.roleProfiles.indexOf(profile), 1);
	database.relations.delete(profile.id);
}

function sendDeleted(
	profile: RoleProfile,
	reply: FastifyReply,
	quirks: AssembleQuirks,
): FastifyReply {
	switch (quirks.deleteAnswer) {
		case 'noContent':
			return reply.code(204).send();
		case 'data':
			return sendData(reply, presentProfile(profile, quirks));
		case 'message':
			return reply.header('content-type', 'application/json').send({
				message: '200 OK',
				status_code: quirks.statusCode === 'string' ? '200' : 200,
			});
	}
}

/** Adds create, update and delete. */
export function registerWrites(app: FastifyInstance, context: AssembleContext): void {
	const { settings } = context;
	const onRequest = guard(context, 'role-profiles');

	app.post('', { onRequest }, (request, reply) => {
		const { quirks } = settings;
		readQuery(request.query, {}, quirks);
		const profile = create(request, context);
		return sendData(reply.code(quirks.createStatus), presentProfile(profile, quirks));
	});

	app.route<{ Params: { id: string } }>({
		method: ['PUT', 'PATCH'],
		url: '/:id',
		onRequest,
		handler: (request, reply) => {
			const { quirks } = settings;
			if (quirks.updateVerbs !== 'both' && quirks.updateVerbs !== request.method) {
				void reply.header('allow', `GET, ${quirks.updateVerbs}, DELETE`);
				throw new AssembleError(quirks.wrongVerb);
			}
			readQuery(request.query, {}, quirks);
			const profile = update(findProfile(request.params.id, context), request, context);
			return sendData(reply, presentProfile(profile, quirks));
		},
	});

	app.delete<{ Params: { id: string } }>('/:id', { onRequest }, (request, reply) => {
		readQuery(request.query, {}, settings.quirks);
		const profile = findProfile(request.params.id, context);
		remove(profile, context);
		return sendDeleted(profile, reply, settings.quirks);
	});
}
