export { getProfileColumns } from '../resources/profile/write/resourceMapping';
