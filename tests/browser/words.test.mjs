// The languages of a page, by the pseudo-locales: no panel shows a text that is in no catalogue,
// and longer texts, or texts from right to left, fit at the widths of a desktop and of a phone.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { dist, site, visit } from './browser.mjs';
import { visitLab } from './host.mjs';

const address = await site();
const LABS = ['infonce', 'simclr', 'clip', 'byol'];
const WIDTHS = [1280, 390];
/** Where every text is from the catalogue. */
const WHERE = '.panel:not(.panel-space), .control';

/** Words of the data, which are the same in every language. */
const data = new Set(readdirSync(dist).filter((name) => /^(emoji|names|cards|mnist)-.*json$/.test(name))
  .flatMap((name) => readFileSync(join(dist, name), 'utf8').match(/[A-Za-z]{2,}/g)));
/** Signs of formulas, units and names of methods that no language translates. */
const SIGNS = new Set(['ln', 'exp', 'std', 'kB']);

/** The texts that a lab shows or reads out, with the class of their element. */
const textsIn = (lab, where) => lab.evaluate((element, selector) => {
  const found = [];
  const root = element.shadowRoot;
  const NAMES = ['aria-label', 'title', 'placeholder', 'aria-roledescription', 'aria-valuetext'];
  for (const box of root.querySelectorAll(selector)) {
    for (const each of [box, ...box.querySelectorAll('*')]) {
      // examples and prompts are English for the network to read
      if (each.closest('code, math, textarea, [role=search] .p-toggles')) continue;
      if (each.closest('.panel-loss .p-unit')) continue; // look/dated.js says when
      for (const name of NAMES) if (each.hasAttribute(name)) found.push(each.getAttribute(name));
      for (const node of each.childNodes) if (node.nodeType === 3) found.push(node.data);
    }
  }
  return found;
}, where);

/** What does not fit: boxes of text that reach out of their panel, except where one scrolls. */
const overflowing = (lab, where) => lab.evaluate((element, selector) => {
  const wrong = [];
  for (const box of element.shadowRoot.querySelectorAll(selector)) {
    const { left, right, width } = box.getBoundingClientRect();
    if (!width) continue;
    for (const each of box.querySelectorAll('*')) {
      const own = [...each.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
      if (!own || each.closest('.unseen, .p-code, .p-scroll, .runs-scroll, math')) continue;
      const at = each.getBoundingClientRect();
      if (at.width && (at.right > right + 1 || at.left < left - 1))
        wrong.push(`${box.className}: ${each.className || each.tagName} ${each.textContent}`);
    }
  }
  return wrong;
}, where);

for (const language of ['en-XA', 'ar-XB']) {
  for (const name of LABS) {
    test(`${language}: ${name} shows no text outside the catalogue, and all of them fit`, async () => {
      const { page, done } = await visit(`${address}embed.html?lab=${name}&lang=${language}`);
      const lab = page.locator('contrastive-lab');
      await page.waitForFunction(() => document.querySelector('contrastive-lab').snapshot);
      await lab.evaluate((element) => element.step(2));
      const border = lab.locator('.border:not(.failure, .waiting)');
      assert.equal(await border.getAttribute('lang'), language);
      assert.equal(await border.getAttribute('dir'), language === 'ar-XB' ? 'rtl' : 'ltr');
      const plain = (await textsIn(lab, WHERE)).filter((text) =>
        (text.match(/[A-Za-z]{2,}/g) ?? []).some((word) => !data.has(word) && !SIGNS.has(word)));
      assert.deepEqual([...new Set(plain)], []);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 844 });
        await page.waitForFunction((w) => innerWidth === w // charts follow in the next frames
          && document.documentElement.scrollWidth <= innerWidth, width);
        assert.deepEqual(await overflowing(lab, WHERE), [], `${width} wide`);
      }
      await done();
    });
  }
}

const failure = (page) => page.locator('contrastive-lab .failure');

test('a language that there is not is named, with those that there are', async () => {
  const { page, done } = await visit(`${address}embed.html?lang=xx`);
  await failure(page).getByText('There is no language \u201cxx\u201d. The languages are en').waitFor();
  await done();
});

test('the address of a frame names the language, shortly or as the element does', async () => {
  for (const [name, heard] of [['lang', 0], ['language', 0], ['langue', 1]]) {
    const { page, done } = await visit(`${address}embed.html?lab=infonce&${name}=en-XA`);
    await page.waitForFunction(() => document.querySelector('contrastive-lab').snapshot);
    assert.equal(await page.getByText('no such parameter').count(), heard, name);
    const border = page.locator('contrastive-lab .border').last();
    assert.equal(await border.getAttribute('lang'), heard ? 'en' : 'en-XA', name);
    await done();
  }
});

test('all labs of a page speak one language, which the first settles', async () => {
  const { page, done } = await visit(`${address}embed.html?lang=en-XA`);
  await page.waitForFunction(() => document.querySelector('contrastive-lab').snapshot);
  await page.evaluate(() => {
    for (const language of ['', 'en']) {
      const other = document.createElement('contrastive-lab');
      other.setAttribute('loading', 'eager');
      if (language) other.setAttribute('language', language);
      document.body.append(other);
    }
  });
  const second = page.locator('contrastive-lab').nth(1);
  await second.locator('.border[lang="en-XA"] .panel').first().waitFor();
  await page.locator('contrastive-lab').nth(2).locator('.failure')
    .getByText('\u010f').first().waitFor(); // the message, in the page's language
  await done();
});

test('the article speaks the language that its address names', async () => {
  const { page, done } = await visit(`${address}?lang=en-XA#infonce?tau=0.2`);
  await page.locator('contrastive-lab .border[lang="en-XA"] .panel').first().waitFor();
  await done();
});

test('an element speaks the language of its own mark, and so does the code that it gives', async () => {
  const { page, lab, done } = await visitLab(address,
    { html: '<contrastive-lab lab="infonce" lang="de-AT">x</contrastive-lab>' });
  await lab.getByRole('button', { name: 'Code zum Einbetten' }).click();
  await lab.locator('.share textarea').nth(1).waitFor(); // what it is made of is loaded when it is opened
  const codes = await lab.locator('.share textarea').evaluateAll((all) => all.map((e) => e.value));
  assert.match(codes[0], / language="de"/);
  assert.match(codes[1], /[?;]lang=de/);
  await page.close();
  const other = await visitLab(address,
    { html: '<contrastive-lab lab="infonce" lang="it">x</contrastive-lab>' });
  await other.lab.getByRole('button', { name: 'Code to embed' }).waitFor(); // there is no Italian
  await other.done();
  await done();
});
