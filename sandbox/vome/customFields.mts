/**
 * Writing custom fields (contract/vome.md 4.2). How values are written is mostly unknown
 * (contract/vome.md 7 no. 5).
 */
import { VomeError } from './errors.mts';
import type { Quirks } from './quirks.mts';
import type { CustomFieldInput } from './schemas.mts';
import {
	type CustomFieldDefinition,
	type CustomFieldEntry,
	type CustomFieldScalar,
	type Profile,
	type SelectionOption,
	fieldType,
} from './types.mts';

type Input = CustomFieldInput['custom_field_user_value'];

/** Finds a field by its id, else by its name; a name that two fields share does not do. */
export function findField(
	fields: readonly CustomFieldDefinition[],
	{ custom_field_id: id = '', custom_field_name: name = '' }: CustomFieldInput,
): CustomFieldDefinition {
	const found = fields.filter((field) => (id === '' ? field.name === name : field.id === id));
	const [field] = found;
	const param = id === '' ? 'custom_field_name' : 'custom_field_id';
	if (!field) throw new VomeError(400, 'There is no such custom field.', { param });
	if (found.length > 1) {
		throw new VomeError(400, 'Several custom fields have this name.', { param });
	}
	return field;
}

function wrongValue(field: CustomFieldDefinition): VomeError {
	return new VomeError(400, `The value does not suit the custom field "${field.name}".`, {
		param: 'custom_field_user_value',
	});
}

function findOption(field: CustomFieldDefinition, text: string): SelectionOption {
	const option = field.options?.find(({ id, value }) => value === text.trim() || id === text);
	if (!option) throw wrongValue(field);
	return option;
}

const patterns: Partial<Record<number, RegExp>> = {
	[fieldType.dateTime]: /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/,
	[fieldType.date]: /^\d{4}-\d\d-\d\d$/,
	[fieldType.email]: /^\S+@\S+\.\S+$/,
	[fieldType.url]: /^https?:\/\/\S+$/,
};

function parseScalar(field: CustomFieldDefinition, input: string): CustomFieldScalar {
	switch (field.field_type) {
		case fieldType.singleSelection:
			return findOption(field, input);
		case fieldType.number:
			if (!Number.isFinite(Number(input))) throw wrongValue(field);
			return Number(input);
		case fieldType.boolean:
			if (!/^(true|false)$/i.test(input)) throw wrongValue(field);
			return input.toLowerCase() === 'true';
		default:
			if (patterns[field.field_type]?.test(input) === false) throw wrongValue(field);
			return input;
	}
}

/** The value in the shape in which it is read; null clears it. */
function parseValue(
	field: CustomFieldDefinition,
	input: Input,
	{ severalChoices }: Quirks,
	newId: () => string,
): CustomFieldEntry['custom_field_value'] {
	if (field.field_type === fieldType.formula || field.field_type === fieldType.attachment) {
		throw new VomeError(400, `The custom field "${field.name}" cannot be written.`, {
			param: 'custom_field_id',
		});
	}
	if (field.field_type === fieldType.multipleSelection) {
		const wrongForm = Array.isArray(input) ? 'text' : 'list';
		if (severalChoices === wrongForm) throw wrongValue(field);
		const texts = Array.isArray(input) ? input : String(input ?? '').split(',');
		return texts
			.filter((text) => text.trim() !== '')
			.map((text) => ({ id: newId(), value: findOption(field, text) }));
	}
	if (Array.isArray(input)) throw wrongValue(field);
	if (input === undefined || input === null || input === '') return null;
	return { id: newId(), value: parseScalar(field, String(input)) };
}

/** The entries with the given values in them. */
export function writeCustomFields(
	entries: readonly CustomFieldEntry[],
	inputs: readonly CustomFieldInput[],
	fields: readonly CustomFieldDefinition[],
	quirks: Quirks,
	newId: () => string,
	createdAt: string,
): CustomFieldEntry[] {
	const written = [...entries];
	for (const input of inputs) {
		const field = findField(fields, input);
		const custom_field_value = parseValue(field, input.custom_field_user_value, quirks, newId);
		const index = written.findIndex((entry) => entry.custom_field.id === field.id);
		const before = written[index];
		if (before) written[index] = { ...before, custom_field_value };
		else {
			written.push({
				id: newId(),
				custom_field: field,
				...(field.field_type !== fieldType.multipleSelection && { created_at: createdAt }),
				custom_field_value,
			});
		}
	}
	return written;
}

/** The text of a person's Unique ID field; undefined if there is none. */
export function uniqueIdOf(profile: Profile, field: CustomFieldDefinition): string | undefined {
	const entry = profile.custom_fields.find((one) => one.custom_field.id === field.id);
	const value = [entry?.custom_field_value ?? []].flat()[0]?.value;
	return value === undefined || typeof value === 'object' ? undefined : String(value);
}
