import type { NodeResult, WorkflowResult } from '../../engine/index.mts';

/** The forms in which a secret could be found: plain, URL-encoded, and in base64 at any offset. */
export function formsOf(secret: string): string[] {
	const base64 = [0, 1, 2].map((offset) =>
		// What stands before a text changes how base64 cuts it; the ends depend on what is around.
		Buffer.from(`${'x'.repeat(offset)}${secret}`)
			.toString('base64')
			.replace(/=+$/, '')
			.slice(offset === 0 ? 0 : offset + 1, -1),
	);
	return [...new Set([secret, encodeURIComponent(secret), ...base64])];
}

/** All that a user could see of a run, as text. */
export function visible({
	outputs,
	hints,
	error,
	workflow,
}: NodeResult & { workflow: WorkflowResult }): string {
	return JSON.stringify([
		outputs,
		hints,
		error,
		error?.message,
		error?.description,
		error?.stack,
		error?.cause,
		error?.context,
		workflow.error,
		workflow.error?.message,
	]);
}

const LEAST = 12;

/** All texts in a value, also in what errors hide from JSON. */
function* textsIn(value: unknown, seen = new Set<unknown>()): Generator<string> {
	if (typeof value === 'string') yield value;
	if (typeof value !== 'object' || value === null || seen.has(value)) return;
	seen.add(value);
	for (const name of Object.getOwnPropertyNames(value)) {
		// The node itself is n8n's, with its parameters.
		if (name === 'node') continue;
		yield name;
		yield* textsIn((value as Record<string, unknown>)[name], seen);
	}
}

function decodings(text: string): string[] {
	const inUrl = (one: string) =>
		one.replace(/(%[0-9a-f]{2})+/gi, (run) => {
			try {
				return decodeURIComponent(run);
			} catch {
				return run;
			}
		});
	const inHtml = (one: string) =>
		one
			.replace(/&#(\d+);/g, (__, code: string) => String.fromCodePoint(Number(code)))
			.replace(
				/&(amp|lt|gt|quot);/g,
				(__, name: string) => ({ amp: '&', lt: '<', gt: '>' })[name] ?? '"',
			);
	const inJson = (one: string) =>
		one.replace(/\\(.)/gs, (__, sign: string) => (sign === 't' ? '\t' : sign));
	const inBase64 = (one: string) =>
		(one.match(/[\w+/-]{12,}/g) ?? [])
			.flatMap((run) =>
				[0, 1, 2, 3].map((skip) => Buffer.from(run.slice(skip), 'base64').toString()),
			)
			.join('\n\n');
	const inLatin = (one: string) => Buffer.from(one, 'latin1').toString();
	const ways = [inUrl, inHtml, inJson, inBase64, inLatin, unescape];
	const once = ways.map((way) => way(text));
	return [text, ...once, ...once.flatMap((one) => ways.map((way) => way(one)))];
}

/** Pieces of 12 characters of a secret in a value, however they are written. */
export function piecesIn(value: unknown, secret: string): string[] {
	const bare = (text: string) => text.replace(/\s+/g, '');
	const all = [...new Set(textsIn(value))].flatMap(decodings).map(bare).join('\n');
	const pieces = Array.from({ length: Math.max(1, secret.length - LEAST + 1) }, (_, at) =>
		bare(secret.slice(at, at + LEAST)),
	);
	return pieces.filter((piece) => piece.length > 5 && all.includes(piece));
}
