export { getOpportunityFields } from '../resources/opportunity/loadOptions';
export {
	getBases,
	getFamilies,
	getRecruitmentCategories,
} from '../resources/roleProfile/loadOptions';
export { getUserFields } from '../resources/user/loadOptions';
