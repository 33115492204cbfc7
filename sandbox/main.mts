/** Command line of the sandbox. */
import { readOptions } from './commandLine.mts';
import {
	type Account,
	type AssembleSandbox,
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
	return undefined;
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
Base URL        ${origin}  (enter this in the credential)
API key         ${apiKey}
No permission   ${apiKeyWithoutPermission}  (answers 403)
Data            ${list(vome.counts())}
Control         ${origin}/_sandbox/

  curl -H 'API-KEY: ${apiKey}' '${origin}/api/profiles/?page=1&limit=2'
`;
	return { text, close };
}

/** Requests to paste: a token in either way, then some role profiles. */
function assembleRequests({
	origin,
	email,
	password,
	clientId,
	clientSecret,
	quirks,
}: AssembleSandbox): string {
	const accept = `-H 'Accept: application/x.uvol.v3+json'`;
	const loginUrl = `${origin}${quirks.authRoot}/auth/api/`;
	const post = `curl -s ${accept} -H 'Content-Type: application/json'`;
	const client =
		quirks.clientAuthentication === 'body'
			? `-d 'client_id=${clientId}&client_secret=${clientSecret}'`
			: `-u '${clientId}:${clientSecret}'`;
	const read = (name: string) => `sed 's/.*"${name}":"\\([^"]*\\)".*/\\1/'`;
	return `Log in with email and password, which takes two steps (credential Assemble JWT API):

  FIRST=$(${post} \\
    -d '${JSON.stringify({ email, password })}' '${loginUrl}' \\
    | ${read('token')})
  TOKEN=$(${post} \\
    -d "{\\"token\\":\\"$FIRST\\"}" '${loginUrl}token' \\
    | ${read('token')})

or with the OAuth client (credential Assemble OAuth2 API):

  TOKEN=$(curl -s -d 'grant_type=client_credentials&scope=role-profiles' ${client} \\
    '${origin}${quirks.authRoot}/oauth/token' \\
    | ${read('access_token')})

Then read role profiles:

  curl ${accept} -H "Authorization: Bearer $TOKEN" \\
    '${origin}${quirks.apiPath}/role-profiles?limit=2'
`;
}

async function startAssemble(chosen: AssembleSandboxOptions): Promise<Started> {
	const sandbox = await startAssembleSandbox(chosen);
	const { origin, assemble, quirks, close } = sandbox;
	const names = (accounts: Account[]) =>
		accounts.map(({ email }) => email.replace(/@.*/, '')).join(', ');
	const others = assemble.accounts.filter(({ email }) => email !== sandbox.email);
	const may = (permission: Account['permission']) =>
		names(others.filter((account) => account.permission === permission));
	const apiPath =
		quirks.apiPath === '/api'
			? ''
			: `API Path          ${quirks.apiPath || '/'}  (enter this too)\n`;
	const authPath =
		quirks.authRoot === ''
			? ''
			: `Auth Path         ${quirks.authRoot}/auth/api  (enter this too)\n`;
	const text = `Assemble sandbox  ${origin}
Organisation      ${origin}  (enter this in the credential)
${apiPath}${authPath}Login             ${sandbox.email}  ${sandbox.password}
Other logins      <name>@sandbox.example  <name>-sandbox-password
                    may only read: ${may('read')}
                    may do nothing: ${may('none')}
                    need a second factor: ${names(others.filter(({ twoFactor }) => twoFactor !== null))}
OAuth client      ${sandbox.clientId}  ${sandbox.clientSecret}
Data              ${list(assemble.counts())}
Control           ${origin}/_sandbox/

${assembleRequests(sandbox)}`;
	return { text, close };
}

async function main(): Promise<void> {
	const chosen = readOptions();
	if ('help' in chosen) {
		console.log(chosen.help);
		return;
	}
	const { text, close } = await (chosen.service === 'vome'
		? startVome(chosen.options)
		: startAssemble(chosen.options));
	// Before anything is printed: whoever reads it may end this at once.
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.on(signal, () => {
			void close().then(() => process.exit(0));
		});
	}
	console.log(`${text}\nCtrl-C ends it.`);
}

try {
	await main();
} catch (error) {
	const message = explain(error);
	if (message === undefined) throw error;
	console.error(`${message}\nSee --help for the options.`);
	process.exitCode = 2;
}
