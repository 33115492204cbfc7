import type { INode } from 'n8n-workflow';

/** A node outside any workflow, as n8n uses to test a credential or fill in a form. */
export function tempNode(changes: Partial<INode> = {}): INode {
	return {
		id: 'temp',
		name: 'Temp-Node',
		type: 'n8n-nodes-base.noOp',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		...changes,
	};
}
