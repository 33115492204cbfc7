import type { IDataObject } from 'n8n-workflow';

import { asObject, asObjects, isRecord } from '../../../../shared/records';
import type { VomeClient } from '../../../shared/client';
import { PAGE_SIZE } from '../../../shared/client';
import { code } from '../../../shared/codes';
import { PROFILES } from '../listing';
import { detailsOf, FIELD_TYPES } from '../shape';

/** The definition of a custom field. */
export interface CustomField {
	id: string;
	name: string;
	type: unknown;
	isActive: boolean;
	/** The texts that can be chosen; of selections only. */
	choices: string[];
}

/** Why a custom field cannot be written, to go on from its name; undefined if it can be. */
export function whyReadOnly({ type, isActive }: CustomField): string | undefined {
	if (type === FIELD_TYPES.formula) return 'is a formula, which Vome works out itself';
	if (type === FIELD_TYPES.attachment) return 'holds a file, which cannot be sent this way';
	return isActive ? undefined : 'is not active in Vome';
}

/** Profiles that are looked at for custom fields while a form is filled in. */
export const FORM_PROFILES = 500;

/** A name as it is given to the second of two fields that share one: `name (id)`. */
const NAME_WITH_ID = /^.* \(([0-9a-f-]{36})\)$/i;

/**
 * The custom fields of an account. Vome documents no list of them (contract: vome.md 4.0), so they
 * are gathered from the profiles that have them, as far as needed.
 */
export class CustomFields {
	private readonly byId = new Map<string, CustomField>();

	private readonly byName = new Map<string, CustomField[]>();

	/** The fields that a profile has, in its order, by its id and by its email. */
	private readonly ofProfile = new Map<string, CustomField[]>();

	private readonly pages: AsyncGenerator<IDataObject[], void>;

	private looked = 0;

	constructor(client: VomeClient, itemIndex: number | undefined) {
		this.pages = client.pages({
			path: PROFILES.listPath,
			query: {},
			size: PAGE_SIZE,
			subject: PROFILES.subject,
			itemIndex,
		});
	}

	/** All that were seen so far, each with the name that tells it from the others. */
	all(): Array<CustomField & { label: string }> {
		return [...this.byId.values()].map((field) => {
			const isFirst = this.byName.get(field.name)?.[0] === field;
			return { ...field, label: isFirst ? field.name : `${field.name} (${field.id})` };
		});
	}

	/** Looks at so many profiles, or at all if there are fewer. Throws a NodeApiError. */
	async look(profiles: number): Promise<void> {
		while (this.looked < profiles && (await this.lookOn()));
	}

	/**
	 * Looks at profiles until each of these ids and names was seen, or at all of them. For names at
	 * as many as the form does at least, to see whether two fields share one. If two are seen that do,
	 * then at all profiles: which one is meant is up to the profile. Throws a NodeApiError.
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
		return this.byId.get(id.toLowerCase());
	}

	/**
	 * The field with this name. Two can share one: then it is the first that the profile has, as when
	 * it was read, else the first that was seen. `profile` is its id or email, where known.
	 */
	ofName(name: string, profile: string[]): CustomField | undefined {
		const named = this.named(name);
		if (named.length <= 1) return named[0] ?? this.withId(name);
		const own = profile.map((key) => this.ofProfile.get(key.toLowerCase())).find(Boolean);
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

	/** Looks at the next page of profiles; false if there is none. */
	private async lookOn(): Promise<boolean> {
		const { value: profiles } = await this.pages.next();
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
			if (typeof key === 'string' && key !== '') this.ofProfile.set(key.toLowerCase(), fields);
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
		this.byId.set(field.id.toLowerCase(), field);
		this.byName.set(field.name, [...this.named(field.name), field]);
		return field;
	}
}
