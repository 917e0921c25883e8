// The lab of augmentations: it asks what can still be read from the representation. On synthetic
// data the answers are lost for exactly the style numbers that each view draws anew.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ready, site, visit } from './browser.mjs';

const address = await site();

/** The questions shown: title, the shares before the first step and now, verdict. */
const asked = (lab) => lab.evaluate((e) => [...e.shadowRoot.querySelectorAll('.p-forgets li')]
  .filter((li) => !li.hidden).map((li) => {
    const [start, now] = li.querySelector('output').textContent.split('\u2192').map(parseFloat);
    const title = li.querySelector('b').firstChild.textContent;
    return { title, start, now, verdict: li.lastElementChild.textContent };
  }));

/** Waits for the answers of this step or a later one. */
const answered = (page, least) => page.waitForFunction((n) => {
  const root = document.querySelector('contrastive-lab[lab="augment"]').shadowRoot;
  const [, step] = root.querySelector('.panel-forgets').textContent.match(/Measured at step (\d+)/)
    ?? [];
  return Number(step) >= n;
}, least);

test('made-up things lose the half of their style that views draw anew', async () => {
  const { page, done } = await visit(`${address}#augment?data=toy&style_dims=4`);
  const lab = await ready(page, 'augment');
  await lab.evaluate(async (e) => {
    e.pause();
    await e.reset();
    await e.step(300);
  });
  await answered(page, 300);
  const [content, drawn, kept] = await asked(lab);
  assert.equal(content.title, 'What it is');
  assert.ok(drawn.start > 45 && drawn.now < 40, JSON.stringify(drawn));
  assert.match(drawn.verdict, /^forgotten/);
  assert.ok(kept.now > 80, JSON.stringify(kept));
  assert.equal(await lab.locator('.p-views li:not([hidden])').count(), 8);
  assert.equal(await lab.locator('.control-rotate').isVisible(), false, 'nothing to turn');
  await done();
});

test('views are shown before the first step, follow a setting, and are those that it sees', async () => {
  const { page, done } = await visit(`${address}embed.html?lab=augment`
    + '&encoder=mlp&pairs=16&hidden_units=16&feature=8&dim=4');
  const lab = await ready(page, 'augment');
  const tile = () => lab.evaluate((e) =>
    e.shadowRoot.querySelector('.p-views canvas')?.toDataURL() ?? '');
  /** The first view, once it is another one. */
  const other = async (than) => {
    await page.waitForFunction((was) => {
      const { shadowRoot } = document.querySelector('contrastive-lab');
      const now = shadowRoot.querySelector('.p-views canvas')?.toDataURL() ?? '';
      return now !== '' && now !== was;
    }, than);
    return tile();
  };
  await lab.evaluate((e) => { e.pause(); });
  const upright = await other('');
  await lab.evaluate((e) => e.setAttribute('rotate', '180'));
  const turned = await other(upright);
  await lab.evaluate(async (e) => {
    await e.step(1);
    for (let k = 0; k < 3; k++) await new Promise((go) => { requestAnimationFrame(go); }); // drawn
  });
  assert.equal(await tile(), turned, 'the first step sees what was shown');
  await done();
});

test('drawings are asked about more, and change back to made-up things', async () => {
  const { page, done } = await visit(`${address}#augment?pairs=16&hidden_units=16&feature=8&dim=4`);
  const lab = await ready(page, 'augment');
  await lab.evaluate((e) => e.pause());
  await answered(page, 0);
  const questions = ['What it is', 'Rotation', 'Colour', 'Size', 'Artist'];
  for (const text of questions) await lab.locator('.p-forgets li', { hasText: text }).waitFor();
  assert.deepEqual((await asked(lab)).map(({ title }) => title), questions);
  assert.equal(await lab.locator('.control-style_dims').isVisible(), false);
  await lab.evaluate((e) => e.setAttribute('data', 'toy'));
  await lab.locator('.control-style_dims').waitFor();
  await page.waitForFunction(() => document.querySelector('contrastive-lab[lab="augment"]')
    .shadowRoot.querySelector('.p-forgets').textContent.includes('which of 10 classes'));
  await done();
});
