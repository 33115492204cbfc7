import type { Contract, Login } from './assemble.mts';
import { Differences } from './differences.mts';
import type { OpenApi, Operation as FileOperation } from './openApi.mts';
import type { Part } from './resources.mts';
import { inCode, listed } from './words.mts';

const MOST_OTHERS = 5;

/** The steps of a login with a password. Undefined if the file has none of them. */
export function compareLogins({ logins }: Contract, file: OpenApi): Part | undefined {
	const steps = logins.map((login) => findStep(login, file.operations));
	const operations = steps.filter((step) => step !== undefined);
	if (operations.length === 0) return undefined;
	const sentences: string[] = [];
	const confirmed: string[] = [];
	const differences = new Differences();
	for (const [index, { path, body, answer }] of logins.entries()) {
		const step = steps[index];
		if (step === undefined) continue;
		const name = `step ${index + 1}`;
		const paths =
			step.bases.length === 0 ? [step.path] : step.bases.map((base) => base + step.path);
		if (!paths.includes(path)) {
			const is = listed(paths.map(inCode), 'or');
			sentences.push(`The path of ${name} is ${is}; the node tries ${inCode(path)} first [U2].`);
		} else if (step.bases.length > 0) {
			confirmed.push(`${inCode(path)} [U2]`);
		}
		const where = { operation: name, place: '2.1' };
		if (step.body) differences.properties(body, step.body, { direction: 'body', ...where });
		if (step.answer) differences.properties(answer, step.answer, { direction: 'answer', ...where });
	}
	const others = file.operations
		.filter((operation) => !operations.includes(operation))
		.filter(
			({ path }) =>
				(/auth/i.test(path) && /refresh/i.test(path)) ||
				logins.some((login) => path.includes(login.path)),
		);
	for (const operation of others.slice(0, MOST_OTHERS)) {
		const [sent, given] = [operation.body, operation.answer].map(
			(schema) => listed((schema?.names ?? []).map(inCode)) || 'what it does not say',
		);
		const what = inCode(`${operation.method} ${operation.path}`);
		sentences.push(`There is also ${what}, which takes ${sent} and gives ${given} [U8].`);
	}
	return {
		subject: 'the login',
		sentences: [...sentences, ...differences.sentences],
		confirmed,
		operations,
	};
}

/** By its path, or by what it takes. */
function findStep({ path, body }: Login, operations: FileOperation[]): FileOperation | undefined {
	const posts = operations.filter(({ method }) => method === 'POST');
	const needed = body.filter(({ isRequired }) => isRequired).map(({ name }) => name);
	return (
		posts.find((operation) => operation.path.endsWith(path)) ??
		posts.find(
			(operation) =>
				/auth|login|session|token/i.test(operation.path) &&
				!/refresh/i.test(operation.path) &&
				needed.every((name) => operation.body?.names.includes(name)),
		)
	);
}
