// The Chromium that tests and measurements drive.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../web/package.json', import.meta.url));
const { chromium } = require('playwright-core');

const flags = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-sync',
  '--disable-background-networking', '--disable-component-update'];

const executable = () => execFileSync(
  new URL('../../.ci/chromium', import.meta.url).pathname, { encoding: 'utf8' }).trim();

export const launch = () => chromium.launch({ executablePath: executable(), args: flags });

/** Resolves when a lab's engine is up: its element has a snapshot. */
export async function ready(page, lab = 'infonce') {
  const element = page.locator(`contrastive-lab[lab="${lab}"]`);
  await element.scrollIntoViewIfNeeded();
  await page.waitForFunction(
    (id) => document.querySelector(`contrastive-lab[lab="${id}"]`)?.snapshot, lab,
    { timeout: 120000 });
  return element;
}
