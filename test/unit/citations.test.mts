// What comments cite of docs/contract/ is there, and all of them cite it in the same form.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { DocPage, root } from '../../scripts/docs/page.mts';

const FOLDERS = ['nodes', 'credentials', 'sandbox', 'test', 'engine', 'scripts'];

/** Such as "4.2", "7 no. 2 and 3" or "U7". */
const PLACE = String.raw`(?:[A-Z]\d+|\d+(?:\.\d+)?(?: no\. \d+(?:(?:, | and | to )\d+(?![.\d]| no\.))*)?)`;

/** Such as "contract/vome.md 4.0 and 7 no. 2", with the name of the page and its places. */
const CITATION = new RegExp(
	String.raw`\bcontract/([\w-]+)\.md (${PLACE}(?:(?:, | and | to )${PLACE})*)`,
	'g',
);

/** What looks like a citation, but is not in the form of one. */
const OTHER_FORMS = new RegExp(
	[
		/(?<!docs\/)\bcontract\/[\w-]+\.md\b.{0,20}/,
		/\b(?:vome|assemble)\.md (?:\d|[UC]\d|(?:sections?|unknowns?|no\.) ).{0,20}/,
		/(?<!RFC \d+,? )\bsections? \d.{0,20}/,
		/\bno\. \d+/,
		/\bunknowns? \d+/,
		/(?<=[ (])[UC]\d{1,2}(?=[ ),.:;])/,
		/\([1-9]\.\d\)/,
		/\d of the contract\b/,
	]
		.map(({ source }) => source)
		.join('|'),
	'g',
);

/** Comments that go on over several lines as one text. */
function toProse(source: string): string {
	return source.replace(/\n\s*(\/\/|\*(?!\/)) ?/g, ' ');
}

const pages = new Map<string, DocPage>();

function pageOf(name: string): DocPage | undefined {
	const file = `docs/contract/${name}.md`;
	if (!pages.has(name) && existsSync(path.join(root, file))) pages.set(name, new DocPage(file));
	return pages.get(name);
}

/** Why a place is not on the page; undefined if it is. */
function faultOf(page: DocPage, place: string): string | undefined {
	if (/^[A-Z]/.test(place)) {
		const row = new RegExp(String.raw`^\| ${place} +\|`);
		const isThere = page.sections.some(({ lines }) => lines.some((line) => row.test(line)));
		return isThere ? undefined : `has no row ${place}`;
	}
	const [heading = '', entries] = place.split(' no. ');
	const section = page.sections.find(({ title }) => /^\d+(\.\d+)?/.exec(title)?.[0] === heading);
	if (section === undefined) return `has no heading ${heading}`;
	const missing = (entries?.match(/\d+/g) ?? []).find(
		(entry) => !section.lines.some((line) => line.startsWith(`${entry}. `)),
	);
	return missing === undefined ? undefined : `has no entry ${missing} in ${heading}`;
}

function citationsIn(source: string) {
	return [...toProse(source).matchAll(CITATION)].map(([text, name = '', places = '']) => ({
		text,
		name,
		places: places.match(new RegExp(PLACE, 'g')) ?? [],
	}));
}

function faultsIn(source: string): string[] {
	const dead = citationsIn(source).flatMap(({ text, name, places }) => {
		const page = pageOf(name);
		if (page === undefined) return [`${text}: there is no such page`];
		const faults = places.map((place) => faultOf(page, place));
		return faults.filter((fault) => fault !== undefined).map((fault) => `${text}: ${fault}`);
	});
	const rest = toProse(source).replace(CITATION, '');
	const other = [...rest.matchAll(OTHER_FORMS)].map(
		([text]) => `not in the form of a citation: ${text}`,
	);
	return [...dead, ...other];
}

const sources = FOLDERS.map((folder) => {
	const files = readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => /\.m?ts$/.test(file))
		.map((file) => path.join(folder, file))
		.filter((file) => path.join(root, file) !== __filename);
	return [
		folder,
		files.map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8') })),
	] as const;
});

it('finds citations', () => {
	const count = (folder: string) =>
		sources
			.filter(([name]) => name === folder)
			.flatMap(([, files]) => files.flatMap(({ text }) => citationsIn(text))).length;
	expect(count('nodes')).toBeGreaterThan(80);
	expect(count('sandbox')).toBeGreaterThan(120);
});

it.each([
	'contract/vome.md 4.2',
	'stated in contract/vome.md 4.0 and 7 no. 2 and 3, and shown',
	'(contract/vome.md 1 to 3; contract/assemble.md 1, 4 and U1)',
	'(contract/assemble.md C20)',
	' * A comment that goes on (contract/vome.md\n\t * 4.7 no. 16 and 17).',
	'// See docs/contract/vome.md and RFC 6749, section 5.2.',
])('takes %j', (source) => {
	expect(faultsIn(source)).toEqual([]);
});

it.each([
	['contract/people.md 4.2', 'there is no such page'],
	['contract/vome.md 4.9', 'has no heading 4.9'],
	['contract/vome.md 4.2 and 12', 'has no heading 12'],
	['contract/vome.md 4.7 no. 16 and 99', 'has no entry 99 in 4.7'],
	['contract/vome.md 4.2 no. 1', 'has no entry 1 in 4.2'],
	['contract/vome.md 4.0,\n// 7 no. 99', 'has no entry 99 in 7'],
	['contract/vome.md U7', 'has no row U7'],
	['contract/assemble.md 1, 4 and U99', 'has no row U99'],
])('reports %j, which leads nowhere', (source, fault) => {
	expect(faultsIn(source)).toEqual([expect.stringContaining(fault)]);
});

it.each([
	'(contract: vome.md 4.2)',
	'(inferred, vome.md 4.2 and more)',
	'(contract: vome.md\n * section 7, no. 4)',
	'(section 7, no. 4)',
	'(4.7, no. 11)',
	'(4.2)',
	'(unknown 5)',
	'(U24)',
	'section 5 of the contract',
	'4.2 of the contract',
	'(contract/vome.md)',
	'(contract/vome.md section 4)',
])('reports %j, which is another form', (source) => {
	expect(faultsIn(source)).not.toEqual([]);
});

it.each(sources)('all citations in %s lead somewhere', (_, files) => {
	const faults = files.flatMap(({ file, text }) =>
		faultsIn(text).map((fault) => `${file}: ${fault}`),
	);
	expect(faults).toEqual([]);
});
