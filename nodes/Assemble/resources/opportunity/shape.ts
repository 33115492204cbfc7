import { openShape } from '../../shared/openShape';

/** The output of an opportunity, of which no field is documented (contract/assemble.md 5). */
export const opportunityShape = openShape('getOpportunityFields');
