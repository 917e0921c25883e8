// Labs on foreign pages, wherever a page puts them, whatever it sets for its own text, in
// whichever direction it is read, and however it scales.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { labs } from '../wasm/labs.mjs';
import { ready, site } from './browser.mjs';
import { settled, visitHost, visitLab } from './host.mjs';

const address = await site();
const WIDTHS = [200, 320, 360, 600, 1080];
const LABS = Object.keys(labs);
const element = (attributes = '', lab = 'infonce') =>
  `<contrastive-lab lab="${lab}" ${attributes}>A lab.</contrastive-lab>`;

/** The faults of a lab's layout: elements beyond its card, text cut off, canvases with nothing on
 *  them. Scrolled and hidden elements are left out, and names that end in dots by design. */
function wrongIn(e) {
  const { shadowRoot: root } = e;
  const card = root.querySelector('.card').getBoundingClientRect();
  const left = '.unseen, .tools span, math, .p-code, .u-wrap, .runs-scroll, input';
  const wrong = [];
  for (const part of root.querySelectorAll('.card *')) {
    const box = part.getBoundingClientRect();
    if (!box.width || part.closest(left) || part.parentElement.closest('.p-name')) continue;
    const { overflowX, textOverflow } = getComputedStyle(part);
    const what = `${part.localName}.${part.getAttribute('class')}`;
    if (box.right > card.right + 1 || box.left < card.left - 1) wrong.push(`${what} is outside`);
    const cut = part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0;
    if (cut && overflowX !== 'visible' && textOverflow !== 'ellipsis') wrong.push(`${what} is cut`);
  }
  for (const canvas of root.querySelectorAll('.p-canvas')) {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    if (new Set(new Uint32Array(data.buffer)).size < 4) wrong.push('an empty canvas');
  }
  return wrong;
}

const placements = {
  'in a block': {},
  'in a flex row': { css: 'body { display: flex }' },
  'in a flex row beside text': { css: 'body { display: flex }', html: `<p>Hello</p>${element()}` },
  'in a flex column, centred': {
    css: 'body { display: flex; flex-direction: column; align-items: center }' },
  'in a grid': { css: 'body { display: grid }' },
  'in a grid, not stretched': { css: 'body { display: grid; justify-items: start }' },
  'in a track of a grid that is as wide as its content': {
    css: 'body { display: grid; grid-template-columns: auto }' },
  'inline-block': { css: 'contrastive-lab { display: inline-block }' },
  'in an inline-block': { html: `<div style="display: inline-block">${element()}</div>` },
  'in an inline-flex': { html: `<div style="display: inline-flex">${element()}</div>` },
  float: { css: 'contrastive-lab { float: left }' },
  'in a float': { html: `<div style="float: right">${element()}</div>` },
  'in a table cell': { html: `<table cellpadding=0><tr><td>${element()}</table>` },
  absolute: { css: 'contrastive-lab { position: absolute }' },
  'in something absolute': {
    html: `<div style="position: absolute; max-width: 100%">${element()}</div>` },
  'fit-content': { css: 'contrastive-lab { width: fit-content }' },
  'in fit-content': { html: `<figure style="width: fit-content">${element()}</figure>` },
  'with all: unset on everything': {
    css: '* { all: unset } head, head * { display: none } body { display: block }' },
};

for (const [name, { css = '', html = element() }] of Object.entries(placements)) {
  test(`it has a width and cuts nothing off: ${name}`, async () => {
    const host = { css: `body, figure { margin: 0 } ${css}`, html };
    const { page, lab, done } = await visitLab(address, host);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      await settled(page);
      const sizes = await lab.evaluate((e) => [e.offsetWidth || e.getBoundingClientRect().width,
        e.shadowRoot.querySelector('.card').offsetWidth]);
      const beside = html.startsWith('<p>') ? 60 : 0;
      for (const size of sizes) {
        assert.ok(size >= Math.min(640, width - beside) - 4, `${sizes} px of ${width}`);
        assert.ok(size <= width, `${sizes} px of ${width}`);
      }
      assert.deepEqual(await lab.evaluate(wrongIn), [], `${width} px wide`);
    }
    const display = await lab.evaluate((e) => getComputedStyle(e).display);
    assert.equal(display, name === 'inline-block' ? 'inline-block' : 'block');
    await done();
  });
}

for (const name of LABS) {
  test(`${name} fits where it is narrow`, async () => {
    const small = name === 'infonce' ? '' : 'pairs="8"';
    const host = { css: 'body { margin: 0 }', html: element(small, name) };
    const { page, lab, done } = await visitLab(address, host, name);
    await lab.evaluate((e) => e.step(1));
    for (const width of [200, 320]) {
      await page.setViewportSize({ width, height: 800 });
      await settled(page);
      assert.deepEqual(await lab.evaluate(wrongIn), [], `${width} px wide`);
    }
    await done();
  });
}

const text = 'letter-spacing: 6px; word-spacing: 20px; text-transform: uppercase; '
  + 'white-space: nowrap; text-indent: 80px; text-shadow: 3px 3px 2px red; line-height: 3; '
  + 'font: italic small-caps 900 31px/3 serif; text-align: right; cursor: crosshair; '
  + 'user-select: none; hyphens: auto; word-break: break-all; quotes: "x" "y"; tab-size: 1; '
  + 'list-style: square inside; border-collapse: collapse; caret-color: red; accent-color: red; '
  + 'text-decoration: underline; -webkit-text-fill-color: red; -webkit-text-stroke: 2px red; '
  + 'font-variant-caps: all-small-caps; font-feature-settings: "liga" 0; color: red; '
  + 'text-emphasis: circle; text-align-last: right; text-underline-offset: 9px; zoom: 1; '
  + 'color-scheme: dark; forced-color-adjust: none; image-rendering: pixelated; '
  + 'font-kerning: none; font-stretch: condensed; overflow-wrap: anywhere; text-wrap: balance';

const styles = {
  'of the body': { css: `body { ${text} }` },
  'of the element': { css: `contrastive-lab { ${text} }` },
  'of everything, as important': { css: `body, body * { ${text.replaceAll(';', ' !important;')} }` },
  'of the root, whose text is small': { css: `html { font-size: 62.5%; ${text} }` },
  'of a page read from right to left': { root: 'dir="rtl"' },
  'of an element read from right to left': { html: element('dir="rtl" lang="ar"') },
  'of selected text': { css: 'body ::selection, ::selection { color: red; background: red }' },
  unset: { css: '* { all: unset } head, head * { display: none } body { display: block }' },
};

/** The computed style of a lab's elements, and the pixels of its canvases. */
function looksOf(e) {
  const parts = ['.title', '.tool', '.readout', '.control .term', 'input[type=text]', 'select',
    'input[type=range]', '.panel', '.p-readout', '.p-canvas', '.p-num', '.p-big', '.try', '.caption',
    'math', '.p-key span', '.p-chart canvas', 'option'];
  return parts.flatMap((selector) => {
    const part = e.shadowRoot.querySelector(selector);
    const style = getComputedStyle(part);
    const values = [...style].filter((n) => !n.startsWith('--')).map((n) =>
      `${selector} ${n}: ${style.getPropertyValue(n)}`);
    const pixels = part instanceof HTMLCanvasElement ? [`${selector}: ${part.toDataURL()}`] : [];
    const chosen = getComputedStyle(part, '::selection');
    return [...values, ...pixels, `${selector} selected ${chosen.color} ${chosen.backgroundColor}`];
  });
}

test('nothing that a page sets for its own text reaches a lab', async () => {
  const looks = async ({ css = '', html = element(), root }) => {
    const host = { css: `body { margin: 0; width: 800px } ${css}`, html, root };
    const { page, lab, done } = await visitLab(address, host);
    await lab.locator('.p-chart canvas').waitFor();
    await settled(page);
    // One step: of several, a busy page may skip some, whose places its trails then do not show.
    await lab.evaluate((e) => e.step(1));
    await settled(page);
    const all = await lab.evaluate(looksOf);
    await done();
    return all;
  };
  const plain = await looks({});
  assert.ok(plain.length > 3000, `${plain.length} values`);
  for (const [name, host] of Object.entries(styles)) {
    const now = await looks(host);
    const other = now.filter((line, i) => line !== plain[i]).map((line) => line.slice(0, 120));
    assert.deepEqual(other, [], name);
  }
});

test('what takes a lab away, and what themes it, is the page\'s', async () => {
  const { page, lab, done } = await visitLab(address, { html: element() });
  const shown = () => lab.locator('.title').first().isVisible();
  for (const style of ['visibility: hidden', 'display: none']) {
    await lab.evaluate((e, s) => { e.style = s; }, style);
    assert.equal(await shown(), false, style);
  }
  await lab.evaluate((e) => { e.style = ''; e.hidden = true; });
  assert.equal(await shown(), false, 'hidden');
  await lab.evaluate((e) => { e.hidden = false; e.style = 'width: 600px; --accent: rgb(1, 2, 3)'; });
  assert.equal(await shown(), true);
  assert.equal(await lab.evaluate((e) => e.offsetWidth), 600);
  assert.equal(await lab.locator('.tool-play').evaluate((b) => getComputedStyle(b).backgroundColor),
    'rgb(1, 2, 3)');
  assert.equal(await lab.evaluate((e) => e.state.problem), null);
  await page.emulateMedia({ forcedColors: 'active' });
  await settled(page);
  assert.deepEqual(await lab.evaluate(wrongIn), []);
  await page.emulateMedia({ forcedColors: 'none', media: 'print' });
  await settled(page);
  assert.equal(await lab.locator('.tools').isVisible(), false, 'buttons on paper');
  assert.equal(await shown(), true);
  await done();
});

test('on a page read from right to left numbers and keys stay as they are', async () => {
  const { page, lab, done } = await visitLab(address, { root: 'dir="rtl"', html: element() });
  await lab.evaluate((e) => e.step(1));
  await settled(page);
  const slider = lab.locator('.control-tau input[type=range]');
  const tau = () => lab.evaluate((e) => e.state.params.tau);
  const [before] = [await tau()];
  await slider.press('ArrowRight');
  assert.ok(await tau() > before, `${before}, then ${await tau()}`);
  const box = await slider.boundingBox();
  await page.mouse.click(box.x + box.width * 0.9, box.y + box.height / 2);
  assert.ok(await tau() > 1, `${await tau()} at the right end`);
  // The sign stands left of its number as the reader sees it, not only in the text.
  const signs = await lab.evaluate((e) => [...e.shadowRoot.querySelectorAll('.p-num')].flatMap((n) => {
    const node = n.firstChild;
    if (!node?.data?.startsWith('\u2212')) return [];
    const [sign, digit] = [0, 1].map((at) => {
      const range = new Range();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      return range.getBoundingClientRect().left;
    });
    return [sign < digit];
  }));
  assert.ok(signs.length && signs.every(Boolean), `${signs}`);
  await done();
});

// ---- names

test('no parameter is called as something that every element has', async () => {
  const { page, done } = await visitHost(address, { html: LABS.map((l) => element('', l)).join('') });
  await ready(page);
  const lab = await ready(page, 'practice'); // also has the parameters of the grid of runs
  const names = await lab.evaluate((e) => Object.keys(e.state.params));
  assert.ok(names.length > 60, `${names.length} names`);
  const taken = await page.evaluate((all) => {
    const plain = document.createElement('p');
    const own = document.querySelector('contrastive-lab');
    // These global attributes have no property of the same name in every browser.
    const others = ['class', 'is', 'part', 'slot', 'style', 'itemid', 'itemprop', 'itemref',
      'itemscope', 'itemtype', 'exportparts', 'accesskey', 'contenteditable', 'tabindex', 'role',
      'xmlns', 'id', 'lang', 'dir', 'nonce', 'inert', 'popover', 'anchor', 'headingoffset'];
    const reserved = ['lab', 'loading', 'autoplay', 'theme', 'url-state'];
    const lower = (object) => {
      const found = new Set();
      for (const name in object) found.add(name.toLowerCase());
      return found;
    };
    const properties = new Set([...lower(plain), ...lower(own)]);
    return all.filter((name) => name in plain || name in own || properties.has(name)
      || others.includes(name) || reserved.includes(name) || /^(on|aria|data-)/.test(name)
      || name !== name.toLowerCase());
  }, names);
  assert.deepEqual(taken, []);
  await done();
});

test('attributes of every element are the page\'s, and unknown ones are no error', async () => {
  const { lab, done } = await visitLab(address, { html: element('style="width: 500px" title="A lab" '
    + 'class="wide" id="x" translate="no" constructor="1" unknown="2" data-tau="9" tau="0.2" '
    + 'aria-label="x" slot="" hidden_="1" __proto__="3"') });
  const { problem, params } = await lab.evaluate((e) => ({ ...e.state }));
  assert.equal(problem, null);
  assert.equal(params.tau, 0.2);
  await lab.evaluate((e) => {
    e.setAttribute('constructor', '2');
    e.setAttribute('valueof', '2');
    e.style.width = '400px';
    e.setAttribute('tau', '0.3');
  });
  await lab.page().waitForFunction(() => document.querySelector('contrastive-lab')
    .state.params.tau === 0.3);
  assert.equal(await lab.evaluate((e) => e.state.problem), null);
  await done();
});

test('a bad attribute is named and leaves the others as they are', async () => {
  const { lab, done } = await visitLab(address,
    { html: element('tau="0.2" pairs="9999" seed="5" optimizer="magic" lr=""') });
  const { problem, params } = await lab.evaluate((e) => ({ ...e.state }));
  assert.deepEqual([params.tau, params.seed, params.pairs, params.optimizer, params.lr],
    [0.2, 5, 4, 'adamw', 0.05]);
  const notice = await lab.locator('.notice').textContent();
  assert.match(notice, /^Of the attributes, this was not applied: /);
  for (const words of ['Batch must be between 2 and 64, not 9999', 'Optimiser cannot be \u201cmagic\u201d',
    'Learning rate must be a number, not \u201c\u201d']) {
    assert.ok(problem.text.includes(words), problem.text);
    assert.ok(notice.includes(words), notice);
  }
  await lab.evaluate((e) => {
    e.setAttribute('tau', '0.4');
    e.setAttribute('pairs', 'x');
  });
  await lab.page().waitForFunction(() => document.querySelector('contrastive-lab')
    .state.params.tau === 0.4);
  assert.match((await lab.evaluate((e) => e.state.problem.text)), /^Batch must be a number, not \u201cx\u201d$/);
  await done();
});

test('attributes that do not go together are named, and the lab opens as it comes', async () => {
  const { lab, done } = await visitLab(address, { html: element('start="article" pairs="8"') });
  assert.equal(await lab.evaluate((e) => e.state.params.pairs), 4);
  await lab.locator('.notice').getByText('From the attributes together, nothing was applied: ')
    .waitFor();
  await done();
});

test('what Code to embed writes, a page can paste', async () => {
  const { page, lab, done } = await visitLab(address,
    { html: element('data="toy" style_dims="3" hidden_units="40" pairs="16"', 'augment') }, 'augment');
  await lab.getByRole('button', { name: 'Code to embed' }).click();
  const code = await lab.getByLabel('Element', { exact: true }).inputValue();
  assert.match(code, /hidden_units="40"/);
  assert.doesNotMatch(code, / (hidden|style)=/);
  const tag = code.slice(code.indexOf('<contrastive-lab'));
  const seen = await visitLab(address, { html: tag }, 'augment');
  const [a, b] = [await lab.evaluate((e) => e.state.params),
    await seen.lab.evaluate((e) => e.state.params)];
  assert.deepEqual(b, a);
  await seen.done();
  await page.close();
  await done();
});
