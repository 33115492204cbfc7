import { cleanText } from '../../../shared/form/cells';
import type { Parameters } from '../../../shared/form/parameters';
import { asObject, bare } from '../../../shared/records';
import type { AssembleClient } from '../../shared/client';
import { MAX_PAGE_SIZE, PAGE_SIZE } from '../../shared/client';
import { cut } from './compare';
import { ROLE_PROFILES } from './listing';
import { unstyled } from './visibleText';

/** What a role profile belongs to, as fields of the API. */
export const LINKS = ['family', 'recruitment_category', 'base'] as const;

export type Link = (typeof LINKS)[number];

/** Names by ID. */
type Names = Map<number, string>;

/** Names come from this many pages at most. */
const MOST_PAGES = 50;

const known = new WeakMap<AssembleClient, Record<Link, Names>>();

/**
 * The names that role profiles use, read once for each client. No list is documented, so unused ones
 * are missing (contract/assemble.md 5 and U17). Throws a NodeApiError.
 */
export async function readNames(
	client: AssembleClient,
	link: Link,
	itemIndex?: number,
): Promise<Names> {
	const names = known.get(client) ?? (await readAll(client, itemIndex));
	known.set(client, names);
	return names[link];
}

/** A page of 1000 may be too large for the server (contract/assemble.md U10). */
async function readAll(
	client: AssembleClient,
	itemIndex: number | undefined,
): Promise<Record<Link, Names>> {
	const names = { family: new Map(), recruitment_category: new Map(), base: new Map() };
	const isRead = await readPages(client, names, MAX_PAGE_SIZE, [400, 422], itemIndex);
	if (!isRead) await readPages(client, names, PAGE_SIZE, [], itemIndex);
	return names;
}

/** The newest ones first. False if there is no page. */
async function readPages(
	client: AssembleClient,
	names: Record<Link, Names>,
	size: number,
	tooLarge: number[],
	itemIndex: number | undefined,
): Promise<boolean> {
	let pages = 0;
	for await (const profiles of client.pages({
		...ROLE_PROFILES,
		query: { s: 'id', o: 'd' },
		size,
		itemIndex,
		expect: tooLarge,
	})) {
		for (const profile of profiles) {
			for (const link of LINKS) {
				const { id, name } = asObject(bare(profile[link]));
				if (id !== undefined && id !== null) names[link].set(Number(id), String(name ?? id));
			}
		}
		pages += 1;
		if (pages >= MOST_PAGES) break;
	}
	return pages > 0;
}

/** An error lists this many names and counts the rest. */
const MOST_LISTED = 10;

/**
 * The ID that has this name; capitals, blanks and the style of quotes and dashes count only where two
 * names differ in nothing else. Throws a NodeOperationError if none has it, or several have.
 */
export async function findByName(
	client: AssembleClient,
	parameters: Parameters,
	link: Link,
	text: string,
): Promise<number> {
	const names = [...(await readNames(client, link, parameters.itemIndex))].sort(
		([one], [other]) => one - other,
	);
	const matching = (form: (name: string) => string) => {
		const wanted = form(text);
		return names.filter(([, name]) => form(name) === wanted).map(([id]) => id);
	};
	const exact = matching(cleanText);
	const [id, ...others] = exact.length > 0 ? exact : matching((name) => unstyled(cleanText(name)));
	const [what, name] = [link.replace('_', ' '), cut(text, LONGEST_NAME)];
	if (id === undefined) {
		throw parameters.fail(
			`No role profile has the ${what} '${name}'`,
			`${listed(names.map(([, one]) => one))} One that no role profile has yet can be given by its ID.`,
		);
	}
	if (others.length === 0) return id;
	throw parameters.fail(
		`'${name}' is the name of more than one ${what}: ${cut([id, ...others].join(', '))}`,
		'Give the ID instead of the name.',
	);
}

const LONGEST_NAME = 80;

function listed(names: string[]): string {
	if (names.length === 0) return 'None is in use.';
	const sorted = [...names].sort((one, other) => one.localeCompare(other));
	const shown = sorted.slice(0, MOST_LISTED).map((name) => cut(name, LONGEST_NAME));
	const more = names.length - shown.length;
	return `There are: ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
}
