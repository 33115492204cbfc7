import type { IDataObject } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import type { NodeError } from '../../../shared/http/errors';
import { asObject, asObjects, isRecord } from '../../../shared/records';
import type { VomeClient } from '../../shared/client';
import { PAGE_SIZE } from '../../shared/client';
import { code } from '../../shared/codes';
import { foldCase } from '../../shared/identifiers';
import { PROFILES } from './listing';
import { detailsOf, FIELD_TYPES } from './shape';

export interface CustomField {
	id: string;
	name: string;
	type: unknown;
	isActive: boolean;
	/** Of selections only. */
	choices: string[];
}

/** Why a custom field cannot be written, as the rest of a sentence; undefined if it can be. */
export function whyReadOnly({ type, isActive }: CustomField): string | undefined {
	if (type === FIELD_TYPES.formula) return 'is a formula, which Vome works out itself';
	if (type === FIELD_TYPES.attachment) return 'holds a file, which cannot be sent this way';
	return isActive ? undefined : 'is not active in Vome';
}

/** How many profiles the form searches for custom fields. */
export const FORM_PROFILES = 500;

/** The name in the output for the later of two fields that share one: `name (id)`. */
const NAME_WITH_ID = /^.* \(([0-9a-f-]{36})\)$/i;

/** Vome documents no list of custom fields (contract/vome.md 4.0), so profiles show them. */
export class CustomFields {
	private readonly byId = new Map<string, CustomField>();

	private readonly byName = new Map<string, CustomField[]>();

	/** The fields of a profile in its own order, by the profile's id and email. */
	private readonly ofProfile = new Map<string, CustomField[]>();

	private readonly pages: AsyncGenerator<IDataObject[], void>;

	private looked = 0;

	/** Why profiles could not be read, if the key may not. */
	forbidden?: NodeError;

	/** `isOptional`: it is no error if the key may not read profiles. */
	constructor(
		client: VomeClient,
		itemIndex: number | undefined,
		private readonly isOptional = false,
	) {
		this.pages = client.pages({
			path: PROFILES.listPath,
			query: {},
			size: PAGE_SIZE,
			subject: PROFILES.subject,
			itemIndex,
		});
	}

	/** All fields found so far, each with a unique label. */
	all(): Array<CustomField & { label: string }> {
		return [...this.byId.values()].map((field) => {
			const isFirst = this.byName.get(field.name)?.[0] === field;
			return { ...field, label: isFirst ? field.name : `${field.name} (${field.id})` };
		});
	}

	/** Reads this many profiles, or all if there are fewer. Throws a NodeApiError. */
	async look(profiles: number): Promise<void> {
		while (this.looked < profiles && (await this.lookOn()));
	}

	/**
	 * Reads profiles until all ids and names are found, or to the end. For names, reads at least
	 * FORM_PROFILES and, if two fields share one, all profiles. Throws a NodeApiError.
	 */
	async find({ ids, names }: { ids: Iterable<string>; names: Iterable<string> }): Promise<void> {
		const wanted = [...names];
		const missing = new Set(ids);
		const isFound = () => {
			for (const id of missing) if (this.get(id) !== undefined) missing.delete(id);
			return (
				missing.size === 0 &&
				wanted.every((name) => this.withId(name) !== undefined || this.named(name).length === 1)
			);
		};
		if (wanted.length > 0) await this.look(FORM_PROFILES);
		while (!isFound() && (await this.lookOn()));
	}

	get(id: string): CustomField | undefined {
		return this.byId.get(foldCase(id));
	}

	/**
	 * The field with this name. If two share it: the first that the profile has, as in its output,
	 * else the first found. `profile` is its id or email, if known.
	 */
	ofName(name: string, profile: string[]): CustomField | undefined {
		const named = this.named(name);
		if (named.length <= 1) return named[0] ?? this.withId(name);
		const own = profile.map((key) => this.ofProfile.get(foldCase(key))).find(Boolean);
		return own?.find((field) => named.includes(field)) ?? named[0];
	}

	private named(name: string): CustomField[] {
		return this.byName.get(name) ?? [];
	}

	private withId(name: string): CustomField | undefined {
		const [, id] = NAME_WITH_ID.exec(name) ?? [];
		const field = id === undefined ? undefined : this.get(id);
		return field !== undefined && name === `${field.name} (${field.id})` ? field : undefined;
	}

	/** Reads the next page of profiles; false if there is none. */
	private async lookOn(): Promise<boolean> {
		const { value: profiles } = await this.pages.next().catch((error: NodeError) => {
			const isForbidden = error instanceof NodeApiError && error.httpCode === '403';
			if (!this.isOptional || !isForbidden) throw error;
			this.forbidden = error;
			return { value: undefined };
		});
		for (const profile of profiles ?? []) this.see(profile);
		this.looked += profiles?.length ?? 0;
		return profiles !== undefined;
	}

	private see(profile: IDataObject): void {
		const fields = asObjects(profile.custom_fields)
			.map((entry) => asObject(entry.custom_field))
			.filter(isRecord)
			.map((definition) => this.get(String(definition.id)) ?? this.add(definition));
		if (fields.length === 0) return;
		for (const key of [profile.id, detailsOf(profile).email]) {
			if (typeof key === 'string' && key !== '') this.ofProfile.set(foldCase(key), fields);
		}
	}

	private add(definition: IDataObject): CustomField {
		const field: CustomField = {
			id: String(definition.id),
			name: String(definition.name ?? definition.id),
			type: code(definition.field_type),
			isActive: definition.is_active !== false,
			choices: asObjects(definition.options)
				.map((option) => option.value)
				.filter((choice) => typeof choice === 'string'),
		};
		this.byId.set(foldCase(field.id), field);
		this.byName.set(field.name, [...this.named(field.name), field]);
		return field;
	}
}
