// The card as one screen: what every lab's first screen holds, its tabs, what is remembered, what
// the address and the page ask for, and what a "try this" lights up.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { labs } from '../../web/shell/labs/index.js';
import { AxeBuilder, dist, ready, site, visit } from './browser.mjs';

const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
const SMALLEST = { width: 320, height: 640 };

const root = mkdtempSync(join(tmpdir(), 'card-'));
after(() => rmSync(root, { recursive: true }));
cpSync(dist, join(root, 'lab'), { recursive: true });
const page = (attributes) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="lab/icon.svg">
<script type="module" src="lab/contrastive-lab.js"></script>
<contrastive-lab ${attributes}></contrastive-lab></html>`;
const PAGES = { matrix: 'lab="infonce" tab="breakdown"', wrong: 'lab="infonce" tab="breakdwon"',
  compact: 'lab="infonce" compact tab="loss"', two: 'lab="infonce" panels="loss space matrix"' };
for (const [name, attributes] of Object.entries(PAGES))
  writeFileSync(join(root, `${name}.html`), page(attributes));
const own = await site({ root: `${root}/` });
const address = await site();

/** Opens one lab alone, as a new reader finds it. */
async function open(lab, viewport, more = '', options = {}) {
  const { page: tab, ...rest } = await visit(`${address}embed.html?lab=${lab}${more}`,
    { viewport, tabs: true, ...options });
  const element = await ready(tab, lab);
  await element.getByRole('button', { name: 'Play' }).waitFor();
  return { tab, element, ...rest };
}

const frames = (tab) => tab.evaluate(() => new Promise((go) => {
  requestAnimationFrame(() => requestAnimationFrame(go));
}));

/** Where the parts of a card are; null: not in sight. */
const placesOf = (element) => element.evaluate((e) => {
  const card = e.shadowRoot.querySelector('.card');
  const placeOf = (selector) => {
    const part = card.querySelector(selector);
    if (!part?.checkVisibility()) return null;
    const { left, top, right, bottom, width, height } = part.getBoundingClientRect();
    return { left, top, right, bottom, width, height };
  };
  const parts = { title: '.title', look: '.look', control: '.controls > .control:not([hidden])',
    picture: '.stage .panel-box', play: '.tool-play', tabs: '.tabrow', tries: '.tries .try',
    tryHead: '.tries .subtitle' };
  const small = [...card.querySelectorAll('*')].filter((x) => x.checkVisibility()
    && !x.closest('.unseen, math, svg, option') && [...x.childNodes].some((n) => n.nodeType === 3
      && n.data.trim()) && parseFloat(getComputedStyle(x).fontSize) < 13
    && parseFloat(getComputedStyle(x).fontSize) > 0) // 0: where a cell has no room for its number
    .map((x) => `${x.className} ${x.textContent}`);
  const targets = [...card.querySelectorAll('button, select, input:not([type=file]), summary')]
    .filter((x) => x.checkVisibility() && !x.closest('.unseen'))
    .map((x) => [x, x.getBoundingClientRect()])
    .filter(([, { width, height }]) => width > 0 && (width < 24 || height < 24)).map(([x, r]) =>
      `${x.className} ${x.type} ${Math.round(r.width)}x${Math.round(r.height)}`);
  return { places: Object.fromEntries(Object.entries(parts).map(([n, s]) => [n, placeOf(s)])),
    controls: [...card.querySelectorAll('.controls > .control')]
      .filter((c) => c.checkVisibility()).length,
    small, targets, tries: [...card.querySelectorAll('.try')].map((x) => x.textContent),
    window: { width: innerWidth, height: innerHeight },
    over: { x: document.documentElement.scrollWidth, y: document.documentElement.scrollHeight } };
});

for (const lab of Object.keys(labs)) {
  test(`${lab}: its first screen holds all that one needs to begin`, async () => {
    const { tab, element, done } = await open(lab, DESKTOP);
    await element.evaluate((e) => e.step(1));
    for (const [size, least] of [[DESKTOP, 380], [PHONE, 240]]) {
      await tab.setViewportSize(size);
      await frames(tab);
      const { places, controls, small, targets, tries, over } = await placesOf(element);
      const at = `${lab} at ${size.width}x${size.height}`;
      for (const [name, place] of Object.entries(places)) {
        assert.ok(place, `${at}: no ${name}`);
        assert.ok(place.top >= 0 && place.left >= 0, `${at}: ${name} begins outside`);
        assert.ok(place.bottom <= size.height, `${at}: ${name} ends at ${place.bottom}`);
        assert.ok(place.right <= size.width || name === 'tries', `${at}: ${name}, ${place.right}`);
      }
      assert.ok(over.x <= size.width && over.y <= size.height, `${at}: ${over.x}x${over.y}`);
      const { width, height } = places.picture;
      assert.ok(Math.min(width, height) >= least, `${at}: the picture has ${width}x${height}`);
      assert.ok(controls === 2 || controls === 3, `${at}: ${controls} controls`);
      assert.ok(tries.length >= 4 && tries.every(Boolean));
      assert.deepEqual([small, targets], [[], []], at);
    }
    await tab.setViewportSize(SMALLEST);
    await frames(tab);
    assert.ok((await placesOf(element)).over.x <= SMALLEST.width, `${lab} scrolls sideways`);
    await done();
  });
}

test('in the article, too, a lab that is scrolled to is one screen', async () => {
  for (const viewport of [DESKTOP, PHONE]) {
    const { page: tab, done } = await visit(`${address}#simclr?`, { viewport, tabs: true,
      reducedMotion: 'reduce' });
    const element = await ready(tab, 'simclr');
    await element.evaluate((e) => e.scrollIntoView({ behavior: 'instant' }));
    await element.getByRole('button', { name: 'Play' }).waitFor();
    await tab.waitForFunction(() => {
      const { top, bottom } = document.querySelector('contrastive-lab[lab="simclr"]')
        .getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    });
    await done();
  }
});

const tabOf = (element, name) => element.getByRole('tab', { name, exact: true });
const chosen = (element) => element.getByRole('tab', { selected: true }).innerText();
/** The names of the panels that are in sight. */
const inSight = (element) => element.evaluate((e) => [...e.shadowRoot.querySelectorAll('.panel-box')]
  .filter((box) => box.checkVisibility()).map((box) => /box-(\w+)/.exec(box.className)[1]));

test('tabs are gone through by keys, and each shows its panel beside the picture', async () => {
  const { element, tab, done } = await open('infonce', DESKTOP);
  assert.equal(await chosen(element), 'Matrix');
  assert.deepEqual(await inSight(element), ['space', 'matrix']);
  await tabOf(element, 'Matrix').focus();
  for (const [key, name, panels] of [['ArrowRight', 'Loss', ['space', 'loss']],
    ['End', 'About', ['space']], ['ArrowLeft', 'Settings', ['space']],
    ['Home', 'Matrix', ['space', 'matrix']], ['ArrowLeft', 'About', ['space']],
    ['ArrowRight', 'Matrix', ['space', 'matrix']]]) {
    await tab.keyboard.press(key);
    assert.equal(await chosen(element), name, key);
    assert.deepEqual(await inSight(element), panels, key);
    assert.ok(await tabOf(element, name).evaluate((b) => b.getRootNode().activeElement === b));
  }
  assert.equal(await element.getByRole('tablist').count(), 1);
  const panel = element.getByRole('tabpanel', { name: 'Matrix' });
  await panel.waitFor();
  assert.equal(await tabOf(element, 'Matrix').getAttribute('aria-controls'),
    await panel.getAttribute('id'));
  await done();
});

test('on a phone the picture is the first tab, and Settings leave it in view', async () => {
  const { element, done } = await open('infonce', PHONE);
  assert.equal(await chosen(element), 'Space');
  assert.deepEqual(await inSight(element), ['space']);
  await tabOf(element, 'Loss').click();
  assert.deepEqual(await inSight(element), ['loss']);
  await tabOf(element, 'Settings').click();
  assert.deepEqual(await inSight(element), ['space']);
  await element.getByLabel('Learning rate', { exact: false }).first().waitFor();
  await done();
});

test('the tab is remembered, stands in the address, and both are followed', async () => {
  const { page: tab, context, done } = await visit(`${address}#infonce?seed=3`,
    { viewport: DESKTOP, tabs: true, reducedMotion: 'reduce' });
  let element = await ready(tab);
  await tabOf(element, 'Loss').click();
  await tab.waitForFunction(() => location.hash === '#infonce?seed=3&tab=loss');
  await tab.evaluate(() => { location.hash = '#infonce?tab=breakdown'; });
  await element.locator('.box-breakdown').waitFor();
  assert.equal(await element.evaluate((e) => e.state.params.seed), 1);
  await tab.evaluate(() => { location.hash = '#infonce?seed=4'; });
  await tab.waitForFunction(() => document.querySelector('contrastive-lab').state.params.seed === 4);
  assert.deepEqual(await inSight(element), ['space', 'breakdown'], 'what is open stays open');
  const again = await context.newPage();
  await again.goto(address);
  element = await ready(again);
  assert.equal(await chosen(element), 'Loss', 'as the reader has left it');
  assert.equal(await again.evaluate(() => location.hash), '', 'what is remembered is not asked for');
  await again.goto('about:blank');
  await again.goto(`${address}#infonce?tab=code`);
  element = await ready(again);
  assert.equal(await chosen(element), 'Code', 'an address comes first');
  await done();
});

test('without storage everything works', async () => {
  const { page: tab, done } = await visit('about:blank', { viewport: DESKTOP, tabs: true });
  await tab.addInitScript(() => Object.defineProperty(window, 'localStorage',
    { get() { throw new DOMException('denied', 'SecurityError'); } }));
  await tab.goto(`${address}embed.html?lab=infonce`);
  const element = await ready(tab);
  await tabOf(element, 'Loss').click();
  assert.deepEqual(await inSight(element), ['space', 'loss']);
  await done();
});

test('a page chooses the tab, also later, and a wrong one is named', async () => {
  const { page: tab, context, done } = await visit(`${own}matrix.html`, { viewport: DESKTOP }); // all
  const element = await ready(tab);
  assert.equal(await chosen(element), 'One anchor', 'the page wins over what is remembered');
  await element.evaluate((e) => e.setAttribute('tab', 'loss'));
  await element.locator('.box-loss').waitFor();
  const another = await context.newPage();
  await another.goto(`${own}wrong.html`);
  const wrong = await ready(another);
  assert.match(await wrong.getByRole('alert').innerText(), /["\u201c]breakdwon["\u201d]/);
  await another.goto(`${own}compact.html`);
  const compact = await ready(another);
  assert.match(await compact.getByRole('alert').innerText(), /tab: the compact form has no tabs/);
  await another.goto(`${own}two.html`);
  const two = await ready(another);
  assert.deepEqual(await inSight(two), ['loss', 'space', 'matrix'], 'in the order asked for');
  await two.getByRole('button', { name: 'All panels' }).click();
  assert.deepEqual(await inSight(two), ['loss', 'space'], 'the first is the main picture');
  await done();
});

test('all panels at once, and back to the tab that was open', async () => {
  const { element, done } = await open('infonce', DESKTOP);
  await tabOf(element, 'Loss').click();
  const all = element.getByRole('button', { name: 'All panels' });
  assert.equal(await all.getAttribute('aria-pressed'), 'false');
  await all.click();
  assert.deepEqual(await inSight(element), ['space', 'matrix', 'loss', 'breakdown', 'code']);
  assert.equal(await all.getAttribute('aria-pressed'), 'true');
  assert.equal(await element.getByRole('tab').count(), 0);
  await element.getByRole('button', { name: 'Code to embed' }).waitFor();
  await all.click();
  assert.deepEqual(await inSight(element), ['space', 'loss']);
  await done();
});

test('a hidden panel is not drawn, and once opened its curve has its whole history', async () => {
  const { element, tab, done } = await open('infonce', DESKTOP);
  await element.evaluate((e) => e.step(40));
  await element.evaluate((e) => e.step(40));
  assert.equal(await element.locator('.box-loss canvas').count(), 0, 'drawn out of sight');
  await tabOf(element, 'Loss').click();
  const chart = element.locator('.box-loss .u-over');
  await chart.waitFor();
  const { x, y, width, height } = await chart.boundingBox();
  await tab.mouse.move(x + width * 0.05, y + height / 2);
  await element.locator('.box-loss .p-unit').getByText(/at step \d$/).waitFor();
  await tab.mouse.move(x + width * 0.5, y + height / 2);
  await element.locator('.box-loss .p-unit').getByText(/at step [34]\d$/).waitFor();
  await done();
});

test('a try lights what it changes, and names what stands under Settings', async () => {
  const { element, done } = await open('infonce', DESKTOP, '', { reducedMotion: 'reduce' });
  await element.getByRole('button', { name: 'Crowd the circle' }).click();
  const lit = () => element.evaluate((e) => [...e.shadowRoot.querySelectorAll('.is-changed')]
    .map((c) => /control-(\w+)/.exec(c.className)[1]));
  assert.deepEqual(await lit(), ['pairs', 'tau']);
  const style = await element.locator('.is-changed').first().evaluate((c) => {
    const { outlineStyle, animationName } = getComputedStyle(c);
    return [outlineStyle, animationName];
  });
  assert.deepEqual(style, ['solid', 'none'], 'a still mark where motion is not wanted');
  assert.equal(await element.locator('.changed').isVisible(), false);
  await element.locator('.is-changed').first().waitFor({ state: 'detached' });
  await element.getByRole('button', { name: 'Leave self-similarity in' }).click();
  const link = element.locator('.changed').getByRole('button');
  assert.match(await link.innerText(), /^Loss: correct \u2192 /);
  await link.click();
  assert.equal(await chosen(element), 'Settings');
  const field = element.locator('.control-bug select');
  assert.ok(await field.evaluate((f) => f.getRootNode().activeElement === f));
  await done();
});

test('of two tries in a row the second tells what it changes, not what went back', async () => {
  const { element, done } = await open('simclr', DESKTOP, '', { reducedMotion: 'reduce' });
  const { pairs } = await element.evaluate((e) => e.state.params);
  const told = () => element.locator('.changed').getByRole('button').allInnerTexts();
  const attempt = (/** @type {string} */ name) => element.getByRole('button', { name }).click();
  await attempt('Look without convolutions');
  const dense = await told();
  await attempt('Only 16 pairs');
  assert.match((await told()).join(), new RegExp(`^Batch: ${pairs} \u2192 16$`));
  assert.match(await element.locator('.changed').innerText(), /; all else as the lab opened$/);
  await element.locator('.status')
    .filter({ hasText: /^Restarted[.] Batch: 16; all else as the lab opened$/ }).waitFor();
  await attempt('Look without convolutions');
  assert.deepEqual(await told(), dense);
  const marked = element.locator('.try[aria-current]');
  assert.deepEqual(await marked.allInnerTexts(), ['Look without convolutions, as dense layers do']);
  await element.evaluate((e) => e.setAttribute('seed', '7'));
  assert.equal(await marked.count(), 1, 'another seed leaves it in use');
  await element.evaluate((e) => e.setAttribute('pairs', '32'));
  assert.equal(await marked.count(), 0, 'another batch does not');
  await done();
});

test('labs open on things that anyone knows', async () => {
  for (const [lab, known] of [['simclr', /^red apple/], ['infonce', /^Cat is/]]) {
    const { element, done } = await open(lab, DESKTOP);
    await element.evaluate((e) => e.step(1));
    await element.locator('.panel-space').getByText(/ is picked/).waitFor({ state: 'attached' });
    const text = await element.locator('.panel-space').getByText(/ is picked/).textContent();
    assert.match(text, known);
    await done();
  }
});

test('no state of a card has a violation', async () => {
  for (const viewport of [DESKTOP, PHONE]) {
    const { tab, element, done } = await open('infonce', viewport);
    const check = async (state) => {
      const { violations } = await new AxeBuilder({ page: tab }).disableRules(['region',
        'page-has-heading-one', 'landmark-one-main']).analyze();
      assert.deepEqual(violations.map((v) => [v.id, v.nodes.map((n) => n.target)]), [],
        `${state} at ${viewport.width}`);
    };
    await check('first');
    for (const name of ['Loss', 'One anchor', 'Code', 'Settings', 'About']) {
      await tabOf(element, name).click();
      await check(name);
    }
    await element.getByRole('button', { name: 'Leave self-similarity in' }).click();
    await check('changed');
    await element.getByRole('button', { name: 'All panels' }).click();
    await check('all');
    await done();
  }
});
