// Shows the main jobs in n8n's engine, with the example workflows: fetch all volunteer profiles from
// Vome, and take a role profile of Assemble from draft to deletion. Against the sandbox, or with
// VOME_API_KEY set, the first one against the real Vome.
import { Engine } from '../engine/index.mts';
import { buildOrExit } from './build.mts';
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
  1. npm start        the same in a real n8n, to click through
  2. Your own Vome    VOME_API_KEY=your-key npm run demo, which only reads. An administrator finds
                      the key under Integrations & Apps -> API & webhooks -> Generate secret key.
  3. Your own n8n     see Install in README.md; then import the workflows in examples/`);
		}
	}
}

await buildOrExit(say);
await show();
