// The article in a browser: labs load, train, come back to the same bits, keep their state in the
// address, work by keyboard, and break nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AxeBuilder, read, ready, site, visit } from './browser.mjs';

const address = await site();

/** Waits for a lab to have made a number of steps. */
const stepped = (page, lab, n) => page.waitForFunction(
  ([id, least]) => document.querySelector(`contrastive-lab[lab="${id}"]`).snapshot?.step >= least,
  [lab, n]);

test('the first lab trains by itself and its loss falls', async () => {
  const { page, done } = await visit(address);
  const lab = await ready(page);
  const start = await read(lab);
  await stepped(page, 'infonce', 40);
  const later = await read(lab);
  assert.ok(later.loss < 1, `loss ${later.loss}`);
  assert.notDeepEqual(later.positions, start.positions);
  await done();
});

test('reset returns to the same bits, and the same steps lead to the same place', async () => {
  const { page, done } = await visit(address);
  const lab = await ready(page);
  await lab.evaluate((e) => e.pause());
  const run = () => lab.evaluate(async (e) => {
    const zero = await e.reset();
    const end = await e.step(25);
    return { zero: [...zero.positions], end: [...end.positions], step: end.step, loss: end.loss };
  });
  const first = await run();
  const second = await run();
  assert.equal(first.step, 25);
  assert.deepEqual(second, first);
  await done();
});

test('labs far from the screen are not asked for their style, for which they would be laid out', async () => {
  const { page, done } = await visit('about:blank');
  await page.addInitScript(() => {
    window.asked = [];
    const { getComputedStyle } = window;
    window.getComputedStyle = (element, ...more) => {
      if (element.localName === 'contrastive-lab') window.asked.push(element.getAttribute('lab'));
      return getComputedStyle(element, ...more);
    };
  });
  await page.goto(address);
  await ready(page);
  const asked = await page.evaluate(() => window.asked);
  assert.ok(asked.includes('infonce'), 'the first is');
  assert.ok(!asked.includes('byol') && !asked.includes('practice'), String(asked));
  await done();
});

test('the contents mark the section that is read, and none above the first', async () => {
  const { page, done } = await visit(address);
  const current = page.locator('.contents .wide [aria-current]');
  assert.equal(await current.count(), 0);
  await page.evaluate(() => { location.hash = 'pitfalls'; });
  await page.locator('.contents .wide [aria-current][href="#pitfalls"]').waitFor({ state: 'attached' });
  assert.equal(await current.count(), 1);
  await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
  await current.waitFor({ state: 'detached' });
  await done();
});

test('the simclr lab trains on the drawings and reports both recalls', async () => {
  const { page, done } = await visit(address);
  const lab = await ready(page, 'simclr');
  await lab.evaluate((e) => e.pause());
  const before = await lab.evaluate(async (e) => (await e.reset()).metrics);
  assert.ok(before.recall1 >= 0 && before.recall1 <= 1);
  const { step, metrics } = await lab.evaluate(async (e) => {
    await e.step(12);
    while (!(e.snapshot.metrics.raw_recall1 > 0)) await new Promise(requestAnimationFrame);
    return { step: e.snapshot.step, metrics: e.snapshot.metrics };
  });
  assert.equal(step, 12);
  const { raw_recall1: raw } = metrics;
  assert.ok(raw > 0.3 && raw < 0.45, `raw ${raw}`);
  assert.ok(metrics.recall1 >= 0 && metrics.recall1 <= 1);
  const again = await lab.evaluate(async (e) => (await e.reset()).metrics);
  assert.equal(again.raw_recall1, raw, 'a reset leaves the pixels alone');
  await done();
});

test('the digits come when they are chosen, and bring their way of pairing', async () => {
  const { page, done } = await visit(address);
  const fetched = [];
  page.on('request', (r) => fetched.push(new URL(r.url()).pathname));
  const lab = await ready(page, 'simclr');
  const wanted = () => fetched.filter((path) => path.includes('mnist')).length;
  const params = () => lab.evaluate((e) => e.state.params);
  await lab.evaluate((e) => e.pause());
  assert.equal(wanted(), 0);
  await lab.getByLabel('Data').selectOption({ label: 'handwritten digits' });
  await page.waitForFunction(() => {
    const { metrics } = document.querySelector('contrastive-lab[lab="simclr"]').snapshot ?? {};
    return metrics && Number.isNaN(metrics.recall1) && metrics.raw_knn > 0.8;
  });
  assert.equal((await params()).positives, 'augment');
  assert.equal(wanted(), 2);
  assert.equal((await lab.evaluate((e) => e.step(2))).step, 2);

  assert.ok(await lab.getByLabel('Positive pair').isHidden(), 'there is no other way');
  await lab.evaluate((e) => e.setAttribute('positives', 'artists'));
  await lab.getByRole('alert').getByText('every digit was written once').waitFor();
  assert.equal((await params()).positives, 'augment');

  await lab.getByLabel('Data').selectOption({ label: 'emoji by three artists' });
  await page.waitForFunction(() => document.querySelector('contrastive-lab[lab="simclr"]')
    .snapshot?.metrics.recall1 > 0);
  assert.equal((await params()).positives, 'artists');
  await done();
});

test('a choice brings its recipe; the address says the choice and what else was changed', async () => {
  const { page, done } = await visit(`${address}#simclr?encoder=mlp`);
  const lab = await ready(page, 'simclr');
  await lab.evaluate((e) => e.pause());
  const params = () => lab.evaluate((e) => e.state.params);
  const dense = await params();
  assert.deepEqual([dense.encoder, dense.head, dense.schedule], ['mlp', 2, 'constant']);
  await lab.getByLabel('Encoder', { exact: true }).selectOption({ label: 'convolutions (CNN)' });
  await page.waitForFunction(() => !location.hash.includes('encoder'));
  const own = await params();
  assert.deepEqual([own.encoder, own.head, own.schedule, own.read], ['cnn', 1, 'cosine', 'both']);
  await lab.getByLabel('Encoder', { exact: true }).selectOption({ label: 'dense layers (MLP)' });
  await lab.evaluate((e) => e.setAttribute('tau', 0.03)); // the lab's own, not this recipe's
  await page.waitForFunction(() => location.hash === '#simclr?encoder=mlp&tau=0.03');
  const { page: other, done: close } = await visit(page.url());
  const copy = await ready(other, 'simclr');
  assert.deepEqual(await copy.evaluate((e) => e.state.params), await params());
  await close();
  await done();
});

test('the end of a schedule is a rest, and Play goes on', async () => {
  const { page, done } = await visit(`${address}#infonce?schedule=cosine&steps=60`);
  const lab = await ready(page);
  await lab.getByText('Paused at the end of the schedule').waitFor();
  const at = (await read(lab)).step;
  assert.ok(at >= 60, `step ${at}`);
  await lab.getByRole('button', { name: 'Play' }).click();
  await page.waitForFunction((from) => document.querySelector('contrastive-lab').snapshot.step > from,
    at + 100);
  await done();
});

test('what is shown and measured changes while training rests', async () => {
  const { page, done } = await visit(`${address}#simclr?encoder=resnet&pairs=16&dim=2&read=after`);
  const lab = await ready(page, 'simclr');
  await lab.evaluate((e) => e.pause());
  await lab.evaluate((e) => e.step(3));
  const { step, positions: first } = await read(lab);
  await lab.evaluate((e) => e.setAttribute('read', 'before'));
  await page.waitForFunction((z) => {
    const { positions, metrics } = document.querySelector('contrastive-lab[lab="simclr"]').snapshot;
    return Number.isFinite(metrics.recall1) && positions.some((x, i) => Math.abs(x - z[i]) > 0.1);
  }, first);
  const second = await read(lab);
  assert.equal(second.state.params.read, 'before');
  assert.equal(second.step, step, 'the same weights');
  assert.ok(first.every((x, i) => i % 3 !== 2 || x === 0), 'z lies on a circle');
  assert.ok(second.positions.some((x, i) => i % 3 === 2 && x !== 0), 'h on a sphere');
  await done();
});

test('the exam is sat while training rests, pixels after the encoder', async () => {
  const { page, done } = await visit(`${address}#simclr?data=mnist`);
  const lab = await ready(page, 'simclr');
  await lab.evaluate((e) => e.pause());
  await page.waitForFunction(() => {
    const { metrics } = document.querySelector('contrastive-lab[lab="simclr"]').snapshot ?? {};
    return metrics?.probe > 0 && metrics.raw_shot10 > 0;
  });
  const { step, metrics } = await read(lab);
  assert.ok(metrics.probe > 0.5 && Math.abs(metrics.raw_probe - 0.903) < 0.01, `${metrics.probe}`);
  await lab.getByText('raw pixels (90.2 %)').waitFor();
  await lab.getByText(`Measured at step ${step}.`).waitFor();
  await done();
});

test('a run that an address changes says what, and from which step on', async () => {
  const { page, done } = await visit(`${address}#simclr?encoder=mlp&pairs=16`);
  const lab = await ready(page, 'simclr');
  const step = await lab.evaluate(async (e) => { e.pause(); return (await e.step(3)).step; });
  await page.evaluate(() => { location.hash = 'simclr?encoder=mlp&pairs=16&tau=1'; });
  await lab.locator('.status').filter({ hasText: /^From step \d+ on: Temperature \u03c4: 1$/ })
    .waitFor();
  assert.ok(await lab.evaluate((e) => e.snapshot.step) >= step, 'it goes on');
  await done();
});

test('a try starts anew where its settings would not, and leaves the run before behind', async () => {
  const { page, done } = await visit(`${address}embed.html?lab=moco&encoder=mlp&pairs=16&queue=64`);
  const lab = await ready(page, 'moco');
  await lab.evaluate(async (e) => { e.pause(); await e.step(30); });
  await lab.evaluate((e) => {
    globalThis.early = false;
    e.addEventListener('snapshot', ({ detail }) => { globalThis.early ||= detail.step < 30; });
  });
  await lab.getByRole('button', { name: 'm = 0: ' }).click();
  await page.waitForFunction(() => globalThis.early);
  const status = lab.locator('.status');
  await status.filter({ hasText: /^Restarted[.] Encoder momentum m: 0$/ }).waitFor();
  await lab.evaluate(async (e) => { e.pause(); await e.step(1); });
  await lab.getByRole('button', { name: 'm = 0: ' }).click(); // once more, with nothing to change
  await status.filter({ hasText: /^Reset/ }).waitFor();
  await done();
});

test('an address that asks for the digits gets them', async () => {
  const { page, done } = await visit(`${address}#simclr?data=mnist&crop=0.5`);
  const lab = await ready(page, 'simclr');
  await lab.evaluate((e) => e.pause()); // all its time is for measuring
  await page.waitForFunction(() => document.querySelector('contrastive-lab[lab="simclr"]')
    .snapshot?.metrics.raw_knn > 0);
  const { state, metrics } = await read(lab);
  assert.equal(state.problem, null);
  assert.deepEqual([state.params.data, state.params.positives, state.params.crop],
    ['mnist', 'augment', 0.5]);
  assert.ok(metrics.raw_knn > 0.8, `raw k-NN ${metrics.raw_knn}`);
  await done();
});

test('the address is the save file', async () => {
  const { page, done } = await visit(`${address}#infonce?tau=0.2&pairs=6&seed=9`);
  const lab = await ready(page);
  await lab.evaluate((e) => e.pause());
  let { state, positions } = await read(lab);
  assert.deepEqual([state.params.tau, state.params.pairs, state.params.seed], [0.2, 6, 9]);
  assert.equal(positions.length, 2 * 6 * 3);
  await lab.evaluate((e) => e.setAttribute('tau', '0.3'));
  await page.waitForFunction(() => location.hash.includes('tau=0.3'));
  const place = await page.evaluate(() => location.href);
  const zero = await lab.evaluate(async (e) => [...(await e.reset()).positions]);
  await page.goto('about:blank');
  await page.goto(place);
  const again = await ready(page);
  await again.evaluate((e) => e.pause());
  ({ state } = await read(again));
  assert.deepEqual([state.params.tau, state.params.pairs, state.params.seed], [0.3, 6, 9]);
  assert.deepEqual(await again.evaluate(async (e) => [...(await e.reset()).positions]), zero);
  await done();
});

for (const [wish, words] of [
  ['tau=-3', /Temperature \u03c4 must be between 0.005 and 10, not -3/],
  ['tau=abc', /Temperature \u03c4 must be a number/],
  ['pairs=1000', /Batch must be between 2 and 64, not 1000/],
  ['pairs=2.5', /Batch must be a whole number, not 2.5/],
  ['optimizer=magic', /Optimiser cannot be/],
  ['nonsense=1', /nonsense/],
]) {
  test(`a bad address value is named and refused whole: ${wish}`, async () => {
    const { page, done } = await visit(`${address}#infonce?seed=5&${wish}`);
    const lab = await ready(page);
    const { state } = await read(lab);
    assert.equal(state.params.seed, 1, 'half applied');
    assert.equal(state.params.tau, 0.2);
    assert.equal(state.params.pairs, 4);
    assert.match(state.problem.text, words);
    assert.ok(await lab.getByText(words).first().isVisible(), 'the words are not shown');
    await done();
  });
}

test('everything can be done by keyboard', async () => {
  const { page, done } = await visit(address);
  const lab = await ready(page);
  await lab.evaluate((e) => e.pause());
  const at = () => page.evaluate(() => {
    const inside = document.activeElement?.shadowRoot?.activeElement;
    return inside?.getAttribute('aria-label') ?? inside?.textContent?.trim() ?? '';
  });
  const isA = (kind) => page.evaluate((selector) => Boolean(document.activeElement?.shadowRoot
    ?.activeElement?.matches(selector)), kind);
  const to = async (name, kind = '*') => {
    for (let i = 0; i < 120; i++) {
      await page.keyboard.press('Tab');
      if ((await at()).startsWith(name) && await isA(kind)) return;
    }
    assert.fail(`the Tab key does not reach "${name}"`);
  };
  await page.evaluate(() => {
    const link = document.querySelector('a[href]');
    link.focus();
  });
  await to('Play');
  await page.keyboard.press('Space');
  await page.waitForFunction(() => document.querySelector('contrastive-lab').state.playing);
  await page.keyboard.press('Space');
  await page.waitForFunction(() => !document.querySelector('contrastive-lab').state.playing);
  await to('Step');
  const { step } = await read(lab);
  await page.keyboard.press('Enter');
  await stepped(page, 'infonce', step + 1);
  await to('Temperature', 'input[type=range]'); // its name, which explains it, comes first
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction(
    () => document.querySelector('contrastive-lab').state.params.tau > 0.2);
  await done();
});

test('a bug in the loss shows ln 2, and the right loss comes back', async () => {
  const { page, done } = await visit(`${address}#infonce?bug=twice&tau=0.07`);
  const lab = await ready(page);
  await lab.evaluate((e) => e.pause());
  const wrong = await lab.evaluate(async (e) => { await e.reset(); return (await e.step(500)).loss; });
  assert.ok(Math.abs(wrong - Math.LN2) < 1e-3, `loss ${wrong}`);
  await lab.evaluate((e) => e.setAttribute('bug', 'none'));
  const right = await lab.evaluate(async (e) => (await e.step(1)).loss);
  assert.ok(right < 1e-3, `loss ${right}`);
  await done();
});

test('the original figure: its correct loss is shown, and what the bugs make of it', async () => {
  const { page, done } = await visit(`${address}#infonce?start=article`);
  const lab = await ready(page);
  await lab.evaluate((e) => e.pause());
  const loss = await lab.evaluate(async (e) => {
    await e.reset();
    const first = await e.step(1); // the loss a step reports is that of the points it began with
    await e.reset();
    return first.loss;
  });
  assert.ok(Math.abs(loss - 6.8e-6) < 5e-8, `loss ${loss}`);
  for (const [name, value] of [['As published', '6.8e-6'], ['Self-similarity left in', '0.759'],
    ['Positive counted twice', '0.693'], ['Positive left out', '\u221212.009'],
    ['Scaled by exp', '0.966']]) {
    const row = lab.getByRole('radio', { name }).locator('xpath=ancestor::label');
    await row.filter({ hasText: value }).waitFor();
  }
  await done();
});

test('a lost WebGL context stops nothing and comes back', async () => {
  const { page, done } = await visit('about:blank');
  await page.addInitScript(() => {
    const original = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function getContext(kind, ...rest) {
      const context = original.call(this, kind, ...rest);
      if (kind === 'webgl2') globalThis.gl = context;
      return context;
    };
  });
  await page.goto(address);
  const lab = await ready(page);
  const loser = await page.evaluateHandle(() => {
    const extension = globalThis.gl.getExtension('WEBGL_lose_context');
    extension.loseContext();
    return extension;
  });
  await page.waitForFunction(() => globalThis.gl.isContextLost());
  await stepped(page, 'infonce', (await read(lab)).step + 10);
  await loser.evaluate((extension) => extension.restoreContext());
  await page.waitForFunction(() => !globalThis.gl.isContextLost());
  await stepped(page, 'infonce', (await read(lab)).step + 10);
  await done();
});

test('the article is whole without JavaScript', async () => {
  const { page, done } = await visit(address, { javaScriptEnabled: false });
  const text = await page.locator('main').textContent();
  for (const topic of ['SimCLR', 'CLIP', 'MoCo', 'SwAV', 'BYOL', 'Sentence-BERT', 'emperature'])
    assert.ok(text.includes(topic), topic);
  assert.ok(await page.locator('math').count() > 10, 'formulas');
  assert.ok(await page.locator('contrastive-lab svg').first().isVisible(), 'the poster');
  await done();
});

for (const [name, options, theme] of [
  ['light', { colorScheme: 'light' }, 'auto'], ['dark', { colorScheme: 'dark' }, 'auto'],
  ['projector', {}, 'projector'], ['phone', { viewport: { width: 360, height: 740 } }, 'auto'],
]) {
  test(`axe finds nothing to object to, and nothing scrolls sideways: ${name}`, async () => {
    const { page, done } = await visit(address, { reducedMotion: 'reduce', ...options });
    await page.locator('#theme').selectOption(theme);
    await ready(page, 'simclr');
    await ready(page);
    const { violations } = await new AxeBuilder({ page }).analyze();
    assert.deepEqual(violations.map((v) => [v.id, v.nodes.map((n) => n.html).slice(0, 3)]), []);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(over <= 0, `${over} px too wide`);
    await done();
  });
}

test('reduced motion: nothing plays by itself', async () => {
  const { page, done } = await visit(address, { reducedMotion: 'reduce' });
  const { state, step } = await read(await ready(page));
  assert.equal(state.playing, false);
  assert.equal(step, 0);
  await done();
});

test('after the first visit the article works offline', async () => {
  const { page, context, done, wrong } = await visit(address, { serviceWorkers: 'allow' });
  await ready(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null
    || navigator.serviceWorker.ready.then((r) => r.active?.state === 'activated'));
  await context.setOffline(true);
  await page.reload();
  await ready(page);
  await ready(page, 'simclr');
  await context.setOffline(false);
  assert.deepEqual(wrong, []);
  await done();
});
