/** A real n8n on this machine, for tests and for trying the nodes by hand. */
export {
	N8nClient,
	type Credential,
	type Execution,
	type Workflow,
	type WorkflowFile,
} from './client.mts';
export { type Installation, NEWEST, OLDEST, setUpN8n } from './installation.mts';
export { type N8n, startN8n } from './instance.mts';
export { installPackage, installTarball } from './package.mts';
export { holdPort, isAlive, Service } from './processes.mts';
export { Queue, type Worker } from './queue.mts';
export { owner, sandboxCredentials } from './stage.mts';
export { row } from './workflow.mts';
