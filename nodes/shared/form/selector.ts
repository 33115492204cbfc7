import type { INodeProperties } from 'n8n-workflow';

/**
 * What a part of the form names the menu by that it depends on. The editor empties a collection whose
 * conditions name, without a slash, the menu that was just changed: what both choices have would be gone.
 */
export const selectorOf = ({ type }: INodeProperties, menu: string) =>
	type === 'collection' ? `/${menu}` : menu;
