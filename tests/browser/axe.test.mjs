// axe in each state of every lab, as a projector shows them and in the dark theme: the first screen,
// each tab, an explanation, the guide. Each target must have the size that WCAG 2.2 asks for, too.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { labs } from '../../web/shell/labs/index.js';
import { AxeBuilder, ready, site, visit } from './browser.mjs';

const address = await site();
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const PAGE = ['region', 'page-has-heading-one', 'landmark-one-main']; // what the page has to do
const BY_TAB = new Set(['infonce', 'simclr']); // the others' panels are looked at all at once
const SMALL = '&encoder=mlp&pairs=16&hidden_units=16'; // where a step would take long

/** What axe objects to in a part of a lab, in the present theme. Under the projector's sizes all rules
 *  are asked for; the dark theme differs from them in its colours alone. */
async function objections(page, lab, part, theme) {
  await page.evaluate((name) => new Promise((go) => {
    document.documentElement.dataset.theme = name;
    document.querySelector('contrastive-lab').setAttribute('theme', name);
    requestAnimationFrame(() => requestAnimationFrame(go));
  }), theme);
  const axe = new AxeBuilder({ page }).setLegacyMode()
    .include({ fromShadowDom: [`contrastive-lab[lab="${lab}"]`, part] });
  if (theme === 'dark') axe.withRules(['color-contrast']);
  else axe.withTags(TAGS).disableRules(PAGE);
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) =>
    `${theme}: ${id} ${nodes.map((n) => n.html.slice(0, 90)).join(' ')}`);
}

for (const lab of Object.keys(labs)) {
  test(`${lab}: no state has a violation with the projector or in the dark`, async () => {
    const { page, done } = await visit(`${address}embed.html?lab=${lab}${
      lab === 'infonce' ? '' : SMALL}`, { tabs: true, reducedMotion: 'reduce' });
    const element = await ready(page, lab);
    await element.evaluate((e) => { e.pause(); });
    if (lab !== 'practice') await element.evaluate((e) => e.step(1)); // which has many runs
    const wrong = [];
    const check = async (state, part, themes) => {
      for (const theme of themes)
        for (const words of await objections(page, lab, part, theme)) wrong.push(`${state}: ${words}`);
    };
    const both = ['dark', 'projector'];
    await check('first', '.card', ['projector']);
    for (const tab of BY_TAB.has(lab) ? await element.getByRole('tab').all() : []) {
      if (!await tab.isVisible() || await tab.getAttribute('aria-selected') === 'true') continue;
      await tab.click();
      await check(await tab.innerText(), '.sheets', ['projector']);
    }
    await element.getByRole('button', { name: 'All panels' }).click();
    await check('all panels', '.card', BY_TAB.has(lab) ? ['dark'] : both);
    await element.getByRole('button', { name: 'All panels' }).click();
    await element.locator('.controls .term').first().click();
    await element.getByRole('dialog').waitFor();
    await check('an explanation', '.term-box', both);
    await page.keyboard.press('Escape');
    await element.getByRole('button', { name: 'Guided start' }).click();
    await element.getByRole('group', { name: 'Guided start' }).waitFor();
    await check('the guide', '.left', both);
    await element.getByRole('button', { name: 'Leave' }).click();
    await page.setViewportSize({ width: 412, height: 823 });
    await check('a phone', '.card', ['projector']);
    assert.deepEqual(wrong, []);
    await done();
  });
}
