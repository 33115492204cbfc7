/** Active workflows, and what n8n starts of them by itself. */
import type { Execution, N8nClient, Workflow } from '../../../n8n/index.mts';
import { until } from './until.mts';

/** From one scheduled poll to the next it is a minute; the rest is for what they do. */
const MOST_SECONDS_TO_POLL = 150;

export class ActiveWorkflow {
	private readonly seen = new Set<string>();

	private constructor(
		private readonly n8n: N8nClient,
		private readonly workflow: Workflow,
	) {}

	static async start(n8n: N8nClient, workflow: Workflow): Promise<ActiveWorkflow> {
		const active = new ActiveWorkflow(n8n, workflow);
		for (const id of (await n8n.executionsOf(workflow)).keys()) active.seen.add(id);
		await active.activate();
		return active;
	}

	async activate(): Promise<void> {
		await this.n8n.activate(this.workflow);
	}

	async deactivate(): Promise<void> {
		await this.n8n.deactivate(this.workflow);
	}

	/** The one execution that was started since the last call, once it has ended. Fails if there are more. */
	async next(): Promise<Execution> {
		let ids: string[] = [];
		const hasStarted = async () => {
			const all = await this.n8n.executionsOf(this.workflow);
			ids = [...all.keys()].filter((id) => !this.seen.has(id));
			return ids.length > 0;
		};
		await until(`"${this.workflow.name}" is started`, hasStarted, MOST_SECONDS_TO_POLL);
		const [id = '', ...more] = ids;
		expect(more).toEqual([]);
		this.seen.add(id);
		return await this.n8n.execution(id);
	}
}
