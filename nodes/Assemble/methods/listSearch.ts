export { searchRoleProfiles } from '../resources/roleProfile/locator';
