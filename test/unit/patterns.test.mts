// No regular expression of the package costs more than in proportion to the text: otherwise a long text from
// outside could hold up n8n for minutes.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import * as workflow from 'n8n-workflow';
import { analyse } from 'scslre';
import ts from 'typescript';

import { root } from '../../scripts/docs/page.mts';

interface Pattern {
	source: string;
	flags: string;
}

const files = ['nodes', 'credentials'].flatMap((folder) =>
	readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.ts'))
		.map((file) => path.join(folder, file)),
);

/** The literals of a file, and the calls that make patterns out of texts. */
function patternsIn(file: string) {
	const text = readFileSync(path.join(root, file), 'utf8');
	const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
	const literals: Pattern[] = [];
	const calls: Array<{ isOnceForAll: boolean }> = [];
	const visit = (node: ts.Node, isOnceForAll: boolean): void => {
		if (ts.isRegularExpressionLiteral(node)) {
			const end = node.text.lastIndexOf('/');
			literals.push({ source: node.text.slice(1, end), flags: node.text.slice(end + 1) });
		}
		const isCall = ts.isNewExpression(node) || ts.isCallExpression(node);
		if (isCall && node.expression.getText() === 'RegExp') calls.push({ isOnceForAll });
		ts.forEachChild(node, (child) => visit(child, isOnceForAll && !ts.isFunctionLike(node)));
	};
	visit(source, true);
	return { file, literals, calls };
}

const found = files.map(patternsIn);

/** The patterns that a file makes when it is loaded. */
function madeBy(file: string): Pattern[] {
	const made: Pattern[] = [];
	const { RegExp } = globalThis;
	globalThis.RegExp = new Proxy(RegExp, {
		construct: (_, args: ConstructorParameters<typeof RegExp>) => {
			const pattern = new RegExp(...args);
			// The files that it imports have a test of their own, and n8n's are not ours.
			const [, , caller = ''] = (new Error().stack ?? '').split('\n');
			if (caller.includes(file)) made.push(pattern);
			return pattern;
		},
	});
	try {
		jest.isolateModules(() => {
			jest.doMock('n8n-workflow', () => workflow);
			jest.requireActual<object>(path.join(root, file));
		});
	} finally {
		globalThis.RegExp = RegExp;
	}
	return made;
}

/** The patterns by which n8n checks what is typed into a form. */
function patternsOf(form: unknown): Pattern[] {
	if (typeof form !== 'object' || form === null) return [];
	return Object.entries(form).flatMap(([name, value]) =>
		name === 'regex' && typeof value === 'string'
			? [{ source: value, flags: '' }]
			: patternsOf(value),
	);
}

function slowOnes(patterns: Pattern[]): string[] {
	return patterns
		.filter(({ source, flags }) => {
			const { reports } = analyse({ source, flags });
			return reports.length > 0;
		})
		.map(({ source, flags }) => `/${source}/${flags}`);
}

it.each([
	[/\s+$/, '0'],
	[/(a+)+b/, '1'],
	[/^\s*\w*\s*-?\s*$/, '2'],
	[/".*"$/, '3'],
])('the check knows a slow one: %p', (pattern) => {
	expect(slowOnes([pattern])).toHaveLength(1);
});

const withLiterals = found.filter(({ literals }) => literals.length > 0);

it('finds the patterns', () => {
	expect(withLiterals.length).toBeGreaterThan(50);
});

it.each(withLiterals)('$file', ({ literals }) => {
	expect(slowOnes(literals)).toEqual([]);
});

it.each(found.filter(({ calls }) => calls.length > 0))('$file, put together', ({ file, calls }) => {
	// Others are not seen here.
	expect(calls.every(({ isOnceForAll }) => isOnceForAll)).toBe(true);
	const made = madeBy(file);
	expect(made.length).toBeGreaterThanOrEqual(calls.length);
	expect(slowOnes(made)).toEqual([]);
});

it.each(files.filter((file) => file.endsWith('.node.ts')))('the form of %s', (file) => {
	const [Node] = Object.values(
		jest.requireActual<Record<string, new () => { description: object }>>(path.join(root, file)),
	);
	const { description } = new (Node as new () => { description: object })();
	const patterns = patternsOf(description);
	expect(slowOnes(patterns)).toEqual([]);
});
