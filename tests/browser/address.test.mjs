// Everything in an address is either read or named in the lab that it was meant for.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAddress, partOf } from '../../web/shell/state/address.js';
import { labs } from '../../web/shell/labs/index.js';
import { read, ready, site, visit } from './browser.mjs';

const address = await site();
const OPENS_WITH = (await labs.infonce()).params.tau;

test('what is written is read again, whatever the names and values hold', () => {
  const params = { across: 'tau: 0.1, 0.5', 'a;b': '1%2&3=4?#+ü', ['__proto__']: 'x', tau: 0.2 };
  const hash = `#place;${partOf('infonce', params)};${partOf('simclr', {})}`;
  const { places, labs: parts } = parseAddress(hash);
  assert.deepEqual(places, ['place']);
  assert.deepEqual([...parts.keys()], ['infonce', 'simclr']);
  const { wishes, problems } = parts.get('infonce');
  assert.deepEqual(problems, []);
  assert.deepEqual(Object.entries(wishes), Object.entries(params).map(([n, v]) => [n, String(v)]));
  assert.equal(Object.getPrototypeOf(wishes), Object.prototype);
});

/** Addresses of the first lab, each with the words in which the lab says what is wrong. */
const refused = [
  ['__proto__=1', 'There is no setting \u201c__proto__\u201d'],
  ['constructor=1', 'There is no setting \u201cconstructor\u201d'],
  ['toString=1&hasOwnProperty=2', 'There is no setting \u201chasOwnProperty\u201d'],
  ['tau=0.1&tau=0.2', '\u201ctau\u201d is given twice, as 0.1 and as 0.2'],
  ['__proto__=1&__proto__=2', '\u201c__proto__\u201d is given twice'],
  ['hidden=64&hidden_units=32', '\u201chidden_units\u201d is given twice, once by its former name \u201chidden\u201d'],
  ['Tau=0.2', 'no setting \u201cTau\u201d, but there is \u201ctau\u201d'],
  ['optimizer=SGD', 'Optimiser cannot be \u201cSGD\u201d. Write one of these: sgd'],
  ['tau=%200.2', '\u201ctau= 0.2\u201d has a space before or after'],
  ['tau=0.2+', '\u201ctau=0.2 \u201d has a space before or after'],
  ['%20tau=0.2', '\u201c tau=0.2\u201d has a space before or after'],
  ['optimizer=adam%20', 'has a space before or after'],
  ['tau=', '\u201ctau\u201d has no value'],
  ['tau', '\u201ctau\u201d has no value'],
  ['=0.2', '\u201c=0.2\u201d has no name'],
  ['tau=%zz', '\u201ctau=%zz\u201d has a \u201c%\u201d that stands for no character'],
  ['tau=%E0%A4', 'has a \u201c%\u201d that stands for no character'],
  ['tau=1%', 'has a \u201c%\u201d that stands for no character'],
  ['tau=0.2;infonce?tau=0.3', 'The address names this lab twice'],
  ['tau=0.2&style=1px', 'Style numbers changed must be a number, not \u201c1px\u201d'],
];

for (const [wish, words] of refused) {
  test(`named where it was meant for, and nothing applied: ${wish}`, async () => {
    const { page, done } = await visit(`${address}#infonce?seed=5&${wish}`,
      { reducedMotion: 'reduce' });
    const lab = await ready(page);
    const { state } = await read(lab);
    assert.ok(state.problem?.text.includes(words), JSON.stringify(state.problem));
    assert.deepEqual([state.params.seed, state.params.tau], [1, OPENS_WITH], 'half applied');
    const notice = lab.locator('.notice');
    assert.ok((await notice.textContent()).includes(words));
    assert.match(await notice.textContent(), /^From the address, nothing was applied/);
    assert.ok(await notice.isVisible());
    assert.equal(await page.evaluate(() => Object.keys(Object.prototype).length), 0);
    await done();
  });
}

test('an address given later is named in the same way', async () => {
  const { page, done } = await visit(`${address}#infonce?seed=5`, { reducedMotion: 'reduce' });
  const lab = await ready(page);
  for (const [wish, words] of refused) {
    await page.evaluate((w) => { location.hash = `#infonce?seed=6&${w}`; }, wish);
    await page.waitForFunction((w) => document.querySelector('contrastive-lab')
      .state.problem?.text.includes(w), words);
    assert.equal((await read(lab)).state.params.seed, 5, wish);
  }
  await page.evaluate(() => { location.hash = '#infonce?seed=7'; });
  await page.waitForFunction(() => document.querySelector('contrastive-lab').state.params.seed === 7);
  assert.equal((await read(lab)).state.problem, null);
  await done();
});

test('names that parameters had before are read, and written anew', async () => {
  const { page, done } = await visit(`${address}#augment?data=toy&style=4&hidden=32&pairs=16`,
    { reducedMotion: 'reduce' });
  const lab = await ready(page, 'augment');
  const { state } = await lab.evaluate((e) => ({ state: { ...e.state } }));
  assert.equal(state.problem, null);
  assert.deepEqual([state.params.style_dims, state.params.hidden_units], [4, 32]);
  await lab.evaluate((e) => e.setAttribute('seed', '3'));
  await page.waitForFunction(() => location.hash.includes('seed=3'));
  const hash = await page.evaluate(() => location.hash);
  assert.match(hash, /style_dims=4/);
  assert.match(hash, /hidden_units=32/);
  await done();
});

for (const [hash, words] of [
  ['#SimCLR?tau=0.2', '“SimCLR”, which this page does not have. There is “simclr”'],
  ['#%20simclr?tau=0.2', 'There is “simclr”'],
  ['#nothing?tau=0.2', '“nothing”, which this page does not have. There are'],
  ['#__proto__?tau=0.2', '“__proto__”, which this page does not have'],
  ['#%zz?tau=0.2', '“%zz”, which this page does not have'],
  ['#nowhere', '“nowhere”, and there is no such place'],
  ['#SimCLR', '“SimCLR”, and there is no such place on this page. #simclr? leads to the lab “simclr”'],
  ['#infonce?seed=3;nothing?tau=2', '“nothing”, which this page does not have'],
]) {
  test(`the page names what it does not have: ${hash}`, async () => {
    const { page, done } = await visit(address, { reducedMotion: 'reduce' });
    const notice = page.locator('.lost');
    assert.equal(await notice.isVisible(), false);
    await page.evaluate((to) => { location.hash = to; }, hash);
    await notice.getByText(words).waitFor();
    await notice.getByRole('button').click();
    assert.equal(await notice.isVisible(), false);
    await page.goto('about:blank');
    await page.goto(`${address}${hash}`);
    await notice.getByText(words).waitFor();
    await done();
  });
}

test('the name of a lab alone leads to the lab, at the start and later', async () => {
  const { page, done } = await visit(`${address}#swav`, { reducedMotion: 'reduce' });
  const seen = (name) => page.waitForFunction((lab) => {
    const { top, bottom } = document.querySelector(`contrastive-lab[lab="${lab}"]`)
      .getBoundingClientRect();
    return location.hash.startsWith(`#${lab}?`) && top < innerHeight && bottom > 0;
  }, name);
  await seen('swav');
  await page.evaluate(() => { location.hash = '#moco'; });
  await seen('moco');
  assert.equal(await page.locator('.lost').isVisible(), false);
  await done();
});

test('every address that the article itself gives leads somewhere and is fine', async () => {
  const { page, done } = await visit(address, { reducedMotion: 'reduce' });
  const hashes = await page.evaluate(() => [...new Set([...document.querySelectorAll('a[href^="#"]')]
    .map((a) => a.hash))]);
  assert.ok(hashes.length > 20, `${hashes.length} addresses`);
  const lost = await page.evaluate((all) => all.filter((hash) => {
    location.hash = hash;
    dispatchEvent(new Event('hashchange'));
    return !document.querySelector('.lost').hidden;
  }), hashes);
  assert.deepEqual(lost, []);
  for (const hash of hashes) {
    for (const [lab, { problems }] of parseAddress(hash).labs) {
      assert.ok(Object.hasOwn(labs, lab), hash);
      assert.deepEqual(problems, [], hash);
    }
  }
  await done();
});

test('an address before any lab runs is left as it is, bad parts and all', async () => {
  const { page, done } = await visit(`${address}#infonce?seed=3;nothing?a=%zz;simclr?tau=x`,
    { reducedMotion: 'reduce' });
  const lab = await ready(page);
  await lab.evaluate((e) => e.setAttribute('seed', '4'));
  await page.waitForFunction(() => location.hash.includes('seed=4'));
  assert.equal(await page.evaluate(() => location.hash), '#infonce?seed=4;nothing?a=%zz;simclr?tau=x');
  await done();
});
