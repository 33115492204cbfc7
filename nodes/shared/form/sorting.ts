import type { INodeProperties } from 'n8n-workflow';

/** Compares parts of a form by their labels, in which order n8n wants them. */
export const byLabel = (one: INodeProperties, other: INodeProperties): number =>
	one.displayName.localeCompare(other.displayName);
