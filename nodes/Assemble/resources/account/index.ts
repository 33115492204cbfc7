import type { Resource } from '../../../shared/operations';
import type { AssembleClient } from '../../shared/client';
import { check } from './check';
import { getOrganisation } from './getOrganisation';

export const account: Resource<AssembleClient> = {
	name: 'Account',
	value: 'account',
	operations: [check, getOrganisation],
};
