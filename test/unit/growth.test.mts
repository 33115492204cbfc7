// Whatever reads what comes from outside takes a time that grows with its length alone: no cell, credential or
// answer may hold up n8n for minutes. Patterns by themselves are for patterns.test.mts.
import type { IDataObject, INodeProperties } from 'n8n-workflow';

import * as assembleCredential from '../../nodes/Assemble/login/credential.ts';
import {
	emptiedFields,
	findDifferences,
	shown,
} from '../../nodes/Assemble/resources/roleProfile/compare.ts';
import * as visibleText from '../../nodes/Assemble/resources/roleProfile/visibleText.ts';
import { labelIn, openShape } from '../../nodes/Assemble/shared/openShape.ts';
import * as places from '../../nodes/Assemble/shared/places.ts';
import {
	customFieldValue,
	profileShape,
	tagNames,
} from '../../nodes/Vome/resources/profile/shape.ts';
import { readAnswer } from '../../nodes/Vome/resources/profile/write/answers.ts';
import * as answerWords from '../../nodes/Vome/resources/profile/write/answerWords.ts';
import { isEmpty } from '../../nodes/Vome/resources/profile/write/columns.ts';
import { planHeadings } from '../../nodes/Vome/resources/profile/write/headings.ts';
import { names } from '../../nodes/Vome/resources/profile/write/proof.ts';
import { OrderFinder } from '../../nodes/Vome/resources/profile/write/values/date.ts';
import {
	readContactName,
	readContactPhone,
} from '../../nodes/Vome/resources/profile/write/values/contact.ts';
import { readDetail } from '../../nodes/Vome/resources/profile/write/values/detail.ts';
import { foldWords, isRounded } from '../../nodes/Vome/resources/profile/write/values/reading.ts';
import { toApiKey } from '../../nodes/Vome/shared/credential.ts';
import { foldCase, isSameEmail } from '../../nodes/Vome/shared/identifiers.ts';
import { joinLabel, personName, shareLink } from '../../nodes/Vome/shared/texts.ts';
import { compareFields, namesOfFields } from '../../nodes/shared/check/fields.ts';
import { askable, isInOrder } from '../../nodes/shared/check/lists.ts';
import { cleanText, isSheetError } from '../../nodes/shared/form/cells.ts';
import { titleCase } from '../../nodes/shared/form/labels.ts';
import { toMoment } from '../../nodes/shared/form/moments.ts';
import { brokenRule, isBlank, Parameters, toBoolean } from '../../nodes/shared/form/parameters.ts';
import { Hints } from '../../nodes/shared/hints.ts';
import { decode } from '../../nodes/shared/http/body.ts';
import * as denials from '../../nodes/shared/http/denials.ts';
import * as errors from '../../nodes/shared/http/errors.ts';
import {
	causeChain,
	proxyIn,
	retryAfter,
	withinOrigin,
} from '../../nodes/shared/http/httpClient.ts';
import { toOrigin } from '../../nodes/shared/http/origin.ts';
import { keepSecrets, redact, shorten } from '../../nodes/shared/http/secrets.ts';
import { containsText, isSameText } from '../../nodes/shared/lists/filters.ts';
import * as records from '../../nodes/shared/records.ts';
import { canonical } from '../../nodes/shared/triggers/fingerprint.ts';
import { CELL_READERS } from '../support/cellReaders.mts';
import { fakeContext } from '../support/context.mts';
import { sampler } from '../support/sampled.mts';

type Read<T> = (input: T) => unknown;

const form: INodeProperties[] = [
	{
		displayName: 'X',
		name: 'x',
		type: 'options',
		options: [{ name: 'In Use', value: 'inUse' }],
		default: 'inUse',
	},
	{ displayName: 'Number', name: 'number', type: 'number', default: 1 },
];

const parametersOf = (value: unknown) => {
	const { context } = fakeContext({ x: value, number: value } as IDataObject);
	return new Parameters(context, 0, form);
};

const ORIGIN = 'https://api.example.org';
const ADDRESS = { label: 'Base URL', example: ORIGIN };
const SECRET = 'a1-"<[({\\/,;:@ .b2';
const PERSON = { email: 'kim@example.org', uniqueId: '1' };
const profile = profileShape(ORIGIN);
const profileWith = (value: unknown): IDataObject => ({
	id: '1',
	profile_details: { first_name: value, full_name: value, profile_image: value, gender: value },
	profile_tags: [{ tag: { tag_title: value } }],
	custom_fields: [{ custom_field: { id: '2', name: value }, custom_field_value: value }],
});

/** What reads a text from outside, by name. */
const OF_TEXT: Record<string, Read<string>> = {
	...CELL_READERS,
	readContactName,
	readContactPhone,
	readDetail,
	cleanText,
	'OrderFinder: a cell': (text) => new OrderFinder('').see(text),
	'OrderFinder: a heading': (text) => new OrderFinder(text).found,
	foldWords,
	isEmpty,
	isRounded,
	isSheetError,
	planHeadings: (text) =>
		planHeadings(
			new Set([text, `custom_fields.${text}é`]),
			new Set([text]),
			[{ column: 'custom_field:1', name: text }],
			true,
		),
	'planHeadings: another one': (text) => planHeadings(new Set([text]), new Set([text]), [], true),
	foldCase,
	isSameEmail: (text) => isSameEmail(text, `${text} `),
	personName: (text) => personName({ first_name: text, last_name: text }),
	joinLabel: (text) => joinLabel([text, text]),
	shareLink,
	'shareLink: https': (text) => shareLink(`https://${text}`),
	toApiKey,
	simplify: (text) => profile.simplify(profileWith(text)),
	'simplify: two slashes': (text) => profile.simplify(profileWith(`//${text}`)),
	flatten: (text) => profile.flatten(profileWith(text)),
	customFieldValue: (text) => customFieldValue(profileWith(text), `${text} `),
	tagNames: (text) => tagNames(profileWith(text)),
	readAnswer: (text) =>
		readAnswer(
			{ message: text, [text]: text, results: [{ email: text, status: text }] },
			[PERSON],
			{
				operation: 'upsert',
				matchBy: 'email',
			},
		),
	toOutcomeOf: (text) =>
		answerWords.isOutcomeOf(text, 'failed') || answerWords.isOutcomeOf(text, 'written'),
	deniesSurely: (text) => denials.deniesSurely({ status: text, [text]: text }),
	isYes: (text) => denials.isYes(text),
	doubts: (text) => answerWords.doubts({ message: text, [text]: text }),
	saysYes: (text) => answerWords.saysYes({ message: text }, text),
	names: (text) => names({ email: text, value: text }, PERSON),
	toOrganisationOrigin: assembleCredential.toOrganisationOrigin,
	readApiPath: (text) => assembleCredential.readApiPath({ apiPath: text }),
	readLogin: (text) =>
		assembleCredential.readLogin({
			organisation: 'x',
			email: text,
			password: text,
			authPath: text,
		}),
	bareToken: assembleCredential.bareToken,
	readPastedToken: assembleCredential.readPastedToken,
	isPast: assembleCredential.isPast,
	'isPast: its middle': (text) => assembleCredential.isPast(`a.${text}.b`),
	...(visibleText as unknown as Record<string, Read<string>>),
	isFormattingLost: (text) => visibleText.isFormattingLost(text, `x${text}`),
	findDifferences: (text) =>
		findDifferences(
			{ a: text, b: [text], c: text },
			{ a: `${text}y`, b: [`x${text}`], c: `<b>${text}` },
			{},
		),
	'findDifferences: cut': (text) =>
		findDifferences({ a: text }, { a: text.slice(0, text.length / 2) }, {}),
	shown,
	emptiedFields: (text) =>
		emptiedFields(['a'], { before: { a: text }, sent: {}, after: { a: text } }),
	labelIn: (text) => labelIn({ first_name: text, email: text }),
	resourceOf: places.resourceOf,
	pathAt: (text) => places.pathAt({ base: '', name: 'x', path: '/x' }, text),
	askable,
	isInOrder: (text) => isInOrder({ label: '', query: {}, values: [text, `${text}x`] } as never),
	titleCase,
	toMoment: (text) => toMoment(text, 'America/Toronto'),
	'toMoment: a time': (text) => toMoment(`2026-01-01T10:00:00.${text}`, 'America/Toronto'),
	toBoolean,
	isBlank,
	brokenRule: (text) => brokenRule(text, 'is wrong', text),
	'Parameters.text': (text) => parametersOf(text).text('x'),
	'Parameters.cell': (text) => parametersOf(text).cell('x'),
	'Parameters.time': (text) => parametersOf(text).time('x'),
	'Parameters.day': (text) => parametersOf(text).day('x'),
	'Parameters.code': (text) => parametersOf(text).code('x', ['Draft', 'In Use']),
	'Parameters.codes': (text) => parametersOf(text).codes('x', ['Draft', 'In Use']),
	'Parameters.integer': (text) => parametersOf(text).integer('number'),
	'Parameters.boolean': (text) => parametersOf(text).boolean('x'),
	'Parameters.choice': (text) => parametersOf(text).choice('x'),
	'Parameters.list': (text) => parametersOf(text).list('x'),
	'Parameters.namesOf': (text) => parametersOf(text).namesOf('x', ['a', 'b']),
	'Parameters.namesOrIds': (text) => parametersOf(text).namesOrIds('x'),
	'Parameters.id': (text) => parametersOf(text).id('x'),
	'Parameters.ids': (text) => parametersOf(text).ids('x'),
	'Parameters.json': (text) => parametersOf(text).json('x'),
	'Hints.add': (text) => {
		const hints = new Hints(undefined, (long) =>
			errors.legible(long, errors.LONGEST_MESSAGE, [SECRET]),
		);
		hints.add(text);
		hints.endItem(true);
		return hints.toExecutionHints('Vome');
	},
	decode: (text) => decode(Buffer.from(text)),
	'decode: JSON': (text) => decode(Buffer.from(JSON.stringify({ a: [text] }))),
	serverText: (text) => errors.serverText({ message: text, errors: { [text]: [text] } }, [SECRET]),
	'serverText: text': (text) => errors.serverText(text, [SECRET]),
	wordsOfError: (text) => errors.wordsOfError({ error: { message: text } }, [SECRET]),
	isWebPage: errors.isWebPage,
	namesField: (text) => errors.namesField({ message: text }, text.slice(0, 20)),
	legible: (text) => errors.legible(text, errors.LONGEST_MESSAGE, [SECRET]),
	connectionCause: errors.connectionCause,
	isUnsent: errors.isUnsent,
	isLasting: errors.isLasting,
	redact: (text) => redact(text, [SECRET]),
	shorten: (text) => shorten(text, 2_000),
	keepSecrets: (text) => keepSecrets(ORIGIN, [text]),
	toOrigin: (text) => toOrigin(text, ADDRESS),
	'toOrigin: https': (text) => toOrigin(`https://${text}`, ADDRESS),
	retryAfter,
	proxyIn: (text) => proxyIn(new Error(`connect ECONNREFUSED ${text}`), ORIGIN),
	withinOrigin: (text) =>
		withinOrigin({ statusCode: 302, headers: { location: `/${text}` }, body: '' }, `${ORIGIN}/`),
	causeChain: (text) => causeChain(new Error(text)),
	containsText: (text) => containsText(text, text.slice(-50)),
	'containsText: the part': (text) => containsText(`x${text}`, text),
	isSameText: (text) => isSameText(text, `${text} `),
	readCount: records.readCount,
	canonical,
};

/** What reads JSON from outside, by name. */
const OF_JSON: Record<string, Read<unknown>> = {
	canonical,
	simplify: (value) => profile.simplify(profileWith(value)),
	flatten: (value) => profile.flatten(profileWith(value)),
	'flatten: an open shape': (value) => openShape('x').flatten({ id: 1, a: value } as IDataObject),
	'simplify: an open shape': (value) => openShape('x').simplify?.(asObject(value)),
	tagNames: (value) => tagNames({ profile_tags: value } as IDataObject),
	readAnswer: (value) => readAnswer(value, [PERSON], { operation: 'upsert', matchBy: 'email' }),
	doubts: (value) => answerWords.doubts(asObject(value)),
	names: (value) => names(value, PERSON),
	findDifferences: (value) =>
		findDifferences({ a: value } as IDataObject, { a: structuredClone(value) } as IDataObject, {}),
	'findDifferences: all differ': (value) =>
		findDifferences({ a: value } as IDataObject, { a: [value] }, {}),
	shown,
	readEnvelope: (value) => places.readEnvelope({ data: value }),
	unwrap: places.unwrap,
	judgeList: (value) =>
		places.judgeList(places.resourceOf('/users'), { status: 200, body: { data: value } }),
	compareFields: (value) => compareFields([asObject(value)], { id: 'text' } as never),
	namesOfFields: (value) => namesOfFields([asObject(value)]),
	serverText: (value) => errors.serverText(value, [SECRET]),
	wordsOfError: (value) => errors.wordsOfError({ error: value }, [SECRET]),
	namesField: (value) => errors.namesField(value, 'a'),
	bare: records.bare,
	isRecords: records.isRecords,
	asObjects: records.asObjects,
	readChoices: (value) => CELL_READERS.readChoices?.(value),
	isEmpty,
	'Parameters.codes': (value) => parametersOf(value).codes('x', ['Draft']),
	'Parameters.ids': (value) => parametersOf(value).ids('x'),
	'Parameters.list': (value) => parametersOf(value).list('x'),
	'Parameters.namesOrIds': (value) => parametersOf(value).namesOrIds('x'),
	planHeadings: (value) => {
		const headings = new Set(Object.keys(asObject(value)).map((key) => `Email ${key}`));
		return planHeadings(headings, headings, [], true);
	},
};

const asObject = (value: unknown) =>
	(Array.isArray(value) ? { list: value } : value) as IDataObject;

const PARTS = [
	...[
		'1',
		'1 ',
		'1,',
		'1.',
		'1/',
		'1e',
		'1a',
		'a1',
		'00:',
		'1990-',
		'.1',
		'+',
		'+1 ',
		'E+',
		'0,000',
	],
	...[' ', '\u00A0', '\n', '\r\n', '\t ', '\uFEFF', '\u200D', '\u0301\u0323', '\u0301'.repeat(29)],
	...[',', ', ', ';', '.', '. ', ':', '-', '– ', '_', '=', '#', '?', '&', '/', '//', '\\', '\\\\"'],
	...[
		'"',
		'“',
		"'",
		'`',
		'""',
		'"a" ',
		'(',
		')',
		'[',
		']',
		'[]',
		'{',
		'{"a":',
		'[[',
		'()',
		'<',
		'>',
	],
	...[
		'<<',
		'<>',
		'<a',
		'<a ',
		'<!--',
		'<style>',
		'<script',
		'</p>',
		'<a@b> ',
		'&lt;',
		'&#',
		'&#1;',
		'&a',
	],
	...[
		'@',
		'a@',
		'@.',
		'a@b.c',
		'a',
		'a ',
		'A,',
		'a, b, ',
		'aA',
		'é',
		'e\u0301',
		'😀',
		'ß',
		'%',
		'%4',
		'%41',
	],
	...[
		'm',
		'd m ',
		'mm/',
		'yy ',
		'le la ',
		"a's ",
		'1 a ',
		'_1',
		'de du ',
		'and ',
		'value your ',
		'Feb ',
	],
	...[
		'mailto:',
		'tel:',
		'http://',
		'https://a/',
		'Bearer ',
		'T',
		'T10:00',
		'Z',
		'.a',
		'a.',
		'a.b.',
	],
	...[
		'no errors ',
		'0 of ',
		'1 of 1 ',
		'not ',
		'updated ',
		'1 a b c d ',
		'null,',
		'true',
		'\\u0041',
		'***',
	],
];

const LENGTH = 8_000;

const texts = PARTS.flatMap((part) => {
	const run = part.repeat(Math.ceil(LENGTH / part.length)).slice(0, LENGTH);
	return [`${run}x`, `1990-02-01 "<${run}`, `/${run}?\n`];
});

const nested = (depth: number, wrap: (inner: unknown) => unknown) => {
	let value: unknown = 'x';
	for (let level = 0; level < depth; level += 1) value = wrap(value);
	return value;
};

/** JSON of a size. */
const SHAPES: Record<string, (size: number) => unknown> = {
	'a deep list': (size) => nested(size / 20, (inner) => [inner]),
	'a deep object': (size) => nested(size / 20, (a) => ({ a })),
	'a deep error': (size) => nested(size / 20, (error) => ({ error })),
	'a deep envelope': (size) => nested(size / 20, (data) => ({ data })),
	'a long list of texts': (size) => Array.from({ length: size }, (_, at) => `t${at}`),
	'a long list of the same': (size) => Array.from({ length: size }, () => 'same'),
	'a long list of records': (size) => Array.from({ length: size }, (_, id) => ({ id, name: 'n' })),
	'a long list of lists': (size) => Array.from({ length: size }, () => [['x']]),
	'an object of many keys': (size) =>
		Object.fromEntries(Array.from({ length: size }, (_, at) => [`k${at}`, `v${at}`])),
	'an object of many lists': (size) =>
		Object.fromEntries(Array.from({ length: size }, (_, at) => [`k${at}`, [at]])),
};

/** What is wrong is refused, but never because of its size. */
function attempt<T>(read: Read<T>, input: T): void {
	try {
		read(input);
	} catch (error) {
		if (error instanceof RangeError) throw error;
	}
}

/**
 * In ms. Other processes stretch the time that passes, and the threads that collect garbage or compile
 * stretch the time of computing: the smaller one is nearer to the truth.
 */
function timeOf<T>(read: Read<T>, input: T): number {
	const [start, begun] = [performance.now(), process.cpuUsage()];
	attempt(read, input);
	const { user, system } = process.cpuUsage(begun);
	return Math.min(performance.now() - start, (user + system) / 1_000);
}

/** What is done in this time, in ms, is not of quadratic cost on any machine. */
const QUICK = 16;

/** The same for what takes long with any input: so many times as long as with a plain one. */
const USUAL = 3;

/** Four times the input takes 16 times as long if the cost is quadratic. */
const MOST_GROWTH = 9;

const MOST_TRIES = 15;

/**
 * How many times as long it takes with four times the input. What is too much is measured again, since
 * a busy machine may stretch it, and has to grow from each of the three sizes to the next.
 */
function growthOf<T>(
	read: Read<T>,
	[small, middle, large]: [T, T, T],
	quick = QUICK,
	time: (read: Read<T>, input: T) => number = timeOf,
): number {
	if (time(read, large) < quick || time(read, large) < quick) return 1;
	const bestOf = (input: T) => Math.min(...[1, 2, 3].map(() => time(read, input)));
	let growth = Infinity;
	for (let tries = 0; tries < MOST_TRIES && growth > MOST_GROWTH; tries += 1) {
		const [one, two, four] = [bestOf(small), bestOf(middle), bestOf(large)];
		growth = Math.min(growth, two > one && four > two ? four / one : 1);
	}
	return growth;
}

/** Names an input with which the cost grows faster than the size. */
const slow = (name: string, growth: number) =>
	growth > MOST_GROWTH ? [`${name}: ${growth.toFixed(1)} x`] : [];

const cutTo = (text: string, part: number) => text.slice(0, (LENGTH * part) / 4) + text.slice(-1);

describe('the measure', () => {
	const inputs = [1, 2, 4].map((part) => 'a'.repeat(part * 1_000)) as [string, string, string];

	/** The growth of what takes so many ms, on a machine that is busy now and then. */
	const growthOfTime = (ms: (length: number) => number) => {
		let measured = 0;
		const time = (_: unknown, { length }: string) => {
			measured += 1;
			return ms(length) * (measured % 5 === 0 ? 3 : 1);
		};
		return growthOf((text: string) => text, inputs, QUICK, time);
	};

	it('knows what is quadratic', () => {
		expect(growthOfTime((length) => length ** 2 / 1e5)).toBe(16);
	});

	it('knows what is linear', () => {
		expect(growthOfTime((length) => length / 100)).toBe(4);
	});

	it('knows what takes long with any input, and what takes no time', () => {
		expect(growthOfTime(() => 20)).toBe(1);
		expect(growthOfTime((length) => length ** 2 / 1e7)).toBe(1);
	});
});

/** From when on it is worth a measure, in ms. */
function quickOf<T>(read: Read<T>, plain: T): number {
	const times = [1, 2, 3].map(() => timeOf(read, plain));
	return Math.max(QUICK, USUAL * Math.min(...times));
}

const some = sampler(3);

const PLAIN = 'Plain words, one after another. '.repeat(LENGTH / 32);

it.each(Object.entries(OF_TEXT))('text: %s', (_, read) => {
	const quick = quickOf(read, PLAIN);
	const found = some(texts).flatMap((text) =>
		slow(text.slice(0, 40), growthOf(read, [cutTo(text, 1), cutTo(text, 2), text], quick)),
	);
	expect(found).toEqual([]);
});

it.each(Object.entries(OF_JSON))('JSON: %s', (_, read) => {
	const quick = quickOf(
		read,
		Array.from({ length: 5_000 }, (_, id) => ({ id, name: `Name ${id}` })),
	);
	const found = Object.entries(SHAPES).flatMap(([name, make]) =>
		slow(name, growthOf(read, [make(1_250), make(2_500), make(5_000)], quick)),
	);
	expect(found).toEqual([]);
});
