/**
 * The three writes of profiles, contract/vome.md 4.2. Their answers are in no text
 * (contract/vome.md 7 no. 4).
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { htmlPage } from '../faults.mts';
import type { VomeContext } from './context.mts';
import { uniqueIdOf } from './customFields.mts';
import { VomeError } from './errors.mts';
import { noRoute } from './lists.mts';
import { applyPerson, blankProfile, clearedProfile } from './people.mts';
import { presentProfile } from './profiles.mts';
import type { Quirks } from './quirks.mts';
import { type PersonInput, type WriteBody, writeSchema } from './schemas.mts';
import { type CustomFieldDefinition, type Profile, fieldType } from './types.mts';

type Operation = 'create' | 'update' | 'upsert';
type PeopleKey = 'users_data' | 'volunteers_data';

interface Outcome {
	status: 'created' | 'updated' | 'existing' | 'notFound' | 'error';
	email: string | null;
	profile?: Profile;
	error?: VomeError;
}

function choosePeople(body: WriteBody, quirks: Quirks): { key: PeopleKey; people: PersonInput[] } {
	const accepted: PeopleKey[] =
		quirks.payloadKeys === 'both' ? ['users_data', 'volunteers_data'] : [quirks.payloadKeys];
	const isKnown = (key: PeopleKey) => quirks.otherPayloadKey === 'reject' || accepted.includes(key);
	const all = (['users_data', 'volunteers_data'] as const).filter((key) => body[key]);
	const given = all.filter(isKnown);
	if (all.length > 0 && given.length === 0) return { key: 'users_data', people: [] };
	const wrong = given.find((key) => !accepted.includes(key)) ?? given[1];
	if (wrong) throw new VomeError(400, `Unknown parameter: ${wrong}.`, { param: wrong });
	const [key] = given;
	const people = key && body[key];
	if (!key || !people) {
		const param = accepted[0];
		throw new VomeError(400, `A value is needed: ${param}.`, { code: 'missing_field', param });
	}
	if (quirks.maxPeople !== null && people.length > quirks.maxPeople) {
		throw new VomeError(400, `At most ${quirks.maxPeople} people.`, { param: key });
	}
	return { key, people };
}

function missing(param: string): VomeError {
	return new VomeError(400, `A value is needed: ${param}.`, { code: 'missing_field', param });
}

/** One call. Changes are kept apart until all people went through. */
class Write {
	private readonly operation: Operation;
	private readonly body: WriteBody;
	private readonly context: VomeContext;
	private readonly quirks: Quirks;
	/** Current state of the profiles by id, with the changes of this call. */
	private readonly byId = new Map<string, Profile>();
	private readonly idByEmail = new Map<string, string>();
	private readonly idByUniqueValue = new Map<string, string>();
	private readonly changed = new Map<string, Profile>();
	private readonly created: Profile[] = [];
	private readonly uniqueField: CustomFieldDefinition | undefined;

	constructor(operation: Operation, body: WriteBody, context: VomeContext) {
		this.operation = operation;
		this.body = body;
		this.context = context;
		this.quirks = context.settings.quirks;
		this.uniqueField = this.chooseUniqueField();
		for (const profile of context.database.peek('profiles')) this.index(profile);
	}

	/** Writes one person, or says why not. */
	person(person: PersonInput): Outcome {
		const email = person.profile_data?.email ?? null;
		try {
			const found = this.find(person);
			if (found && this.operation === 'create') return this.existing(found, email);
			if (found) return this.update(found, person);
			if (this.operation !== 'update') return this.create(person);
			if (this.quirks.missingPerson === 'skip') return { status: 'notFound', email };
			throw new VomeError(400, 'There is no such profile.', { param: this.identifierName });
		} catch (error) {
			if (error instanceof VomeError) return { status: 'error', email, error };
			throw error;
		}
	}

	/** Makes the changes real and sends the invitations. */
	commit(): void {
		const { database } = this.context;
		const rows = database.peek('profiles');
		for (const [index, row] of rows.entries()) {
			const replacement = this.changed.get(row.id);
			if (replacement) rows[index] = replacement;
		}
		rows.push(...this.created.map(({ id }) => this.byId.get(id) as Profile));
		const written = [...this.changed.keys(), ...this.created.map(({ id }) => id)];
		for (const id of new Set(written)) {
			const profile = this.byId.get(id);
			const email = profile?.profile_details.email ?? '';
			database.writings.push({ operation: this.operation, email });
			if (!this.body.invite_user_to_vome) continue;
			// Users of Vome have nothing to claim.
			if (!profile?.is_offline) continue;
			database.invitations.push({
				profileId: id,
				email,
				language: this.body.invite_language ?? null,
				message: this.body.invite_message ?? null,
			});
		}
	}

	/** Null counts as the default method, email (inferred, contract/vome.md 4.2). */
	private get identifierType(): number {
		return this.body.unique_identifier?.identifier_type ?? 0;
	}

	private get identifierName(): string {
		if (this.uniqueField) return 'custom_field_data';
		return this.identifierType === 1 ? 'id' : 'email';
	}

	private chooseUniqueField(): CustomFieldDefinition | undefined {
		const { customFieldIdentifierType, uniqueCustomFieldBy } = this.quirks;
		if (this.identifierType === customFieldIdentifierType) {
			const name = this.body.unique_identifier?.unique_custom_field ?? '';
			if (name === '') throw missing('unique_custom_field');
			const field = this.context.database.customFields.find(
				(one) =>
					(uniqueCustomFieldBy !== 'name' && one.id === name) ||
					(uniqueCustomFieldBy !== 'id' && one.name === name),
			);
			if (field?.field_type !== fieldType.uniqueId) {
				throw new VomeError(400, 'There is no such Unique ID field.', {
					param: 'unique_custom_field',
				});
			}
			return field;
		}
		if (this.identifierType !== 0 && this.identifierType !== 1) {
			throw new VomeError(400, 'Unknown identifier type.', { param: 'identifier_type' });
		}
		return undefined;
	}

	private index(profile: Profile): void {
		this.byId.set(profile.id, profile);
		this.idByEmail.set(profile.profile_details.email.toLowerCase(), profile.id);
		const value = this.uniqueField && uniqueIdOf(profile, this.uniqueField);
		if (value !== undefined) this.idByUniqueValue.set(value, profile.id);
	}

	private find(person: PersonInput): Profile | undefined {
		const { id, email } = person.profile_data ?? {};
		const value = this.uniqueField
			? this.uniqueValue(person)
			: this.identifierType === 1
				? id
				: email;
		if (value === undefined || value === '') {
			// A create needs the email anyway, and its id is of no use (contract/vome.md 4.7 no. 5).
			if (this.operation === 'update') throw missing(this.identifierName);
			return undefined;
		}
		if (this.uniqueField) return this.byId.get(this.idByUniqueValue.get(value) ?? '');
		if (this.identifierType === 1) return this.byId.get(value.toLowerCase());
		return this.byId.get(this.idByEmail.get(value.toLowerCase()) ?? '');
	}

	private uniqueValue(person: PersonInput): string | undefined {
		const input = person.custom_field_data?.find(
			({ custom_field_id: id, custom_field_name: name }) =>
				id ? id === this.uniqueField?.id : name === this.uniqueField?.name,
		);
		const value = input?.custom_field_user_value;
		return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
	}

	private existing(profile: Profile, email: string | null): Outcome {
		const { existingPerson, existingWords } = this.quirks;
		if (existingPerson === 'skip') return { status: 'existing', email, profile };
		throw new VomeError(existingPerson === 'conflict' ? 409 : 400, existingWords, {
			param: this.identifierName,
		});
	}

	private create(person: PersonInput): Outcome {
		for (const field of ['first_name', 'last_name', 'email'] as const) {
			if (!person.profile_data?.[field]) throw missing(field);
		}
		const profile = this.apply(blankProfile(this.context.database.newId()), person);
		this.created.push(profile);
		return { status: 'created', email: profile.profile_details.email, profile };
	}

	private update(found: Profile, person: PersonInput): Outcome {
		for (const field of ['first_name', 'last_name', 'email'] as const) {
			if (person.profile_data?.[field] === '') throw missing(field);
		}
		const base = this.quirks.omittedFields === 'clear' ? clearedProfile(found) : found;
		const profile = this.apply(base, person);
		this.idByEmail.delete(found.profile_details.email.toLowerCase());
		this.index(profile);
		this.changed.set(profile.id, profile);
		return { status: 'updated', email: profile.profile_details.email, profile };
	}

	private apply(base: Profile, person: PersonInput): Profile {
		const { database } = this.context;
		const { customFields } = database;
		const profile = applyPerson(base, person, customFields, this.quirks, () => database.newId());
		const { email } = profile.profile_details;
		const owner = this.idByEmail.get(email.toLowerCase());
		if (owner !== undefined && owner !== base.id) {
			throw new VomeError(400, 'Another profile has this email.', { param: 'email' });
		}
		this.index(profile);
		return profile;
	}
}

/** `param` as the field alone or as its path, see the quirk. */
function withPath(error: VomeError, key: string, index: number, quirks: Quirks): VomeError {
	if (quirks.errorParam === 'field') return error;
	const param = `${key}.${index}.${error.details.param ?? ''}`;
	return new VomeError(error.status, error.message, { ...error.details, param });
}

function answer(outcomes: readonly Outcome[], quirks: Quirks): unknown {
	const count = (status: Outcome['status']) =>
		outcomes.filter((outcome) => outcome.status === status).length;
	const peopleOf = (status: Outcome['status']) =>
		outcomes
			.filter((outcome) => outcome.status === status)
			.map(({ email, profile }) => ({ id: profile?.id ?? null, email }));
	switch (quirks.writeAnswer) {
		case 'perPerson':
			return {
				results: outcomes.map(({ status, email, profile, error }) => ({
					id: profile?.id ?? null,
					email,
					status,
					...(error && { error: { message: error.message, ...error.details } }),
				})),
			};
		case 'array':
			return outcomes.map(({ status, profile, error }) => ({
				success: status === 'created' || status === 'updated',
				profile_id: profile?.id ?? null,
				message: error?.message ?? status,
			}));
		case 'groups':
			return {
				created: peopleOf('created'),
				updated: peopleOf('updated'),
				skipped: [...peopleOf('existing'), ...peopleOf('notFound')],
				failed: outcomes.flatMap(({ error, email }) =>
					error ? [{ email, error: error.message }] : [],
				),
			};
		case 'counts':
			return {
				created: count('created'),
				updated: count('updated'),
				skipped: count('existing') + count('notFound'),
				errors: outcomes.flatMap(({ error, email }, index) =>
					error ? [{ index, email, message: error.message, ...error.details }] : [],
				),
			};
		case 'profiles':
			return outcomes.flatMap(({ profile }) => (profile ? [presentProfile(profile, quirks)] : []));
		case 'message':
			return { message: `${count('created') + count('updated')} profiles were written.` };
		case 'empty':
			return undefined;
	}
}

function handle(
	operation: Operation,
	body: WriteBody,
	context: VomeContext,
	reply: FastifyReply,
): FastifyReply {
	const { quirks } = context.settings;
	const { key, people } = choosePeople(body, quirks);
	const write = new Write(operation, body, context);
	const outcomes = people.map((person, index): Outcome => {
		const outcome = write.person(person);
		if (!outcome.error) return outcome;
		const error = withPath(outcome.error, key, index, quirks);
		if (quirks.partialFailure === 'rejectAll') throw error;
		return { ...outcome, error };
	});
	write.commit();
	const content = answer(outcomes, quirks);
	return reply
		.code(operation === 'create' ? quirks.createStatus : 200)
		.header('content-type', 'application/json')
		.send(content === undefined ? '' : JSON.stringify(content));
}

/** Answers a write that is too much for the server, or for what stands in front of it. */
function overwhelm(
	{ headers, body, raw }: FastifyRequest<{ Body: WriteBody }>,
	reply: FastifyReply,
	quirks: Quirks,
): FastifyReply | undefined {
	const showPage = (status: number) =>
		reply.code(status).header('content-type', 'text/html').send(htmlPage);
	const bytes = Number(headers['content-length']);
	if (quirks.largestWrite !== null && bytes > quirks.largestWrite) {
		if (quirks.tooLargeWrite === 'webPage') return showPage(413);
		if (quirks.tooLargeWrite === 'refuse') throw new VomeError(413, 'The request is too large.');
		reply.hijack();
		raw.socket.destroy();
		return reply;
	}
	const people = body.users_data ?? body.volunteers_data ?? [];
	if (quirks.slowPeople !== null && people.length > quirks.slowPeople) return showPage(504);
	const isFourByte = /[\u{10000}-\u{10ffff}]/u.test(JSON.stringify(body));
	if (!isFourByte || quirks.fourByteText === 'take') return undefined;
	if (quirks.fourByteText === 'block') return showPage(403);
	throw new VomeError(500, 'Something went wrong on our side.');
}

/** Adds bulk-create, bulk-update and bulk-upsert. */
export function registerWrites(app: FastifyInstance, context: VomeContext): void {
	const routes = [
		{ method: 'POST', path: '/api/profiles/bulk-create/', operation: 'create' },
		{ method: 'PUT', path: '/api/profiles/bulk-update/', operation: 'update' },
		{ method: 'PUT', path: '/api/profiles/bulk-upsert/', operation: 'upsert' },
		{ method: 'POST', path: '/api/profiles/bulk-upsert/', operation: 'upsert' },
	] as const;
	for (const { method, path, operation } of routes) {
		app.route<{ Body: WriteBody }>({
			method,
			url: path,
			schema: {
				querystring: { type: 'object', additionalProperties: false },
				body: writeSchema,
			},
			preValidation: async (request, reply) => {
				const { quirks } = context.settings;
				const isOther = operation === 'upsert' && method !== quirks.upsertMethod;
				if (isOther) throw noRoute(request, quirks);
				return overwhelm(request, reply, quirks);
			},
			handler: (request, reply) => handle(operation, request.body, context, reply),
		});
	}
}
