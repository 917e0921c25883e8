// A lab answers requests in turn and exactly, or refuses them with the cause; and a run that was
// replaced leaves nothing running.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ready, site, visit } from './browser.mjs';

const address = await site();
const SMALL = 'encoder=mlp&pairs=8&hidden_units=32&feature=16&dim=8';
const DYING = 'encoder=mlp&pairs=8&hidden_units=8&feature=8&dim=8&head=1'; // units die at step 1

/** The outcomes of promises: a step, or the words of the refusal. `body` runs in the page. */
const outcomes = (lab, body) => lab.evaluate(async (e, text) => {
  const asked = new Function('e', `return [${text}]`)(e);
  return Promise.all(asked.map((p) => p.then((s) => s?.step, (error) => error.message)));
}, body);

test('steps asked for at once are all made, each answered with its own', async () => {
  const { page, done } = await visit(`${address}#infonce`);
  const lab = await ready(page);
  await lab.evaluate(async (e) => { await e.pause(); await e.reset(); });
  assert.deepEqual(await outcomes(lab, 'e.step(10), e.step(10), e.step(), e.step(10)'),
    [10, 20, 21, 31]);
  for (let k = 0; k < 6; k++) await lab.locator('.tool-step').click({ noWaitAfter: true });
  assert.deepEqual(await outcomes(lab, 'e.step(0)'), [37]);
  assert.match((await outcomes(lab, 'e.step(1.5)'))[0], /1\.5 is not a whole number of steps/);
  await done();
});

test('what cuts steps short is the reason they are refused with', async () => {
  const { page, done } = await visit(`${address}embed.html?lab=simclr&${SMALL}`);
  const lab = await ready(page, 'simclr');
  await lab.evaluate(async (e) => { await e.pause(); await e.reset(); });
  const [cut, reset] = await outcomes(lab, 'e.step(100000), e.reset()');
  assert.match(cut, /^reset after \d+ of 100000 steps$/);
  assert.equal(reset, 0);
  const paused = await outcomes(lab, 'e.step(100000), (e.pause(), e.step(2))');
  assert.match(paused[0], /^paused after \d+ of 100000 steps$/);
  const [other] = await outcomes(lab, 'e.step(100000), Promise.resolve(e.setAttribute("seed", 9))');
  assert.match(other, /^another session took the place of this one after \d+ of 100000 steps$/);
  const [ended] = await outcomes(lab, 'e.step(100000), Promise.resolve(e.finalize())');
  assert.equal(ended, 'this lab has ended');
  await done();
});

test('steps at which the loss fails are refused with that, and so are those that wait', async () => {
  const { page, done } = await visit(`${address}embed.html?lab=simclr&${DYING}`);
  const lab = await ready(page, 'simclr');
  await lab.evaluate(async (e) => { await e.pause(); await e.reset(); });
  const [first, second] = await outcomes(lab, 'e.step(2000), e.step(1)');
  const { problem, playing } = await lab.evaluate((e) => e.state);
  assert.equal(first, 'a zero vector has no direction, so no cosine similarity');
  assert.equal(second, first);
  assert.deepEqual(problem, { where: 'engine', text: first, status: 'zero' });
  assert.equal(playing, false);
  await done();
});

/** The worker that has the lab's engine; its helper threads may be asleep and answer nothing. */
const owner = (page) => Promise.any(page.workers().map(async (worker) => {
  assert.notEqual(await worker.evaluate(() => self.name), 'helper');
  return worker;
}));

for (const [how, die] of Object.entries({
  'ends by itself': () => self.close(),
  'throws outside of every handler': () => { setTimeout(() => { throw new Error('lost'); }); },
  'loses a promise': () => { void Promise.reject(new Error('lost')); },
})) {
  test(`a worker that ${how} rejects what was asked of it, and the lab says so`, async () => {
    const { page, done } = await visit(`${address}embed.html?lab=simclr&${SMALL}`);
    const lab = await ready(page, 'simclr');
    const worker = await owner(page);
    await lab.evaluate(async (e) => { // requested before the worker is told to die
      await e.pause();
      self.asked = e.step(10000000).then(() => 'done', (error) => error.message);
    });
    await worker.evaluate(die).catch(() => {});
    assert.match(await page.evaluate(() => self.asked), /has died|lost/);
    await lab.locator('.failure:not([hidden])').getByRole('button', { name: 'Try again' }).click();
    await ready(page, 'simclr');
    await lab.evaluate((e) => e.pause());
    assert.deepEqual(await outcomes(lab, 'e.reset(), e.step(2)'), [0, 2]);
    await done();
  });
}

/** Counts the measuring calls of the engine, and its steps, in every worker of a page. A long step
 *  is done in phases, of which `update` is the last here; its number is that of src/train/phase.h. */
const COUNT = `(() => {
  const { instantiate } = WebAssembly;
  self.counts = { step: 0, measure: 0 };
  WebAssembly.instantiate = async (...given) => {
    const made = await instantiate(...given);
    const calls = { ...made.exports };
    const count = (name, as, counts = () => true) => {
      const call = calls[name];
      if (call) calls[name] = (...a) => {
        const result = call(...a);
        if (counts(result)) self.counts[as]++;
        return result;
      };
    };
    count('ct_session_step', 'step');
    count('ct_session_phase', 'step', (phase) => phase === 8);
    for (const part of ['evaluate', 'examine', 'examine_pixels', 'measure_pixels'])
      count('ct_session_' + part, 'measure');
    return { exports: calls };
  };
})();`;

test('after thirty restarts a step is measured as much as after the first', async () => {
  const { page, done } = await visit('about:blank');
  await page.route(/contrastive-lab-worker[^/]*[.]js/, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: COUNT + await answer.text() });
  });
  await page.goto(`${address}embed.html?lab=simclr&${SMALL}`);
  const lab = await ready(page, 'simclr');
  const seed = (n) => lab.evaluate(async (e, value) => {
    e.setAttribute('seed', value);
    e.play();
    const fresh = () => new Promise((go) => { e.addEventListener('snapshot', go, { once: true }); });
    while (!(e.snapshot?.step > 0) || e.state.params.seed !== value) await fresh();
  }, n);
  const worker = await owner(page);
  /** Pauses and waits until the engine has been idle for a second. */
  const idle = async () => {
    await lab.evaluate((e) => e.pause());
    let before = -1;
    for (let now = 0; now !== before;) {
      before = now;
      await page.waitForTimeout(1000);
      now = await worker.evaluate(() => self.counts.step + self.counts.measure);
    }
  };
  for (let n = 2; n < 32; n++) await seed(n);
  await idle();
  const calls = await worker.evaluate(() => ({ ...self.counts }));
  await lab.evaluate(async (e) => { await e.step(20); });
  const { step } = await worker.evaluate(() => self.counts);
  assert.equal(step - calls.step, 20, 'one runner steps, and no other');
  await done();
});
