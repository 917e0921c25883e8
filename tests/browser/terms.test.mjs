// Words that open their explanation: headings of panels, labels of controls, the toolbar; by
// pointer, key and touch; inside the window; one at a time; with the glossary of the article.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AxeBuilder, ready, site, visit } from './browser.mjs';

const address = await site();

async function open(options = {}, name = 'infonce') {
  const seen = await visit('about:blank', options);
  await seen.page.goto(`${address}#${name}`);
  const lab = await ready(seen.page, name);
  await lab.evaluate((e) => e.pause());
  return { ...seen, lab, box: lab.getByRole('dialog') };
}

const focused = (page) => page.evaluate(() =>
  document.activeElement.shadowRoot?.activeElement?.textContent ?? '');

test('a heading opens by key, is still a heading, and Escape leads back to it', async () => {
  const { page, lab, box, done } = await open();
  await lab.getByRole('heading', { name: 'How the loss falls' }).waitFor();
  const word = lab.getByRole('button', { name: 'How the loss falls' });
  for (const key of ['Enter', 'Space']) {
    await word.focus();
    await page.keyboard.press(key);
    await box.getByText('Words used here').waitFor();
    assert.equal(await word.getAttribute('aria-expanded'), 'true');
    assert.equal(await box.getAttribute('role'), 'dialog');
    await page.keyboard.press('Escape');
    await box.waitFor({ state: 'detached' });
    assert.equal(await focused(page), 'How the loss falls');
    assert.equal(await word.getAttribute('aria-expanded'), 'false');
  }
  await page.keyboard.press('Enter');
  await box.getByRole('button', { name: 'Nats', exact: true }).focus();
  await page.keyboard.press('Enter');
  await lab.getByRole('dialog', { name: 'Nats' }).waitFor();
  assert.equal(await focused(page), 'Nats');
  await box.getByText('How it is computed').waitFor();
  const { violations } = await new AxeBuilder({ page }).include('contrastive-lab[lab="infonce"]')
    .analyze();
  assert.deepEqual(violations.map((v) => v.id), []);
  await box.getByRole('link', { name: 'In the glossary' }).click();
  assert.match(page.url(), /#.*term-nats/);
  assert.ok(await page.locator('#term-nats').isVisible());
  await done();
});

test('one at a time; a press elsewhere closes it; choices come with their help', async () => {
  const { page, lab, box, done } = await open();
  await lab.locator('.control-bug .term').click();
  await box.getByText('self-similarity left in', { exact: true }).waitFor();
  await box.getByText('A change takes effect at once.').waitFor();
  await lab.locator('.control-tau .term').click();
  await lab.getByRole('dialog', { name: 'Temperature' }).waitFor();
  assert.equal(await box.count(), 1);
  await page.mouse.click(5, 300);
  await box.waitFor({ state: 'detached' });
  await lab.locator('.control-tau .term').click();
  await box.waitFor();
  await lab.locator('.control-tau .term').click();
  await box.waitFor({ state: 'detached' });
  await done();
});

test('what buttons say in their titles alone is in the popover of their group or panel', async () => {
  const { lab, box, done } = await open();
  const titled = await lab.evaluate((e) => [...e.shadowRoot.querySelectorAll('[title]')]
    .filter((node) => node.checkVisibility() && !node.closest('.panel-box, .tools, .files'))
    .map((node) => node.outerHTML.slice(0, 80)));
  assert.deepEqual(titled, [], 'a title that no popover repeats');
  await lab.getByRole('button', { name: 'Speed', exact: true }).click();
  await box.getByText('Back to the same starting weights').waitFor();
  await box.getByText('Start again from other random numbers').waitFor();
  await lab.getByRole('button', { name: 'Save and share' }).click();
  await box.getByText('Weights, optimiser and step as a safetensors file').waitFor();
  await box.getByText('This page with this lab as it stands').waitFor();
  await done();
});

test('a label still names its control, for getByLabel and for screen readers', async () => {
  const { lab, done } = await open();
  assert.equal(await lab.getByLabel('Loss', { exact: true }).first().evaluate((e) => e.tagName),
    'SELECT');
  await lab.getByRole('textbox', { name: 'Temperature \u03c4' }).waitFor();
  await lab.getByRole('slider', { name: 'Temperature \u03c4' }).waitFor();
  await lab.getByRole('combobox', { name: 'Speed' }).waitFor();
  await done();
});

test('at 390 px by touch, every word opens inside the window', async () => {
  const { page, lab, box, done } = await open({ viewport: { width: 390, height: 844 },
    hasTouch: true }, 'simclr');
  const words = lab.locator('button.term:visible');
  const count = await words.count();
  assert.ok(count > 8, `${count} words`);
  for (let i = 0; i < count; i++) {
    await words.nth(i).tap();
    await box.waitFor();
    const { left, right, top, bottom } = await box.evaluate((e) => {
      const r = e.getBoundingClientRect();
      return { left: r.left, right: r.right, top: r.top, bottom: r.bottom };
    });
    assert.ok(left >= 0 && right <= 390 && top >= 0 && bottom <= 844,
      `${await box.innerText()}: ${left} ${right} ${top} ${bottom}`);
    const size = await words.nth(i).evaluate((e) => e.getBoundingClientRect().height);
    assert.ok(size >= 24, `a target of ${size} px`);
    await page.keyboard.press('Escape');
    await box.waitFor({ state: 'detached' });
  }
  await done();
});

test('without native popovers it is placed all the same; all terms are listed', async () => {
  const { page, context, done } = await visit('about:blank');
  await context.addInitScript(() => {
    delete HTMLElement.prototype.popover;
    delete HTMLElement.prototype.showPopover;
  });
  await page.goto(address);
  const lab = await ready(page);
  await lab.getByRole('button', { name: 'How similar every two items are' }).click();
  const box = lab.getByRole('dialog');
  await box.getByRole('button', { name: 'All terms' }).click();
  await lab.getByRole('dialog', { name: 'All terms' }).waitFor();
  const listed = await box.getByRole('listitem').count();
  assert.equal(listed, await page.locator('.glossary dt').count());
  assert.ok(await box.evaluate((e) => {
    const { top, bottom, left } = e.getBoundingClientRect();
    return top >= 0 && left >= 0 && bottom <= innerHeight && getComputedStyle(e).position === 'fixed';
  }));
  await done();
});
