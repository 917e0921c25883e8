// The life of an element: it may be put into a page, moved, taken out, ended and started anew at
// any moment, and leaves nothing behind: no worker, no listener, no node, no memory.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '../patience.mjs';
import { site } from './browser.mjs';
import { counter, holdings } from './holdings.mjs';
import { visitHost } from './host.mjs';

const address = await site();

/** A page with tools. make(attributes) makes an element, put(e) puts it into the page, and
 *  put(e, moment) resolves when it has come so far: 'at once', 'starting' (its worker has been
 *  made) or 'running'. */
async function host(html = '<main></main><aside></aside>') {
  const seen = await visitHost(address, { html });
  await seen.page.evaluate(() => {
    const { Worker } = globalThis;
    globalThis.made = [];
    globalThis.Worker = class extends Worker {
      constructor(...given) {
        super(...given);
        globalThis.made.push(this);
        globalThis.dispatchEvent(new Event('worker'));
      }
    };
    const on = (target, type) => new Promise((go) => {
      target.addEventListener(type, go, { once: true });
    });
    globalThis.make = (attributes = {}) => {
      const e = document.createElement('contrastive-lab');
      for (const [name, value] of Object.entries({ loading: 'eager', ...attributes }))
        e.setAttribute(name, value);
      e.textContent = 'A poster.';
      return e;
    };
    globalThis.put = async (e, moment = 'running', where = document.querySelector('main')) => {
      const starting = on(globalThis, 'worker');
      const running = on(e, 'ready');
      where.append(e);
      if (moment === 'starting') await starting;
      if (moment === 'running') await running;
      return e;
    };
    globalThis.message = (e) => {
      const box = e.shadowRoot.querySelector('.failure');
      return box.hidden ? '' : box.textContent;
    };
    globalThis.outcome = (promise) => promise.then(() => 'done', (error) => error.message);
  });
  /** Resolves when this many workers are alive. */
  seen.workers = (count) => until(() => seen.page.workers().length === count,
    () => `${seen.page.workers().length} workers, not ${count}`);
  return seen;
}

test('taken out and put back while it starts, it starts anew, and says nothing of it', async () => {
  const { page, done, workers } = await host();
  const said = await page.evaluate(async () => {
    const e = await put(make(), 'starting');
    e.remove();
    await null; // lets the tasks that follow its removal run
    await null;
    await put(e);
    return [message(e), (await e.step(2)).step];
  });
  assert.deepEqual(said, ['', 2]);
  await workers(1);
  await done();
});

test('moved while it starts it goes on starting; one that runs goes on running', async () => {
  const { page, done, workers } = await host();
  const said = await page.evaluate(async () => {
    const e = await put(make(), 'starting');
    const ready = new Promise((go) => { e.addEventListener('ready', go, { once: true }); });
    document.querySelector('aside').append(e);
    await ready;
    await e.step(3);
    document.querySelector('main').append(e);
    document.querySelector('aside').moveBefore?.(e, null);
    await null;
    return [made.length, message(e), (await e.step(2)).step];
  });
  assert.deepEqual(said, [1, '', 5]);
  await workers(1);
  await done();
});

test('ended while it starts, it is its poster again, and play() starts it anew', async () => {
  const { page, done, workers } = await host();
  const said = await page.evaluate(async () => {
    const e = await put(make(), 'starting');
    const asked = outcome(e.play());
    e.finalize();
    const [refused, height] = [await asked, e.getBoundingClientRect().height];
    await e.pause(); // does not start the lab
    const idle = [made.length, e.state, message(e), e.hasAttribute('data-ready')];
    return { refused, height, idle };
  });
  assert.equal(said.refused, 'this lab has ended');
  assert.ok(said.height > 0, `${said.height} px high`);
  assert.deepEqual(said.idle, [1, null, '', false]);
  await workers(0);
  const again = await page.evaluate(async () => {
    const e = document.querySelector('contrastive-lab');
    await e.play();
    e.setAttribute('tau', '0.3');
    await null;
    return [e.state.playing, e.state.params.tau, e.getBoundingClientRect().height > 100];
  });
  assert.deepEqual(again, [true, 0.3, true]);
  const running = await page.evaluate(async () => {
    const e = document.querySelector('contrastive-lab');
    const cut = e.play();
    e.finalize();
    const asked = [await outcome(cut), await outcome(e.step(4)), e.snapshot.step];
    const anew = e.play(); // requested at once after the end
    e.finalize();
    return [...asked, await outcome(anew), e.snapshot, e.getBoundingClientRect().height > 0];
  });
  assert.deepEqual(running, ['this lab has ended', 'done', 4, 'this lab has ended', null, true]);
  await workers(0);
  await done();
});

test('what changes while it starts is what it starts with', async () => {
  const { page, done, workers } = await host();
  const said = await page.evaluate(async () => {
    const e = await put(make(), 'starting');
    const asked = e.step(1);
    e.setAttribute('tau', '0.33');
    e.setAttribute('pairs', '7');
    await asked;
    const { tau, pairs } = e.state.params;
    e.finalize();
    const other = await put(make(), 'starting');
    const step = other.step(1);
    other.setAttribute('lab', 'nothing');
    const refused = await outcome(step);
    const named = message(other);
    const ready = new Promise((go) => { other.addEventListener('ready', go, { once: true }); });
    other.setAttribute('lab', 'temperature');
    await ready;
    return { tau, pairs, refused, named, lab: other.state.lab, message: message(other) };
  });
  assert.deepEqual([said.tau, said.pairs], [0.33, 7]);
  assert.match(said.refused, /There is no lab \u201cnothing\u201d/);
  assert.match(said.named, /There is no lab \u201cnothing\u201d/);
  assert.deepEqual([said.lab, said.message], ['temperature', '']);
  const followed = await page.evaluate(async () => {
    const e = await put(make(), 'starting');
    const asked = e.step(3);
    e.setAttribute('lab', 'temperature');
    return [(await asked).step, e.state.lab];
  });
  assert.deepEqual(followed, [3, 'temperature'], 'who waits gets the lab there is in the end');
  await workers(2);
  await done();
});

test('asked before it is in a page, it waits until it is', async () => {
  const { page, done, workers } = await host();
  const said = await page.evaluate(async () => {
    const never = make();
    const lost = outcome(never.play());
    const inert = document.implementation.createHTMLDocument('');
    const unseen = make();
    inert.body.append(unseen);
    const e = make();
    e.removeAttribute('loading');
    const asked = e.step(2);
    await new Promise((go) => { setTimeout(go, 50); }); // gives it time to begin
    const before = made.length;
    await put(e, 'at once');
    const { step } = await asked;
    never.finalize();
    return { before, step, made: made.length, lost: await lost, unseen: message(unseen) };
  });
  assert.deepEqual(said, { before: 0, step: 2, made: 1, lost: 'this lab has ended', unseen: '' });
  await workers(1);
  await done();
});

test('taken into another document it starts anew there, in its own styles', async () => {
  const { page, done, workers } = await host('<main></main><iframe srcdoc="<p>x"></iframe>');
  const said = await page.evaluate(async () => {
    const frame = document.querySelector('iframe').contentDocument;
    const e = await put(make());
    await e.step(2);
    await put(e, 'running', frame.body);
    const inside = [(await e.step(1)).step, e.ownerDocument === frame];
    const { display } = frame.defaultView.getComputedStyle(e.shadowRoot.querySelector('.frame').parentElement);
    await put(e);
    const here = getComputedStyle(e.shadowRoot.querySelector('.frame').parentElement).display;
    const asked = e.step(4);
    frame.body.append(e);
    return { inside, display, here, step: await outcome(asked), message: message(e) };
  });
  assert.deepEqual(said, { inside: [1, true], display: 'flow-root', here: 'flow-root',
    step: 'this lab has ended', message: '' });
  await workers(1);
  await done();
});

/** Puts labs into the page and takes them out at mixed moments. */
const mounts = (page, from, count, names) => page.evaluate(async ([first, many, labs]) => {
  const small = { encoder: 'mlp', pairs: '8', hidden_units: '16', feature: '16', dim: '16' };
  const moments = ['at once', 'starting', 'running', 'playing'];
  for (let i = first; i < first + many; i++) {
    const lab = labs[i % labs.length];
    const moment = moments[Math.floor(i / labs.length) % moments.length];
    const e = make({ lab, ...(lab === 'infonce' ? {} : small) });
    await put(e, moment === 'playing' ? 'running' : moment);
    if (moment === 'playing') {
      void e.play().catch(() => {});
      await e.step(2);
      for (let k = 0; k < 3; k++) await new Promise(requestAnimationFrame);
    }
    if (i % 3 === 1) document.querySelector('aside').append(e);
    if (i % 5 === 2) e.finalize();
    e.remove();
  }
  made.length = 0;
}, [from, count, names]);

const WARM = 24;
const MOUNTS = Number(process.env.MOUNTS ?? 48); // one lab has 170 listeners and 1,000 nodes
const STOPS = [50, 250].filter((count) => count < MOUNTS).concat(MOUNTS); // when to measure

for (const labs of [['infonce'], ['simclr', 'infonce']]) {
  test(`${MOUNTS} mounts of ${labs.join(' and ')} leave what the first left`, async (t) => {
    const { page, done, workers } = await host();
    await page.evaluate(() => {
      const { createObjectURL, revokeObjectURL } = URL;
      globalThis.blobs = 0;
      URL.createObjectURL = (...a) => { globalThis.blobs++; return createObjectURL.apply(URL, a); };
      URL.revokeObjectURL = (...a) => { globalThis.blobs--; return revokeObjectURL.apply(URL, a); };
    });
    const cdp = await counter(page);
    const held = async () => ({ ...await holdings(page, cdp),
      blobs: await page.evaluate(() => globalThis.blobs) });
    await mounts(page, 0, WARM, labs); // compiles the code and fills the caches
    await workers(0);
    const first = await held();
    t.diagnostic(`before: ${JSON.stringify(first)}`);
    let last = first;
    let mounted = 0;
    for (const count of STOPS) {
      await mounts(page, WARM + mounted, count - mounted, labs);
      mounted = count;
      await workers(0);
      last = await held();
      t.diagnostic(`after ${count}: ${JSON.stringify(last)}`);
    }
    // V8 may keep the last element and one lab, whose getters it shares,
    // but not one for each mount.
    for (const what of ['listeners', 'nodes'])
      assert.ok(last[what] - first[what] < MOUNTS / 2, `${last[what] - first[what]} ${what} more`);
    assert.equal(last.blobs, first.blobs);
    assert.ok(last.heap - first.heap < 1e6, `${last.heap - first.heap} bytes more`);
    await done();
  });
}

test('two hundred moves add no listener', async () => {
  const { page, done, workers } = await host();
  await page.evaluate(() => put(make()));
  const cdp = await counter(page);
  const first = await holdings(page, cdp);
  await page.evaluate(async () => {
    const e = document.querySelector('contrastive-lab');
    for (let i = 0; i < 200; i++) {
      document.querySelector(i % 2 ? 'main' : 'aside').append(e);
      if (i % 10 === 0) await new Promise(requestAnimationFrame);
    }
  });
  const last = await holdings(page, cdp);
  assert.equal(last.listeners, first.listeners);
  assert.ok(last.nodes < first.nodes + 20, // the lab may have shown another text meanwhile
    `${first.nodes} nodes, then ${last.nodes}`);
  await workers(1);
  await done();
});
