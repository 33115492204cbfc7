import { inspect } from 'node:util';

import type { INode } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { namesField, serverText, withoutSecrets } from '../../../../nodes/shared/http/errors.ts';

describe('serverText', () => {
	it.each([
		[
			{ error: { type: 'x', message: 'A last name is needed.', param: 'last_name' } },
			'A last name is needed. (last_name)',
		],
		[{ error: { message: 'Too fast' } }, 'Too fast'],
		[{ error: 'Bad key' }, 'Bad key'],
		[{ detail: 'Invalid page.' }, 'Invalid page.'],
		[{ message: 'No' }, 'No'],
		[
			{ email: ['Enter a valid address.', 'Must be unique.'], age: 'Too young.' },
			'email: Enter a valid address. Must be unique.; age: Too young.',
		],
		[['One', 'Two'], 'One Two'],
		['plain  text\n here', 'plain text here'],
		['<html><body>Bad gateway</body></html>', ''],
		['', ''],
		[null, ''],
		[undefined, ''],
		[42, ''],
		[{}, ''],
		[{ code: 7 }, ''],
	])('of %j is %p', (body, text) => {
		expect(serverText(body)).toBe(text);
	});

	it('is cut to a length that can be read', () => {
		expect(serverText({ detail: 'x'.repeat(5000) })).toHaveLength(403);
	});
});

describe('namesField', () => {
	it.each([
		[{ errors: { family: ['x'] } }],
		[{ message: 'No', errors: { name: ['x'], family: ['x'] } }],
		[{ error: { message: 'x', param: 'family' } }],
		[{ error: { errors: { family: 'x' } } }],
		[{ family: ['Not valid.'] }],
		[{ message: 'There is no field family.' }],
		[{ detail: "Unknown field 'family'" }],
		['family: not valid'],
	])('finds it in %j', (body) => {
		expect(namesField(body, 'family')).toBe(true);
	});

	it.each([
		[{ errors: { 'family.id': ['The family is not valid.'] } }],
		[{ message: 'The family is not valid.', errors: { name: ['x'] } }],
		[{ message: 'family_id is not known, nor family.id, nor subfamily' }],
		['<html>family</html>'],
		[{}],
		[undefined],
		[null],
	])('does not find it in %j', (body) => {
		expect(namesField(body, 'family')).toBe(false);
	});
});

describe('an error without secrets', () => {
	const SECRET = 'vK9xQ2wZr7Lp4Tm8HbN5cE1d';
	const node = { name: 'Vome' } as INode;

	it('has none in itself, in what caused it, or in what n8n keeps beside it', () => {
		const cause = new Error(`Outer ${SECRET}`, { cause: new Error(`Inner ${SECRET}`) });
		const error = new NodeOperationError(node, cause, { description: `See ${SECRET}` });
		error.messages.push(`First ${SECRET}`);
		error.context.data = { detail: SECRET };
		error.context.itemIndex = 3;
		const shown = withoutSecrets(error, [SECRET]);
		expect(inspect(shown, { depth: 9, showHidden: true })).not.toContain(SECRET);
		expect(shown.message).toBe('Outer ***');
		expect(shown.messages).toContain('First ***');
		expect(shown.context.itemIndex).toBe(3);
	});

	it('may be its own cause', () => {
		const error = new NodeOperationError(node, `Bad ${SECRET}`);
		(error as Error).cause = error;
		expect(withoutSecrets(error, [SECRET]).message).toBe('Bad ***');
	});
});

it('a reason that lies very deep in an answer is none', () => {
	const body = JSON.parse('{"error":'.repeat(20_000) + '"x"' + '}'.repeat(20_000)) as object;
	expect(serverText(body)).toBe('');
	expect(namesField(body, 'x')).toBe(false);
});
