import type { Resource } from '../../../shared/operations';
import type { AssembleClient } from '../../shared/client';
import { count } from './count';
import { get } from './get';
import { getAll } from './getAll';

export const activity: Resource<AssembleClient> = {
	name: 'Activity',
	value: 'activity',
	operations: [count, get, getAll],
};
