/** The organisation's data. */
import {
	type DatabaseSize,
	type Setting,
	makeOpportunity,
	makeProfile,
	makeReservation,
	makeSetting,
	makeShift,
} from './data.mts';
import { Random } from '../random.mts';
import type { Category, Opportunity, Profile, Reservation, Shift } from './types.mts';

export type { DatabaseSize };
export type ResourceName = keyof DatabaseSize;

/** An invitation that a write asked to send (contract/vome.md 4.2). */
export interface Invitation {
	profileId: string;
	email: string;
	language: string | null;
	message: string | null;
}

/** A person whom a write created or changed. */
export interface Writing {
	operation: 'create' | 'update' | 'upsert';
	email: string;
}

interface Rows {
	profiles: Profile[];
	opportunities: Opportunity[];
	shifts: Shift[];
	reservations: Reservation[];
}

/**
 * Live data, open to changes from outside. As an outsider may change a row in place at any time,
 * the rows of a resource that was read through its public property are no longer cached as JSON.
 */
export class VomeDatabase {
	/** Status by opportunity id; the object itself has no such field (contract/vome.md 4.6). */
	readonly opportunityStatus = new Map<string, number>();
	readonly invitations: Invitation[] = [];
	/** One entry for each time that somebody was written. */
	readonly writings: Writing[] = [];
	private readonly exposed = new Set<ResourceName>();
	private readonly nextIndex: Record<ResourceName, number>;
	private readonly setting: Setting;
	private readonly rows: Rows;
	private readonly ids: Random;

	constructor(seed: number, size: DatabaseSize, daysAhead = 0) {
		this.ids = new Random(seed);
		this.setting = makeSetting(seed, size, daysAhead);
		this.nextIndex = { profiles: 0, opportunities: 0, shifts: 0, reservations: 0 };
		this.rows = { profiles: [], opportunities: [], shifts: [], reservations: [] };
		for (let n = 0; n < size.opportunities; n += 1) {
			this.rows.opportunities.push(this.makeOpportunity());
		}
		for (let n = 0; n < size.profiles; n += 1) this.rows.profiles.push(this.makeProfile());
		for (let n = 0; n < size.shifts; n += 1) this.rows.shifts.push(this.makeShift());
		for (let n = 0; n < size.reservations; n += 1) {
			this.rows.reservations.push(this.makeReservation());
		}
		this.exposed.clear();
	}

	get profiles(): Profile[] {
		return this.expose('profiles');
	}
	set profiles(rows: Profile[]) {
		this.rows.profiles = rows;
		this.exposed.add('profiles');
	}

	get opportunities(): Opportunity[] {
		return this.expose('opportunities');
	}
	set opportunities(rows: Opportunity[]) {
		this.rows.opportunities = rows;
		this.exposed.add('opportunities');
	}

	get shifts(): Shift[] {
		return this.expose('shifts');
	}
	set shifts(rows: Shift[]) {
		this.rows.shifts = rows;
		this.exposed.add('shifts');
	}

	get reservations(): Reservation[] {
		return this.expose('reservations');
	}
	set reservations(rows: Reservation[]) {
		this.rows.reservations = rows;
		this.exposed.add('reservations');
	}

	get categories(): Category[] {
		return this.setting.categories;
	}

	get customFields() {
		return this.setting.customFields;
	}

	/** An id for something that a write creates. */
	newId(): string {
		return this.ids.uuid();
	}

	/** A new profile, not yet in the list. */
	makeProfile(): Profile {
		return makeProfile(this.setting, this.nextIndex.profiles++, this.rows.opportunities);
	}

	/** A new opportunity, not yet in the list; its status is known at once. */
	makeOpportunity(): Opportunity {
		const { row, status } = makeOpportunity(this.setting, this.nextIndex.opportunities++);
		this.opportunityStatus.set(row.id, status);
		return row;
	}

	/** A new shift, not yet in the list. */
	makeShift(): Shift {
		return makeShift(this.setting, this.nextIndex.shifts++, this.rows.opportunities);
	}

	/** A new reservation, not yet in the list. It takes its spot in the shift. */
	makeReservation(): Reservation {
		const index = this.nextIndex.reservations++;
		this.exposed.add('shifts');
		return makeReservation(this.setting, index, this.rows.profiles, this.rows.shifts);
	}

	/** A new row of a resource, not yet in the list. */
	make(name: ResourceName): Rows[ResourceName][number] {
		switch (name) {
			case 'profiles':
				return this.makeProfile();
			case 'opportunities':
				return this.makeOpportunity();
			case 'shifts':
				return this.makeShift();
			case 'reservations':
				return this.makeReservation();
		}
	}

	/** The rows, for the sandbox itself, which never changes a row in place. */
	peek<Name extends ResourceName>(name: Name): Rows[Name] {
		return this.rows[name];
	}

	/** Whether rows of the resource may have been changed in place. */
	isExposed(name: ResourceName): boolean {
		return this.exposed.has(name);
	}

	counts(): DatabaseSize {
		const { profiles, opportunities, shifts, reservations } = this.rows;
		return {
			profiles: profiles.length,
			opportunities: opportunities.length,
			shifts: shifts.length,
			reservations: reservations.length,
		};
	}

	private expose<Name extends ResourceName>(name: Name): Rows[Name] {
		this.exposed.add(name);
		return this.rows[name];
	}
}
