/** Debian's Chromium, without a window. */
import { existsSync } from 'node:fs';
import path from 'node:path';

import { type Browser, chromium, type Page, selectors } from 'playwright-core';

import type { Login } from './client.mts';
import { plainEnvironment, runToEnd } from './processes.mts';

/** What Chromium is called, in the order of preference. */
const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome'];

const MOST_SECONDS = 30;

function find(): string | undefined {
	const folders = (process.env.PATH ?? '').split(path.delimiter);
	return PROGRAMS.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(
		existsSync,
	);
}

/** The program of Chromium; on Debian, root gets it installed. */
async function chromiumProgram(say: (text: string) => void): Promise<string> {
	const found = process.env.CHROMIUM ?? find();
	if (found) return found;
	if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
		throw new Error(
			'There is no Chromium. Install it (Debian: apt-get install chromium), or set CHROMIUM to its program.',
		);
	}
	say('Installing Chromium (once, about a minute)');
	const env = { ...plainEnvironment(), DEBIAN_FRONTEND: 'noninteractive' };
	await runToEnd('apt-get', { args: ['update'], env });
	await runToEnd('apt-get', {
		args: ['install', '--yes', '--no-install-recommends', 'chromium'],
		env,
	});
	const installed = find();
	if (!installed) throw new Error('Chromium was installed, but is not on the path');
	return installed;
}

export async function startChromium(say: (text: string) => void): Promise<Browser> {
	// What n8n's editor calls its parts.
	selectors.setTestIdAttribute('data-test-id');
	return await chromium.launch({
		executablePath: await chromiumProgram(say),
		// Chromium does not run as root with its own sandbox; it only sees pages of this machine.
		chromiumSandbox: process.getuid?.() !== 0,
	});
}

/** Opens the editor as a user does, by logging in. */
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
