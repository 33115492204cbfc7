import type { Resource } from '../../../shared/operations';
import type { AssembleClient } from '../../shared/client';
import { create } from './create';
import { remove } from './delete';
import { count } from './count';
import { get } from './get';
import { getAll } from './getAll';
import { update } from './update';

export const roleProfile: Resource<AssembleClient> = {
	name: 'Role Profile',
	value: 'roleProfile',
	operations: [count, create, remove, get, getAll, update],
};
