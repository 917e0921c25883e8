// Starts the Chromium that tests and measurements drive.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { patience } from '../patience.mjs';

const require = createRequire(new URL('../../web/package.json', import.meta.url));
const { chromium } = require('playwright-core');

const flags = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-sync',
  '--disable-background-networking', '--disable-component-update'];

const executable = () => execFileSync(
  new URL('../../.ci/chromium', import.meta.url).pathname, { encoding: 'utf8' }).trim();

export const launch = () => chromium.launch(
  { executablePath: executable(), args: flags, timeout: patience(240000) });

/** Resolves when a lab's engine has started, that is, when its element has a snapshot. Content
 *  above may grow and push the lab out of the window before it notices that it is in view, so it
 *  is scrolled back there. */
export async function ready(page, lab = 'infonce') {
  const element = page.locator(`contrastive-lab[lab="${lab}"]`);
  await element.scrollIntoViewIfNeeded();
  await page.waitForFunction((id) => {
    const e = document.querySelector(`contrastive-lab[lab="${id}"]`);
    if (e?.snapshot) return true;
    const { top, bottom } = e?.getBoundingClientRect() ?? { top: 0, bottom: 1 };
    if (bottom <= 0 || top >= innerHeight) e.scrollIntoView({ behavior: 'instant' });
    return false;
  }, lab, { timeout: patience(240000) });
  return element;
}
