import { type Contract, PAGE, readContract } from './assemble.mts';
import { compare } from './compare.mts';
import { OpenApi, Unreadable } from './openApi.mts';
import { inCode, listed } from './words.mts';

export interface Report {
	/** Markdown, for an issue. */
	text: string;
	isDifferent: boolean;
}

/** What an OpenAPI file says otherwise than the page. Throws Unreadable. */
export function report(text: string): Report {
	try {
		return toReport(readContract(), new OpenApi(text));
	} catch (error) {
		if (!(error instanceof RangeError)) throw error;
		throw new Unreadable('is nested too deeply', { cause: error });
	}
}

function toReport(contract: Contract, file: OpenApi): Report {
	const { parts, whole } = compare(contract, file);
	if (parts.length === 0) {
		const known = contract.resources.map(({ segment }) => inCode(`/${segment}`));
		const paths = new Set(file.operations.map((operation) => inCode(operation.path)));
		throw new Unreadable(
			`has neither a login nor paths such as ${listed(known, 'or')}. It has ${listed([...paths]) || 'no path'}`,
		);
	}
	const all = [whole, ...parts];
	const subjects = listed(parts.map(({ subject }) => subject));
	const confirmed = [...new Set(all.flatMap((part) => part.confirmed))];
	const inferred =
		confirmed.length === 0 ? '' : `It confirms ${listed(confirmed)}, as inferred there.`;
	const different = all.filter(({ sentences }) => sentences.length > 0);
	const version = `OpenAPI ${file.version}`;
	if (different.length === 0) {
		const same = `Nothing differs: on ${subjects}, this file (${version}) says what ${PAGE} says.`;
		return { text: `${same} ${inferred}`.trim(), isDifferent: false };
	}
	const paragraphs = different.map(({ subject, sentences }) =>
		[
			`**${subject.charAt(0).toUpperCase()}${subject.slice(1)}**\n`,
			...sentences.map((sentence) => `- ${sentence}`),
		].join('\n'),
	);
	const first = `On ${subjects}, a file (${version}) differs from ${PAGE}:`;
	return { text: [first, ...paragraphs, inferred].join('\n\n').trim(), isDifferent: true };
}
