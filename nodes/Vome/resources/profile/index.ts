import type { Resource } from '../../../shared/operations';
import type { VomeClient } from '../../shared/client';
import { count } from './count';
import { get } from './get';
import { getAll } from './getAll';
import { create, update, upsert } from './write';

export const profile: Resource<VomeClient> = {
	name: 'Profile',
	value: 'profile',
	operations: [count, create, upsert, get, getAll, update],
};
