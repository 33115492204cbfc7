export {
	getBases,
	getFamilies,
	getRecruitmentCategories,
} from '../resources/roleProfile/loadOptions';
