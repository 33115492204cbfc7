/** An n8n beside the shared one, which a test can end and start again. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import {
	holdPort,
	type Installation,
	installPackage,
	type N8n,
	N8nClient,
	owner,
	setUpN8n,
	startN8n,
} from '../../../n8n/index.mts';

const root = path.join(import.meta.dirname, '../../..');

export class OwnN8n {
	private constructor(
		private readonly installation: Installation,
		private readonly userFolder: string,
		private env: NodeJS.ProcessEnv,
		private n8n: N8n,
	) {}

	/** With our package and an owner. */
	static async start({
		version,
		env = {},
	}: {
		version: string;
		/** Settings, also for the starts to come. */
		env?: NodeJS.ProcessEnv;
	}): Promise<OwnN8n> {
		const installation = await setUpN8n({ version });
		const userFolder = mkdtempSync(path.join(tmpdir(), 'n8n-own-'));
		await installPackage(root, userFolder);
		const n8n = await startN8n({ installation, userFolder, env });
		await new N8nClient(n8n.origin).setUpOwner(owner);
		return new OwnN8n(installation, userFolder, env, n8n);
	}

	get origin(): string {
		return this.n8n.origin;
	}

	async stop(): Promise<void> {
		await this.n8n.stop();
	}

	/** At the same address, where those who were logged in still are; with other settings, if you like. */
	async startAgain(env = this.env): Promise<void> {
		const { installation, userFolder } = this;
		this.env = env;
		const port = await holdPort(Number(new URL(this.origin).port));
		this.n8n = await startN8n({ installation, userFolder, env, port });
	}

	/** Ends it, and leaves nothing behind. */
	async remove(): Promise<void> {
		await this.stop();
		rmSync(this.userFolder, { recursive: true, force: true });
	}
}
