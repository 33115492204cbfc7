/** Processes that tell a test, from outside of it, whether they live. */
import { EventEmitter, once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** Each member holds a connection for as long as it lives, and ends when the test does. */
export class Family {
	private readonly members = new Set<Socket>();
	private readonly changes = new EventEmitter();
	private readonly server = createServer((member) => {
		this.members.add(member);
		member
			.on('error', () => undefined)
			.on('close', () => {
				this.members.delete(member);
				this.changes.emit('change');
			})
			.resume();
		this.changes.emit('change');
	});

	static async start(): Promise<Family> {
		const family = new Family();
		family.server.listen(0, '127.0.0.1');
		await once(family.server, 'listening');
		return family;
	}

	/** A script for a member that goes on for ever. */
	get member(): string {
		const { port } = this.server.address() as AddressInfo;
		return `require('node:net').connect(${port}, '127.0.0.1').on('end', () => process.exit()).resume();`;
	}

	/** A script for a member that starts a second one in a process of its own. */
	get pair(): string {
		const second = JSON.stringify(this.member);
		return `require('node:child_process').spawn(process.execPath, ['-e', ${second}]); ${this.member}`;
	}

	/** Waits until so many live. */
	async count(members: number): Promise<void> {
		while (this.members.size !== members) await once(this.changes, 'change');
	}

	/** Makes all of them exit by themselves. */
	end(): void {
		for (const member of this.members) member.end();
	}

	async close(): Promise<void> {
		this.end();
		await this.count(0);
		this.server.close();
	}
}
