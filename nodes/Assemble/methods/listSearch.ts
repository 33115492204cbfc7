export { searchActivities } from '../resources/activity/locator';
export { searchOpportunities } from '../resources/opportunity/locator';
export { searchRoleProfiles } from '../resources/roleProfile/locator';
export { searchTeams } from '../resources/team/locator';
export { searchUsers } from '../resources/user/locator';
