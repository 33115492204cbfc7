export { getCustomFields, getProfileFields } from '../resources/profile/loadOptions';
