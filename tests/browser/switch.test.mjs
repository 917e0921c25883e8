// Every control of every lab is moved while it trains: the lab goes on or says in words what is the
// matter, what restarts training says so, and no value of before is left behind.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createEngine } from '../../web/shell/wasm/engine.js';
import { choiceOf, labelOf } from '../../web/shell/look/labels.js';
import { isRead } from '../../web/shell/state/reads.js';
import { labs, needsOf } from '../wasm/labs.mjs';
import { patience } from '../patience.mjs';
import { ready, site, visit } from './browser.mjs';

const address = `${await site()}embed.html`; // a page with one lab
const { schema } = await createEngine(new WebAssembly.Module(
  readFileSync(new URL('../../build/wasm/contrastive.wasm', import.meta.url))));
const isLive = Object.fromEntries(schema.params.map((p) => [p.name, p.live]));

/** So small that a step, a restart and an evaluation take no time worth speaking of, and yet wide
 *  enough that no drawing is left without an embedding: with 8 for 16 half the moves of the byol lab
 *  ended before their first step. */
const SMALL = { encoder: 'mlp', pairs: 8, hidden_units: 16, feature: 16, dim: 16, head: 1 };
const WIDTHS = ['hidden_units', 'feature', 'dim']; // at their least a network may say nothing at all
const SMALL_QUEUE = { queue: 64 };
/** Little to draw. */
const SIMPLE = { viewport: { width: 480, height: 640 }, reducedMotion: 'reduce', tabs: true };
const CAPS = { pairs: 64, hidden_units: 64, feature: 64, dim: 64, prototypes: 128, crops: 2 };

/** What of SMALL a lab allows: the points of the first are free, and there are few of them. */
function smallOf(lab) {
  if (lab.params.encoder === 'table') return {};
  return lab.controls.includes('queue') ? { ...SMALL, ...SMALL_QUEUE } : SMALL;
}

/** Runs in the page: moves a control and waits for what comes of it. `to`: an option's number, a
 *  stop of the slider or a text for the field. */
async function move(e, { name, to, live, wait }) {
  const control = e.shadowRoot.querySelector(`.control-${name}`);
  const [select, slider, field] = ['select', 'input[type=range]', 'input:not([type=range])']
    .map((s) => control.querySelector(s));
  const was = e.state.params[name];
  const fire = (of, type) => of.dispatchEvent(new Event(type, { bubbles: true }));
  e.scrollIntoView({ block: 'start' }); // the page may have grown above it
  e.play();
  const from = e.snapshot?.step ?? 0;
  if (select) {
    select.selectedIndex = to;
    fire(select, 'change');
  } else if (typeof to === 'number' && slider) {
    slider.value = String(to);
    fire(slider, 'input');
    fire(slider, 'change');
  } else {
    field.value = String(to);
    fire(field, 'change');
  }
  const value = e.state.params[name];
  const until = performance.now() + wait;
  const notice = () => {
    const box = e.shadowRoot.querySelector('.notice');
    return box.hidden ? '' : box.querySelector('span').textContent;
  };
  const restarts = !live && value !== was;
  let fresh = !restarts;
  const look = () => { fresh = true; }; // none comes of a session that is being replaced
  e.addEventListener('snapshot', look);
  const goesOn = () => fresh && e.snapshot?.step > (restarts ? 0 : from);
  while (performance.now() < until && !goesOn() && !e.state.problem) {
    await new Promise((go) => { setTimeout(go, 10); });
  }
  e.removeEventListener('snapshot', look);
  const { problem } = e.state;
  return { name, was, value, restarts, problem: problem?.where ?? null, notice: notice(),
    goesOn: Boolean(goesOn()), now: e.state.params[name],
    loss: e.snapshot?.loss, step: e.snapshot?.step,
    broken: Boolean(e.shadowRoot.querySelector('.failure:not([hidden])')) };
}

/** Where to move a control: all options but the present one; least, most and, where that costs no
 *  restart, the middle. */
const placesOf = (lab, name) => lab.evaluate((e, { of, cap, live }) => {
  const control = e.shadowRoot.querySelector(`.control-${of}`);
  const select = control.querySelector('select');
  if (select) return [...select.options].flatMap((o, i) => (o.selected ? [] : [i]));
  if (!control.querySelector('input[type=range]')) return ['7'];
  return [0, cap ? String(cap) : 1000, ...(live ? [500] : [])];
}, { of: name, cap: CAPS[name], live: isLive[name] });

/** Sets values as a page would, and waits until the lab has them. */
async function give(lab, values) {
  await lab.evaluate((e, v) => {
    for (const [n, x] of Object.entries(v)) {
      e.removeAttribute(n);
      e.setAttribute(n, x);
    }
  }, values);
  await lab.page().waitForFunction(([id, v]) => {
    const { params } = document.querySelector(`contrastive-lab[lab="${id}"]`).state;
    return Object.entries(v).every(([n, x]) => String(params[n]) === String(x));
  }, [await lab.getAttribute('lab'), values]);
}

async function check(lab, id, moved) {
  const { name, value, was, restarts, problem, notice, now } = moved;
  const what = `${id}, ${name} from ${was} to ${value}: ${JSON.stringify(moved)}`;
  assert.ok(!moved.broken, what);
  if (problem) {
    assert.ok(notice.length > 20, what);
    assert.ok(problem !== 'engine' || moved.step > 0 || WIDTHS.includes(name), what);
    if (problem === 'control') assert.equal(now, was, what);
    return;
  }
  assert.ok(moved.goesOn, what);
  assert.ok(Number.isFinite(moved.loss), what);
  if (!restarts) return;
  const words = `${labelOf(name)}: ${choiceOf(name, value)}`;
  await lab.locator('.status', { hasText: /^Restarted[.] / }).filter({ hasText: words }).waitFor();
}

/** Controls that a lab before has moved everywhere. */
const known = new Set();

/** Moves one control everywhere, or to one place if a lab before has done so; then puts things back. */
async function tryControl(lab, definition, name) {
  const small = smallOf(definition);
  const { params } = await lab.evaluate((e) => e.state);
  const shown = lab.locator(`.control-${name}`).evaluate((e) => !e.hidden);
  const param = schema.params.find((p) => p.name === name);
  assert.equal(await shown, isRead(param, params), `${definition.id}: ${name} is shown if it is read`);
  const needs = needsOf(schema, definition, param, params);
  if (Object.keys(needs).length) await give(lab, { ...small, ...needs });
  const places = await placesOf(lab, name);
  for (const to of known.has(name) ? places.slice(-1) : places) {
    const moved = await lab.evaluate(move, { name, to, live: isLive[name], wait: patience(20000) });
    await check(lab, definition.id, moved);
    if (moved.problem === 'engine') {
      await give(lab, { [name]: String(params[name]) });
      await lab.evaluate((e) => e.reset());
    }
  }
  const back = { ...small, [name]: params[name], ...Object.fromEntries(
    Object.keys(needs).map((n) => [n, params[n]])) };
  await give(lab, { ...back, ...Object.fromEntries(
    Object.keys(small).filter((n) => n !== name).map((n) => [n, small[n]])) });
  known.add(name);
}

const seen = new Set();
for (const [id, definition] of Object.entries(labs)) {
  // Settings that labs share under “More” are tried in the first that has them.
  const names = [...definition.controls, ...definition.more.filter((n) => !seen.has(n))];
  names.forEach((n) => seen.add(n));
  test(`${id}: ${names.length} controls, moved while it trains`, async () => {
    const wishes = new URLSearchParams(smallOf(definition));
    const { page, done } = await visit(`${address}?lab=${id}&${wishes}`, SIMPLE);
    const lab = await ready(page, id);
    for (const name of names) await tryControl(lab, definition, name);
    assert.equal(await lab.locator('.failure:visible').count(), 0);
    await done();
  });
}

/** The values that the engine trains with, as a saved file has them. */
async function engineValues(page, lab) {
  const [download] = await Promise.all([page.waitForEvent('download'),
    lab.evaluate((e) => [...e.shadowRoot.querySelectorAll('.files button')]
      .find((b) => b.textContent === 'Save').click())]);
  const bytes = readFileSync(await download.path());
  const header = bytes.subarray(8, 8 + Number(bytes.readBigUInt64LE()));
  return JSON.parse(header.toString()).__metadata__;
}

const problemOf = (page, id, words) => page.waitForFunction(([name, text]) => document
  .querySelector(`contrastive-lab[lab="${name}"]`).state.problem?.text.includes(text), [id, words]);

test('a refused restart keeps what was changed before it, engine and page alike', async () => {
  const { page, done } = await visit(`${address}?lab=infonce&pairs=8`, SIMPLE);
  const lab = await ready(page);
  await give(lab, { tau: '0.5' });
  await lab.evaluate((e) => e.setAttribute('start', 'article'));
  await problemOf(page, 'infonce', 'has 4 pairs, not 8');
  const { params } = await lab.evaluate((e) => e.state);
  assert.deepEqual([params.tau, params.start, params.pairs], [0.5, 'random', 8]);
  const { tau, start } = await engineValues(page, lab);
  assert.deepEqual([tau, start], ['0.5', 'random']);
  await done();
});

test('a value changed while other data are on their way reaches the new session', async () => {
  const { page, done } = await visit('about:blank', SIMPLE);
  let go;
  const held = new Promise((resolve) => { go = resolve; });
  await page.route(/emoji-[^/]*[.]pack/, (route) => held.then(() => route.continue()));
  await page.goto(`${address}?lab=augment&data=toy`);
  const lab = await ready(page, 'augment');
  await give(lab, { data: 'emoji', ...SMALL });
  await give(lab, { tau: '0.3' });
  go();
  await lab.locator('.status', { hasText: 'Data: ' }).waitFor();
  const { tau, pairs } = await engineValues(page, lab);
  assert.deepEqual([tau, pairs], ['0.3', '8']);
  await done();
});

test('a restart with the same drawings keeps what was made of them', async () => {
  const { page, done } = await visit('about:blank', SIMPLE);
  await page.addInitScript(() => {
    window.sheets = 0; // uploaded to the graphics card
    const { texImage2D } = WebGL2RenderingContext.prototype;
    WebGL2RenderingContext.prototype.texImage2D = function upload(...given) {
      if (given.at(-1)?.width > 1) window.sheets++;
      return texImage2D.apply(this, given);
    };
  });
  await page.goto(`${address}?lab=simclr&${new URLSearchParams(SMALL)}`);
  const lab = await ready(page, 'simclr');
  const uploaded = () => page.evaluate(() => window.sheets);
  await page.waitForFunction(() => window.sheets > 0);
  const before = await uploaded();
  await lab.evaluate((e) => e.setAttribute('pairs', '9'));
  await lab.locator('.status', { hasText: /^Restarted[.] / }).waitFor();
  await lab.evaluate((e) => e.step(2));
  assert.equal(await uploaded(), before);
  await lab.evaluate((e) => e.setAttribute('data', 'mnist'));
  await page.waitForFunction((n) => window.sheets > n, before);
  await done();
});

test('neighbours of a run that was replaced are gone while the new ones are measured', async () => {
  const { page, done } = await visit(`${address}?lab=simclr&tab=neighbours&${
    new URLSearchParams(SMALL)}`, SIMPLE);
  const lab = await ready(page, 'simclr');
  await lab.locator('.p-near li').first().waitFor();
  const seen = await lab.evaluate((e) => new Promise((resolve) => {
    const panel = e.shadowRoot.querySelector('.panel-neighbours');
    new MutationObserver(() => {
      if (panel.querySelector('.p-blank').hidden) return;
      resolve([...panel.querySelectorAll(':scope > :is(.p-note, .p-near)')].map((x) => x.hidden));
    }).observe(panel, { subtree: true, attributes: true });
    e.setAttribute('seed', '7');
  }));
  assert.deepEqual(seen, [true, true, true]);
  await done();
});

test('a data set that is refused leaves the one at work whole', async () => {
  const { page, done } = await visit(`${address}?lab=augment&data=toy`, SIMPLE);
  const lab = await ready(page, 'augment');
  await lab.evaluate((e) => {
    for (const [n, x] of [['data', 'emoji'], ['head', '0'], ['dim', '64'], ['feature', '32']])
      e.setAttribute(n, x);
  });
  await problemOf(page, 'augment', 'without a projection head the embedding is the representation');
  const { step, loss } = await lab.evaluate(async (e) => { await e.reset(); return e.step(20); });
  assert.equal(step, 20);
  assert.ok(Number.isFinite(loss));
  assert.equal((await lab.evaluate((e) => e.state)).params.data, 'toy');
  await done();
});
