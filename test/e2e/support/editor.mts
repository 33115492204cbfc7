/** n8n's editor in a browser, as far as the tests use it. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import type { Locator, Page } from 'playwright-core';

const screenshots = path.join(import.meta.dirname, '../../../docs/screenshots');

const MOST_MILLISECONDS = 15_000;

export class Editor {
	constructor(readonly page: Page) {}

	/** A new workflow, with the trigger that the button "Execute workflow" starts. */
	async newWorkflow(): Promise<void> {
		await this.page.goto('/workflow/new');
		await this.page.getByTestId('canvas-plus-button').click();
		await this.choose('Trigger manually');
		await this.page.getByTestId('canvas-trigger-node').waitFor();
	}

	/** Searches in the panel of nodes, until it shows these and nothing else. */
	async search(text: string, found: readonly string[]): Promise<void> {
		await this.page.getByTestId('node-creator-plus-button').click();
		await this.page.getByTestId('node-creator-search-bar').fill(text);
		await this.offers(found);
	}

	/** Waits until the panel offers these nodes or actions, in this order, and nothing else. */
	async offers(names: readonly string[]): Promise<void> {
		const items = this.page.getByTestId('node-creator-item-name');
		const read = async () => (await items.allInnerTexts()).map((name) => name.trim());
		const deadline = Date.now() + MOST_MILLISECONDS;
		// What was there before slides out, and is found until it is gone.
		while (!isDeepStrictEqual(await read(), names) && Date.now() < deadline) {
			await this.page.waitForTimeout(100);
		}
		expect(await read()).toEqual(names);
	}

	/** Chooses a node or an action in the panel. */
	async choose(name: string): Promise<void> {
		const names = this.page.getByTestId('node-creator-item-name');
		await names
			.filter({ hasText: new RegExp(`^\\s*${name}`) })
			.first()
			.click();
	}

	parameter(name: string): Locator {
		return this.page.getByTestId(`parameter-input-${name}`);
	}

	/** The dialog of a new credential for the open node. */
	async newCredential(): Promise<Locator> {
		await this.page.getByTestId('node-credentials-empty-state').getByRole('button').click();
		const dialog = this.page.getByTestId('editCredential-modal');
		await dialog.waitFor();
		return dialog;
	}

	async fillIn(fields: Record<string, string>): Promise<void> {
		for (const [name, value] of Object.entries(fields)) {
			await this.parameter(name).locator('input').fill(value);
		}
	}

	/** The choices of a dropdown in the open node. */
	async choices(name: string): Promise<Locator> {
		await this.parameter(name).click();
		const choices = this.page.getByRole('option').filter({ visible: true });
		await choices.first().waitFor();
		return choices;
	}

	/** Picks something from the list of a resource locator, by searching. */
	async pick(text: string): Promise<void> {
		await this.page.getByTestId('rlc-input').click();
		await this.page
			.getByTestId('rlc-search')
			.locator('input')
			.or(this.page.getByTestId('rlc-search'))
			.last()
			.fill(text);
		await this.page.getByTestId('rlc-item').filter({ hasText: text }).first().click();
	}

	/** Runs the open node and what comes before it, and gives its output as rows of cells. */
	async executeStep(): Promise<string[][]> {
		await this.page.getByTestId('node-execute-button').click();
		const output = this.page.getByTestId('output-panel');
		await output.getByTestId('ndv-run-data-display-mode').waitFor();
		await output.getByTestId('radio-button-table').click();
		const rows = output.getByRole('row');
		await rows.nth(1).waitFor();
		const cells = await rows.all();
		return await Promise.all(
			cells.map(
				async (cell) =>
					await cell.getByRole('cell').or(cell.getByRole('columnheader')).allInnerTexts(),
			),
		);
	}

	async closeNode(): Promise<void> {
		await this.page.getByTestId('ndv-close-button').click();
	}

	/** For the README; only when asked for, since no two pictures are the same to the byte. */
	async screenshot(name: string): Promise<void> {
		if (process.env.SCREENSHOTS === undefined) return;
		mkdirSync(screenshots, { recursive: true });
		// What slides in or fades does so a little longer than it can be clicked.
		await this.page.waitForTimeout(600);
		await this.page.screenshot({
			path: path.join(screenshots, `${name}.png`),
			// Messages that pass, and lie over what is to be seen.
			style: '.el-notification { visibility: hidden }',
		});
	}
}
