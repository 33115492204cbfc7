/** A heading for the whole name of a person. */
export const FULL_NAME = 'full_name';

/** Free text beside the gender, in the output and in Vome's import template, which cannot be written. */
export const GENDER_TEXT = 'gender_text';

/**
 * What a column is called in lists of people, in English and French; the more specific names first.
 * Only what cannot mean another person, or another thing, stands here.
 */
export const HEADING_WORDS: Record<string, string[]> = {
	first_name: ['given name, forename, christian name, first, fname, prénom, prénoms'],
	last_name: ['surname, family name, last, lname, nom de famille'],
	[FULL_NAME]: ['full name, name, nom complet, prénom et nom'],
	email: [
		'email address, e-mail, email id, courriel, adresse courriel, adresse e-mail, adresse électronique, mél, mail',
		'home email, home email address',
	],
	phone_number: [
		'mobile, mobile phone, mobile number, mobile no, mobile phone number, mobile telephone, phone mobile, cell, cell phone, cell number, cell no, cell phone number, phone cell, cellular, cellular phone, cellulaire, portable, téléphone portable, téléphone mobile, téléphone cellulaire, numéro de portable, numéro de cellulaire, tél portable, tél mobile',
		'phone, phone no, telephone, telephone number, telephone no, tel, tel number, tel no, téléphone, tél, numéro de téléphone, no de téléphone, n de téléphone',
		'home phone, home phone number, home phone no, home telephone, home tel, phone home, landline, téléphone fixe, fixe, téléphone domicile, téléphone à la maison, téléphone maison',
		'daytime phone, day phone, daytime phone number, daytime telephone',
	],
	date_of_birth: [
		'dob, d o b, birth date, birthday, born, born on, date born, birth, date de naissance, naissance, né le, née le, né e le',
	],
	gender: ['sex, gender identity, genre, sexe'],
	address: [
		'home address, full address, complete address, residential address, address formatted, adresse complète, adresse du domicile, adresse domicile',
		'mailing address, postal address, street address, civic address, adresse, adresse postale',
	],
	occupation: ['occupation status'],
	occupation_institution_name: [
		'organization, organisation, organization name, organisation name, organisme, occupation institution, institution, institution name',
		'employer, employer name, company, company name, workplace, place of work, employeur, entreprise, lieu de travail',
		'school, school name, university, college, école, université, établissement, établissement scolaire',
	],
	emergency_contact_name: [
		'emergency contact full name, emergency name, name of emergency contact, emergency contact person, next of kin name, ice name, nom du contact d urgence, contact d urgence nom, nom contact urgence',
		'emergency contact, next of kin, ice contact, contact d urgence, contact urgence, personne à contacter en cas d urgence, personne à prévenir en cas d urgence',
	],
	emergency_contact_phone_number: [
		'emergency contact mobile, emergency contact mobile phone, emergency contact mobile number, emergency contact cell, emergency contact cell phone, emergency contact cell number, emergency mobile, emergency cell',
		'emergency contact phone, emergency contact phone no, emergency contact number, emergency contact no, emergency contact telephone, emergency contact telephone number, emergency contact tel, emergency phone, emergency phone number, emergency number, emergency telephone, emergency telephone number, emergency tel, phone number of emergency contact, phone of emergency contact, next of kin phone, next of kin phone number, next of kin number, next of kin telephone, next of kin mobile, ice phone, ice phone number, ice number, téléphone du contact d urgence, téléphone d urgence, numéro d urgence, numéro de téléphone d urgence, téléphone contact urgence, contact d urgence téléphone, contact urgence téléphone, numéro du contact d urgence',
		'emergency contact home phone',
	],
	emergency_contact_relationship: [
		'emergency contact relation, emergency relationship, emergency relation, emergency contact relationship to you, emergency contact relationship to volunteer, relationship to emergency contact, relationship of emergency contact, relation to emergency contact, next of kin relationship, next of kin relation, lien avec le contact d urgence, contact d urgence lien, lien du contact d urgence, relation du contact d urgence, relation avec le contact d urgence',
	],
	latitude: ['lat'],
	longitude: ['lng'],
	medical_description: [
		'medical conditions, medical condition, medical notes, medical details, medical information, health conditions, problèmes de santé, renseignements médicaux, informations médicales',
	],
	has_medical_info: ['has medical information, has medical conditions'],
	id: ['vome id, profile id, vome profile id'],
};

/** A last name beside a first one; alone, it may be both. */
export const LAST_NAME_IN_FRENCH = 'nom';

/** Names in Vome's own import template that are neither an ID nor a label (contract/vome.md 4.2). */
export const TEMPLATE: Record<string, string> = {
	Organization: 'occupation_institution_name',
	'Emergency Contact (Name)': 'emergency_contact_name',
	'Emergency Contact (Phone #)': 'emergency_contact_phone_number',
	'Emergency Contact (Relationship)': 'emergency_contact_relationship',
	'Gender Text': GENDER_TEXT,
};

/** Words in front of a heading, or behind it, without which it says the same. */
export const IDLE_WORDS = {
	questions: new Set(['what is', 'quel est', 'quelle est']),
	inFront: wordSet(
		'what quel quelle your my volunteer volunteers participant attendee registrant applicant member person personal primary main legal votre le la',
	),
	behind: wordSet(
		'value required optional dd mm yy yyyy personal volunteer obligatoire facultatif du de benevole jj aa aaaa',
	),
};

function wordSet(words: string): Set<string> {
	return new Set(words.split(' '));
}
