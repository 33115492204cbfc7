import { readFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.join(import.meta.dirname, '../..');

/** The part of a page from one heading to the next one, whatever its level. */
export interface Section {
	title: string;
	/** 1 for the title of the page; 0 for what stands before it. */
	level: number;
	anchor: string;
	lines: string[];
}

export interface Table {
	header: string[];
	rows: string[][];
}

export interface Link {
	text: string;
	target: string;
}

/** A page of the documentation, taken apart as far as the tests look into it. */
export class DocPage {
	readonly text: string;

	readonly sections: Section[];

	/** `file` is relative to the package's folder. */
	constructor(readonly file: string) {
		this.text = readFileSync(path.join(root, file), 'utf8');
		this.sections = toSections(this.text.split('\n'));
	}

	/** The section with this title; undefined if the page has none. */
	section(title: string): Section | undefined {
		return this.sections.find((section) => section.title === title);
	}

	/** The sections below the one with this title. */
	within(title: string): Section[] {
		const start = this.sections.findIndex((section) => section.title === title);
		const level = this.sections[start]?.level ?? 0;
		const after = this.sections.slice(start + 1);
		const end = after.findIndex((section) => section.level <= level);
		return start === -1 ? [] : after.slice(0, end === -1 ? undefined : end);
	}

	get anchors(): string[] {
		return this.sections.map(({ anchor }) => anchor);
	}

	/** Links and pictures, outside of code. */
	get links(): Link[] {
		return this.sections.flatMap(({ title, lines }) => [...linksOf([title]), ...linksOf(lines)]);
	}
}

const FENCE = /^\s*(```|~~~)/;

function toSections(lines: string[]): Section[] {
	const sections: Section[] = [{ title: '', level: 0, anchor: '', lines: [] }];
	const used = new Map<string, number>();
	let isCode = false;
	for (const line of lines) {
		if (FENCE.test(line)) isCode = !isCode;
		const [, marks, title] = isCode ? [] : (/^(#{1,6}) (.+)$/.exec(line) ?? []);
		if (marks === undefined || title === undefined) {
			sections.at(-1)?.lines.push(line);
			continue;
		}
		const anchor = toAnchor(title);
		const count = used.get(anchor) ?? 0;
		used.set(anchor, count + 1);
		sections.push({
			title,
			level: marks.length,
			anchor: count === 0 ? anchor : `${anchor}-${count}`,
			lines: [],
		});
	}
	return sections;
}

/** As the usual renderers of Markdown make it. */
function toAnchor(title: string): string {
	return withoutLinks(title)
		.toLowerCase()
		.replace(/[^\p{L}\p{N}\s_-]/gu, '')
		.replace(/\s/g, '-');
}

function linksOf(lines: string[]): Link[] {
	return proseOf(lines).flatMap((line) =>
		[...line.replace(/`[^`]*`/g, '').matchAll(/\[([^\]]*)\]\(([^)\s]+)\)/g)].map(
			([, text = '', target = '']) => ({ text, target }),
		),
	);
}

/** The lines outside of blocks of code. */
function proseOf(lines: string[]): string[] {
	let isCode = false;
	return lines.filter((line) => {
		const isFence = FENCE.test(line);
		if (isFence) isCode = !isCode;
		return !isFence && !isCode;
	});
}

/** The tables of a section whose header begins with these names. */
export function tablesIn(section: Section, ...header: string[]): Table[] {
	return toTables(proseOf(section.lines)).filter((table) =>
		header.every((name, column) => table.header[column] === name),
	);
}

function toTables(lines: string[]): Table[] {
	const tables: Table[] = [];
	for (const [index, line] of lines.entries()) {
		if (!/^\|( *:?-+:? *\|)+$/.test(line)) continue;
		const rows: string[][] = [];
		for (let row = index + 1; lines[row]?.startsWith('|') === true; row += 1) {
			rows.push(toCells(lines[row] ?? ''));
		}
		tables.push({ header: toCells(lines[index - 1] ?? ''), rows });
	}
	return tables;
}

function toCells(line: string): string[] {
	return line
		.split(/(?<!\\)\|/)
		.slice(1, -1)
		.map((cell) => cell.trim().replaceAll('\\|', '|'));
}

/** The text without the marks of code around it. */
export function plain(cell: string): string {
	return /^`([^`]*)`$/.exec(cell)?.[1] ?? cell;
}

/** The JSON of the block of code that follows the line which begins like this; undefined if none does. */
export function jsonAfter(
	section: Section,
	beginning: string,
): { line: string; json: unknown } | undefined {
	const { lines } = section;
	const start = lines.findIndex((line) => line.startsWith(beginning));
	if (start === -1) return undefined;
	const fence = lines.indexOf('```json', start);
	const code = lines.slice(fence + 1, lines.indexOf('```', fence + 1)).join('\n');
	return { line: lines[start] ?? '', json: JSON.parse(code) };
}

/** What a guide shows with one table of settings. */
export interface Shown {
	/** The paragraph before it. */
	text: string;
	/** The JSON or the table that follows; undefined if the paragraph is all there is. */
	items: unknown[] | Table | undefined;
}

/** What follows the paragraph which begins like this; undefined if none does. */
export function shownAfter({ lines }: Section, beginning: string): Shown | undefined {
	const start = lines.findIndex((line) => line.startsWith(beginning));
	if (start === -1) return undefined;
	const blank = lines.indexOf('', start);
	const end = blank === -1 ? lines.length : blank;
	const after = lines.slice(end);
	const next = after.find((line) => line !== '') ?? '';
	const rest = { title: '', level: 0, anchor: '', lines: ['', ...after] };
	return {
		text: lines.slice(start, end).join(' '),
		items: next.startsWith('|')
			? toTables(after)[0]
			: next === '```json'
				? (jsonAfter(rest, '')?.json as unknown[])
				: undefined,
	};
}

/** The settings tables of a page, each as a section of its own that ends where the next one begins. */
export function examplesIn(page: DocPage): Section[] {
	return page.sections.flatMap((section) => {
		const isStart = (line: string) => /^\| Setting +\| Value +\|$/.test(line);
		const starts = section.lines.flatMap((line, index) => (isStart(line) ? [index] : []));
		return starts.map((start, index) => ({
			...section,
			lines: section.lines.slice(start, starts[index + 1]),
		}));
	});
}

/** The text of a link, or of whatever else it is. */
export const withoutLinks = (text: string): string => text.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
