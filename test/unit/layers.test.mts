// Who may import whom within nodes/: a file knows what lies below it, never what is built upon it.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { root } from '../../scripts/docs/page.mts';

/** The lowest layers first. Files of one layer may import each other; layers side by side may not. */
type Layers = RegExp[][];

const SHARED: Layers = [
	[/^(records|hints|digest|guesses|htmlText|kept|normalForm|turns|once|url)\.ts$/],
	[/^http\//],
	[/^form\//],
	[/^lists\//],
	[/^operations\.ts$/, /^triggers\//, /^check\//],
];

/** Of a service, which may import all of nodes/shared, and nothing of the other service. */
const SERVICE: Layers = [
	[/^shared\/guesses\.ts$/],
	[/^login\//],
	[/^shared\//],
	[/^resources\//],
	[/^methods\//],
	[/^[^/]+\.ts$/],
];

const nodes = path.join(root, 'nodes');

/** Relative to nodes/. */
const files = readdirSync(nodes, { recursive: true, encoding: 'utf8' })
	.map((file) => file.split(path.sep).join('/'))
	.filter((file) => file.endsWith('.ts'));

/** The files of ours that a file imports. */
function importsOf(file: string): string[] {
	const text = readFileSync(path.join(nodes, file), 'utf8');
	const imports = text.matchAll(/\b(?:from|import|require)\b\s*\(?\s*'(\.[^']*)'/g);
	return [...imports].map(([, target = '']) => {
		const imported = path.posix.join(path.posix.dirname(file), target);
		const candidates = [`${imported}.ts`, `${imported}/index.ts`];
		return candidates.find((candidate) => files.includes(candidate)) ?? imported;
	});
}

/** Where a file lies in its folder; undefined if it lies in no layer. */
function layerOf(file: string) {
	const [folder = '', ...rest] = file.split('/');
	const layers = folder === 'shared' ? SHARED : SERVICE;
	const rank = layers.findIndex((row) => row.some((layer) => layer.test(rest.join('/'))));
	const layer = layers[rank]?.find((candidate) => candidate.test(rest.join('/')));
	return layer === undefined ? undefined : { folder, rank, layer };
}

function mayImport(file: string, imported: string): boolean {
	const [from, to] = [layerOf(file), layerOf(imported)];
	// A test of its own names these files.
	if (from === undefined || to === undefined) return true;
	if (from.folder !== to.folder) return to.folder === 'shared';
	return from.layer === to.layer || from.rank > to.rank;
}

it('finds what a file imports', () => {
	expect(importsOf('shared/lists/serviceClient.ts')).toContain('shared/http/httpClient.ts');
	expect(importsOf('Vome/Vome.node.ts').length).toBeGreaterThan(1);
	const all = files.flatMap(importsOf);
	expect(all.length).toBeGreaterThan(files.length);
	expect(all.filter((imported) => !files.includes(imported))).toEqual([]);
});

it.each([
	['shared/http/pacing.ts', 'shared/hints.ts', true],
	['shared/http/pacing.ts', 'shared/http/errors.ts', true],
	['shared/http/pacing.ts', 'shared/form/output.ts', false],
	['shared/operations.ts', 'shared/lists/pagination.ts', true],
	['shared/operations.ts', 'shared/triggers/polling.ts', false],
	['shared/triggers/polling.ts', 'shared/operations.ts', false],
	['shared/triggers/polling.ts', 'Vome/shared/client.ts', false],
	['shared/check/lists.ts', 'shared/lists/serviceClient.ts', true],
	['shared/check/lists.ts', 'shared/operations.ts', false],
	['Vome/shared/client.ts', 'shared/triggers/polling.ts', true],
	['Vome/shared/client.ts', 'Assemble/shared/client.ts', false],
	['Assemble/shared/client.ts', 'Assemble/login/session.ts', true],
	['Assemble/login/session.ts', 'Assemble/shared/client.ts', false],
	['Assemble/login/session.ts', 'Assemble/shared/guesses.ts', true],
	['Vome/resources/shift/get.ts', 'Vome/methods/listSearch.ts', false],
	['Vome/methods/listSearch.ts', 'Vome/Vome.node.ts', false],
	['Vome/Vome.node.ts', 'Vome/router.ts', true],
])('%s may import %s: %s', (file, imported, may) => {
	expect(mayImport(file, imported)).toBe(may);
});

it('every file lies in a layer', () => {
	expect(files.filter((file) => layerOf(file) === undefined)).toEqual([]);
});

it('no file imports what is built upon it', () => {
	const offenders = files.flatMap((file) =>
		importsOf(file)
			.filter((imported) => !mayImport(file, imported))
			.map((imported) => `nodes/${file} imports nodes/${imported}`),
	);
	expect(offenders).toEqual([]);
});
