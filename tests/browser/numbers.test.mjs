// Numbers in and out: printed numbers stay short at any size, and a decimal comma is understood.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkValue } from '../../web/shell/state/check.js';
import { formatLoss, formatNumber, formatPercent, formatSimilarity, formatTick }
  from '../../web/shell/base/format.js';
import { axisOf, gridParams } from '../../web/shell/runs/grid.js';
import { ready, site, visit } from './browser.mjs';

const address = await site();
const MINUS = '\u2212';

for (const [name, format, pairs] of [
  ['a loss', formatLoss, [[0, '0.000'], [-0, '0.000'], [6.8e-6, '6.8e-6'], [-6.8e-6, `${MINUS}6.8e-6`],
    [1e-300, '1.0e-300'], [0.0012, '0.001'], [-12.0094, `${MINUS}12.009`], [999.9994, '999.999'],
    [1234.56, '1,234.6'], [999999.4, '999,999.4'], [1e6, '1.00e6'], [1234567.891, '1.23e6'],
    [-1234567.891, `${MINUS}1.23e6`], [3.4e38, '3.40e38'], [NaN, '\u2013'], [Infinity, '\u221e'],
    [-Infinity, `${MINUS}\u221e`]]],
  ['a number', formatNumber, [[0, '0'], [-0, '0'], [4, '4'], [65536, '65,536'],
    [2147483647, '2,147,483,647'], [1e15, '1.00e15'], [1e21, '1.00e21'], [-1e30, `${MINUS}1.00e30`],
    [0.07, '0.07'], [0.123456, '0.1235'], [1e-9, '1.0e-9'], [-1e-9, `${MINUS}1.0e-9`],
    [1234.5, '1,235'], [12345.6, '12,350'], [1234567.5, '1.23e6'], [NaN, '\u2013'],
    [Infinity, '\u221e']]],
  ['a number beside an axis', formatTick, [[0, '0'], [-0, '0'], [1e-12, '0'], [0.25, '0.25'],
    [20000, '20,000'], [99999, '99,999'], [100000, '1e5'], [2500000, '2.5e6'], [1e30, '1e30'],
    [-1.25e8, `${MINUS}1.25e8`], [NaN, '\u2013'], [Infinity, '\u221e']]],
  ['a similarity', formatSimilarity, [[-0.001, '0.00'], [-0.96, `${MINUS}0.96`], [1, '1.00'],
    [1e7, '1.00e7'], [NaN, '\u2013']]],
  ['a share', formatPercent, [[0, '0.0 %'], [-1e-9, '0.0 %'], [0.674, '67.4 %'],
    [12.5, '1,250.0 %'], [NaN, '\u2013'], [Infinity, '\u221e']]],
]) {
  test(`${name} of any size is short and has no raw digits`, () => {
    for (const [value, text] of pairs) assert.equal(format(value), text, `${value}`);
    for (let power = -320; power <= 308; power++) {
      for (const value of [10 ** power, -(10 ** power) / 3, 9.9999 * 10 ** power]) {
        if (name === 'a share' && power > 3) continue; // no share is that large
        assert.ok(format(value).length <= 16, `${value}: ${format(value)}`);
        const whole = format(value).replace(/[.]\d+/, '');
        assert.doesNotMatch(whole, /\d{4}|^-|e\+/, `${value}`);
      }
    }
  });
}

const lab = { limits: {} };
const tau = { name: 'tau', type: 'float', min: 0.005, max: 10 };
const queue = { name: 'queue', type: 'int', min: 1, max: 65536 };

test('a decimal comma is understood, and what can be read in two ways is not guessed at', () => {
  for (const [given, value] of [['0,2', 0.2], ['0,200', 0.2], [',5', 0.5], ['1,5', 1.5], ['2e0', 2],
    ['1,25e-1', 0.125], [' 0,07 ', 0.07], ['0.2', 0.2]])
    assert.deepEqual(checkValue(lab, tau, given), { value }, given);
  for (const [param, given, words] of [
    [tau, '1,234', 'Temperature \u03c4: \u201c1,234\u201d could mean 1.234 or 1234. Write one of these'],
    [queue, '1,024', 'Queue: \u201c1,024\u201d could mean 1.024 or 1024'],
    [queue, '1,5', 'Queue must be a whole number, not 1.5'],
    [queue, '1,024,000', 'Write nothing between its thousands'],
    [queue, '1 024', 'Write nothing between its thousands'],
    [tau, '1.234,5', 'Write nothing between its thousands'],
    [tau, '\u22120,2', 'must be between 0.005 and 10, not -0.2'],
    [tau, '', 'must be a number, not \u201c\u201d'], [tau, ',', 'must be a number'],
    [tau, '0,2,', 'must be a number'],
    [tau, 'Infinity', 'must be a number'], [tau, '0x1', 'must be a number'],
    [tau, '1e999', 'must be between 0.005 and 10, not 1e999'],
  ]) {
    const { text } = checkValue(lab, param, given);
    assert.ok(text?.includes(words), `${given}: ${text}`);
  }
});

test('lists of values may have decimal commas, between semicolons', () => {
  const { check } = gridParams.find((p) => p.name === 'across');
  const own = { axes: { tau: '' }, limits: {} };
  const of = (text) => check(own, { params: [tau] }, text);
  assert.deepEqual(axisOf('tau: 0,1; 0,5').values, ['0,1', '0,5']);
  assert.deepEqual(of('tau: 0,1; 0,5'), { value: 'tau: 0.1, 0.5' });
  assert.deepEqual(of('tau:0.1,0.5, 1'), { value: 'tau: 0.1, 0.5, 1' });
  assert.deepEqual(of('tau: 1,2'), { value: 'tau: 1, 2' });
  assert.match(of('tau: 0,1, 0,5').text, /\u201c0,1, 0,5\u201d can be read in two ways/);
});

test('a field takes a decimal comma, and shows in words what it cannot take', async () => {
  const { page, done } = await visit(address, { reducedMotion: 'reduce' });
  const element = await ready(page);
  const field = element.locator('.control-tau input[type=text]');
  await field.fill('0,2');
  await field.press('Enter');
  assert.equal(await element.evaluate((e) => e.state.params.tau), 0.2);
  assert.equal(await field.inputValue(), '0.2');
  await field.fill('1,234');
  await field.press('Enter');
  await element.locator('.notice').getByText('could mean 1.234 or 1234').waitFor();
  assert.equal(await element.evaluate((e) => e.state.params.tau), 0.2);
  assert.equal(await field.getAttribute('aria-invalid'), 'true');
  assert.equal(await field.inputValue(), '1,234', 'what was typed stays to be mended');
  await done();
});
