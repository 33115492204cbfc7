/** Servers on this machine that stand in for what examples send to. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';

import type { INode } from 'n8n-workflow';

import type { Credential, N8nClient, WorkflowFile } from '../../../n8n/index.mts';
import { LOOPBACK } from '../../../n8n/instance.mts';

async function listen(server: Server): Promise<number> {
	server.listen(0, LOOPBACK);
	await once(server, 'listening');
	return (server.address() as AddressInfo).port;
}

/** Says yes to every request, or gives `answer`, and keeps what it got. */
export class HttpReceiver {
	readonly calls: Array<{ request: string; body: unknown }> = [];
	answer: unknown = { ok: true };

	private constructor(
		readonly origin: string,
		readonly stop: () => Promise<void>,
	) {}

	static async start(): Promise<HttpReceiver> {
		const server = createServer((request, response) => {
			void text(request).then((content) => {
				const body = content === '' ? undefined : (JSON.parse(content) as unknown);
				receiver.calls.push({ request: `${request.method} ${request.url}`, body });
				response.setHeader('Content-Type', 'application/json').end(JSON.stringify(receiver.answer));
			});
		});
		const origin = `http://${LOOPBACK}:${await listen(server)}`;
		const receiver = new HttpReceiver(origin, async () => {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		});
		return receiver;
	}
}

export interface Mail {
	to: string;
	subject: string;
	/** All parts, in readable form. */
	content: string;
}

/** Takes emails by SMTP, and keeps them. */
export class MailReceiver {
	readonly mails: Mail[] = [];

	private constructor(
		private readonly port: number,
		readonly stop: () => Promise<void>,
	) {}

	static async start(): Promise<MailReceiver> {
		const server = createTcpServer((socket) => {
			const say = (line: string) => socket.write(`${line}\r\n`);
			let to = '';
			/** The lines of a message, from DATA to the dot. */
			let data: string[] | undefined;
			say('220 ready');
			createInterface({ input: socket }).on('line', (line) => {
				if (data !== undefined) {
					if (line !== '.') return data.push(line);
					receiver.mails.push(read(to, data));
					data = undefined;
					return say('250 kept');
				}
				if (line.startsWith('RCPT')) to = /<(.*)>/.exec(line)?.[1] ?? '';
				if (line === 'DATA') data = [];
				if (line === 'QUIT') return socket.end('221 bye\r\n');
				return say(line === 'DATA' ? '354 go on' : '250 ok');
			});
			socket.on('error', () => socket.destroy());
		});
		const receiver = new MailReceiver(await listen(server), async () => {
			server.close();
			await once(server, 'close');
		});
		return receiver;
	}

	/** What n8n's SMTP credential takes. */
	get credential() {
		return {
			user: '',
			password: '',
			host: LOOPBACK,
			port: this.port,
			secure: false,
			disableStartTls: true,
		};
	}
}

function read(to: string, lines: string[]): Mail {
	const end = lines.indexOf('');
	const [head, body] = [lines.slice(0, end), lines.slice(end + 1)];
	const subject = head.find((line) => line.startsWith('Subject: ')) ?? '';
	const readable = body
		.join('\n')
		.replaceAll('=\n', '')
		.replace(/(=[0-9A-F]{2})+/g, (bytes) =>
			Buffer.from(bytes.replaceAll('=', ''), 'hex').toString(),
		);
	return { to, subject: subject.slice('Subject: '.length), content: readable };
}

/** What examples send to, in one: services that are called over HTTP, and a mail server. */
export class Receivers {
	private constructor(
		readonly http: HttpReceiver,
		readonly mail: MailReceiver,
		readonly credential: Credential,
	) {}

	static async start(n8n: N8nClient): Promise<Receivers> {
		const mail = await MailReceiver.start();
		const smtp = await n8n.createCredential('smtp', 'SMTP of a test', mail.credential);
		return new Receivers(await HttpReceiver.start(), mail, smtp);
	}

	reset(): void {
		this.http.calls.length = 0;
		this.http.answer = { ok: true };
		this.mail.mails.length = 0;
	}

	async stop(): Promise<void> {
		await this.http.stop();
		await this.mail.stop();
	}

	/** The example with these in place of its services, and nothing pinned to nodes that send there; in UTC. */
	connect(example: WorkflowFile): WorkflowFile {
		const pinData = { ...example.pinData };
		const nodes = example.nodes.map((node): INode => {
			const type = node.type.split('.')[1];
			if (type !== 'httpRequest' && type !== 'emailSend') return node;
			delete pinData[node.name];
			const { id, name } = this.credential;
			if (type === 'emailSend') return { ...node, credentials: { smtp: { id, name } } };
			const url = node.parameters.url as string;
			const here = url.replace(/https:\/\/[a-z]+\.my-charity\.example/, this.http.origin);
			expect(here).not.toBe(url);
			return { ...node, parameters: { ...node.parameters, url: here } };
		});
		return { ...example, nodes, pinData, settings: { ...example.settings, timezone: 'UTC' } };
	}
}
