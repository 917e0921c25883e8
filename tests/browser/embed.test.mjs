// embed.html in frames of other pages, and the code that shows a lab on another page.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { dist, ready, site, visit } from './browser.mjs';

const STRICT = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
  + "img-src 'self'; connect-src 'self'; worker-src 'self'; frame-src 'self'";
const TYPES = "; require-trusted-types-for 'script'";

// A reader copies dist/package under another name, beside the page; so does this test.
const root = mkdtempSync(join(tmpdir(), 'embed-'));
after(() => rmSync(root, { recursive: true }));
cpSync(join(dist, 'package'), join(root, 'contrastive-lab'), { recursive: true });
cpSync(join(dist, 'icon.svg'), join(root, 'icon.svg'));

/** Writes a page with this code pasted into it. */
function paste(name, code) {
  writeFileSync(join(root, `${name}.html`), `<!doctype html><html lang="en"><meta charset="utf-8">
<title>A post</title><link rel="icon" href="icon.svg"><h1>A post</h1>
${code}
</html>`);
  return `${name}.html`;
}
const frame = (query, more = '') => `<iframe src="contrastive-lab/embed.html?${query}" title="A lab"
  width="640" height="480" ${more}></iframe>`;

const plain = await site({ root: `${root}/`, headers: {} });
const strict = await site({ root: `${root}/`, headers: { 'content-security-policy': STRICT } });
const typed = await site({ root: `${root}/`, headers: { 'content-security-policy': STRICT + TYPES } });
const named = await site({ root: `${root}/`,
  headers: { 'content-security-policy': `${STRICT}${TYPES}; trusted-types contrastive-lab` } });

/** Resolves to the frame's document once its lab has done some steps. */
async function trained(page, steps = 3) {
  const inner = await (await page.waitForSelector('iframe')).contentFrame();
  await inner.waitForFunction(() => document.querySelector('contrastive-lab')?.snapshot);
  const at = await inner.evaluate(async (n) => {
    const lab = document.querySelector('contrastive-lab');
    lab.pause();
    await lab.reset();
    return (await lab.step(n)).step;
  }, steps);
  assert.equal(at, steps);
  return inner;
}

const QUERY = 'lab=infonce&amp;compact&amp;tau=0.2&amp;theme=dark&amp;panels=matrix';
for (const [where, address] of Object.entries({ 'no policy': plain, 'a strict policy': strict,
  'a policy that requires Trusted Types': typed, 'one that names the policy': named })) {
  test(`a frame trains under ${where}`, async () => {
    const { page, done } = await visit(address + paste('frame', frame(QUERY)));
    const inner = await trained(page);
    const [params, theme, panels] = await inner.evaluate(() => {
      const lab = document.querySelector('contrastive-lab');
      return [lab.state.params, document.documentElement.dataset.theme,
        [...lab.shadowRoot.querySelectorAll('.panel-box')].map((b) => b.className)];
    });
    assert.equal(params.tau, 0.2);
    assert.equal(theme, 'dark');
    assert.deepEqual(panels, ['panel-box box-matrix']);
    assert.equal(await inner.locator('[role=alert]:visible').count(), 0);
    const [picture, card] = await inner.evaluate(() => ['.panel-box', '.card'].map((part) =>
      document.querySelector('contrastive-lab').shadowRoot.querySelector(part)
        .getBoundingClientRect().height));
    assert.equal(card, 480, 'the card is as high as the frame');
    assert.ok(picture > 240, `the picture has ${picture} px`);
    const over = await inner.evaluate(() => document.documentElement.scrollHeight - innerHeight);
    assert.ok(over <= 0, `${over} px stand over`);
    await done();
  });
}

test('all panels of a lab, and short runs beside one, come under Trusted Types too', async () => {
  const { page, done } = await visit(named + paste('whole', frame('lab=simclr')));
  const inner = await trained(page, 2);
  await inner.getByText('These settings in PyTorch').click();
  await inner.getByText('import torch').waitFor();
  await done();
  const query = 'lab=practice&data=toy&pairs=16&run=20&across=tau:0.1,1&down=none';
  const { page: other, done: close } = await visit(named
    + paste('runs', frame(query.replaceAll('&', '&amp;'))));
  const runs = await (await other.waitForSelector('iframe')).contentFrame();
  await runs.getByRole('button', { name: 'Train 2 runs' }).click();
  await runs.getByText('all runs are trained').waitFor();
  await close();
});

for (const lab of ['infonce', 'simclr']) {
  for (const [where, address] of Object.entries({ 'no policy': plain,
    'scripts of its own origin and Trusted Types': await site({ root: `${root}/`, headers: {
      'content-security-policy': "script-src 'self' 'wasm-unsafe-eval'; worker-src blob:; "
        + `frame-src 'self'${TYPES}; trusted-types contrastive-lab` } }) })) {
    test(`${lab} trains in a sandboxed frame of no origin, with ${where}`, async () => {
      const code = frame(`lab=${lab}&amp;compact`, 'sandbox="allow-scripts"');
      const { page, done } = await visit(address + paste('sandbox', code));
      const inner = await trained(page, 2);
      assert.equal(await inner.evaluate(() => self.origin), 'null');
      await done();
    });
  }
}

test('a sandboxed frame whose policy allows no worker made there says so', async () => {
  const code = frame('lab=infonce', 'sandbox="allow-scripts"');
  const { page, context } = await visit(strict + paste('sandbox', code));
  const inner = await (await page.waitForSelector('iframe')).contentFrame();
  await inner.getByText('This lab cannot run here').waitFor();
  await inner.getByText(/blob: in worker-src/).waitFor();
  await context.close();
});

test('an address that asks for what there is not gets words', async () => {
  const { page, done } = await visit(plain + paste('unknown', frame('lab=__proto__')));
  const inner = await (await page.waitForSelector('iframe')).contentFrame();
  await inner.getByText('There is no lab \u201c__proto__\u201d. The labs are infonce').waitFor();
  await done();
  const query = 'lab=infonce&foo=1&style=x&onload=y&tau=0.2&tau=0.3&theme=pink&pairs=3&panels=dance';
  const { page: other, done: close } = await visit(plain
    + paste('bad', frame(query.replaceAll('&', '&amp;'))));
  const text = await trained(other).then(async (f) => {
    await f.getByText('foo: no such parameter').waitFor();
    return f.evaluate(() => document.body.innerText
      + document.querySelector('contrastive-lab').shadowRoot.querySelector('.notice').textContent);
  });
  for (const words of ['style: no such parameter', 'onload: no such parameter',
    'tau is asked for twice', 'theme: "pink" is not one of', 'panels: \u201cdance\u201d is not one of']) {
    assert.ok(text.includes(words), `${words} is not in: ${text}`);
  }
  await close();
});

/** The code that the article's lab offers for pasting. */
async function codes(page, lab, before = async () => {}) {
  await lab.getByRole('button', { name: 'Code to embed' }).click();
  await before();
  const group = lab.getByRole('group', { name: 'Embed code' });
  return { element: await group.getByLabel('Element', { exact: true }).inputValue(),
    frame: await group.getByLabel('Frame', { exact: true }).inputValue() };
}

test('the code of the element and of the frame works as pasted, with what was set', async () => {
  const article = await site();
  const { page, done } = await visit(`${article}#infonce?pairs=6&tau=0.3`);
  const lab = await ready(page);
  const code = await codes(page, lab, async () => {
    await lab.getByLabel('Compact', { exact: true }).check();
    await lab.getByLabel('Theme', { exact: true }).selectOption('dark');
    await lab.getByLabel('Picture', { exact: true }).selectOption('matrix');
  });
  await lab.evaluate((e) => e.pause());
  for (const text of Object.values(code)) {
    assert.match(text, /folder contrastive-lab: a copy of dist\/package/);
    assert.match(text, /contrastive-lab\*, cards\*/);
  }
  await lab.evaluate((e) => e.setAttribute('tau', '0.4'));
  await page.waitForFunction(() => [...document.querySelector('contrastive-lab').shadowRoot
    .querySelectorAll('textarea')].every((t) => t.value.includes('0.4')));
  await done();

  const { page: own, done: ownDone } = await visit(strict + paste('element', code.element));
  const element = await ready(own);
  const { params } = await element.evaluate((e) => e.state);
  assert.deepEqual([params.pairs, params.tau], [6, 0.3]);
  assert.equal(await element.getAttribute('theme'), 'dark');
  assert.deepEqual(await element.evaluate((e) =>
    [...e.shadowRoot.querySelectorAll('.panel-box')].map((b) => b.className)),
  ['panel-box box-matrix']);
  await ownDone();

  const { page: post, done: postDone } = await visit(strict + paste('pasted', code.frame));
  const inner = await trained(post);
  assert.equal(await inner.evaluate(() => document.querySelector('contrastive-lab').state.params.pairs),
    6);
  await postDone();
});

test('a choice of panels is in the code, and all of them are not', async () => {
  const { page, done } = await visit(await site());
  const lab = await ready(page);
  const all = await codes(page, lab);
  assert.doesNotMatch(all.element + all.frame, /panels|compact|theme/);
  const group = lab.getByRole('group', { name: 'Embed code' });
  for (const name of ['Matrix', 'Code']) await group.getByLabel(name, { exact: true }).uncheck();
  assert.match(await group.getByLabel('Element', { exact: true }).inputValue(),
    /panels="space loss breakdown"/);
  await done();
});
