import type { Resource } from '../../../shared/operations';
import type { AssembleClient } from '../../shared/client';
import { count } from './count';
import { get } from './get';
import { getAll } from './getAll';

export const user: Resource<AssembleClient> = {
	name: 'User',
	value: 'user',
	operations: [count, get, getAll],
};
