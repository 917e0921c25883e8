// Drawings and names in the clip lab: the matrix, the two clouds, the chart and the prompts show
// what the engine measures, here computed anew by an engine of the test's own.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { datasetOf, engine } from '../wasm/native.mjs';
import { formatLoss, formatNumber, formatPercent, formatSimilarity }
  from '../../web/shell/base/format.js';
import { promptsOf } from '../../web/shell/panels/zeroshot/prompts.js';
import { rangeOf } from '../../web/shell/panels/loss.js';
import { createLooks } from '../../web/shell/panels/parts/looks.js';
import { createSender } from '../../web/shell/panels/zeroshot/sender.js';
import { AxeBuilder, ready, site } from './browser.mjs';
import { visitHost } from './host.mjs';

const address = await site();
const SMALL = 'encoder="mlp" pairs="8" hidden_units="16" feature="16" dim="8" buckets="1024"';

/** Opens a small lab, trains it for so many steps, and waits until all is measured. */
async function trained(steps, attributes = SMALL, options = {}) {
  const seen = await visitHost(address, { css: 'body { margin: 0 }',
    html: `<contrastive-lab lab="clip" ${attributes}></contrastive-lab>` }, options);
  const lab = await ready(seen.page, 'clip');
  if (steps) await lab.evaluate((e, n) => e.step(n), steps);
  await looked(lab, steps);
  return { ...seen, lab };
}

const looked = (lab, step) => lab.locator('.panel-matching .p-unit', { hasText: `step ${step}` })
  .waitFor();

/** The same session in an engine of the test's own, measured after the same steps. */
async function computed(lab, steps, prompts) {
  const run = await engine();
  const { tab, ...params } = await lab.evaluate((e) => ({ ...e.state.params }));
  run.open(params, datasetOf(params));
  for (let k = 0; k < steps; k++) assert.equal(run.step(), 0);
  while (!run.evaluate(100));
  if (prompts) run.texts.prompts(prompts.join('\n'), 0);
  return run;
}

const texts = (locator) => locator.evaluateAll((nodes) => nodes.map((node) => node.textContent));

/** What the fields of the groups begin with. */
const wordsOf = (lab) => lab.locator('.p-prompts:not(.p-many) input')
  .evaluateAll((fields) => fields.map((field) => field.value));

/** Resolves when the accuracy shown is this. */
const shown = (lab, share) =>
  lab.locator('.bar-zero_shot output', { hasText: formatPercent(share) }).waitFor();

test('the four panels show what the engine measures', async () => {
  const { lab, done } = await trained(2);
  const words = await wordsOf(lab);
  const run = await computed(lab, 2, words);
  const of = run.texts.matches();
  const ks = [1, 5, 10];
  const rows = await Promise.all([0, 1, 2, 3].map((k) =>
    texts(lab.locator('.p-ways tbody tr').nth(k).locator('td'))));
  const ways = ['name', 'drawing'];
  ks.forEach((k, row) => assert.deepEqual(rows[row].slice(0, 2),
    ways.map((way) => formatPercent(of[`${way}_recall${k}`])), `R@${k}`));
  assert.deepEqual(rows[3].slice(0, 2), ways.map((way) => formatNumber(of[`${way}_median`])));
  assert.deepEqual(rows.map((row) => row[3]), [...ks.map((k) => formatPercent(k / 1586)), '793.5']);
  assert.equal(await lab.locator('.panel-clouds .p-big').textContent(), formatLoss(of.gap));

  const names = await texts(lab.locator('.p-match tbody th'));
  const all = await lab.evaluate(async () => (await (await fetch([...performance
    .getEntriesByType('resource')].find(({ name }) => /emoji-\w+[.]json$/.test(name)).name)).json())
    .names);
  const concepts = names.map((name) => all.indexOf(name));
  const cosines = new Float32Array(concepts.length ** 2);
  run.texts.matching(concepts, cosines);
  assert.deepEqual(await texts(lab.locator('.p-match td[data-row]')),
    [...cosines].map((c) => formatSimilarity(c)));
  await lab.locator('.panel-clouds .p-readout', {
    hasText: `and its drawing by Fluent: cosine ${formatSimilarity(cosines[0])}.` }).waitFor();
  const best = await texts(lab.locator('.p-match .is-row-best'));
  concepts.forEach((_, row) => assert.equal(best[row],
    formatSimilarity(Math.max(...cosines.subarray(row * names.length, (row + 1) * names.length)))));

  await shown(lab, of.zero_shot);
  assert.equal(await lab.locator('.bar-majority output').textContent(), formatPercent(of.majority));
  const [counts, hits] = [run.view('class_counts'), run.view('class_hits')];
  assert.deepEqual(await texts(lab.locator('.p-prompts:not(.p-many) output')),
    words.map((_, k) => formatPercent(hits[k] / counts[k])));
  await done();
});

test('prompts are applied as they are typed, and again to a new session', async () => {
  const { lab, done } = await trained(1);
  const field = lab.getByLabel('smileys & emotion');
  await field.fill('a yellow face');
  const prompts = ['a yellow face', ...(await wordsOf(lab)).slice(1)];
  await shown(lab, (await computed(lab, 1, prompts)).texts.matches().zero_shot);
  await lab.evaluate((e) => e.setAttribute('seed', '5'));
  await lab.locator('.panel-matching .p-unit', { hasText: 'step 0' }).waitFor();
  await lab.evaluate((e) => e.step(3));
  await looked(lab, 3);
  await shown(lab, (await computed(lab, 3, prompts)).texts.matches().zero_shot);
  await done();
});

test('a wrong prompt is named at its field, and what was right stays applied', async () => {
  const { lab, done } = await trained(1);
  const { zero_shot: right } = (await computed(lab, 1, await wordsOf(lab))).texts.matches();
  await shown(lab, right);
  const field = lab.getByLabel('food & drink');
  await field.fill(' ');
  await lab.getByText('The prompt of \u201cfood & drink\u201d is empty').waitFor();
  assert.equal(await field.getAttribute('aria-invalid'), 'true');
  const before = lab.getByText('The bars still show the last valid prompts.');
  await before.waitFor();
  await field.fill('!?');
  await lab.getByText('\u201cfood & drink\u201d has no letters or digits').waitFor();
  await field.fill('food drink');
  assert.equal(await field.getAttribute('aria-invalid'), 'false');
  await before.waitFor({ state: 'detached' });
  await lab.getByLabel('Template').fill('a drawing');
  await lab.getByText('The template has no {}').waitFor();
  await lab.getByLabel('Template').fill('{}');
  await lab.getByRole('button', { name: '94 subgroups' }).click();
  const lines = lab.getByLabel('The words of each class, one per line');
  const all = await lines.inputValue();
  assert.equal(all.split('\n').length, 94);
  await lab.getByRole('region', { name: 'Share right in each of the 94 classes' }).focus();
  await lines.fill(`${all}\nanother`);
  await lab.getByText('for 94 classes: 1 too many.').waitFor();
  await lines.fill(all);
  await lab.getByRole('button', { name: '8 groups' }).click();
  await shown(lab, right);
  await done();
});

test('keys go through the cells, whose names are said; Enter picks the drawing', async () => {
  const { lab, page, done } = await trained(1);
  const names = await texts(lab.locator('.p-match tbody th'));
  await lab.locator('.p-match td[tabindex="0"]').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await lab.locator('.panel-match .p-readout', { hasText:
    `\u201c${names[2]}\u201d and the drawing of \u201c${names[1]}\u201d by Fluent` }).waitFor();
  await page.keyboard.press('Enter');
  await lab.locator('.p-match tbody th.is-picked', { hasText: names[1] }).waitFor();
  await lab.locator('.panel-clouds .p-readout', { hasText: 'and its drawing by Fluent: cosine' })
    .waitFor();
  await lab.evaluate((e) => e.step(1));
  await looked(lab, 2);
  assert.deepEqual(await texts(lab.locator('.p-match tbody th')), names, 'the concepts stay');
  await done();
});

test('held-out concepts are asked for among themselves, and have no baseline', async () => {
  const { lab, done } = await trained(0, `${SMALL} held_out="concepts"`);
  await lab.getByText('Candidates: 317 concepts that training never saw').waitFor();
  assert.equal(await lab.locator('.p-ways .way-pixel').isVisible(), false);
  const row = await texts(lab.locator('.p-ways tbody tr').first().locator('td'));
  assert.equal(row[3], formatPercent(1 / 317));
  await done();
});

test('a curve is kept while training goes on, and begins anew with another session', () => {
  const looks = createLooks(['gap']);
  const course = { id: 0, before: null, differs: [], changes: [] };
  const take = (snapshot) => looks.take(snapshot, course);
  const at = (step, measured, gap) => ({ step, match: { step: measured, metrics: { gap } } });
  take(at(0, -1, NaN));
  take(at(3, 2, 0.5));
  take(at(4, 2, 0.5)); // nothing new is measured
  take(at(9, 8, NaN));
  assert.deepEqual(looks.columns(), [[2, 8], [0.5, null]]);
  take(null);
  take(at(1, 0, 0.25));
  assert.deepEqual(looks.columns(), [[0], [0.25]]);
});

test('of what is typed while a request is under way only the last is sent', async () => {
  const asked = [];
  const told = [];
  let answer = () => {};
  const sender = createSender((text) => new Promise((resolve, reject) => {
    asked.push(text);
    answer = (problem) => (problem ? reject(new Error(problem)) : resolve());
  }), (problem) => told.push(problem));
  for (const text of ['a', 'ab', 'abc']) sender.send(text);
  assert.deepEqual(asked, ['a']);
  answer('too long');
  await new Promise(setImmediate);
  assert.deepEqual([asked, told], [['a', 'abc'], ['too long']]);
  answer('');
  await new Promise(setImmediate);
  assert.deepEqual([asked, told], [['a', 'abc'], ['too long', '']]);
});

test('a loss that begins a little higher stays whole; a peak that flattens it may leave', () => {
  const curve = (first) => Array.from({ length: 100 }, (_, k) => (k < 3 ? first : 6));
  assert.ok(rangeOf(NaN, 0, 9, curve(9))[1] >= 9);
  assert.ok(rangeOf(NaN, 0, 90, curve(90))[1] < 10);
});

test('prompts are made from the template, or what is wrong is said', () => {
  const of = (template, words) => promptsOf(template, words, ['x & y', 'z']);
  assert.deepEqual(of('a {} {}', ['b ', 'c']), { problem: null, text: 'a b b\na c c' });
  assert.equal(of('a', ['b', 'c']).problem.at, -1);
  assert.match(of('{}', ['b']).problem.text, /1 too few/);
  assert.equal(of('{}', ['b', '']).problem.at, 1);
});

for (const [name, width, more] of [['desktop', 1280, ''], ['phone', 360, ''],
  ['dark phone', 360, ''], ['projector', 1280, 'theme="projector"']]) {
  test(`axe finds nothing to object to, and nothing scrolls sideways: ${name}`, async () => {
    const { page, lab, done } = await trained(1, `${SMALL} ${more}`,
      { viewport: { width, height: 800 },
        colorScheme: name.startsWith('dark') ? 'dark' : 'light' });
    if (width < 1000) await lab.getByRole('button', { name: '94 subgroups' }).click();
    const { violations } = await new AxeBuilder({ page }).include('contrastive-lab').analyze();
    assert.deepEqual(violations.map((v) => [v.id, v.nodes.map((n) => n.html).slice(0, 3)]), []);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(over <= 0, `${over} px too wide`);
    await done();
  });
}
