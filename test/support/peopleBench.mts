// An account whose custom fields are those of the lists in test/fixtures, and what is sent to it.
import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';

import { VomeBench } from './vomeBench.mts';

/** The custom fields of the account, by their types. */
const FIELDS: Array<[name: string, type: number, choices?: string[]]> = [
	['CRM id', 9],
	['T-shirt size', 2, ['S', 'M', 'L', 'XL']],
	[
		'Available on',
		3,
		['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
	],
	['Has a car', 10],
	['Notes', 0],
	['Member since', 12],
	['DBS checked at', 4],
	['Hours per week', 1],
	['Website', 7],
	['Second email', 5],
	['Languages', 3, ['English', 'French']],
];

/** Who is in Vome already. */
export const EXISTING = 'eduardo@example.org';

interface Sent {
	[group: string]: IDataObject;
}

export interface Writing {
	operation?: 'create' | 'update' | 'upsert';
	options?: IDataObject;
	matchBy?: string;
	/** The columns that are mapped by hand; else they are mapped automatically. */
	columns?: IDataObject;
	schema?: object[];
	onError?: INode['onError'];
}

export class PeopleBench {
	private constructor(readonly bench: VomeBench) {}

	static async start(): Promise<PeopleBench> {
		return new PeopleBench(await VomeBench.start({ profiles: 1, shifts: 0, reservations: 0 }));
	}

	reset(): void {
		this.bench.sandbox.reset();
		const { vome } = this.bench.sandbox;
		const fields = FIELDS.map(([name, field_type, choices], index) => ({
			id: `00000000-0000-4000-8000-0000000000${10 + index}`,
			name,
			field_type,
			is_active: true,
			options: choices?.map((value, order) => ({ id: `${index}-${order}`, value, order })),
		}));
		vome.customFields.splice(0, Infinity, ...fields);
		const [profile] = vome.profiles;
		if (profile === undefined) throw new Error('no profile');
		profile.profile_details.email = EXISTING;
		profile.custom_fields = fields.map((custom_field) => ({
			id: custom_field.id,
			custom_field,
			custom_field_value: null,
		}));
	}

	/** The column of a custom field. */
	columnOf(name: string): string {
		const field = this.bench.sandbox.vome.customFields.find((one) => one.name === name);
		return `custom_field:${field?.id}`;
	}

	/** Writes people, and goes on where one fails unless `onError` says otherwise. */
	async write(input: IDataObject[], writing: Writing = {}) {
		const { operation = 'upsert', options = {}, matchBy = 'email', columns: value } = writing;
		const { schema = [], onError = 'continueRegularOutput' } = writing;
		const columns = {
			mappingMode: value === undefined ? 'autoMapInputData' : 'defineBelow',
			value: value ?? null,
			matchingColumns: operation === 'create' ? [] : [matchBy],
			schema,
		} as unknown as INodeParameters;
		const result = await this.bench.vome(
			{ operation, columns, options: options as INodeParameters },
			{ input, onError },
		);
		const hint = result.hints.map(({ message }) => message).join(' ');
		return { ...result, hint, outcomes: result.items.map(({ json }) => json) };
	}

	/** What was sent, by column and by the name of the custom field. */
	get sent(): IDataObject[] {
		return this.bench.sandbox.requests
			.filter(({ method }) => method !== 'GET')
			.flatMap(({ body }) => (body as { users_data: Sent[] }).users_data.map(columnsOf));
	}
}

function columnsOf(person: Sent): IDataObject {
	const { profile_data, occupation_info, medical_information, emergency_contact = {} } = person;
	const { description, ...medical } = medical_information ?? {};
	const entries = (person.custom_field_data ?? []) as unknown as IDataObject[];
	const custom: IDataObject = {};
	for (const { custom_field_name: name, custom_field_user_value: value } of entries) {
		custom[name as string] = isYesNo(value) ? value === 'true' : value;
	}
	const contact = Object.entries(emergency_contact).map(([name, value]) => [
		`emergency_contact_${name}`,
		value,
	]);
	return {
		...profile_data,
		...occupation_info,
		...(Object.fromEntries(contact) as IDataObject),
		...medical,
		...(description !== undefined && { medical_description: description }),
		...(entries.length > 0 && { custom }),
	};
}

export const isYesNo = (value: unknown) => value === 'true' || value === 'false';
