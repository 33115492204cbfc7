/**
 * Writes pools.json, the words that the sandbox's people and places are put together from.
 * Run by hand: `npx tsx sandbox/vome/makePools.mts`.
 *
 * The pools are kept in the repository, so that the sandbox starts at once, its data stay the same
 * over faker versions, and jest (which cannot load ESM-only packages) can import it.
 */
import { writeFile } from 'node:fs/promises';
import {
	type Faker,
	fakerCS_CZ,
	fakerDE,
	fakerEN_CA,
	fakerES,
	fakerFR_CA,
	fakerJA,
	fakerPL,
	fakerPT_BR,
} from '@faker-js/faker';

const people: Record<string, Faker> = {
	en_CA: fakerEN_CA,
	fr_CA: fakerFR_CA,
	pl: fakerPL,
	ja: fakerJA,
	es: fakerES,
	pt_BR: fakerPT_BR,
	de: fakerDE,
	cs_CZ: fakerCS_CZ,
};

function distinct(count: number, make: () => string): string[] {
	const found = new Set<string>();
	for (let tries = 0; found.size < count && tries < count * 50; tries += 1) found.add(make());
	return [...found];
}

function localePool(locale: string, faker: Faker) {
	faker.seed(20260301);
	return {
		locale,
		male: distinct(40, () => faker.person.firstName('male')),
		female: distinct(40, () => faker.person.firstName('female')),
		last: distinct(60, () => faker.person.lastName()),
		streets: distinct(30, () => faker.location.street()),
		cities: distinct(20, () => faker.location.city()),
	};
}

fakerEN_CA.seed(20260301);
const pools = {
	locales: Object.entries(people).map(([locale, faker]) => localePool(locale, faker)),
	companies: distinct(40, () => fakerEN_CA.company.name()),
	sentences: distinct(40, () => fakerEN_CA.lorem.sentence({ min: 5, max: 12 })),
};
await writeFile(new URL('pools.json', import.meta.url), `${JSON.stringify(pools, null, '\t')}\n`);
