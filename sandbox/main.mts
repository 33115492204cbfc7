/** Command line of the sandbox. */
import { readOptions, usage } from './commandLine.mts';
import {
	type AssembleSandboxOptions,
	SandboxOptionError,
	type VomeSandboxOptions,
	startAssembleSandbox,
	startVomeSandbox,
} from './index.mts';

/** A sentence for the mistakes that people make; undefined for what they cannot help. */
function explain(error: unknown): string | undefined {
	if (error instanceof SandboxOptionError) return error.message;
	if (!(error instanceof Error) || !('code' in error)) return undefined;
	if (error.code === 'EADDRINUSE') {
		return 'The port is taken. Choose another one with --port, or --port 0 for any free one.';
	}
	if (error.code === 'EACCES') return 'This port needs more rights. Choose one above 1023.';
	return String(error.code).startsWith('ERR_PARSE_ARGS') ? error.message : undefined;
}

interface Started {
	/** What to say about it. */
	text: string;
	close: () => Promise<void>;
}

function list(counts: object): string {
	return Object.entries(counts)
		.map(
			([name, count]) =>
				`${count} ${name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}`,
		)
		.join(', ');
}

async function startVome(chosen: VomeSandboxOptions): Promise<Started> {
	const { origin, apiKey, apiKeyWithoutPermission, vome, close } = await startVomeSandbox(chosen);
	const text = `Vome sandbox    ${origin}
API key         ${apiKey}
No permission   ${apiKeyWithoutPermission}  (answers 403)
Data            ${list(vome.counts())}
Control         ${origin}/_sandbox/

  curl -H 'API-KEY: ${apiKey}' '${origin}/api/profiles/?page=1&limit=2'
`;
	return { text, close };
}

async function startAssemble(chosen: AssembleSandboxOptions): Promise<Started> {
	const sandbox = await startAssembleSandbox(chosen);
	const { origin, clientId, clientSecret, quirks, close } = sandbox;
	const tokenUrl = `${origin}${quirks.authRoot}/oauth/token`;
	const client =
		quirks.clientAuthentication === 'body'
			? `-d 'client_id=${clientId}&client_secret=${clientSecret}'`
			: `-u '${clientId}:${clientSecret}'`;
	const readToken = `sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/'`;
	const text = `Assemble sandbox  ${origin}
Login             ${sandbox.email}  ${sandbox.password}
OAuth client      ${clientId}  ${clientSecret}
Data              ${list(sandbox.assemble.counts())}
Control           ${origin}/_sandbox/

  TOKEN=$(curl -s -d 'grant_type=client_credentials&scope=role-profiles' ${client} '${tokenUrl}' | ${readToken})
  curl -H 'Accept: application/x.uvol.v3+json' -H "Authorization: Bearer $TOKEN" '${origin}/api/role-profiles?limit=2'
`;
	return { text, close };
}

async function main(): Promise<void> {
	const chosen = readOptions();
	if (chosen === 'help') {
		console.log(usage);
		return;
	}
	const { text, close } = await (chosen.service === 'vome'
		? startVome(chosen.options)
		: startAssemble(chosen.options));
	console.log(`${text}\nCtrl-C ends it.`);
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => {
			void close().then(() => process.exit(0));
		});
	}
}

try {
	await main();
} catch (error) {
	const message = explain(error);
	if (message === undefined) throw error;
	console.error(`${message}\nSee --help for the options.`);
	process.exitCode = 2;
}
