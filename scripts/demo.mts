// Shows the main jobs in n8n's engine, with the example workflows: fetch all volunteer profiles from
// Vome, and take a role profile of Assemble from draft to deletion. Against the sandbox, or with
// VOME_API_KEY set, the first one against the real Vome.
import { Engine } from '../engine/index.mts';
import { showAssemble } from './demo/assemble.mts';
import { root, say } from './demo/stage.mts';
import { ownAccount, showVome } from './demo/vome.mts';

async function show(): Promise<void> {
	const engine = await Engine.load(root);
	const own = ownAccount();

	if (own === undefined) say('Part 1 of 2: Vome\n');
	const isShown = await showVome(engine, own);

	if (isShown && own === undefined) {
		say('\nPart 2 of 2: Assemble\n');
		if (await showAssemble(engine)) {
			say(`
What next:
  1. Install n8n-nodes-vome-assemble in your own n8n: see Install in README.md.
  2. Vome: get an API key under Integrations & Apps -> API & webhooks -> Generate secret key
     (an administrator, on the Ultimate plan).
     Assemble: have an OAuth client made, or a user without two-factor authentication.
  3. Import the workflows in examples/ and choose your credential in each node.
To see your own Vome profiles right here:  VOME_API_KEY=your-key npm run demo`);
		}
	}
}

if (process.argv.length > 2) {
	process.stderr.write(
		'The demo takes no arguments; for your own Vome profiles set VOME_API_KEY.\n',
	);
	process.exitCode = 2;
} else {
	await show();
}
