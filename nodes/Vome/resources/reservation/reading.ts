import type { IDataObject } from 'n8n-workflow';

import type { Parameters } from '../../../shared/form/parameters';
import { NO_PAGE } from '../../../shared/http/errors';
import type { SetFilter } from '../../../shared/lists/filters';
import { readFilters, toQuery } from '../../../shared/lists/filters';
import type { ListOptions } from '../../../shared/lists/listOptions';
import { wholeList } from '../../../shared/lists/listOptions';
import type { Envelope, ListOf } from '../../../shared/lists/serviceClient';
import { asObject } from '../../../shared/records';
import type { VomeClient } from '../../shared/client';
import { readListing } from '../../shared/listing';
import { SHIFTS } from '../shift/listing';
import { RESERVATIONS } from './listing';

type List = Omit<ListOf<IDataObject>, 'map'>;

/** A list of this many pages is read whole, without a look at the shifts. */
const FEW_PAGES = 3;

/** Filters by the start of the shift, and the same filters of shifts. */
const STARTS = { shiftStartsAfter: 'startsAfter', shiftStartsBefore: 'startsBefore' };

const SHIFT_ID = 'shift.id';

/**
 * The reservations that the form asks for. By the start of their shifts, which no filter of Vome
 * knows (contract/vome.md 4.3), they are read shift by shift where that takes fewer requests than
 * to read them all. Throws a NodeOperationError for an invalid parameter.
 */
export class Reservations {
	private readonly list: List;

	/** The filters by start, as filters of shifts. */
	private readonly starts: SetFilter[];

	constructor(
		private readonly client: VomeClient,
		parameters: Parameters,
		private readonly options: ListOptions,
	) {
		const filters = readFilters(parameters, RESERVATIONS.filters);
		this.list = readListing(parameters, RESERVATIONS, { filters, options });
		this.starts = Object.entries(STARTS).flatMap(([name, ofShift]) => {
			const label = parameters.label(`filters.${name}`);
			const filter = SHIFTS.filters.find(({ form }) => form.name === ofShift);
			const criterion = filter?.read(parameters, `filters.${name}`);
			return criterion === undefined ? [] : [{ ...criterion, label }];
		});
	}

	/** Resolves with what `map` makes of each. Throws a NodeApiError. */
	async read<T>(map: (reservation: IDataObject) => T): Promise<T[]> {
		this.client.sayWhenEmpty(this.list);
		const shifts = await this.findShifts();
		return shifts === undefined
			? await this.client.list({ ...this.list, map })
			: await this.readOf(shifts, map);
	}

	/** Their number. Throws a NodeApiError. */
	async count(): Promise<number> {
		const shifts = await this.findShifts();
		if (shifts === undefined) return await this.client.count(this.list);
		return (await this.readOf(shifts, () => null)).length;
	}

	/** The IDs of the shifts to read by, the earliest first; undefined to read all reservations. */
	private async findShifts(): Promise<string[] | undefined> {
		if (this.starts.length === 0 || SHIFT_ID in this.list.query) return undefined;
		const { pageSize, parallel } = this.options;
		const first = await this.pageOf(this.list);
		const pages = Math.ceil((first?.total ?? 0) / pageSize);
		if (pages <= FEW_PAGES) return undefined;

		const shifts: List = {
			path: SHIFTS.path,
			query: { ...toQuery(this.starts), ordering: 'created_at' },
			filters: this.starts,
			subject: SHIFTS.subject,
			itemIndex: this.list.itemIndex,
			options: wholeList(pageSize, parallel),
		};
		const total = (await this.pageOf(shifts))?.total ?? 0;
		// None at all may mean that Vome takes the filter otherwise.
		if (total === 0 || total + Math.ceil(total / pageSize) >= pages) return undefined;
		const found = await this.client.list({
			...shifts,
			map: ({ id, shift_start_at: start, spots_reserved: reserved }) => ({
				id: String(id),
				start: String(start),
				isReserved: Number(reserved) > 0,
			}),
		});
		const ids = found.sort((one, other) => (one.start < other.start ? -1 : 1)).map(({ id }) => id);
		const last = await this.pageOf(this.list, pages);
		const seen = [...(first?.records ?? []), ...(last?.records ?? [])];
		if (!this.areListed(seen, ids)) return undefined;
		const reserved = found.find(({ isReserved }) => isReserved);
		return reserved !== undefined && (await this.canFilterBy(reserved.id)) ? ids : undefined;
	}

	private async pageOf(list: List, number = 1): Promise<Envelope | undefined> {
		const expect = number > 1 ? NO_PAGE : [];
		return await this.client.fetchPage({ ...list, number, size: this.options.pageSize, expect });
	}

	/** Whether the shifts of these reservations are listed: hidden ones may not be. */
	private areListed(reservations: IDataObject[], shifts: string[]): boolean {
		const listed = new Set(shifts.map((id) => id.toLowerCase()));
		return reservations
			.filter((one) => this.list.filters?.every(({ allows }) => allows?.(one) !== false))
			.every(({ shift }) => listed.has(String(asObject(shift).id).toLowerCase()));
	}

	/** Whether Vome gives the reservations of a shift that has some, and no others. */
	private async canFilterBy(shift: string): Promise<boolean> {
		const page = await this.client.fetchPage({
			...this.ofShift(shift),
			number: 1,
			size: this.options.pageSize,
			expect: [400, 422],
		});
		const records = page?.records ?? [];
		return records.length > 0 && records.every((record) => isOfShift(record, shift));
	}

	private async readOf<T>(shifts: string[], map: (reservation: IDataObject) => T): Promise<T[]> {
		const { limit, parallel } = this.options;
		const found = new Map<string, T>();
		for (let at = 0; at < shifts.length && found.size < limit; at += parallel) {
			const results = await Promise.allSettled(
				shifts.slice(at, at + parallel).map(
					async (shift) =>
						await this.client.list({
							...this.ofShift(shift),
							map: (record) => [String(record.id), map(record)] as const,
						}),
				),
			);
			for (const result of results) {
				if (result.status === 'rejected') throw result.reason;
				for (const [id, row] of result.value) found.set(id, row);
			}
		}
		return [...found.values()].slice(0, limit);
	}

	private ofShift(shift: string): List {
		const query = { [SHIFT_ID]: shift };
		const allows = (record: IDataObject) => isOfShift(record, shift);
		return {
			...this.list,
			path: RESERVATIONS.path,
			query: { ...this.list.query, ...query },
			filters: [...(this.list.filters ?? []), { label: 'Shift', query, allows }],
			options: { ...this.options, limit: Infinity },
		};
	}
}

const isOfShift = (record: IDataObject, shift: string) =>
	String(asObject(record.shift).id).toLowerCase() === shift.toLowerCase();
