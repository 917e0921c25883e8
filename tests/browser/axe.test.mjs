// axe in each state of two labs, as a projector shows them and in the dark theme: the first screen,
// each tab, an explanation, the guide. Each target must have the size that WCAG 2.2 asks for, too.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AxeBuilder, ready, site, visit } from './browser.mjs';

const address = await site();
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const PAGE = ['region', 'page-has-heading-one', 'landmark-one-main']; // what the page has to do
const SMALL = '&encoder=mlp&pairs=16&hidden_units=16'; // where a step would take long
const LABS = { infonce: '', simclr: SMALL };

/** What axe objects to in a part of a lab: all rules with the projector's sizes; the dark theme
 *  differs from them in its colours alone. */
async function objections(page, lab, part) {
  const found = [];
  for (const theme of ['dark', 'projector']) {
    await page.evaluate((name) => {
      document.documentElement.dataset.theme = name;
      document.querySelector('contrastive-lab').setAttribute('theme', name);
    }, theme);
    await page.evaluate(() => new Promise((go) => {
      requestAnimationFrame(() => requestAnimationFrame(go));
    }));
    const axe = new AxeBuilder({ page }).setLegacyMode()
      .include({ fromShadowDom: [`contrastive-lab[lab="${lab}"]`, part] });
    if (theme === 'dark') axe.withRules(['color-contrast']);
    else axe.withTags(TAGS).disableRules(PAGE);
    const { violations } = await axe.analyze();
    for (const { id, nodes } of violations)
      found.push(`${theme}: ${id} ${nodes.map((n) => n.html.slice(0, 90)).join(' ')}`);
  }
  return found;
}

for (const [lab, more] of Object.entries(LABS)) {
  test(`${lab}: no state has a violation with the projector or in the dark`, async () => {
    const { page, done } = await visit(`${address}embed.html?lab=${lab}${more}`,
      { tabs: true, reducedMotion: 'reduce' });
    const element = await ready(page, lab);
    await element.evaluate((e) => { e.pause(); });
    await element.evaluate((e) => e.step(1));
    const wrong = [];
    const check = async (state, part) => {
      for (const words of await objections(page, lab, part)) wrong.push(`${state}: ${words}`);
    };
    await check('first', '.card');
    for (const tab of await element.getByRole('tab').all()) {
      if (!await tab.isVisible() || await tab.getAttribute('aria-selected') === 'true') continue;
      await tab.click();
      await check(await tab.innerText(), '.sheets');
    }
    await element.locator('.controls .term').first().click();
    await element.getByRole('dialog').waitFor();
    await check('an explanation', '.term-box');
    await page.keyboard.press('Escape');
    await element.getByRole('button', { name: 'Guided start' }).click();
    await element.getByRole('group', { name: 'Guided start' }).waitFor();
    await check('the guide', '.left');
    await page.getByRole('button', { name: 'Leave' }).click();
    await page.setViewportSize({ width: 412, height: 823 });
    await check('a phone', '.card');
    assert.deepEqual(wrong, []);
    await done();
  });
}
