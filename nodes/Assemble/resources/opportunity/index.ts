import type { Resource } from '../../../shared/operations';
import type { AssembleClient } from '../../shared/client';
import { count } from './count';
import { get } from './get';
import { getAll } from './getAll';

export const opportunity: Resource<AssembleClient> = {
	name: 'Opportunity',
	value: 'opportunity',
	operations: [count, get, getAll],
};
