/** A running n8n with its own user folder. */
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { get } from 'node:http';
import path from 'node:path';

import { type Installation, withPath } from './installation.mts';
import { freePort, type HeldPort, holdPort, plainEnvironment, Service } from './processes.mts';

export const LOOPBACK = '127.0.0.1';
export const MOST_SECONDS_TO_START = 180;

export interface N8nOptions {
	installation: Installation;
	/** Has the .n8n folder with the database and the community packages. */
	userFolder: string;
	/** Default: any free port. It is released just before n8n takes it. */
	port?: HeldPort;
	/** Extra settings, e.g. for another database. */
	env?: NodeJS.ProcessEnv;
}

export interface N8n {
	origin: string;
	service: Service;
	/** Resolves when n8n has ended, whatever the reason. */
	ended: Promise<void>;
	stop: () => Promise<void>;
}

/** No calls to n8n's servers, and no questions for a new user. */
const QUIET = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	// n8n fetches this list of packages.
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	EXTERNAL_FRONTEND_HOOKS_URLS: '',
};

/** Settings of one major version. */
const IN_1 = {
	// As in n8n 2: n8n 1's old SQLite mode mixes up overlapping transactions.
	DB_SQLITE_POOL_SIZE: '2',
};
const IN_2 = {
	// n8n fetches the list of MCP servers, and shows its own AI after a login. n8n 1 refuses unknown modules.
	N8N_DISABLED_MODULES: 'mcp-registry,instance-ai',
};

/** The environment of every process of one n8n: main and workers. */
export async function environmentOf({
	installation,
	userFolder,
	env,
}: N8nOptions): Promise<NodeJS.ProcessEnv> {
	return {
		...withPath(plainEnvironment(), path.dirname(installation.node)),
		...QUIET,
		...(installation.version.startsWith('1.') ? IN_1 : IN_2),
		N8N_USER_FOLDER: userFolder,
		N8N_ENCRYPTION_KEY: 'made-up-for-tests',
		N8N_LISTEN_ADDRESS: LOOPBACK,
		// The Code node's process connects here; two n8n must not share the port.
		N8N_RUNNERS_BROKER_PORT: String(await freePort()),
		...env,
	};
}

/** Whether an address answers with 200. */
export async function answers(url: string): Promise<boolean> {
	try {
		const request = get(url);
		const [response] = (await once(request, 'response')) as [import('node:http').IncomingMessage];
		response.resume();
		return response.statusCode === 200;
	} catch {
		return false;
	}
}

/** Starts n8n on the loopback address. Resolves when it takes requests. */
export async function startN8n(options: N8nOptions): Promise<N8n> {
	const { installation, userFolder } = options;
	mkdirSync(userFolder, { recursive: true });
	const { port, release } = options.port ?? (await holdPort());
	const origin = `http://${LOOPBACK}:${port}`;
	const environment = await environmentOf(options);
	await release();
	const service = Service.start(`n8n ${installation.version}`, installation.node, {
		args: [installation.cli, 'start'],
		cwd: userFolder,
		env: {
			...environment,
			N8N_HOST: LOOPBACK,
			N8N_PORT: String(port),
			// Otherwise n8n sets the login cookie over https only.
			N8N_SECURE_COOKIE: 'false',
		},
	});
	await service.whenReady(
		async () =>
			// Without this line, another n8n took the port and answers.
			service.log.includes(`n8n ready on ${LOOPBACK}, port ${port}`) &&
			// n8n 1 logs that line before it takes requests.
			(await answers(`${origin}/healthz/readiness`)) &&
			(await answers(`${origin}/rest/settings`)),
		MOST_SECONDS_TO_START,
	);
	return { origin, service, ended: service.ended, stop: async () => await service.stop() };
}
