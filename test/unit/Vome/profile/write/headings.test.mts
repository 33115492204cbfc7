import fc from '../../../../support/property.mts';

import {
	COLUMNS,
	formName,
	namedColumn,
	nameOfColumn,
} from '../../../../../nodes/Vome/resources/profile/write/columns.ts';
import {
	FULL_NAME,
	GENDER_TEXT,
	HEADING_WORDS,
	TEMPLATE,
} from '../../../../../nodes/Vome/resources/profile/write/headingWords.ts';
import type {
	NamedField,
	Target,
} from '../../../../../nodes/Vome/resources/profile/write/headings.ts';
import { planHeadings } from '../../../../../nodes/Vome/resources/profile/write/headings.ts';
import { foldWords } from '../../../../../nodes/Vome/resources/profile/write/values/reading.ts';

/** A plan for headings that all have a value. */
const planned = (headings: string[], fields: NamedField[], hasFullName: boolean) =>
	planHeadings(new Set(headings), new Set(headings), fields, hasFullName);

/** Where one heading goes that is alone in a list. */
const find = (heading: string, fields: NamedField[] = []): Target | undefined =>
	planned([heading], fields, true).targets.get(heading);

const columnOf = (heading: string, fields: NamedField[] = []) => find(heading, fields)?.column;

/** Where headings go that are together in a list, and which are none. */
function plan(headings: string[], fields: NamedField[] = [], hasFullName = true) {
	const { targets, unknown } = planned(headings, fields, hasFullName);
	return { columns: headings.map((heading) => targets.get(heading)?.column), unknown };
}

const field = (name: string, id = name) => ({ column: `custom_field:${id}`, name });

const groups = Object.entries(HEADING_WORDS).flatMap(([column, all]) =>
	all.map((words, group) => ({ column, rank: 1 + group, words: words.split(', ') })),
);

const allWords = groups.flatMap(({ column, rank, words }) =>
	words.map((word): [string, string, number] => [word, column, rank]),
);

describe('the table of usual headings', () => {
	it.each(allWords)('%s is %s', (word, column, rank) => {
		const headings = [word, word.toUpperCase(), ` ${word.replaceAll(' ', '_')}: `];
		const { targets } = planned(headings, [], true);
		for (const heading of headings) {
			expect(targets.get(heading)?.column).toBe(column);
			// A name with an accent is also that without, and one with a dash the column's own.
			expect(targets.get(heading)?.rank).toBeLessThanOrEqual(rank);
		}
	});

	it('has no word in two groups, however it is written', () => {
		const seen = new Map<string, string>();
		for (const { column, rank, words } of groups) {
			for (const word of words) {
				const key = foldWords(word).replaceAll(' ', '');
				const group = `${column} ${rank}`;
				expect([word, seen.get(key) ?? group]).toEqual([word, group]);
				seen.set(key, group);
			}
		}
	});

	it('ranks a word by its group, after the name of the column', () => {
		expect(find('First Name')?.rank).toBe(0);
		expect(find('Mobile')?.rank).toBe(1);
		expect(find('Phone')?.rank).toBe(2);
		expect(find('Home Phone')?.rank).toBe(3);
		expect(find('Daytime Phone')?.rank).toBe(4);
	});

	it('has no name of another column', () => {
		for (const { id, label } of COLUMNS) {
			for (const name of [id, label]) {
				const key = foldWords(name).replaceAll(' ', '');
				const other = allWords.find(
					([word, column]) => column !== id && foldWords(word).replaceAll(' ', '') === key,
				);
				expect([name, other]).toEqual([name, undefined]);
			}
		}
	});
});

describe("a column's own name finds it", () => {
	it.each(COLUMNS.map((column) => [column.label, column] as const))('%s', (_, column) => {
		const { id, label } = column;
		for (const name of [id, label, formName(column), label.toUpperCase(), `\uFEFF${label}`]) {
			expect(find(name)).toEqual({ column: id, rank: 0 });
		}
		expect(columnOf(label.replaceAll(' ', ''))).toBe(id);
		expect(columnOf(`${label}*`)).toBe(id);
	});

	it.each(Object.entries(TEMPLATE))("in Vome's template: %s", (name, column) => {
		expect(columnOf(name)).toBe(column);
	});
});

describe('a heading is another person or thing, and no column', () => {
	it.each([
		'Emergency Contact First Name',
		'Emergency Contact Last Name',
		'Emergency Contact Email',
		'Emergency Contact Address',
		'Emergency Contact 2 Name',
		'Emergency Contact 2 Phone',
		'Emergency Phone 2',
		'Next of Kin Email',
		'Spouse Name',
		"Spouse's First Name",
		'Spouse Date of Birth',
		'Spouse Employer',
		'Partner Email',
		'Parent Email',
		'Parent/Guardian Name',
		'Parent/Guardian Phone',
		'Volunteer Parent Email',
		'Legal Guardian Name',
		"Father's Name",
		"Mother's Phone",
		"Child's Name",
		"Child's School",
		'Contact Name',
		'Contact Email',
		'Contact Phone',
		'Primary Contact Name',
		'Contact 2 Phone',
		'Contact 2 First Name',
		'Contact 2 Email Address',
		'Company Phone',
		'Company Email',
		'Company Address',
		'School Email',
		'School Phone',
		'Employer Phone',
		'Employer Address',
		'Organization Phone',
		'Organization 1 - Title',
		'Work Email',
		'Work Phone',
		'Preferred Email: Personal',
		'Preferred Email',
		'Preferred Name',
		'Middle Name',
		'Maiden Name',
		'Nickname',
		'Name Prefix',
		'Name Suffix',
		'Username',
		'User Name',
		'Team Name',
		'Event Name',
		'Household Name',
		'Physician Name',
		'Doctor Phone',
		'Reference 1 Email',
		'Supervisor Email',
		'Coordinator Name',
		'Billing Address',
		'IP Address',
		'Email 2',
		'E-mail 2 - Value',
		'Phone 2',
		'Phone 2 - Value',
		'Phone 1 - Type',
		'Email Opt In',
		'Email Type',
		'Phone Extension',
		'Address 1',
		'Address 2',
		'Address Line 1',
		'Address 1 - Street',
		'Date',
		'Date of Death',
		'Birth Place',
		'Last Login',
		'Last Contacted',
		'First Contact',
		'Is Mobile',
		'Is Company',
		'Is Organization?',
		'Est Portable',
		'Nom',
		'Nom du parent',
		'Nom du conjoint',
		'Nom de naissance',
		'Courriel du parent',
		'Téléphone du conjoint',
		'Téléphone du bureau',
		'Adresse IP',
		'Deuxième prénom',
		'Contact 1',
		'',
		'***',
		'—',
		'1',
		'value',
		'__proto__',
		'constructor',
		'toString',
	])('%j', (heading) => {
		expect(plan([heading])).toEqual({ columns: [undefined], unknown: [heading] });
	});
});

describe('a heading means the same', () => {
	it.each([
		['without accents', 'PRENOM', 'first_name'],
		['with accents apart from their letters', 'Pre\u0301nom', 'first_name'],
		['in camel case', 'dateOfBirth', 'date_of_birth'],
		['in snake case', 'email_address', 'email'],
		['with full-width letters', 'Ｅｍａｉｌ', 'email'],
		['with invisible characters', '\u200BE\u200Bmail\u00A0', 'email'],
		['after a byte order mark', '\uFEFFNom de famille', 'last_name'],
		['over two lines', 'First\r\nName', 'first_name'],
		['as a question', 'What is your email address?', 'email'],
		['as a short question', "What's your email?", 'email'],
		['as a French question', 'Quel est votre prénom ?', 'first_name'],
		['as the other French question', 'Quelle est votre adresse courriel ?', 'email'],
		['with "your"', 'Your Mobile Number', 'phone_number'],
		['with "volunteer" in front', 'Volunteer Email', 'email'],
		['with "volunteer\'s"', 'Volunteer’s Date of Birth', 'date_of_birth'],
		['with "volunteer" behind', 'Phone (Volunteer)', 'phone_number'],
		['with "du bénévole"', 'Courriel du bénévole', 'email'],
		['with "Contact 1"', 'Contact 1 First Name', 'first_name'],
		['with a number', 'Phone 1', 'phone_number'],
		['as Google writes it', 'E-mail 1 - Value', 'email'],
		["as Google writes one's address", 'Address 1 - Formatted', 'address'],
		['with a word said twice', 'Home-Phone-Phone', 'phone_number'],
		['with the kind of the value', 'Email:Value', 'email'],
		['with the form of a date', 'Date of Birth (DD/MM/YYYY)', 'date_of_birth'],
		['with the form of a French date', 'Date de naissance (JJ/MM/AAAA)', 'date_of_birth'],
		['with "required"', 'Last Name (required)', 'last_name'],
		['with "obligatoire"', 'Téléphone (obligatoire)', 'phone_number'],
		['with "main"', 'Main Phone', 'phone_number'],
		['with a number in an emergency', 'Emergency Contact 1 Name', 'emergency_contact_name'],
		['with an apostrophe', 'Nom du contact d’urgence', 'emergency_contact_name'],
	])('%s', (_, heading, column) => {
		expect(columnOf(heading)).toBe(column);
	});
});

describe('a last name in French', () => {
	it.each([
		['beside a first name', ['Nom', 'Prénom'], ['last_name', 'first_name']],
		['in capitals', ['NOM', 'PRENOM'], ['last_name', 'first_name']],
		['after a byte order mark', ['\uFEFFNom', 'Prénom'], ['last_name', 'first_name']],
		['alone, which may be a whole name', ['Nom', 'Courriel'], [undefined, 'email']],
		[
			'beside another last name',
			['Nom', 'Prénom', 'Nom de famille'],
			[undefined, 'first_name', 'last_name'],
		],
	])('%s', (_, headings, columns) => {
		expect(plan(headings).columns).toEqual(columns);
	});

	it('is told, as it is no plain name', () => {
		expect(planned(['Nom', 'Prénom'], [], false).targets.get('Nom')?.rank).toBe(1);
	});

	it('is a custom field where one is called so', () => {
		expect(plan(['Nom', 'Prénom'], [field('Nom')]).columns).toEqual([
			'custom_field:Nom',
			'first_name',
		]);
	});
});

describe('a whole name', () => {
	it.each(['Name', 'Full Name', 'full_name', 'Nom complet', 'Prénom et nom', "Volunteer's Name"])(
		'%s is split where it may be',
		(heading) => {
			expect(plan([heading, 'Email']).columns).toEqual([FULL_NAME, 'email']);
			expect(plan([heading], [], false).columns).toEqual([undefined]);
		},
	);

	it.each([['First Name'], ['Surname']])('is not split beside %s', (other) => {
		expect(plan(['Name', other])).toMatchObject({
			columns: [undefined, expect.any(String)],
			unknown: ['Name'],
		});
	});

	it('is not worth a word if reading gave it', () => {
		expect(plan(['full_name', 'first_name', 'last_name', 'is_offline']).unknown).toEqual([]);
	});
});

describe('custom fields', () => {
	it.each([
		['as it is written', 'T-Shirt Size', 'T-Shirt Size'],
		['without case and punctuation', 't shirt size?', 'T-Shirt Size'],
		['before a usual heading', 'Mobile', 'Mobile'],
		['before a usual heading that is written otherwise', 'MOBILE', 'Mobile'],
		['before a whole name', 'Name', 'Name'],
		['before a whole name that is written otherwise', 'full name', 'Full Name'],
		['before the template', 'organization', 'Organization'],
		['in another script', '語言', '語言'],
		['called like an object’s own', 'constructor', 'constructor'],
		['called __proto__', '__proto__', '__proto__'],
		['of signs alone', '★', '★'],
	])('%s', (_, heading, name) => {
		expect(find(heading, [field(name)])).toEqual({ column: `custom_field:${name}`, rank: 0 });
	});

	it.each([
		['a column of every account', 'Email', 'Email', 'email'],
		['a column by its other spelling', 'date-of-birth', 'Date of Birth', 'date_of_birth'],
		['a part of its name', 'Volunteer T-Shirt', 'T-Shirt', undefined],
		['a name without its number', 'Shift 1', 'Shift', undefined],
		['other signs', '☆', '★', undefined],
		['nothing but signs', '***', '★', undefined],
		['a number in front', 'Contact 1', '★', undefined],
	])('are not found by %s', (_, heading, name, column) => {
		expect(columnOf(heading, [field(name)])).toBe(column);
	});

	it('that are alike are found as they are written alone', () => {
		const fields = [field('T-Shirt', '1'), field('T Shirt', '2')];
		expect(plan(['T-Shirt', 'T Shirt', 't shirt', 'TShirt'], fields)).toEqual({
			columns: ['custom_field:1', 'custom_field:2', undefined, undefined],
			unknown: ['t shirt', 'TShirt'],
		});
	});

	it('that are alike keep a usual heading from its column', () => {
		expect(columnOf('CELL', [field('Cell', '1'), field('C.E.L.L.', '2')])).toBeUndefined();
	});

	it.each([
		['by their IDs', 'custom_field:abc', { column: 'custom_field:abc', rank: 0 }],
		['by name', 'custom_fields.T-Shirt', { column: 'custom_field:T-Shirt', rank: 0 }],
		['by a name with dots', 'custom_fields.A.B', { column: 'custom_field:A.B', rank: 0 }],
		['by a name with a number', 'custom_fields.Year.1', { column: 'custom_field:Year.1', rank: 0 }],
		['by a name over two lines', 'custom_fields.A\nB', { column: 'custom_field:A\nB', rank: 0 }],
		['by the first choice', 'custom_fields.T-Shirt.0', place('custom_field:T-Shirt', 0)],
		['by a later choice without the first one', 'custom_fields.T-Shirt.12', undefined],
		['that are not known', 'custom_fields.Other', { column: namedColumn('Other'), rank: 0 }],
		['by a choice of one that is not known', 'custom_fields.X.0', place(namedColumn('X'), 0)],
		['called like a column', 'custom_fields.email', { column: namedColumn('email'), rank: 0 }],
		['after a byte order mark', '\uFEFFcustom_fields.T-Shirt', place('custom_field:T-Shirt')],
		['all in one', 'custom_fields', { column: 'custom_fields', rank: 0 }],
	])('as reading gives them: %s', (_, heading, target) => {
		const fields = ['T-Shirt', 'A.B', 'Year.1', 'A\nB'].map((name) => field(name));
		expect(find(heading, fields)).toEqual(target);
	});

	it('by name show it', () => {
		expect(nameOfColumn(namedColumn('A: b'))).toBe('A: b');
		expect(nameOfColumn('email')).toBeUndefined();
	});
});

function place(column: string, number?: number): Target {
	return number === undefined ? { column, rank: 0 } : { column, rank: 0, place: number };
}

it('what reading gives or n8n adds, and nothing can write, is not worth a word', () => {
	const headings = [
		'row_number',
		'submittedAt',
		'formMode',
		'age',
		'tags',
		'tags.0',
		'\uFEFFskills',
		'is_offline',
	];
	expect(plan(headings)).toEqual({ columns: headings.map(() => undefined), unknown: [] });
	// Of another program, it is.
	expect(plan(['row_number', 'age', 'tags']).unknown).toEqual(['age', 'tags']);
});

it('a gender text is known, as it is told', () => {
	expect(columnOf('Gender Text')).toBe(GENDER_TEXT);
});

it('two headings of one column are both found', () => {
	const { targets } = planned(['Home Phone', 'Mobile'], [], false);
	expect(targets.get('Home Phone')?.column).toBe('phone_number');
	expect(targets.get('Mobile')?.rank).toBeLessThan(targets.get('Home Phone')?.rank ?? 0);
});

it('any heading is a column or told, and none is lost', () => {
	const word = fc.constantFrom(
		'what',
		'is',
		'your',
		'contact',
		'1',
		'name',
		'le',
		'value',
		'email',
	);
	const heading = fc.oneof(
		fc.string({ unit: 'binary' }),
		fc.array(word, { maxLength: 8 }).map((words) => words.join(' ')),
	);
	fc.assert(
		fc.property(fc.uniqueArray(heading, { maxLength: 5 }), (headings) => {
			const { targets, unknown } = planned(headings, [field('Name'), field('?')], true);
			expect([...targets.keys(), ...unknown].toSorted()).toEqual(headings.toSorted());
		}),
		{ numRuns: 200 },
	);
});
