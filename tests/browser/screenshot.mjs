// Takes the README's picture after the lab has trained for a while: `make screenshot`
import { patience } from '../patience.mjs';
import { browser, read, ready, site } from './browser.mjs';

const address = await site();
const page = await (await (await browser()).newContext({
  viewport: { width: 1280, height: 860 }, deviceScaleFactor: 1,
})).newPage();
await page.goto(address);
const lab = await ready(page, 'simclr');
await lab.evaluate((e) => e.play());
await page.waitForFunction(
  () => document.querySelector('contrastive-lab[lab="simclr"]').snapshot.step >= 150,
  null, { timeout: patience(300000) });
await lab.evaluate((e) => e.pause());
await page.waitForTimeout(1500);
const { metrics } = await read(lab);
console.log(`R@1 ${metrics.recall1}, raw pixels ${metrics.raw_recall1}`);
await lab.evaluate((e) => scrollTo(0, e.getBoundingClientRect().top + scrollY - 16));
await page.waitForTimeout(500);
await page.screenshot({
  path: new URL('screenshot.jpg', import.meta.url).pathname, type: 'jpeg', quality: 82,
});
process.exit(0);
