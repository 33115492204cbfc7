import type { INode } from 'n8n-workflow';

import type { WorkflowFile } from './client.mts';

/** A workflow of nodes in a row, without what the editor adds. */
export function row(name: string, ...nodes: INode[]): WorkflowFile {
	const links = nodes.slice(1).map((node, index) => {
		const main = [[{ node: node.name, type: 'main' as const, index: 0 }]];
		return [nodes[index]?.name, { main }];
	});
	return {
		name,
		nodes,
		connections: Object.fromEntries(links) as WorkflowFile['connections'],
		settings: { executionOrder: 'v1' },
	};
}
