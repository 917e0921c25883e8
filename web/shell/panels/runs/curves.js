// Results over one parameter: a small chart for each metric, all over the same values, with a dot
// for each run and a line through the means.

import english from '../../words/en/runs.js';
import { h, say } from '../../base/dom.js';
import { labelOf } from '../../words/labels.js';
import { METRICS, knownOf, rawText, titleOf } from './cells.js';
import { valueText } from './planner.js';
import { textsOf } from '../../words/words.js';

const t = textsOf('runs', english);

/** @typedef {import('../../types').LabState} LabState */
/** @typedef {ReturnType<typeof import('../../runs/grid.js').gridOf>} Grid */

const [WIDTH, HEIGHT] = [300, 150];
const BOX = { left: 52, right: 288, top: 12, bottom: 122 };

/** @param {string} tag @param {Record<string, string | number>} props @param {string} [text] */
function svg(tag, props, text) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(props)) element.setAttribute(name, String(value));
  if (text !== undefined) element.textContent = text;
  return element;
}

export function createCurves() {
  const charts = Object.keys(METRICS).map((metric) => {
    const raw = h('small', {});
    const title = h('figcaption', {}, titleOf(metric), ' ', raw);
    const picture = svg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img' });
    return { metric, picture, raw, drawn: '', element: h('figure', {}, title, picture) };
  });
  const empty = h('p', { class: 'p-blank' });
  const element = h('div', { class: 'runs-curves' }, empty, ...charts.map((c) => c.element));

  return {
    element,
    /** @param {Grid} grid @param {LabState} state
     *  @param {import('../../types').Snapshot | null} snapshot */
    update({ across, cells }, { trials, params }, snapshot) {
      let shown = 0;
      for (const chart of charts) {
        const known = cells.map((cell) => knownOf(trials, cell, chart.metric));
        const some = known.some((k) => k.values.length);
        chart.element.hidden = !some;
        say(chart.raw, rawText(snapshot, chart.metric));
        if (some) shown++;
        const now = JSON.stringify([across, known.map((k) => k.values), params[across.name]]);
        if (!some || now === chart.drawn) continue;
        chart.drawn = now;
        paint(chart, across, known, params[across.name]);
      }
      empty.hidden = shown > 0;
      const problem = cells.map((cell) => knownOf(trials, cell, 'knn').problem).find(Boolean);
      say(empty, problem ? t('failed', { problem })
        : t('waits', { n: cells.length, label: labelOf(across.name) }));
    },
  };
}

/** @param {{ metric: string, picture: SVGElement }} chart
 *  @param {import('../../runs/grid.js').Axis} axis
 *  @param {import('./cells.js').Known[]} known @param {number | string} present the lab's value */
function paint({ metric, picture }, axis, known, present) {
  const { format, best } = METRICS[metric];
  const values = known.flatMap((k) => k.values);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const room = (most - least || Math.abs(most) || 1) * 0.12;
  const [low, high] = [least - room, most + room];
  const [width, height] = [BOX.right - BOX.left, BOX.bottom - BOX.top];
  const x = (/** @type {number} */ i) => BOX.left + ((i + 0.5) / known.length) * width;
  const y = (/** @type {number} */ v) => BOX.bottom - ((v - low) / (high - low)) * height;
  const parts = [];
  for (const value of least === most ? [most] : [least, most]) {
    parts.push(svg('path', { class: 'rule', d: `M${BOX.left} ${y(value)}H${BOX.right}` }),
      svg('text', { class: 'tick', x: BOX.left - 6, y: y(value) + 4, 'text-anchor': 'end' },
        format(value)));
  }
  axis.values.forEach((v, i) => {
    const own = String(v) === String(present);
    if (own) parts.push(svg('path', { class: 'present', d: `M${x(i)} ${BOX.top}V${BOX.bottom}` }));
    parts.push(svg('text', { class: own ? 'tick own' : 'tick', x: x(i), y: HEIGHT - 10,
      'text-anchor': 'middle' }, valueText(axis.name, v)));
  });
  const means = known.map((k, i) => ({ ...k, i })).filter((k) => k.values.length);
  parts.push(svg('path', { class: 'means', d: means.map((k, n) =>
    `${n ? 'L' : 'M'}${x(k.i).toFixed(1)} ${y(k.mean).toFixed(1)}`).join('') }));
  const top = Math.max(...means.map((k) => k.mean));
  for (const k of means) {
    for (const v of k.values)
      parts.push(svg('circle', { class: 'one', cx: x(k.i), cy: y(v), r: 3 }));
    if (best && k.mean === top && means.length > 1) {
      parts.push(svg('circle', { class: 'best', cx: x(k.i), cy: y(k.mean), r: 6.5 }));
    }
  }
  picture.replaceChildren(...parts);
  const points = means.map((k) => t('point',
    { value: valueText(axis.name, axis.values[k.i]), result: format(k.mean) }))
    .reduce((first, second) => t('list', { first, second }));
  picture.setAttribute('aria-label', t('chart',
    { title: titleOf(metric), label: labelOf(axis.name), points }));
}
