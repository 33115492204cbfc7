// All that read one cell of a list of people.
import { readChoice } from '../../nodes/Vome/resources/profile/write/values/choice.ts';
import { readChoices } from '../../nodes/Vome/resources/profile/write/values/choices.ts';
import { readDate, readDateTime } from '../../nodes/Vome/resources/profile/write/values/date.ts';
import { readEmail } from '../../nodes/Vome/resources/profile/write/values/email.ts';
import { readFullName } from '../../nodes/Vome/resources/profile/write/values/fullName.ts';
import { readGender } from '../../nodes/Vome/resources/profile/write/values/gender.ts';
import { readId } from '../../nodes/Vome/resources/profile/write/values/id.ts';
import { readDegrees, readNumber } from '../../nodes/Vome/resources/profile/write/values/number.ts';
import { readOccupation } from '../../nodes/Vome/resources/profile/write/values/occupation.ts';
import { readPhone } from '../../nodes/Vome/resources/profile/write/values/phone.ts';
import type { Reading } from '../../nodes/Vome/resources/profile/write/values/reading.ts';
import { readKey, readText } from '../../nodes/Vome/resources/profile/write/values/reading.ts';
import { readYesNo } from '../../nodes/Vome/resources/profile/write/values/yesNo.ts';

const CALENDAR = { zone: 'America/Toronto' };

const CHOICES = ['A', 'a, b', '1', '-', 'Front Desk'];

export const CELL_READERS: Record<string, (cell: unknown) => Reading<unknown>> = {
	readChoice: (cell) => readChoice(cell, CHOICES),
	'readChoice without choices': (cell) => readChoice(cell, []),
	readChoices: (cell) => readChoices(cell, CHOICES),
	'readChoices without choices': (cell) => readChoices(cell, []),
	readDate: (cell) => readDate(cell, CALENDAR),
	readDateTime: (cell) => readDateTime(cell, CALENDAR),
	readDegrees: (cell) => readDegrees(cell, 90),
	readEmail,
	readFullName,
	readGender,
	readId,
	readKey,
	readNumber,
	readOccupation,
	readPhone,
	readText,
	readYesNo,
};
