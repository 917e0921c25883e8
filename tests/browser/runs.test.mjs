// Grids of short runs that are trained beside a lab, and the labs on temperature and practice.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bestOf } from '../../web/shell/panels/runs/cells.js';
import { AxeBuilder, ready, site, visit } from './browser.mjs';

const address = await site();
const TOY = 'data=toy&pairs=16&run=20';

/** Opens a lab at an address and pauses it. */
async function open(lab, wishes, options) {
  const seen = await visit(`${address}#${lab}?${wishes}`, options);
  const element = await ready(seen.page, lab);
  await element.evaluate((e) => e.pause());
  return { ...seen, lab: element };
}

const train = (lab) => lab.getByRole('button', { name: /^Train \d+ runs?$/ });

async function trainAll(lab) {
  await train(lab).click();
  await lab.getByText('all runs are trained').waitFor();
}

const params = (lab) => lab.evaluate((e) => e.state.params);
const results = (lab) => lab.evaluate((e) => Object.entries(e.state.trials?.results ?? {})
  .map(([key, outcome]) => ({ of: Object.fromEntries(JSON.parse(key)), ...outcome })));

test('each cell is what the lab itself measures with its values', async () => {
  const { lab, done } = await open('practice', `${TOY}&across=tau:0.1,1&down=pairs:8,24`);
  await trainAll(lab);
  const known = await results(lab);
  assert.equal(known.length, 4);
  for (const { of, metrics, loss } of known) {
    await lab.evaluate((e, { tau, pairs }) => {
      e.setAttribute('tau', tau);
      e.setAttribute('pairs', pairs);
    }, of);
    await lab.evaluate((e) => e.reset());
    const own = await lab.evaluate((e) => e.step(20).then((s) => ({ ...s, positions: null })));
    assert.equal(own.step, 20);
    assert.equal(own.loss, loss, `loss at ${JSON.stringify(of)}`);
    assert.equal(own.metrics.knn, metrics.knn);
    assert.equal(own.metrics.uniformity, metrics.uniformity);
  }
  const shown = await lab.locator('.runs-map td button b').allTextContents();
  const order = [[0.1, 8], [1, 8], [0.1, 24], [1, 24]];
  assert.deepEqual(shown, order.map(([tau, pairs]) => {
    const { metrics } = known.find(({ of }) => Math.abs(of.tau - tau) < 1e-6 && of.pairs === pairs);
    return `${(100 * metrics.knn).toFixed(1)} %`;
  }));
  await done();
});

test('only among settings whose runs have all ended is one the best', () => {
  const cell = (mean, share) => ({ values: [mean], mean, spread: 0, share, problem: '' });
  assert.ok(Number.isNaN(bestOf([])));
  assert.ok(Number.isNaN(bestOf([cell(0.9, 1 / 3), cell(0.5, 1), cell(NaN, 0)])), 'one has ended');
  assert.equal(bestOf([cell(0.9, 2 / 3), cell(0.5, 1), cell(0.4, 1), cell(NaN, 1)]), 0.5);
});

test('a run shows how far it is, even where its worker is slow to start', async () => {
  const { page, lab, done } = await open('practice', 'run=200');
  await page.route(/contrastive-lab-worker[^/]*[.]js/, async (route) => {
    await new Promise((go) => { setTimeout(go, 1500); }); // longer than between two looks at a run
    await route.continue();
  });
  await train(lab).click();
  const shares = lab.locator('.runs-map td', { hasText: /^[1-9]\d? % done$/ });
  await shares.first().waitFor();
  assert.equal(await lab.evaluate((e) => e.state.trials.done), 0, 'before the first is done');
  await lab.getByRole('button', { name: 'Stop' }).click();
  await done();
});

test('what is known is not trained again, and pressing a cell sets the lab', async () => {
  const { lab, done } = await open('practice', `${TOY}&across=tau:0.1,1&down=pairs:8,24`);
  await trainAll(lab);
  await lab.getByLabel('Values of \u201cAcross\u201d').fill('0.1, 0.5, 1');
  await lab.getByLabel('Values of \u201cAcross\u201d').blur();
  assert.equal(await train(lab).textContent(), 'Train 2 runs');
  await trainAll(lab);
  assert.equal((await results(lab)).length, 6);
  await lab.getByLabel('Learning rate', { exact: true }).first().fill('0.01');
  await lab.getByLabel('Learning rate', { exact: true }).first().blur();
  assert.equal(await train(lab).textContent(), 'Train 6 runs');
  await lab.getByLabel('Learning rate', { exact: true }).first().fill('0.003');
  await lab.getByLabel('Learning rate', { exact: true }).first().blur();
  await lab.getByText('all runs are trained').waitFor();
  await lab.getByRole('button', { name: /Temperature .* 0\.5, Batch 24/ }).click();
  const now = await params(lab);
  assert.deepEqual([now.tau, now.pairs], [0.5, 24]);
  await done();
});

test('runs can be stopped: what is done stays, and the rest is trained later', async () => {
  const { lab, done } = await open('practice',
    'data=toy&pairs=16&run=20&across=tau:0.05,0.1,0.2,0.5,1,2&down=pairs:8,16,24&repeats=3');
  await train(lab).click();
  await lab.evaluate((e) => new Promise((resolve) => {
    const look = () => (Object.keys(e.state.trials?.results ?? {}).length > 1 ? resolve()
      : setTimeout(look, 10));
    look();
  }));
  await lab.getByRole('button', { name: 'Stop' }).click();
  const some = (await results(lab)).length;
  assert.ok(some > 1 && some < 54, `${some} runs`);
  assert.equal(await train(lab).textContent(), `Train ${54 - some} runs`);
  await done();
});

test('another setting stops runs that nobody asks for any more', async () => {
  const { lab, done } = await open('practice',
    'data=toy&pairs=16&run=2000&across=tau:0.1,1&down=pairs:8,64&repeats=2');
  await train(lab).click();
  await lab.getByRole('button', { name: 'Stop' }).waitFor();
  await lab.evaluate((e) => e.setAttribute('lr', '0.02'));
  await train(lab).waitFor();
  assert.equal(await train(lab).textContent(), 'Train 8 runs');
  assert.equal(await lab.locator('.failure').isVisible(), false);
  await done();
});

test('values that cannot be are named and nothing is lost', async () => {
  const { lab, done } = await open('practice', `${TOY}&across=tau:0.1,1&down=none`);
  const field = lab.getByLabel('Values of \u201cAcross\u201d');
  for (const [given, words] of [['0.1, 99', 'must be between 0.005 and 10, not 99'], ['x', 'must be a number, not \u201cx\u201d'],
    ['', 'has no values']]) {
    await field.fill(given);
    await field.blur();
    await lab.locator('.notice').getByText(words).waitFor();
    assert.equal(await field.inputValue(), given, 'what was typed stays to be mended');
    assert.equal((await params(lab)).across, 'tau: 0.1, 1');
  }
  await done();
  const bad = await visit(`${address}#practice?across=colour:1,2`);
  const other = await ready(bad.page, 'practice');
  await other.locator('.notice').getByText('Across: \u201ccolour\u201d cannot vary here').waitFor();
  await bad.done();
});

test('the same parameter on both axes is named', async () => {
  const { lab, done } = await open('practice', `${TOY}&across=tau:0.1,1&down=tau:0.2,2`);
  await lab.getByText('Both axes are the same setting').waitFor();
  assert.equal(await lab.locator('.runs-map').isVisible(), false);
  assert.equal(await lab.getByRole('button', { name: 'Nothing to train' }).isDisabled(), true);
  await done();
});

test('a run that fails says so in its cell, and the others go on', async () => {
  const { lab, done } = await open('practice',
    'data=toy&run=60&optimizer=sgd&across=lr:0.001,1&down=head:0,1&dim=8&feature=32');
  await trainAll(lab);
  const cells = await lab.locator('.runs-map td button').allTextContents();
  assert.match(cells[0], /^failed.*without a projection head/);
  assert.match(cells[2], /%$/);
  await done();
});

test('the grid is in the address', async () => {
  const { page, lab, done } = await open('practice', `${TOY}&across=tau:0.1,1&down=none`);
  await lab.getByLabel('Values of \u201cAcross\u201d').fill('0.2, 0.4');
  await lab.getByLabel('Values of \u201cAcross\u201d').blur();
  await page.waitForFunction(() => /across=tau%3A\+0.2%2C\+0.4/.test(location.hash));
  await page.reload();
  const again = await ready(page, 'practice');
  assert.equal((await params(again)).across, 'tau: 0.2, 0.4');
  await done();
});

test('a temperature at once shares the push out anew; a learned one moves by itself', async () => {
  const { page, lab, done } = await open('temperature', 'data=toy&tau=0.05');
  await lab.evaluate((e) => e.step(100));
  const half = () => lab.locator('.p-half').textContent();
  const count = async () => Number((await half()).match(/only (\d+) of/)?.[1] ?? 1);
  await lab.locator('.p-half', { hasText: 'of the push' }).waitFor();
  const cold = await count();
  const words = await half();
  await lab.evaluate((e) => e.setAttribute('tau', '3'));
  await page.waitForFunction(([e, was]) => e.shadowRoot.querySelector('.p-half').textContent !== was,
    [await lab.elementHandle(), words]);
  assert.ok(await count() > 3 * cold, `${cold}, then ${await half()}`);
  await lab.evaluate((e) => e.setAttribute('learn_tau', 'on'));
  await lab.evaluate((e) => e.step(50));
  const tau = await lab.locator('.panel-tau output').textContent();
  assert.ok(Number(tau) < 3 && Number(tau) > 1, `learned ${tau}`);
  await done();
});

for (const name of ['temperature', 'practice']) {
  test(`${name} is accessible with runs on show`, async () => {
    const { page, lab, done } = await open(name, `${TOY}&across=tau:0.1,1`, { viewport: { width: 360, height: 780 } });
    await trainAll(lab);
    const { violations } = await new AxeBuilder({ page }).include(`[lab="${name}"]`).analyze();
    assert.deepEqual(violations.map((v) => [v.id, v.nodes.map((n) => n.html)]), []);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${wide} px too wide`);
    await done();
  });
}
