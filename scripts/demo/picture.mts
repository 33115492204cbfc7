// Makes the picture of the first part of the demo in docs/screenshots anew: `npx tsx scripts/demo/picture.mts`.
import path from 'node:path';

import { startChromium } from '../../n8n/browser.mts';
import { plainEnvironment, runToEnd } from '../../n8n/processes.mts';
import { root, say } from './stage.mts';

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const output = await runToEnd(process.execPath, {
	args: ['--import', 'tsx', 'scripts/demo.mts'],
	cwd: root,
	env: plainEnvironment(),
});
const [shown = ''] = output.split('\n\nPart 2');

const browser = await startChromium(say);
try {
	const page = await browser.newPage({ viewport: { width: 800, height: 600 } });
	await page.setContent(`
		<style>
			body { margin: 0; background: #fff; }
			pre {
				margin: 0; padding: 20px 24px; width: max-content;
				background: #1f2430; color: #d9dce3; border-radius: 10px;
				font: 13px/1.3 'DejaVu Sans Mono', monospace;
			}
			b { color: #8fd0a5; font-weight: normal; }
		</style>
		<pre><b>$ npm run demo</b>\n\n${escaped(shown)}</pre>`);
	await page.locator('pre').screenshot({ path: path.join(root, 'docs/screenshots/demo.png') });
} finally {
	await browser.close();
}
