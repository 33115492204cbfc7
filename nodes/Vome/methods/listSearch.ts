export { searchOpportunities } from '../resources/opportunity/locator';
export { searchShifts } from '../resources/shift/locator';
