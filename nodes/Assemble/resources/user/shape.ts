import { openShape } from '../../shared/openShape';

/** The output of a user, of which no field is documented (contract/assemble.md 5). */
export const userShape = openShape('getUserFields');
