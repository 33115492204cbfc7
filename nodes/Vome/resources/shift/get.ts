import type { INodeProperties } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';

import type { Operation } from '../../../shared/operations';
import { outputProperties, readOutput } from '../../../shared/form/output';
import { Parameters } from '../../../shared/form/parameters';
import { shiftLocator } from '../../shared/descriptions';
import { readId } from '../../shared/identifiers';
import { PATHS } from '../../shared/paths';
import { readOne } from '../../shared/readOne';
import { shiftShape } from './shape';
import type { VomeClient } from '../../shared/client';

const properties: INodeProperties[] = [
	{ ...shiftLocator, required: true, description: 'The shift to retrieve' },
	...outputProperties('title, shift_start_at, spots_available'),
];

/** Shifts: Get (contract: vome.md 4.5). */
export const get: Operation<VomeClient> = {
	description: updateDisplayOptions(
		{ show: { resource: ['shift'], operation: ['get'] } },
		properties,
	),

	async execute(client, itemIndex) {
		const parameters = new Parameters(this, itemIndex);
		const id = readId(parameters, 'shiftId', 'Shift');
		const toItem = readOutput(parameters, shiftShape);
		const about = { path: PATHS.shift(id), id, what: 'shift', label: 'Shift' };
		return [toItem(await readOne(client, parameters, about))];
	},
};
