import type { IDataObject } from 'n8n-workflow';

import { CustomFields } from '../../../../nodes/Vome/resources/profile/customFields.ts';
import type { VomeClient } from '../../../../nodes/Vome/shared/client.ts';

const profile = (email: string, fieldId: string): IDataObject => ({
	profile_details: { email },
	custom_fields: [{ custom_field: { id: fieldId, name: 'Notes', field_type: 0 } }],
});

it('a field that shares its name is that of the profile, not of one whose email looks like it', async () => {
	async function* pages() {
		// U+212A, the Kelvin sign.
		yield [profile('kim@example.org', '1'), profile('\u212Aim@example.org', '2')];
	}
	const fields = new CustomFields({ pages } as unknown as VomeClient, undefined);
	await fields.look(2);
	expect(fields.ofName('Notes', ['KIM@example.org'])?.id).toBe('1');
	expect(fields.ofName('Notes', ['\u212AIM@example.org'])?.id).toBe('2');
});
