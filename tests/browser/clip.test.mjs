// The clip lab: words are typed and drawings are found, before training and while it goes on;
// whatever is typed is answered in words; by mouse, keys and finger.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAsker } from '../../web/shell/panels/search/asker.js';
import { trustOf } from '../../web/shell/panels/search/words.js';
import { AxeBuilder, ready, site, visit } from './browser.mjs';

const address = await site();
const SMALL = 'encoder=mlp&pairs=16&hidden_units=16&feature=16&dim=16&schedule=constant';
const url = (query) => `${address}embed.html?lab=clip&${query}`;

/** The lab, at rest, with its search box. */
async function open(query, options) {
  const { page, done } = await visit(url(query), options);
  const lab = await ready(page, 'clip');
  await lab.evaluate((e) => e.pause());
  return { page, lab, done, box: lab.getByRole('searchbox'),
    names: () => lab.locator('.p-found:visible .p-found-name').allTextContents(),
    buttons: lab.locator('.p-found:visible') };
}

/** Puts a text into the box as it is, which playwright would not do with half characters. */
const put = (box, text) => box.evaluate((input, to) => {
  input.value = to;
  input.dispatchEvent(new Event('input', { bubbles: true }));
}, text);

test('a lab that reads texts requests them, once', async () => {
  const { page, done } = await visit('about:blank');
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname.split('/').pop()));
  await page.goto(url(SMALL));
  await ready(page, 'clip');
  assert.equal(asked.filter((name) => name.startsWith('names-')).length, 2, String(asked));
  assert.equal(asked.filter((name) => name.startsWith('emoji-')).length, 2, String(asked));
  await done();
});

test('chance before training; some steps later red things are red', async () => {
  const { page, lab, box, names, done } = await open('pairs=128');
  assert.equal(await box.inputValue(), 'cat', 'it opens on a word');
  await box.fill('');
  await lab.getByText('Training reads names and keywords in English, German, French, Spanish, '
    + 'Italian, Japanese, Russian, Chinese and Hindi.').waitFor();
  await box.fill('red');
  await lab.getByText(/this is chance|found by chance|is chance/).waitFor();
  const chance = await names();
  const red = (/** @type {string[]} */ all) => all.filter((name) => name.startsWith('red ')).length;
  assert.equal(chance.length, 6);
  assert.equal(red(chance), 0, String(chance));
  await lab.evaluate((e) => e.step(40));
  await lab.getByText('Drawings as of step 40.').waitFor();
  const found = await names();
  assert.ok(red(found) >= 2, String(found));
  assert.equal(await box.inputValue(), 'red');
  await lab.evaluate((e) => e.reset());
  await lab.getByText(/this is chance|found by chance|is chance/).waitFor();
  assert.deepEqual(await names(), chance, 'the text stays, and finds what it found first');
  await lab.getByRole('button', { name: 'something to drink' }).click();
  assert.equal(await box.inputValue(), 'something to drink');
  await lab.evaluate((e) => e.setAttribute('seed', '5'));
  await page.waitForFunction(([e, before]) => [...e.shadowRoot.querySelectorAll('.p-found-name')]
    .map((name) => name.textContent).join() !== before, [await lab.elementHandle(), chance.join()]);
  assert.equal(await box.inputValue(), 'something to drink');
  await done();
});

const BAD = {
  'nothing': ['', 'Type a word, or take one of these.'],
  'spaces': ['   ', 'Type a word, or take one of these.'],
  'emoji': ['\ud83d\ude00\ud83c\udf89', 'emoji and punctuation mean nothing to it'],
  'a sequence of emoji': ['\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67\ud83c\udff3\ufe0f\u200d'
    + '\ud83c\udf08', 'emoji and punctuation mean nothing to it'],
  'a lone surrogate': ['cat \ud83d', 'half of a character'],
  'a hundred thousand characters': ['x'.repeat(100000),
    'The text is longer than 16,384 bytes. Type fewer words'],
  'combining marks': [`e${'\u0301\u0316'.repeat(300)}`, 'Drawings as of step'],
  'right to left': ['\u062a\u0641\u0627\u062d\u0629', 'Drawings as of step'],
};

test('bad texts one by one: each has its words, and training goes on', async () => {
  const { page, lab, box, done } = await open(SMALL);
  await lab.evaluate((e) => e.step(2));
  await box.fill('\u16a0\u16a2\u16a6'); // later, its pieces may share a bucket with others
  await lab.locator('.panel-search > .p-note')
    .getByText('No part of this was in any training text').waitFor();
  await lab.evaluate((e) => e.play());
  const steps = () => lab.evaluate((e) => e.snapshot.step);
  const trainsOn = async () => {
    const before = await steps();
    await page.waitForFunction(([e, n]) => e.snapshot.step > n,
      [await lab.elementHandle(), before]);
  };
  await trainsOn();
  for (const [what, [text, words]] of Object.entries(BAD)) {
    await put(box, text);
    await lab.locator('.panel-search > .p-note').getByText(words).waitFor();
    if (what === 'right to left')
      assert.equal(await box.evaluate((input) => input.matches(':dir(rtl)')), true);
    await trainsOn();
    assert.equal(await lab.evaluate((e) => e.state.problem), null, what);
  }
  await put(box, 'cat');
  await lab.locator('.p-found:visible').nth(5).waitFor();
  assert.equal(await lab.evaluate((e) => e.state.playing), true);
  await done();
});

test('the words nearest to a drawing are of each new look, and of no run before', async () => {
  const { lab, box, buttons, done } = await open(SMALL);
  await box.fill('sad');
  const nearest = lab.locator('.p-nearest');
  const overs = [(e) => e.reset(), (e) => e.setAttribute('seed', '5')];
  for (const over of overs) {
    await lab.getByText('what they find is chance. Press Play and watch').waitFor();
    await buttons.first().click();
    await nearest.getByText('At step 0, where both networks are random').waitFor();
    await lab.evaluate((e) => e.step(3));
    await nearest.getByText('At step 3.').waitFor();
    const words = await nearest.locator('li').count(); // equal ones are shown once
    assert.ok(words > 1 && words <= 8, `${words}`);
    await lab.evaluate(over);
    await nearest.waitFor({ state: 'hidden' });
    assert.equal(await lab.locator('.p-found[aria-pressed="true"]').count(), 0);
  }
  await done();
});

test('at most one question is under way, and each new look asks it again', async () => {
  const asked = [];
  let answer = () => {};
  const found = [];
  const asker = createAsker({ found: (of) => found.push(of), refused() {},
    ask: (text) => new Promise((resolve) => { asked.push(text); answer = resolve; }) });
  asker.want('a');
  asker.looked(0);
  for (const look of [2, 4, 6]) asker.looked(look);
  assert.deepEqual(asked, ['a']);
  answer(1);
  await new Promise(setImmediate);
  assert.deepEqual(asked, ['a', 'a']);
  asker.want('');
  answer(2);
  await new Promise(setImmediate);
  assert.deepEqual([asked, found], [['a', 'a'], [1]], 'what is not wanted any more is not shown');
});

test('the note does not tell to press Play while training goes on', () => {
  assert.match(trustOf(0, 0), /Press Play/);
  assert.match(trustOf(0, 3), /still the drawings of step 0, .*next measurement is under/);
  assert.equal(trustOf(40, 50), 'Drawings as of step 40.');
});

test('the transformer says that it reads 32 words', async () => {
  const { lab, box, done } = await open(`${SMALL}&text_encoder=transformer`);
  await box.fill('word '.repeat(40));
  await lab.getByText('The transformer reads only the first 32 of these 40 words.').waitFor();
  await done();
});

test('by keys: type, pick a drawing, choose a language; it is read out once', async () => {
  const { page, lab, box, buttons, done } = await open(SMALL);
  await box.focus();
  await page.keyboard.type('Hund');
  await buttons.nth(5).waitFor();
  await lab.locator('.p-spoken').getByText(/^Found: /).waitFor({ state: 'attached' });
  for (let k = 0; k < 9; k++) await page.keyboard.press('Tab'); // past the examples
  await page.keyboard.press('Enter');
  assert.equal(await buttons.first().getAttribute('aria-pressed'), 'true');
  const words = lab.locator('.p-words li');
  await words.nth(7).waitFor();
  const name = await buttons.first().locator('.p-found-name').textContent();
  await lab.getByText(`Words nearest to \u201c${name}\u201d as drawn by Fluent`).waitFor();
  const english = await words.allTextContents();
  const select = lab.getByLabel('in', { exact: true });
  assert.equal(await select.locator('option').count(), 9);
  await select.selectOption({ label: '\u65e5\u672c\u8a9e (Japanese)' });
  await lab.locator('.p-words [lang="ja"]').first().waitFor();
  assert.notDeepEqual(await words.allTextContents(), english);
  const heard = await lab.locator('.p-spoken').textContent();
  await lab.evaluate((e) => e.step(2));
  await lab.getByText('Drawings as of step 2.').waitFor();
  assert.equal(await lab.locator('.p-spoken').textContent(), heard, 'training is silent');
  await done();
});

for (const [width, height] of [[640, 480], [360, 480]]) {
  test(`compact, ${width} x ${height}: says of which step; shows a drawing's words`, async () => {
    const { page, lab, box, buttons, done } = await open(`compact&${SMALL}`,
      { viewport: { width, height } });
    await box.fill('sad');
    await lab.getByText('what they find is chance').waitFor();
    await buttons.first().click();
    const frame = lab.locator('.box-search');
    await page.waitForFunction(([frame]) => {
      const at = frame.querySelector('.p-words li:last-child')?.getBoundingClientRect();
      const inside = frame.getBoundingClientRect();
      return at && at.top >= inside.top && at.bottom <= inside.bottom;
    }, [await frame.elementHandle()]);
    assert.ok(await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight));
    await done();
  });
}

for (const width of [1280, 360]) {
  test(`axe finds nothing to object to at ${width} px, and it fits`, async () => {
    const { page, lab, box, buttons, done } = await open(SMALL,
      { reducedMotion: 'reduce', viewport: { width, height: 800 }, hasTouch: width < 500 });
    await box.fill('sad');
    await buttons.nth(5).waitFor();
    if (width < 500) await buttons.nth(2).tap();
    else await buttons.nth(2).click();
    await lab.locator('.p-words li').first().waitFor();
    const { violations } = await new AxeBuilder({ page }).include('contrastive-lab').analyze();
    assert.deepEqual(violations.map((v) => [v.id, v.nodes.map((n) => n.html).slice(0, 3)]), []);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(over <= 0, `${over} px too wide`);
    await done();
  });
}
