// The text on a coloured cell is legible, in every scheme of colours.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { groundOf, inkOn } from '../../web/shell/panels/parts/heat.js';

const LEAST = 4.5; // WCAG 2, 1.4.3
const css = readFileSync(new URL('../../web/shell/look/tokens.css', import.meta.url), 'utf8');

/** Every value that a token has in any scheme, as numbers. */
const valuesOf = (name) => [...new Set([...css.matchAll(new RegExp(`--${name}: #(\\w{6});`, 'g'))]
  .map(([, hex]) => hex))].map((hex) => [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255));

function luminance(rgb) {
  const [r, g, b] = rgb.map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const LIGHT = { '#000': 0, '#fff': 1 };

test('a cosine on the cell of its colour', () => {
  const [zeros, minuses, pluses] = ['sim-zero', 'sim-minus', 'sim-plus'].map(valuesOf);
  assert.ok(zeros.length > 1 && minuses.length > 1 && pluses.length > 1);
  for (const zero of zeros) for (const minus of minuses) for (const plus of pluses)
    for (let v = -1; v <= 1; v += 0.01) {
      const ground = groundOf(v, { 'sim-zero': zero, 'sim-minus': minus, 'sim-plus': plus });
      const [low, high] = [luminance(ground), LIGHT[inkOn(ground)]].sort((a, b) => a - b);
      const contrast = (high + 0.05) / (low + 0.05);
      assert.ok(contrast >= LEAST, `${contrast} at ${v}`);
    }
});
