// The ten-minute path through the article: what is folded away opens by tap, key, link, switch and
// print, the reading times on the page are those of its words, and the text with everything open
// fits every width, theme and paper.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { AxeBuilder, dist, site, visit } from './browser.mjs';

const address = await site();
const WORDS_A_MINUTE = 200;
const LONGEST_PATH = 2150; // words: a little over ten minutes

const isOpen = (page, id) => page.evaluate((i) => document.getElementById(i).open, id);
const opened = (page, id) => page.waitForFunction((i) => document.getElementById(i).open, id);

/** Resolves when this place is at the top of the window. */
const at = (page, id) => page.waitForFunction((place) => {
  const { top } = document.getElementById(place).getBoundingClientRect();
  return top >= 0 && top < 100;
}, id);

test('the reading times on the page are those of its words', async () => {
  const { page, done } = await visit(address, { javaScriptEnabled: false });
  const [path, all] = await page.evaluate(() => {
    const words = (without) => {
      const copy = document.querySelector('main').cloneNode(true);
      const other = '.title, contrastive-lab, svg, pre, math, table, ol.references, dl.glossary';
      for (const element of copy.querySelectorAll(`${other}${without}`)) element.replaceWith(' ');
      for (const element of copy.querySelectorAll('*')) element.append(' ');
      return copy.textContent.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
    };
    return [words(', .deeper'), words('')];
  });
  const stated = await page.locator('#pace').innerText();
  assert.ok(path > 1500 && path <= LONGEST_PATH, `${path} words`);
  const minutes = [...stated.matchAll(/(\d+) minutes/g)].map(([, n]) => Number(n));
  // words that an element cuts in two are counted as one or as two
  assert.ok(Math.abs(minutes[0] - path / WORDS_A_MINUTE) < 0.7, `${stated}: ${path} words`);
  assert.ok(Math.abs(minutes[1] - all / WORDS_A_MINUTE) < 1.5, `${stated}: ${all} words`);
  assert.ok(all > 3 * path);
  await done();
});

test('a figure is explained before it is shown, the first one in plain words', async () => {
  const { page, done } = await visit(address, { javaScriptEnabled: false });
  const bare = await page.evaluate(() => [...document.querySelectorAll('.breakout')]
    .filter((lab) => lab.previousElementSibling?.tagName !== 'P').map((lab) => lab.id));
  assert.deepEqual(bare, []);
  const inside = await page.evaluate(() => [...document.querySelectorAll('.deeper .breakout')].length);
  assert.equal(inside, 0, 'labs are on the path');
  await done();
});

test('an address and a link lead into what is folded, and open only that', async () => {
  const { page, done } = await visit(`${address}#find-the-bug`, { reducedMotion: 'reduce' });
  await opened(page, 'loss-deeper');
  await at(page, 'find-the-bug');
  assert.equal(await isOpen(page, 'byol-deeper'), false);
  await page.evaluate(() => { location.hash = 'dimensional-collapse'; });
  await opened(page, 'byol-deeper');
  await at(page, 'dimensional-collapse');
  await page.locator('#the-loss a.cite').first().click();
  await opened(page, 'reference-list');
  await page.locator('#byol-deeper > summary').click();
  assert.equal(await isOpen(page, 'byol-deeper'), false);
  await page.goBack();
  await opened(page, 'byol-deeper');
  await done();
});

test('by keyboard: one part, and everything, which is remembered', async () => {
  const { page, done } = await visit(address, { reducedMotion: 'reduce' });
  await page.locator('#loss-deeper > summary').focus();
  await page.keyboard.press('Enter');
  await opened(page, 'loss-deeper');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => !document.getElementById('loss-deeper').open);
  const closed = () => page.locator('.deeper:not([open])').count();
  await page.getByLabel('Open everything').focus();
  await page.keyboard.press('Space');
  assert.equal(await closed(), 0);
  await page.reload();
  await page.getByLabel('Open everything').waitFor();
  assert.equal(await closed(), 0, 'not remembered');
  await page.getByLabel('Open everything').uncheck();
  assert.equal(await page.locator('.deeper[open]').count(), 0);
  await done();
});

test('the contents list every section, sub-section and lab, and say which are labs', async () => {
  const { page, done } = await visit(address, { javaScriptEnabled: false });
  for (const list of ['.wide', '.narrow']) {
    const [listed, there, labs] = await page.evaluate((kind) => {
      const links = [...document.querySelectorAll(`.contents ${kind} a`)];
      const places = 'main section[id], main h3[id], main .breakout[id]';
      return [links.map((a) => a.hash.slice(1)),
        [...document.querySelectorAll(places)].map((element) => element.id),
        links.filter((a) => a.textContent.startsWith('Lab ')).map((a) => a.hash.slice(1))];
    }, list);
    assert.deepEqual(listed, there);
    assert.deepEqual(labs, there.filter((id) => id.startsWith('lab-')));
  }
  assert.equal(await page.locator('main h3:not([id])').count(), 0);
  await done();
});

test('the contents on a phone are folded, and lead into what is folded', async () => {
  const { page, done } = await visit(address,
    { reducedMotion: 'reduce', viewport: { width: 390, height: 844 } });
  assert.ok(!await page.locator('.contents .wide').isVisible());
  await page.locator('.contents summary').click();
  await page.locator('.contents .narrow').getByRole('link', { name: 'Multi-crop' }).click();
  await opened(page, 'swav-deeper');
  await at(page, 'multi-crop');
  await done();
});

test('in print all is open, and afterwards closed again', async () => {
  const { page, done } = await visit(address, { reducedMotion: 'reduce' });
  const count = () => page.evaluate(() =>
    document.querySelectorAll('main details:not([open])').length); // not those inside labs
  const before = await count();
  assert.ok(before > 10);
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  assert.equal(await count(), 0);
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  assert.equal(await count(), before);
  await done();
});

/** Places of the text that are wider than their box. */
const tooWide = (page) => page.evaluate(() => {
  const wide = [...document.querySelectorAll('main .table, main pre, main .formula, main p, main li')]
    .filter((element) => !element.closest('contrastive-lab') && element.scrollWidth > element.clientWidth + 1)
    .map((element) => element.textContent.trim().slice(0, 60));
  return [...wide, ...(document.documentElement.scrollWidth > innerWidth ? ['the page'] : [])];
});

test('print breaks at no width, and shows what is folded even without scripts', async () => {
  const { page, done } = await visit(address, { javaScriptEnabled: false });
  await page.emulateMedia({ media: 'print' });
  for (const width of [420, 559, 794, 1123]) { // from A6 to A4 on its side
    await page.setViewportSize({ width, height: 1000 });
    const { height } = await page.locator('#find-the-bug').boundingBox();
    assert.ok(height > 0, 'what is folded is missing');
    assert.deepEqual(await tooWide(page), [], `${width} px`);
  }
  await done();
});

for (const width of [320, 390, 1280]) {
  test(`nothing scrolls sideways at ${width} px; tables scroll inside, and show it`, async () => {
    const { page, done } = await visit(address,
      { reducedMotion: 'reduce', viewport: { width, height: 844 } });
    await page.getByLabel('Open everything').check();
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(over <= 0, `${over} px too wide`);
    const scrolling = await page.evaluate(() => [...document.querySelectorAll('.table')]
      .filter((table) => table.scrollWidth > table.clientWidth)
      .map((table) => [table.tabIndex, getComputedStyle(table).backgroundAttachment]));
    if (width < 1000) assert.ok(scrolling.length > 0);
    for (const [index, attachment] of scrolling) {
      assert.equal(index, 0, 'not to be reached by keyboard');
      assert.match(attachment, /local.*scroll/, 'no shadow at the edge');
    }
    await done();
  });
}

for (const [name, colorScheme, theme] of [['light', 'light', 'auto'], ['dark', 'dark', 'auto'],
  ['projector', 'light', 'projector']]) {
  for (const width of [390, 1280]) {
    test(`axe, and type of at least 13 px, with everything open: ${name}, ${width} px`, async () => {
      const { page, done } = await visit(address,
        { reducedMotion: 'reduce', colorScheme, viewport: { width, height: 900 } });
      await page.locator('#theme').selectOption(theme);
      await page.getByLabel('Open everything').check();
      await page.evaluate(() => { for (const d of document.querySelectorAll('main details')) d.open = true; });
      // Sections that are far away have a guessed height, by which axe would find their links on top of
      // each other.
      await page.addStyleTag({ content: 'main > section { content-visibility: visible !important; }' });
      const small = await page.evaluate(() => [...document.querySelectorAll('body *')]
        .filter((e) => !e.closest('contrastive-lab, math, sup, svg, script, noscript')
          && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())
          && parseFloat(getComputedStyle(e).fontSize) < 13)
        .map((e) => `${e.tagName} ${e.className} ${getComputedStyle(e).fontSize} ${e.textContent.slice(0, 30)}`));
      assert.deepEqual([...new Set(small)].slice(0, 5), []);
      const { violations } = await new AxeBuilder({ page }).exclude('contrastive-lab')
        .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
      assert.deepEqual(violations.map((v) => [v.id, v.nodes.map((n) => n.html).slice(0, 3)]), []);
      await done();
    });
  }
}

test('what a teacher looks for is at the top, and is one press', async () => {
  const { page, done } = await visit(address, { reducedMotion: 'reduce' });
  const button = page.getByRole('button', { name: 'Projector' });
  await button.click();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'projector');
  assert.equal(await button.getAttribute('aria-pressed'), 'true');
  assert.equal(await page.locator('#theme').inputValue(), 'projector');
  await button.click();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), undefined);
  await done();
});

test('previews of a link have words and a picture, and an embed has its icon', async () => {
  const html = readFileSync(`${dist}index.html`, 'utf8');
  const meta = (name) => html.match(new RegExp(`<meta (?:name|property)="${name}" content="([^"]+)">`))[1];
  assert.ok(meta('description').length > 50);
  const picture = readFileSync(`${dist}${meta('og:image')}`);
  assert.deepEqual([picture.readUInt32BE(16), picture.readUInt32BE(20)],
    [Number(meta('og:image:width')), Number(meta('og:image:height'))]);
  const embed = readFileSync(`${dist}package/embed.html`, 'utf8');
  assert.ok(existsSync(`${dist}package/${embed.match(/<link rel="icon" href="([^"]+)">/)[1]}`));
});
