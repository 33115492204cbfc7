import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { Guesses } from '../../nodes/shared/guesses.ts';
import { Hints } from '../../nodes/shared/hints.ts';
import { runPoll } from '../../nodes/shared/triggers/polling.ts';
import { profileUpdated } from '../../nodes/Vome/resources/profile/updated.ts';
import type { VomeClient } from '../../nodes/Vome/shared/client.ts';
import type { Profile } from '../../sandbox/index.mts';
import { VomeDatabase } from '../../sandbox/vome/database.mts';
import { node } from '../support/context.mts';

const MANY = 50_000;

/** Of static data as JSON text. */
const MOST_BYTES = 3_000_000;

/** What can happen to a profile, by the name of the field that is then another one. */
const changes: Record<string, (profile: Profile, word: string) => Profile> = {
	first_name: (profile, word) => withDetails(profile, { first_name: word }),
	phone_number: (profile, word) => withDetails(profile, { phone_number: word }),
	address: (profile, word) => withDetails(profile, { address: word }),
	gender_text: (profile, word) => withDetails(profile, { gender_text: word }),
	logged_hours: (profile) => ({ ...profile, logged_hours: profile.logged_hours + 1 }),
	is_following: (profile) => ({ ...profile, is_following: !profile.is_following }),
	tags: (profile) => ({
		...profile,
		profile_tags: [...profile.profile_tags, { id: 'new', tag: { id: 'new', tag_title: 'New' } }],
	}),
	medical_description: (profile, word) => ({
		...profile,
		medical_information: { ...profile.medical_information, description: word },
	}),
	custom_fields: (profile) => ({
		...profile,
		custom_fields: [
			...profile.custom_fields,
			{
				id: 'new',
				custom_field: { id: 'new', name: 'New field', field_type: 0, is_active: true },
				custom_field_value: { id: 'new', value: 'New' },
			},
		],
	}),
};

function withDetails(profile: Profile, details: Partial<Profile['profile_details']>): Profile {
	return { ...profile, profile_details: { ...profile.profile_details, ...details } };
}

/** What an item tells of a change. */
interface Event {
	id: string;
	changed_fields: string[];
}

/** A trigger at Profile Updated with all default fields, and the profiles that it finds. */
class Watched {
	profiles: Profile[] = [];

	readonly stored: IDataObject = {};

	private readonly database = new VomeDatabase(1, {
		...{ profiles: 0, opportunities: 24, shifts: 0, reservations: 0 },
	});

	growTo(count: number): void {
		while (this.profiles.length < count) this.profiles.push(this.database.makeProfile());
	}

	/** Changes this many profiles from all over the list, one field each; gives its names by ID. */
	change(count: number): Map<string, string> {
		const names = Object.keys(changes);
		const step = Math.floor(this.profiles.length / count);
		const changed = Array.from({ length: count }, (_, index): [string, string] => {
			const name = names[index % names.length] as string;
			const profile = changes[name]?.(
				this.profiles[index * step] as Profile,
				`New at ${this.profiles.length}`,
			) as Profile;
			this.profiles[index * step] = profile;
			return [profile.id, name];
		});
		return new Map(changed);
	}

	async poll(): Promise<Event[]> {
		const parameters: IDataObject = { event: 'profileUpdated', output: 'simplified' };
		const context = {
			getNode: () => ({ ...node, parameters }),
			getNodeParameter: (name: string, fallback: unknown) => parameters[name] ?? fallback,
			getMode: () => 'trigger',
			getWorkflowStaticData: () => this.stored,
		} as unknown as IPollFunctions;
		const client = {
			origin: 'https://api.example',
			credentialType: 'vomeApi',
			hints: new Hints(),
			guesses: new Guesses('https://api.example', ''),
			guessTable: [],
			list: async ({ map }: { map: (profile: Profile) => unknown }) =>
				await Promise.resolve(this.profiles.map(map)),
		} as unknown as VomeClient;
		const [items = []] = (await runPoll(context, [profileUpdated], async () => client)) ?? [];
		return items.map(({ json }) => json as unknown as Event);
	}

	get text(): string {
		return JSON.stringify(this.stored);
	}
}

// One history, since profiles in such numbers take their time.
it('holds 50,000 profiles within 3 MB, and finds and names what changes at any number', async () => {
	const watched = new Watched();
	const expectChangesToBeNamed = async (count: number) => {
		const changed = watched.change(count);
		const items = await watched.poll();
		expect(items.map(({ id }) => id)).toEqual([...changed.keys()]);
		const exact = items.filter(
			({ id, changed_fields }) => changed_fields.join() === changed.get(id),
		);
		// With fingerprints of one byte, one in 256 cannot be told.
		expect(exact.length).toBeGreaterThanOrEqual(0.96 * count);
		for (const item of items.filter((one) => !exact.includes(one))) {
			expect(item.changed_fields).toContain(changed.get(item.id));
		}
	};

	for (const [count, fieldBytes] of [
		[2_000, 3],
		[25_000, 2],
		[MANY, 1],
	] as const) {
		watched.growTo(count);
		expect(await watched.poll()).toEqual([]);
		expect(watched.stored).toMatchObject({ live: count, fieldBytes });
		await expectChangesToBeNamed(450);
		expect(watched.text.length).toBeLessThanOrEqual(MOST_BYTES);
	}

	// Where nothing happens, nothing is to be saved, in whatever order the profiles come.
	const { text } = watched;
	watched.profiles.reverse();
	expect(await watched.poll()).toEqual([]);
	expect(watched.text).toBe(text);
}, 180_000);
