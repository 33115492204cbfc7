/** Ends n8n and removes its folder. */
import { rmSync } from 'node:fs';

export default async function stop(): Promise<void> {
	const { running } = globalThis;
	if (running === undefined) return;
	await running.n8n.stop();
	rmSync(running.userFolder, { recursive: true, force: true });
}
