import type { Resource } from '../../../shared/operations';
import type { VomeClient } from '../../shared/client';
import { check } from './check';

export const account: Resource<VomeClient> = {
	name: 'Account',
	value: 'account',
	operations: [check],
};
