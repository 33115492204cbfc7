/** n8n's editor in a browser, as far as the tests use it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import type { Locator, Page } from 'playwright-core';

import { withFewColours } from './png.mts';

const screenshots = path.join(import.meta.dirname, '../../../docs/screenshots');

const MOST_MILLISECONDS = 15_000;

/** Where a node or a note lies on the screen, with its name below it. */
export interface Part {
	name: string;
	/** Of a note: how much room there is below its text; less than nothing if the text is cut. */
	spare?: number;
	left: number;
	top: number;
	right: number;
	bottom: number;
}

/** As much of an element in the browser as is needed here: the types of the browser are not loaded. */
interface Shown {
	readonly textContent: string;
	readonly childElementCount: number;
	readonly parentElement: Shown | null;
	closest: (selector: string) => Shown | null;
	querySelector: (selector: string) => Shown | null;
	querySelectorAll: (selector: string) => Iterable<Shown>;
	getBoundingClientRect: () => Record<'left' | 'top' | 'right' | 'bottom', number>;
}

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

	/** Opens a saved workflow, and the one of its nodes with this text. */
	async openNode(workflow: string, text: string): Promise<void> {
		await this.page.goto(`/workflow/${workflow}`);
		await this.page.getByTestId('canvas-node').filter({ hasText: text }).dblclick();
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

	/** The parts of the open workflow, of which there are so many, all of them on the screen at full size. */
	async canvas(count: number): Promise<Part[]> {
		const parts = this.page.locator('.vue-flow__node');
		await parts.nth(count - 1).waitFor();
		// n8n's keys for "fit to view" and "full size".
		await this.page.keyboard.press('1');
		await this.page.waitForTimeout(600);
		await this.page.keyboard.press('0');
		await this.page.waitForTimeout(600);
		return await parts.evaluateAll((elements: Shown[]) =>
			elements.map((element): Part => {
				const note = element.querySelector('[data-test-id="sticky"]');
				// Each note begins with a heading.
				const text = note?.querySelector('h2')?.parentElement?.getBoundingClientRect().bottom;
				// The node itself, and the lines below it; not the buttons that appear beside it.
				const lines = [...element.querySelectorAll('*')].filter(
					(one) =>
						one.childElementCount === 0 &&
						one.textContent.trim() !== '' &&
						one.closest('button, .vue-flow__handle, .sticky-textarea') === null,
				);
				const boxes = [element, ...lines].map((one) => one.getBoundingClientRect());
				const [own] = boxes;
				const shown = note === null || own === undefined ? boxes : [own];
				return {
					name: element.textContent.trim().slice(0, 30),
					spare: text === undefined ? undefined : (own?.bottom ?? 0) - text,
					left: Math.min(...shown.map(({ left }) => left)),
					top: Math.min(...shown.map(({ top }) => top)),
					right: Math.max(...shown.map(({ right }) => right)),
					bottom: Math.max(...shown.map(({ bottom }) => bottom)),
				};
			}),
		);
	}

	/** A picture of these parts, and of nothing else. */
	async canvasScreenshot(name: string, parts: readonly Part[]): Promise<void> {
		if (process.env.SCREENSHOTS === undefined) return;
		const margin = 24;
		const x = Math.min(...parts.map(({ left }) => left)) - margin;
		const y = Math.min(...parts.map(({ top }) => top)) - margin;
		const right = Math.max(...parts.map((part) => part.right)) + margin;
		const bottom = Math.max(...parts.map((part) => part.bottom)) + margin;
		const picture = await this.page.screenshot({
			clip: { x, y, width: right - x, height: bottom - y },
			// What is there to go on building: dots, and a plus behind the last nodes.
			style: '.vue-flow__background, [data-test-id^="canvas-handle-plus"] { visibility: hidden }',
		});
		keep(name, picture);
	}

	/** For the documentation; only when asked for, since no two pictures are the same to the byte. */
	async screenshot(name: string, part: Locator | Page = this.page): Promise<void> {
		if (process.env.SCREENSHOTS === undefined) return;
		// What slides in or fades does so a little longer than it can be clicked.
		await this.page.waitForTimeout(600);
		const picture = await part.screenshot({
			// Messages that pass, and lie over what is to be seen.
			style: '.el-notification { visibility: hidden }',
		});
		keep(name, picture);
	}
}

function keep(name: string, picture: Buffer): void {
	const file = path.join(screenshots, `${name}.png`);
	mkdirSync(path.dirname(file), { recursive: true });
	writeFileSync(file, withFewColours(picture));
}
