import type { IDataObject } from 'n8n-workflow';

import type { Guess, Guesses } from '../../../../shared/guesses';
import { asObject, asObjects } from '../../../../shared/records';
import { BODY_BOOLEAN, CHOICES, PEOPLE, UNIQUE_ID, UPSERT } from '../../../shared/guesses';

const PARTS = {
	upsert: UPSERT,
	people: PEOPLE,
	uniqueId: UNIQUE_ID,
	choices: CHOICES,
	bodyBoolean: BODY_BOOLEAN,
} as const;

export type Part = keyof typeof PARTS;

/** How people are sent: a candidate of each guess. */
export type Dialect = { [Name in Part]: (typeof PARTS)[Name]['candidates'][number] };

const NAMES = Object.keys(PARTS) as Part[];

const OPERATIONS = { create: 'Create', update: 'Update', upsert: 'Create or Update' };

/** The guess of a part. Each operation may have its own name for people (contract/vome.md 4.7 no. 1). */
export function guessOf(part: Part, operation: keyof typeof OPERATIONS): Guess {
	const guess: Guess = PARTS[part];
	if (part !== 'people') return guess;
	return {
		...guess,
		name: `${guess.name} of ${operation}`,
		found: (name) => `${guess.found(name)} in ${OPERATIONS[operation]}`,
	};
}

/** The dialect to use, as far as it is known. */
export function currentDialect(guesses: Guesses, operation: keyof typeof OPERATIONS): Dialect {
	return Object.fromEntries(
		NAMES.map((part) => [part, guesses.current(guessOf(part, operation))]),
	) as unknown as Dialect;
}

/** Whether a part is as is likeliest. */
export const isLikeliest = (part: Part, dialect: Dialect) =>
	dialect[part] === PARTS[part].candidates[0];

/** The dialects that differ in one of these parts. */
export function dialectsBeside(dialect: Dialect, parts: Part[]): Dialect[] {
	return parts.flatMap((part) =>
		PARTS[part].candidates
			.filter((candidate) => candidate !== dialect[part])
			.map((candidate) => ({ ...dialect, [part]: candidate })),
	);
}

/** The parts in which two dialects differ. */
export function differences(one: Dialect, other: Dialect): Part[] {
	return NAMES.filter((part) => one[part] !== other[part]);
}

const WORDS: Record<Part, string> = {
	upsert: 'method',
	people: 'people as',
	uniqueId: 'Unique ID field as',
	choices: 'several choices as',
	bodyBoolean: 'yes or no as',
};

/** How a dialect differs from another one, as in "people as volunteers_data". */
export function inWords(dialect: Dialect, from: Dialect): string {
	return differences(dialect, from)
		.map((part) => `${WORDS[part]} ${dialect[part]}`)
		.join(' and ');
}

/** The parts on which it depends how a person is sent. */
export function partsOf(data: IDataObject): Part[] {
	return [
		...(choicesOf(data).length > 0 ? (['choices'] as const) : []),
		...(hasYesNo(data) ? (['bodyBoolean'] as const) : []),
	];
}

/** The entries of custom fields with several choices. */
export function choicesOf(data: IDataObject): IDataObject[] {
	return asObjects(data.custom_field_data).filter(({ custom_field_user_value: chosen }) =>
		Array.isArray(chosen),
	);
}

const hasYesNo = ({ medical_information }: IDataObject) =>
	typeof asObject(medical_information).has_medical_info === 'boolean';

/** A choice that cannot be sent: as text, a comma in it would make two of it. */
export function unsendableChoice(data: IDataObject, { choices }: Dialect): string | undefined {
	if (choices === 'list') return undefined;
	return choicesOf(data)
		.flatMap(({ custom_field_user_value: chosen }) => chosen as string[])
		.find((choice) => choice.includes(','));
}

/** A person as it is sent. */
export function inDialect(data: IDataObject, { choices, bodyBoolean }: Dialect): IDataObject {
	const sent = { ...data };
	if (choices === 'text' && choicesOf(data).length > 0) {
		sent.custom_field_data = asObjects(data.custom_field_data).map((entry) => {
			const { custom_field_user_value: chosen } = entry;
			return Array.isArray(chosen)
				? { ...entry, custom_field_user_value: chosen.join(',') }
				: entry;
		});
	}
	if (bodyBoolean === '"true"' && hasYesNo(data)) {
		const medical = asObject(data.medical_information);
		sent.medical_information = { ...medical, has_medical_info: String(medical.has_medical_info) };
	}
	return sent;
}
