/** What n8n's processes share: PostgreSQL for data, Redis for the queue. */
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';

import { type DebianPackage, programOf } from './debian.mts';
import { LOOPBACK } from './instance.mts';
import { freePort, runToEnd, Service } from './processes.mts';

const REDIS: DebianPackage = {
	title: 'Redis',
	name: 'redis-server',
	programs: ['redis-server'],
};

const POSTGRES: DebianPackage = {
	title: 'PostgreSQL',
	name: 'postgresql',
	programs: ['postgres'],
	folders: postgresFolders,
};

/** Debian has a folder for each version, and none on the path. */
function postgresFolders(): string[] {
	const versions = '/usr/lib/postgresql';
	if (!existsSync(versions)) return [];
	const newestFirst = readdirSync(versions).sort((a, b) => Number(b) - Number(a));
	return newestFirst.map((version) => path.join(versions, version, 'bin'));
}

const MOST_SECONDS_TO_START = 60;

export interface Store {
	service: Service;
	/** Settings that make n8n use it. */
	env: NodeJS.ProcessEnv;
}

type Say = (text: string) => void;

async function isListening(port: number): Promise<boolean> {
	return await new Promise((resolve) => {
		const socket = connect(port, LOOPBACK);
		const is = (answer: boolean) => {
			socket.destroy();
			resolve(answer);
		};
		socket.once('connect', () => is(true)).once('error', () => is(false));
	});
}

/** Starts Redis on the loopback address, in memory only. */
export async function startRedis(say: Say): Promise<Store> {
	const program = await programOf(REDIS, say);
	const port = await freePort();
	const settings = { bind: LOOPBACK, port: String(port), save: '', appendonly: 'no' };
	const service = Service.start('Redis', program, {
		args: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
	});
	await service.whenReady(async () => await isListening(port), MOST_SECONDS_TO_START);
	return {
		service,
		env: { QUEUE_BULL_REDIS_HOST: LOOPBACK, QUEUE_BULL_REDIS_PORT: String(port) },
	};
}

/** Starts PostgreSQL on a socket in `folder`. It refuses root, who runs it as its Debian user. */
export async function startPostgres(folder: string, say: Say): Promise<Store> {
	const program = await programOf(POSTGRES, say);
	const isRoot = process.getuid?.() === 0;
	const asUser = (command: string, ...args: string[]) =>
		isRoot
			? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups', command, ...args]
			: [command, ...args];
	const run = async ([command = '', ...args]: string[]) =>
		await runToEnd(command, { args, cwd: folder });

	mkdirSync(folder, { mode: 0o700 });
	if (isRoot) await run(['chown', 'postgres:', folder]);
	const data = path.join(folder, 'data');
	const user = 'n8n';
	await run(
		asUser(
			path.join(path.dirname(program), 'initdb'),
			`--pgdata=${data}`,
			`--username=${user}`,
			'--auth=trust',
			'--encoding=UTF8',
			'--locale=C',
			'--no-sync',
		),
	);
	const settings = {
		listen_addresses: '',
		unix_socket_directories: folder,
		max_connections: '100',
		// Losing data in a crash does not matter here.
		fsync: 'off',
		synchronous_commit: 'off',
		full_page_writes: 'off',
	};
	const [command = '', ...args] = asUser(
		program,
		'-D',
		data,
		...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
	);
	const service = Service.start('PostgreSQL', command, { args, cwd: folder });
	await service.whenReady(
		async () => service.log.includes('ready to accept connections'),
		MOST_SECONDS_TO_START,
	);
	return {
		service,
		env: {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: folder,
			DB_POSTGRESDB_DATABASE: 'postgres',
			DB_POSTGRESDB_USER: user,
		},
	};
}
