/** A heading for the whole name of a person. */
export const FULL_NAME = 'full_name';

/** Free text beside the gender, in the output and in Vome's import template, which cannot be written. */
export const GENDER_TEXT = 'gender_text';

/**
 * What a column is called in lists of people, in English and French; the more specific names first.
 * Only what cannot mean another person, or another thing, stands here.
 */
export const HEADING_WORDS: Record<string, string[]> = {
	first_name: [
		'given name, forename, christian name, first, fname, prénom, prénoms, first names, forenames, given names, first given name, given first name, name first, name first name, first name prénom, prénom first name',
	],
	last_name: [
		'surname, family name, last, lname, nom de famille, surnames, last names, family names, surname family name, family name surname, last name surname, surname last name, last family name, name last, name last name, last name nom, nom last name',
	],
	[FULL_NAME]: [
		'full name, name, nom complet, prénom et nom, full name first and last, first and last name, first last name, first name and last name, first name and surname, name first and last, name and surname, name of volunteer, name of participant, prénom et nom de famille',
	],
	email: [
		'email address, e-mail, email id, courriel, adresse courriel, adresse e-mail, adresse électronique, mél, mail, emails, email addresses, email addr, email courriel, courriel email, adresse mail, adresse de courriel, adresse de messagerie, adresse de courrier électronique, courrier électronique, courriel principal, courriel personnel, e-mail perso, mail perso, email primary, email address primary',
		'home email, home email address, email home',
	],
	phone_number: [
		'mobile, mobile phone, mobile number, mobile no, mobile phone number, mobile telephone, phone mobile, cell, cell phone, cell number, cell no, cell phone number, phone cell, cellular, cellular phone, cellulaire, portable, téléphone portable, téléphone mobile, téléphone cellulaire, numéro de portable, numéro de cellulaire, tél portable, tél mobile, mob, mobile tel, mobile cell, cell mobile, phone number mobile, téléphone cell, tél cell, tél cellulaire, n portable, n de portable, n mobile, numéro de mobile, numéro de téléphone portable, numéro de téléphone mobile, numéro de téléphone cellulaire, no de cellulaire, no cellulaire, numéro de cell, portable perso, mobile perso, home phone mobile, n de cellulaire, n cellulaire, mobile or cell',
		'phone, phone no, telephone, telephone number, telephone no, tel, tel number, tel no, téléphone, tél, numéro de téléphone, no de téléphone, n de téléphone, phone numbers, phone full number, phone full number f, phone primary, phone main, best phone number, best contact number, no téléphone, n téléphone, no de tél, no tél, n tél, téléphone principal, téléphone personnel, phone téléphone, téléphone phone, phone number with area code',
		'home phone, home phone number, home phone no, home telephone, home tel, phone home, landline, téléphone fixe, fixe, téléphone domicile, téléphone à la maison, téléphone maison, telephone home, tel home, landline number, tél fixe, téléphone résidence, tél résidence, tél domicile, tél maison, tél rés',
		'daytime phone, day phone, daytime phone number, daytime telephone, daytime tel, daytime contact number, téléphone jour, téléphone de jour, téléphone du jour',
	],
	date_of_birth: [
		'dob, d o b, birth date, birthday, born, born on, date born, birth, date de naissance, naissance, né le, née le, né e le, date naissance, date de naiss, ddn, bday, b day, date of birth month day year',
	],
	gender: [
		'sex, gender identity, genre, sexe, identité de genre, gender m f, sex m f, sexe h f, sex gender, gender sex',
	],
	address: [
		'home address, full address, complete address, residential address, address formatted, adresse complète, adresse du domicile, adresse domicile, full street address f, residence address, address full, home street address',
		'mailing address, postal address, street address, civic address, adresse, adresse postale',
	],
	occupation: ['occupation status'],
	occupation_institution_name: [
		'organization, organisation, organization name, organisation name, organisme, occupation institution, institution, institution name, nom de l organisation, nom de l organisme, organization company, company organization, name of organization, name of organisation',
		'employer, employer name, company, company name, workplace, place of work, employeur, entreprise, lieu de travail, current employer, nom de l employeur, nom de l entreprise, name of employer, place of employment, société, employer school, school employer',
		'school, school name, university, college, école, université, établissement, établissement scolaire, nom de l école, name of school, school university, university college, college university',
	],
	emergency_contact_name: [
		'emergency contact full name, emergency name, name of emergency contact, emergency contact person, next of kin name, ice name, nom du contact d urgence, contact d urgence nom, nom contact urgence, contact en cas d urgence nom, nom de la personne à contacter en cas d urgence, nom de la personne à joindre en cas d urgence, nom de la personne à prévenir en cas d urgence, personne à contacter en cas d urgence nom, nok name, name of next of kin',
		'emergency contact, next of kin, ice contact, contact d urgence, contact urgence, personne à contacter en cas d urgence, personne à prévenir en cas d urgence, contact en cas d urgence, personne à joindre en cas d urgence, nok',
	],
	emergency_contact_phone_number: [
		'emergency contact mobile, emergency contact mobile phone, emergency contact mobile number, emergency contact cell, emergency contact cell phone, emergency contact cell number, emergency mobile, emergency cell, emergency contact mobile no, emergency contact phone mobile, emergency contact phone cell, next of kin mobile number',
		'emergency contact phone, emergency contact phone no, emergency contact number, emergency contact no, emergency contact telephone, emergency contact telephone number, emergency contact tel, emergency phone, emergency phone number, emergency number, emergency telephone, emergency telephone number, emergency tel, phone number of emergency contact, phone of emergency contact, next of kin phone, next of kin phone number, next of kin number, next of kin telephone, next of kin mobile, ice phone, ice phone number, ice number, téléphone du contact d urgence, téléphone d urgence, numéro d urgence, numéro de téléphone d urgence, téléphone contact urgence, contact d urgence téléphone, contact urgence téléphone, numéro du contact d urgence, emergency contact tel no, emergency tel no, emergency contact telephone no, emergency contact daytime phone, emergency contact primary phone, next of kin contact number, next of kin tel, nok phone, téléphone en cas d urgence, numéro en cas d urgence, tél contact d urgence, tél urgence, téléphone urgence, no téléphone urgence, numéro de téléphone du contact d urgence, téléphone de la personne à contacter en cas d urgence, téléphone de la personne à joindre en cas d urgence, personne à contacter en cas d urgence téléphone, tél d urgence, n d urgence, no d urgence, tél du contact d urgence, cellulaire du contact d urgence, contact d urgence numéro de téléphone, contact d urgence numéro, contact d urgence cellulaire, contact d urgence tél',
		'emergency contact home phone, emergency contact phone home',
	],
	emergency_contact_relationship: [
		'emergency contact relation, emergency relationship, emergency relation, emergency contact relationship to you, emergency contact relationship to volunteer, relationship to emergency contact, relationship of emergency contact, relation to emergency contact, next of kin relationship, next of kin relation, lien avec le contact d urgence, contact d urgence lien, lien du contact d urgence, relation du contact d urgence, relation avec le contact d urgence, nok relationship, relationship to next of kin, emergency contact relationship to participant, emergency contact relationship to member, emergency contact relationship to attendee, contact d urgence relation, lien de parenté du contact d urgence',
	],
	latitude: ['lat'],
	longitude: ['lng, lon, long'],
	medical_description: [
		'medical conditions, medical condition, medical notes, medical details, medical information, health conditions, problèmes de santé, renseignements médicaux, informations médicales, conditions médicales, medical conditions allergies, allergies medical conditions, allergies and medical conditions, medical info',
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

const OWNERS =
	'volunteer volunteers participant attendee registrant applicant member benevole adherent adherente';

const FORMAL =
	'your my votre le la l required optional optionnel optionnelle obligatoire facultatif value dd mm yy yyyy jj aa aaaa';

/** Words in front of a heading, or behind it, without which it says the same. */
export const IDLE_WORDS = {
	questions: new Set(['what is', 'quel est', 'quelle est']),
	inFront: wordSet(
		`${OWNERS} what quel quelle your my votre le la l person personal primary main legal`,
	),
	behind: wordSet(`${OWNERS} ${FORMAL} personal du de d`),
	/** Who it is about. */
	owners: wordSet(OWNERS),
	/** Those that say nothing about what it is. */
	formal: wordSet(FORMAL),
};

function wordSet(words: string): Set<string> {
	return new Set(words.split(' '));
}
