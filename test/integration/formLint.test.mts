// The forms under n8n's own lint. It reads literals in the source alone, and not what is put together
// from operations, events and filters; so the forms are written out as the literals that they become.
import { execFileSync } from 'node:child_process';
import path from 'node:path';

import type { INodeTypeDescription } from 'n8n-workflow';

import { Assemble } from '../../nodes/Assemble/Assemble.node.ts';
import { AssembleTrigger } from '../../nodes/Assemble/AssembleTrigger.node.ts';
import { Vome } from '../../nodes/Vome/Vome.node.ts';
import { VomeTrigger } from '../../nodes/Vome/VomeTrigger.node.ts';

const root = path.join(__dirname, '../..');

interface Source {
	filePath: string;
	text: string;
}

const LINT = `
	import { text } from 'node:stream/consumers';
	import { ESLint } from 'eslint';
	const eslint = new ESLint({ cwd: ${JSON.stringify(root)} });
	const found = [];
	for (const { filePath, text: source } of JSON.parse(await text(process.stdin))) {
		const [{ messages }] = await eslint.lintText(source, { filePath });
		const lines = source.split('\\n');
		found.push(messages.map(({ ruleId, message, line }) => [ruleId, message, lines[line - 1].trim()].join(': ')));
	}
	process.stdout.write(JSON.stringify(found));
`;

/** What n8n's lint says about each source. */
function lint(sources: Source[]): string[][] {
	const output = execFileSync(process.execPath, ['--input-type=module', '-e', LINT], {
		cwd: root,
		input: JSON.stringify(sources),
		// In a test run, the rules take each file for a node of another name.
		env: { ...process.env, NODE_ENV: '' },
		encoding: 'utf8',
	});
	return JSON.parse(output) as string[][];
}

function sourceOf(name: string, description: INodeTypeDescription): Source {
	const literal = JSON.stringify(description, null, '\t')
		.replace(/^(\t*)"([A-Za-z_]\w*)":/gm, '$1$2:')
		.replace(/puts: \[\s*"main"\s*\]/g, 'puts: [NodeConnectionTypes.Main]');
	const folder = name.startsWith('Vome') ? 'Vome' : 'Assemble';
	return {
		filePath: path.join(root, 'nodes', folder, `${name}.node.ts`),
		text: `import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

export class ${name} implements INodeType {
	description: INodeTypeDescription = ${literal};
}
`,
	};
}

it('the forms of nodes and triggers are under the rules of n8n', () => {
	const nodes = { Assemble, AssembleTrigger, Vome, VomeTrigger };
	const sources = Object.entries(nodes).map(([name, Type]) =>
		sourceOf(name, new Type().description),
	);
	const vome = sourceOf('Vome', new Vome().description);
	const planted = vome.text
		.replace('Get many shifts', 'Get Many Shifts')
		.replace('Retrieve a list of shifts', 'Retrieve a list of shifts.')
		.replace('displayName: "Created After"', 'displayName: "created after"');
	const found = lint([...sources, { ...vome, text: planted }]);
	const ofPlanted = found.pop();
	expect(found).toEqual(sources.map(() => []));
	// Else the lint would not have looked.
	expect(ofPlanted?.map((message) => message.split(': ')[0])).toEqual([
		'n8n-nodes-base/node-param-display-name-miscased',
		'n8n-nodes-base/node-param-operation-option-action-miscased',
		'n8n-nodes-base/node-param-description-excess-final-period',
	]);
});
