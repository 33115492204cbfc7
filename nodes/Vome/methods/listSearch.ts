export { searchOpportunities } from '../resources/opportunity/locator';
export { searchProfiles } from '../resources/profile/locator';
export { searchShifts } from '../resources/shift/locator';
