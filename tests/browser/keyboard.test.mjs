// Every lab by the keyboard alone, as one who sees no screen uses it: its tabs, explanations, searches
// and guided start. In each state all that can be reached, and all that is drawn, has a name in the
// tree from which a screen reader reads.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { labs } from '../../web/shell/labs/index.js';
import { ready, site, visit } from './browser.mjs';

const address = await site();
const SMALL = '&encoder=mlp&pairs=16&hidden_units=16'; // where a step would take long
const MOST = 80; // stops of the Tab key until something is said to be out of reach
// What needs a name though no key leads there. A group does not: a disclosure is one, too.
const NAMED = ['dialog', 'tablist', 'tabpanel', 'table', 'region', 'image', 'Canvas', 'SvgRoot',
  'figure', 'meter', 'progressbar'];
const BARE = ['RootWebArea', 'generic']; // the page itself, and boxes that only scroll

/** What the page is asked: where the focus is, and whether all is drawn that is in sight. */
const inPage = () => Object.assign(globalThis, {
  focused(e = document.activeElement) {
    while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
    return e;
  },
  isAt: ([selector, words], e = globalThis.focused()) => e.matches(selector) && e.textContent.includes(words),
  isDrawn: (lab) => [...lab.shadowRoot.querySelectorAll('.p-plot, .p-views')]
    .every((e) => !e.checkVisibility() || e.querySelector('canvas')),
});

/** A lab that is used by keys. @param {import('playwright-core').Page} page
 *  @param {import('playwright-core').Locator} lab */
async function createReader(page, lab) {
  const client = await page.context().newCDPSession(page);
  await page.evaluate(inPage);
  const at = (/** @type {string} */ selector, words = '') =>
    page.evaluate((what) => globalThis.isAt(what), [selector, words]);
  const focus = () => page.evaluate(() => globalThis.focused().outerHTML.slice(0, 80));
  return {
    page, lab, at, focus, press: (/** @type {string} */ key) => page.keyboard.press(key),
    /** Waits until the focus has come to a part. @param {string} selector @param {string} [words] */
    arrive: (selector, words = '') =>
      page.waitForFunction((what) => globalThis.isAt(what), [selector, words]),
    /** Presses Tab until a part has the focus. @param {string} selector */
    async go(selector, words = '', key = 'Tab') {
      const stops = [];
      for (; stops.length < MOST; stops.push(await focus())) {
        await page.keyboard.press(key);
        if (await at(selector, words)) return;
      }
      assert.fail(`${key} does not lead to ${selector} ${words}, but to ${stops.join(', ')}`);
    },
    /** The tree of this state, in which all has its name, and `heard`: what is read out once it
     *  changes. @param {string} state */
    async tree(state) {
      await page.waitForFunction((e) => globalThis.isDrawn(e), await lab.elementHandle());
      const { nodes } = await client.send('Accessibility.getFullAXTree');
      const known = new Map(nodes.map((node) => [node.nodeId, node]));
      const textOf = ({ role, name, childIds = [] }) => (role?.value === 'StaticText' ? name?.value
        : childIds.map((id) => textOf(known.get(id))).join(''));
      const all = nodes.filter(({ ignored }) => !ignored).map((node) => ({ node,
        role: node.role?.value, name: node.name?.value ?? '',
        ...Object.fromEntries(node.properties?.map((p) => [p.name, p.value.value]) ?? []) }));
      assert.ok(all.filter(({ focusable }) => focusable).length > 10, `${state}: hardly a tree`);
      const bad = all.filter(({ role, name, focusable }) => !/[\p{L}\p{N}]/u.test(name)
        && (NAMED.includes(role) || (focusable && !BARE.includes(role))));
      assert.deepEqual(bad.map(({ role }) => role), [], `${state}: without a name`);
      const live = all.filter((each) => ['polite', 'assertive'].includes(each.live));
      return { all, heard: live.map(({ node }) => textOf(node)).join('\n') };
    },
  };
}

/** @typedef {Awaited<ReturnType<typeof createReader>>} Reader */

/** The heading of a panel opens its explanation, and Escape leads back to it.
 *  @param {Reader} reader @param {string} panel */
async function explain({ lab, press, go, at, arrive, focus, tree }, panel) {
  const word = `${panel} [role=heading] > .term`;
  await go(word);
  await press('Enter');
  await arrive('[role=dialog] *');
  const { all } = await tree('an explanation');
  assert.equal(all.filter(({ role }) => role === 'dialog').length, 1);
  const box = lab.getByRole('dialog');
  assert.ok((await box.locator('.term-body').innerText()).length > 40, 'it says nothing');
  await press('Escape');
  await box.waitFor({ state: 'detached' });
  assert.ok(await at(word), `Escape leads from the explanation in ${panel} to ${await focus()}`);
}

/** Searches a panel, where it can be searched, for what it has and for what nobody has.
 *  @param {Reader} reader @param {string} panel */
async function search({ page, lab, press, go, tree }, panel) {
  const field = `${panel} input[type=search]`;
  if (!await lab.locator(field).count()) return;
  const drawing = lab.locator(`${panel} datalist option`).nth(7);
  const name = await drawing.count() ? await drawing.getAttribute('value') : null;
  await go(field);
  for (const [text, answer] of name ? [[name, `${name} (`], ['qqq', 'No drawing here is called']]
    : [['Hund', 'Found: '], ['\u{1f600}', 'emoji and punctuation mean nothing to it']]) {
    await press('Control+A');
    await page.keyboard.type(text);
    if (name) await press('Enter'); // else the answer comes by itself
    await lab.locator('[role=status], [aria-live]').filter({ hasText: answer }).first()
      .waitFor({ state: 'attached' });
    const { heard } = await tree(`search for ${text}`);
    const first = lab.locator(`${panel} .p-found-name:visible`).first();
    const words = text === 'Hund' ? await first.innerText() : answer;
    assert.ok(heard.includes(words), `${words} is not read out after ${text}, but ${heard}`);
  }
}

/** Goes through all tabs and back to the first. @param {Reader} reader */
async function tabs(reader) {
  const { page, lab, press, go, at, tree } = reader;
  await go('[role=tab]');
  const names = await lab.locator('[role=tab]:visible').allInnerTexts();
  for (const [k, name] of [...names, names[0]].entries()) {
    const { chosen, panel, seen } = await page.evaluate((tab = globalThis.focused()) => {
      const root = tab.getRootNode();
      const opened = root.getElementById(tab.getAttribute('aria-controls'));
      return { panel: `#${opened?.id}`, chosen: [...root.querySelectorAll('[aria-selected=true]')]
        .map((e) => e === tab && e.innerText), seen: opened?.checkVisibility()
        && opened.clientHeight > 40 && opened.getAttribute('role') === 'tabpanel' };
    });
    assert.deepEqual(chosen, [name], 'the tab that has the focus is the one that is chosen');
    assert.ok(seen, `the panel of ${name} is not to be seen`);
    const shown = (await tree(name)).all.filter(({ role }) => role === 'tabpanel');
    assert.deepEqual(shown.map((node) => node.name), [name]);
    if (k === names.length) return;
    await search(reader, panel);
    if ([0, 1, names.length - 2].includes(k)) await explain(reader, panel); // the last has none
    if (!await at('[role=tab]')) await go('[role=tab]', '', 'Shift+Tab');
    await press('ArrowRight');
  }
}

/** Goes through the guided start without training, and leaves it. @param {Reader} reader */
async function tour({ lab, press, go, at, arrive, focus, tree }) {
  await go('button.try', 'Guided start');
  await press('Enter');
  await arrive('.guide-title', 'Guided start, 1 of ');
  const count = Number((await lab.locator('.guide-title').innerText()).split(' ').pop());
  for (let k = 1; k <= count; k++) {
    await arrive('.guide-title', `Guided start, ${k} of ${count}`);
    await go('input[type=radio]');
    await press('ArrowDown');
    const chosen = await lab.locator('.guide input').evaluateAll((all) => all.map((e) => e.checked));
    assert.deepEqual(chosen, chosen.map((_, i) => i === 1), `answers of step ${k}`);
    await tree(`step ${k}`);
    await go('button', 'Next');
    await press('Enter');
  }
  await arrive('.guide-title', 'Challenges, 0 of ');
  await tree('challenges');
  await go('button', 'Leave');
  await press('Enter');
  await lab.locator('.guide-title').waitFor({ state: 'hidden' });
  assert.ok(await at('.tries li:first-child > .try'), `leaving leads to ${await focus()}`);
  await tree('the lab after its guided start');
}

for (const lab of Object.keys(labs)) {
  test(`${lab}: by keys alone, and each thing has its name`, async () => {
    const { page, done } = await visit(`${address}embed.html?lab=${lab}${
      lab === 'infonce' ? '' : SMALL}`,
    { viewport: { width: 1280, height: 800 }, tabs: true, reducedMotion: 'reduce' });
    const element = await ready(page, lab);
    await element.evaluate((e) => { e.pause(); });
    if (lab !== 'practice') await element.evaluate((e) => e.step(1)); // which has many runs
    const reader = await createReader(page, element);
    await reader.tree('first');
    await search(reader, '.stage');
    await tabs(reader);
    await tour(reader);
    await done();
  });
}
