import type { Resource } from '../../../shared/operations';
import type { VomeClient } from '../../shared/client';
import { count } from './count';
import { get } from './get';
import { getAll } from './getAll';

export const reservation: Resource<VomeClient> = {
	name: 'Reservation',
	value: 'reservation',
	operations: [count, get, getAll],
};
