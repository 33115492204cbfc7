/** Fields that answers lack, as quirks name them. */
export interface MissingFields {
	/** Paths such as `family.name`. */
	missingFields: readonly string[];
	missingFrom: 'all' | 'some';
}

/** What a record is shown as, without the fields that it lacks. */
export function withoutFields(
	{ id }: { id: number | string },
	shown: unknown,
	{ missingFields, missingFrom }: MissingFields,
): unknown {
	const isSpared = missingFrom === 'some' && String(id).charCodeAt(String(id).length - 1) % 2 === 0;
	if (missingFields.length === 0 || isSpared) return shown;
	const copy = structuredClone(shown) as Record<string, unknown>;
	for (const path of missingFields) {
		const [name = '', parent] = path.split('.').reverse();
		// Details may stand beside the rest.
		const inner = parent === undefined ? undefined : copy[parent];
		delete ((inner as Record<string, unknown> | null | undefined) ?? copy)[name];
	}
	return copy;
}
