/** Headless Chromium, from Debian. */
import { type Browser, chromium, type Page, selectors } from 'playwright-core';

import type { Login } from './client.mts';
import { type DebianPackage, programOf } from './debian.mts';

const CHROMIUM: DebianPackage = {
	title: 'Chromium',
	name: 'chromium',
	programs: ['chromium', 'chromium-browser', 'google-chrome'],
	variable: 'CHROMIUM',
};

const MOST_SECONDS = 30;

export async function startChromium(say: (text: string) => void): Promise<Browser> {
	// The attribute that n8n's editor puts on its elements.
	selectors.setTestIdAttribute('data-test-id');
	return await chromium.launch({
		executablePath: await programOf(CHROMIUM, say),
		// As root, Chromium needs its sandbox off. It only sees pages of this machine.
		chromiumSandbox: process.getuid?.() !== 0,
	});
}

/** Opens the editor by logging in, as a user does. */
export async function openEditor(
	browser: Browser,
	origin: string,
	{ email, password }: Login,
): Promise<Page> {
	const page = await browser.newPage({
		baseURL: origin,
		viewport: { width: 1280, height: 800 },
		reducedMotion: 'reduce',
	});
	page.setDefaultTimeout(MOST_SECONDS * 1000);
	await page.goto('/signin');
	await page.getByLabel('Email').fill(email);
	await page.getByLabel('Password').fill(password);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await page.waitForURL(/\/(home|workflow)/);
	return page;
}
