import type { INodeProperties } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';

/**
 * Parts of the form, shown where a menu has this value. The editor empties a collection whose conditions
 * name, without a slash, the menu that was just changed: what both choices have would be gone.
 */
export function shownFor(
	menu: string,
	value: string,
	properties: INodeProperties[],
): INodeProperties[] {
	return properties.flatMap((property) => {
		const selector = property.type === 'collection' ? `/${menu}` : menu;
		return updateDisplayOptions({ show: { [selector]: [value] } }, [property]);
	});
}
