import type { IDataObject } from 'n8n-workflow';

import type { Parameters } from '../../../shared/form/parameters';
import type { Guess } from '../../../shared/guesses';
import { deniesSurely, holdersOf } from '../../../shared/http/denials';
import { namesField } from '../../../shared/http/errors';
import type { Answer, WriteRequest } from '../../../shared/http/httpClient';
import { asObject, bare, isObject } from '../../../shared/records';
import type { AssembleClient } from '../../shared/client';
import { LINK_FORM } from '../../shared/guesses';
import type { Link } from './names';
import { LINKS } from './names';

export interface SentBody extends Answer {
	/** How its links were written; undefined if it has none. */
	form?: Form;
}

type Form = (typeof LINK_FORM.candidates)[number];

/**
 * Sends a body, whose links are objects with an `id`, in the form that Assemble takes. Where it
 * refuses links by name, and so has changed nothing, it gets them in the other form. Throws a
 * NodeApiError.
 */
export async function sendBody(
	client: AssembleClient,
	request: WriteRequest & { body: IDataObject },
): Promise<SentBody> {
	const { body, expect = [] } = request;
	const links = linksIn(body);
	if (links.length === 0) return await client.write(request);
	const send = async (form: Form) => ({
		...(await client.write({ ...request, body: inForm(body, form), expect: [...expect, 422] })),
		form,
	});
	const [usual, other] = client.guesses.inOrder(LINK_FORM);
	const first = await send(usual ?? LINK_FORM.candidates[0]);
	if (first.status !== 422) return first;
	if (other === undefined || !isAboutLinks(first.body, links)) {
		throw await client.refusal(request, first);
	}
	const second = await send(other);
	if (second.status !== 422) return second;
	const said = await Promise.all([first, second].map(async ({ body }) => await client.quote(body)));
	const message = said.join(' In the other form: ');
	throw await client.refusal(request, { status: 422, body: { message } });
}

/** Throws a NodeOperationError if an accepted change says itself that it was not made; `advice` is a sentence. */
export async function checkAnswer(
	client: AssembleClient,
	parameters: Parameters,
	{ body }: Answer,
	advice: string,
): Promise<void> {
	if (!holdersOf(body).some(deniesSurely)) return;
	const said = await client.quote(body);
	throw parameters.fail(`Assemble answered with an error${said === '' ? '' : `: ${said}`}`, advice);
}

/** Whether a candidate that was accepted is not known to have any effect. */
export function isUnproven<T extends string>(
	{ guesses }: AssembleClient,
	guess: Guess<T>,
	candidate: T,
): boolean {
	if (candidate === guess.candidates[0]) return false;
	return !guesses.isSettled(guess) || guesses.current(guess) !== candidate;
}

/** The links of a body that a record shows not to have, or not to show at all. */
export function missingLinks(body: IDataObject, record: IDataObject): Link[] {
	return linksIn(body).filter((link) => {
		const found = bare(record[link]) ?? record[`${link}_id`];
		const id = isObject(found) ? found.id : found;
		return String(id) !== String(asObject(body[link]).id);
	});
}

function linksIn(body: IDataObject): Link[] {
	return LINKS.filter((link) => {
		const value = body[link];
		return isObject(value) && Object.keys(value).join() === 'id';
	});
}

/** An object may come from 'Extra Fields', with more in it. */
function inForm(body: IDataObject, form: Form): IDataObject {
	if (form === 'object') return body;
	const links = linksIn(body);
	return Object.fromEntries(
		Object.entries(body).map(([field, value]) => {
			const link = links.find((one) => one === field);
			return link === undefined ? [field, value] : [`${field}_id`, asObject(value).id];
		}),
	);
}

/** A name such as `family.id` means that the object was understood. */
function isAboutLinks(body: unknown, links: Link[]): boolean {
	const names = links.flatMap((link) => [link, `${link}_id`]);
	const { errors } = asObject(body);
	const fields = Object.keys(asObject(errors));
	return fields.length > 0
		? fields.every((field) => names.includes(field))
		: names.some((name) => namesField(body, name));
}
