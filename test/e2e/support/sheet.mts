/** Rows as n8n's Google Sheets node gives them: dates as the sheet shows them, empty cells as empty texts. */
import type { IDataObject } from 'n8n-workflow';

export const SHEET: IDataObject[] = [
	{
		row_number: 2,
		'First name': 'Zoé',
		Surname: 'Tremblay',
		'E-mail': 'zoe.tremblay@example.org',
		Mobile: 5145550100,
		DOB: '01/02/1990',
		Sex: 'F',
		'T-shirt size': 'm',
		'Available on': 'Monday, Friday',
		'Member since': '15/01/2024',
		Town: 'Laval',
	},
	{
		row_number: 3,
		'First name': 'Nathan',
		Surname: 'Smith',
		'E-mail': 'nathan.smith@example.org',
		Mobile: '+1 (514) 555–0101',
		DOB: '30/11/1988',
		Sex: 'Male',
		'T-shirt size': 'XL',
		'Available on': 'Sunday',
		'Member since': '',
		Town: 'Montréal',
	},
	{
		row_number: 4,
		'First name': 'Tomas',
		Surname: 'Okoro',
		'E-mail': 'tomas.okoro@example.org',
		Mobile: 'call my aunt',
		DOB: '09/05/2001',
		Sex: 'M',
		'T-shirt size': 'XXL',
		'Available on': '',
		'Member since': '',
		Town: 'Laval',
	},
];
