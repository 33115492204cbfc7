import type { Resource } from '../../../shared/operations';
import type { AssembleClient } from '../../shared/client';
import { count } from './count';
import { get } from './get';
import { getAll } from './getAll';

export const team: Resource<AssembleClient> = {
	name: 'Team',
	value: 'team',
	operations: [count, get, getAll],
};
