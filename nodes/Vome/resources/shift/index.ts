import type { Resource } from '../../../shared/operations';
import type { VomeClient } from '../../shared/client';
import { count } from './count';
import { get } from './get';
import { getAll } from './getAll';

export const shift: Resource<VomeClient> = {
	name: 'Shift',
	value: 'shift',
	operations: [count, get, getAll],
};
