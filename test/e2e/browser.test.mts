// What a user does and sees in the editor.
import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import type { Browser } from 'playwright-core';

import { openEditor, startChromium } from '../../n8n/browser.mts';
import { owner } from '../../n8n/index.mts';
import { Bench, manualTrigger, ourNode, ourTrigger, row } from './support/bench.mts';
import { Editor } from './support/editor.mts';
import { SHEET } from './support/sheet.mts';

let bench: Bench;
let browser: Browser;
let editor: Editor;
beforeAll(async () => {
	browser = await startChromium((text) => process.stdout.write(`${text}\n`));
	bench = await Bench.start();
	// As a new user finds it: n8n would choose a credential that is there.
	for (const credential of await bench.n8n.credentials()) {
		await bench.n8n.deleteCredential(credential);
	}
	editor = new Editor(await openEditor(browser, bench.n8n.origin, owner));
}, 300_000);
afterAll(async () => {
	await browser?.close();
	await bench?.stop();
});

it('Assemble: from the panel to a role profile in the table', async () => {
	const { page } = editor;
	await editor.newWorkflow();

	await editor.search('volunteer', ['Assemble', 'Vome']);
	await editor.screenshot('search');
	await editor.choose('Assemble');
	await page.getByText('Actions (20)').waitFor();
	await editor.offers([
		'Check account',
		'Get organisation',
		'Count activities',
		'Get activity',
		'Get many activities',
		'Count opportunities',
		'Get opportunity',
		'Get many opportunities',
		'Count role profiles',
		'Create role profile',
		'Delete role profile',
		'Get role profile',
		'Get many role profiles',
		'Update role profile',
		'Count teams',
		'Get team',
		'Get many teams',
		'Count users',
		'Get user',
		'Get many users',
	]);
	await editor.choose('Get role profile');

	const { email, password } = bench.good.assembleJwtApi;
	const dialog = await editor.newCredential();
	await editor.screenshot('assemble-credential');
	await editor.fillIn({ organisation: bench.assemble.origin, email, password: 'wrong' });
	await dialog.getByTestId('credential-save-button').click();
	await dialog.getByText('Couldn’t connect with these settings').waitFor();
	await dialog.getByText('More details').click();
	await dialog.getByText('Assemble rejected the email or password').waitFor();
	await editor.fillIn({ password });
	await dialog.getByTestId('credential-save-button').click();
	// n8n closes it once the credential has passed its test.
	await dialog.waitFor({ state: 'hidden' });

	const operations = await editor.choices('operation');
	expect((await operations.allInnerTexts()).map((text) => text.split('\n')[0])).toEqual([
		'Count',
		'Create',
		'Delete',
		'Get',
		'Get Many',
		'Update',
		// Of n8n itself: the HTTP Request node with our credential.
		'Custom API Call',
	]);
	await editor.screenshot('assemble-operations');
	await operations.filter({ hasText: 'Retrieve a role profile' }).click();

	const roleProfile = bench.assemble.assemble.roleProfiles.find(({ name }) =>
		name.startsWith('Befriender'),
	);
	await editor.pick(String(roleProfile?.name));
	const [head, ...items] = await editor.executeStep();
	expect(head).toEqual(expect.arrayContaining(['id', 'name', 'status', 'approved']));
	expect(items).toEqual([
		expect.arrayContaining([String(roleProfile?.id), String(roleProfile?.name)]),
	]);
	await editor.screenshot('assemble-result');
});

it('Vome: from the panel to the first profiles in the table', async () => {
	const { page } = editor;
	await editor.newWorkflow();
	await editor.search('volunteer', ['Assemble', 'Vome']);
	await editor.choose('Vome');
	await editor.choose('Get many profiles');

	const dialog = await editor.newCredential();
	await editor.screenshot('vome-credential');
	await editor.fillIn(bench.good.vomeApi);
	await dialog.getByTestId('credential-save-button').click();
	await dialog.waitFor({ state: 'hidden' });

	const [head, ...items] = await editor.executeStep();
	expect(head).toEqual(expect.arrayContaining(['first_name', 'last_name', 'email']));
	expect(items.length).toBeGreaterThan(0);
	await page.getByTestId('run-data-item-count').getByText('50 items').waitFor();
	await editor.screenshot('vome-result');
});

it('Vome: the columns to write, from the first moment, and those of the account', async () => {
	const { page } = editor;
	await editor.newWorkflow();
	await editor.search('volunteer', ['Assemble', 'Vome']);
	await editor.choose('Vome');
	await editor.choose('Create or update profile');
	const columns = page.getByTestId('resource-mapper-container');
	await columns.getByText('Emergency Contact Name').waitFor();
	expect(await page.getByText('No columns found').filter({ visible: true }).count()).toBe(0);

	// n8n asks for the columns before it puts the credential in, and again when the node is opened.
	await editor.closeNode();
	await page.getByTestId('canvas-node').nth(1).dblclick();
	await columns.getByText('T-shirt size').waitFor();
	await editor.screenshot('vome-columns');

	// Rare columns start out of sight.
	const rare = page.getByText('Custom Fields (by name)').filter({ visible: true });
	expect(await rare.count()).toBe(0);
	await page.getByTestId('add-fields-select').getByRole('button').click();
	await rare.click();
	await columns.getByText('Custom Fields (by name)').waitFor();

	const options = page.getByTestId('collection-parameter-option').filter({ visible: true });
	const addOption = async (name: string) => {
		await page.getByPlaceholder('Add Option').click();
		await options.filter({ hasText: name }).waitFor();
		const names = await options.allInnerTexts();
		await options.filter({ hasText: name }).click();
		return names;
	};
	// Only who invites is asked how.
	expect(await addOption('Invite to Vome')).not.toContain('Invite Language');
	await editor.parameter('inviteToVome').locator('.el-switch').click();
	expect(await addOption('Invite Language')).toContain('Invite Message');
	await editor.parameter('inviteLanguage').waitFor();
	await editor.closeNode();
});

it('Vome: the preview of a list, and what came of it', async () => {
	const { page } = editor;
	const columns = { mappingMode: 'autoMapInputData', value: null, matchingColumns: ['email'] };
	const write = async (options: IDataObject) => {
		const credential = await bench.save('vomeApi');
		const vome = ourNode(
			'Vome',
			credential,
			{ operation: 'upsert', columns, options } as unknown as INodeParameters,
			{ onError: 'continueRegularOutput' },
		);
		const sheet: INode = {
			...manualTrigger,
			id: 'sheet',
			name: 'Google Sheets',
			type: 'n8n-nodes-base.googleSheets',
			typeVersion: 4.5,
			position: [200, 0],
		};
		const { id } = await bench.n8n.createWorkflow({
			...row('Volunteers of a spreadsheet', manualTrigger, sheet, vome),
			pinData: { 'Google Sheets': SHEET.map((json) => ({ json })) },
		});
		await editor.openNode(id, 'Vome');
		return await editor.executeStep();
	};
	const [head, ...items] = await write({ preview: true });
	expect(head).toEqual(expect.arrayContaining(['valid', 'problems', 'send', 'notSent']));
	expect(items).toHaveLength(SHEET.length);
	await page.getByText('This is a preview: nothing was sent.').waitFor();
	await editor.screenshot('vome-preview');
	await editor.closeNode();

	const [, ...outcomes] = await write({ valuesThatDoNotFit: 'leaveOut' });
	expect(outcomes).toHaveLength(SHEET.length);
	await page.getByText('Values that do not fit were left out').waitFor();
	await editor.screenshot('vome-written');
	await editor.closeNode();
});

it('Vome Trigger: the form, and a reservation as an example', async () => {
	const { page } = editor;
	const trigger = ourTrigger('Vome', await bench.save('vomeApi'), {
		event: 'reservationStatusChanged',
	});
	const { id } = await bench.n8n.createWorkflow(row('Changed reservations', trigger));
	await page.goto(`/workflow/${id}`);
	await page.getByTestId('canvas-trigger-node').dblclick();
	const events = await editor.choices('event');
	expect((await events.allInnerTexts()).map((text) => text.split('\n')[0])).toEqual([
		'Opportunity Created',
		'Profile Added',
		'Profile Updated',
		'Reservation Created',
		'Reservation Status Changed',
		'Shift Created',
	]);
	await events.filter({ hasText: 'Reservation Status Changed' }).click();
	const [head, ...items] = await editor.executeStep();
	expect(head).toEqual(expect.arrayContaining(['id', 'status', 'user_name', 'shift_title']));
	expect(items).toHaveLength(1);
	await editor.screenshot('vome-trigger');
	await editor.closeNode();
});

it('Vome Trigger: a filter stays when another event has it, too', async () => {
	const { page } = editor;
	const trigger = ourTrigger('Vome', await bench.save('vomeApi'), {
		event: 'profileAdded',
		filters: { firstName: 'Ann' },
	});
	const { id } = await bench.n8n.createWorkflow(row('New people called Ann', trigger));
	await page.goto(`/workflow/${id}`);
	await page.getByTestId('canvas-trigger-node').dblclick();
	const change = async (event: string) => {
		const events = await editor.choices('event');
		await events.filter({ hasText: event }).click();
	};
	const firstName = editor.parameter('firstName').locator('input');
	await change('Profile Updated');
	await page.getByText('Watched Fields').or(firstName).first().waitFor();
	expect(await firstName.inputValue()).toBe('Ann');
	await change('Reservation Created');
	await firstName.waitFor({ state: 'hidden' });
	await editor.closeNode();
});

it('Vome: a filter stays when another operation has it, too', async () => {
	const { page } = editor;
	const filters = { firstName: 'Ann' };
	const vome = ourNode('Vome', await bench.save('vomeApi'), { operation: 'getAll', filters });
	const { id } = await bench.n8n.createWorkflow(row('People called Ann', manualTrigger, vome));
	await editor.openNode(id, 'Vome');
	const returnAll = page.getByText('Return All');
	await returnAll.waitFor();
	const operations = await editor.choices('operation');
	await operations.filter({ hasText: 'Count' }).click();
	await returnAll.waitFor({ state: 'hidden' });
	const firstName = editor.parameter('firstName').locator('input');
	expect(await firstName.inputValue()).toBe('Ann');
	await editor.closeNode();
});

it('Vome: a filter that finds nobody says so in words', async () => {
	const { page } = editor;
	const filters = { firstName: 'nobody is called so' };
	const vome = ourNode('Vome', await bench.save('vomeApi'), { operation: 'getAll', filters });
	const { id } = await bench.n8n.createWorkflow(row('Nobody', manualTrigger, vome));
	await editor.openNode(id, 'Vome');
	await page.getByTestId('node-execute-button').click();
	await page.getByText('No profiles match the filters.').waitFor();
	await editor.closeNode();
});

it('Vome: the form says that a key is rejected, instead of some columns as if all were well', async () => {
	const { page } = editor;
	const columns = { mappingMode: 'defineBelow', value: null, matchingColumns: ['email'] };
	const credential = await bench.save('vomeApi', { apiKey: 'wrong' });
	const vome = ourNode('Vome', credential, {
		operation: 'upsert',
		columns,
	});
	const { id } = await bench.n8n.createWorkflow(row('Rejected', manualTrigger, vome));
	await page.goto(`/workflow/${id}`);
	const node = page.getByTestId('canvas-node').filter({ hasText: 'Vome' });
	const hint = page.getByText('Vome did not give the columns of your account');
	const inForm = page.getByTestId('resource-mapper-container').getByText('Emergency Contact Name');
	await node.dblclick();
	await hint.waitFor();
	await inForm.waitFor();
	await editor.closeNode();

	await bench.n8n.updateCredential(credential, bench.good.vomeApi);
	await node.dblclick();
	await page.getByTestId('resource-mapper-container').getByText('T-shirt size').waitFor();
	await hint.waitFor({ state: 'hidden' });
	await editor.closeNode();
});

it('Assemble OAuth2: the form shows where the token comes from, instead of a broken expression', async () => {
	const { page } = editor;
	const { id } = await bench.save('assembleOAuth2Api');
	await page.goto(`/home/credentials/${id}`);
	const dialog = page.getByTestId('editCredential-modal');
	await dialog.getByText('Access Token URL').waitFor();
	await dialog.getByText('https://my-charity.goassemble.com/oauth/token').waitFor();
});

it('in the dark, the nodes have their dark icons', async () => {
	const { id } = await bench.n8n.createWorkflow(
		row(
			'Volunteers and their roles',
			manualTrigger,
			ourNode('Vome', await bench.save('vomeApi'), { operation: 'getAll' }, { position: [220, 0] }),
			ourNode(
				'Assemble',
				await bench.save('assembleJwtApi'),
				{ operation: 'getAll' },
				{ position: [440, 0] },
			),
		),
	);
	await editor.page.emulateMedia({ colorScheme: 'dark' });
	await editor.page.goto(`/workflow/${id}`);
	const nodes = editor.page.getByTestId('canvas-node');
	await nodes.nth(2).waitFor();
	const icons = await nodes.locator('img').all();
	const sources = await Promise.all(icons.map(async (icon) => await icon.getAttribute('src')));
	expect(sources.map((source) => source?.split('/').at(-1))).toEqual([
		'vome.dark.svg',
		'assemble.dark.svg',
	]);
	await editor.screenshot('dark');
});
