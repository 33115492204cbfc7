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
