// MoCo's queue as a ring, the ageing of its keys, and how far the momentum encoder lags behind.

import english from '../words/en/queue.js';
import { h, say } from '../base/dom.js';
import { formatNumber, formatSimilarity } from '../base/format.js';
import { isRead } from '../state/reads.js';
import { createChart } from './parts/chart.js';
import { announcer } from './parts/dom.js';
import { createHistory } from './parts/history.js';
import { known } from './parts/looks.js';
import { methodOf, param } from './parts/roles.js';
import { createRing } from './queue/ring.js';
import { textsOf } from '../words/words.js';

export { default as css } from './queue.css';

/** @typedef {import('../types').PanelHost} PanelHost */
/** @typedef {import('../types').Panel} Panel */
/** @typedef {import('../types').Snapshot} Snapshot */

const t = textsOf('queue', english);

const AGES = 8;

/** @param {number} n */
const steps = (n) => t('steps', { n, count: formatNumber(n) });

/** The cosine of keys with the same keys made today, by their age. */
function createAges() {
  const rows = Array.from({ length: AGES }, () => {
    const [age, bar, value] = [h('span'), h('i'), h('output')];
    const row = h('li', {}, age, h('div', { class: 'p-track', 'aria-hidden': 'true' }, bar), value);
    return { age, bar, value, row };
  });
  const aging = h('p', { class: 'p-note' });
  return {
    element: h('div', { class: 'p-ages' }, aging, h('ul', {}, ...rows.map(({ row }) => row))),
    /** @param {Snapshot['lag']} lag @returns {number} that cosine for the oldest; NaN: not known */
    show(lag) {
      let oldest = NaN;
      let young = false;
      rows.forEach(({ age, bar, value, row }, k) => {
        const [a, cosine] = [lag?.keys[2 * k] ?? NaN, lag?.keys[2 * k + 1] ?? NaN];
        row.hidden = !Number.isFinite(a);
        say(age, steps(a));
        young ||= Number.isFinite(a) && !Number.isFinite(cosine);
        say(value, Number.isFinite(cosine) ? formatSimilarity(cosine) : '\u2013');
        bar.style.transform = `scaleX(${Number.isFinite(cosine) ? Math.max(0, cosine) : 0})`;
        if (Number.isFinite(cosine)) oldest = cosine;
      });
      const known = Number.isFinite(lag?.keys[0] ?? NaN);
      say(aging, t(!known ? 'agesWait' : young ? 'agesYoung' : 'ages'));
      return oldest;
    },
  };
}

/** @param {ReturnType<ReturnType<typeof createRing>['shape']>} shape
 *  @param {number | null} age that of the batch under the pointer, in batches */
function pointed({ K, B, step }, age) {
  if (age === null) {
    return t(step * B >= K ? 'full' : 'filling',
      { batches: formatNumber(Math.ceil(K / B)), size: formatNumber(B) });
  }
  if (age >= step) return t('unfilled');
  return t('batch', { step: formatNumber(step - age), n: age + 1, count: formatNumber(age + 1) });
}

/** Cosine of both encoders, and of the oldest keys with those of today. @param {PanelHost} host */
function createLag(host) {
  const history = createHistory(2);
  const chart = createChart(host, {
    lines: [{ label: t('encodersLine'), colour: 'accent' },
      { label: t('oldestLine'), colour: 'negative' }],
    marks: () => [{ value: 1, label: t('unchanged'), colour: 'faint', dash: [2, 4],
      below: true }],
    format: formatSimilarity,
    range: (least) => [Math.max(-1, Math.min(least, 0.95) - 0.03), 1.01],
  });
  const keyOldest = h('span', { class: 'line-oldest', textContent: t('oldest') });
  const element = h('div', {}, h('p', { class: 'p-legend' },
    h('span', { textContent: t('encoders') }), keyOldest),
  chart.element);
  let measured = -1;
  return {
    element, keyOldest, chart,
    clear() {
      measured = -1;
      history.clear();
    },
    follow: () => history.follow(host.course()),
    /** @param {Snapshot['lag']} lag @param {number} oldest
     *  @returns {boolean} whether the measurement is new */
    take(lag, oldest) {
      const of = lag?.step ?? -1;
      const isNew = lag !== null && of >= 0 && of !== measured;
      if (isNew) {
        if (of < measured) history.clear();
        history.add(of, lag.encoders, oldest);
      }
      measured = of;
      return isNew;
    },
    columns: () => known(history.columns()),
    before: () => history.before && known(history.before),
  };
}

/** @param {PanelHost} host @returns {Panel} */
export function queue(host) {
  let dirty = false;
  const reads = (/** @type {string} */ name) =>
    host.schema.params.some((p) => p.name === name && isRead(p, host.state().params));
  const now = h('output', { class: 'p-big', textContent: '\u2013' });
  const what = h('span', { class: 'p-unit', textContent: t('unit') });
  const about = h('p', { class: 'p-readout' });
  const heard = h('p', { class: 'unseen', 'aria-live': 'polite' });
  const note = h('p', { class: 'p-note' });
  const spoken = announcer(heard, 5000);
  const ring = createRing(host, (age) => say(about, pointed(ring.shape(), age)));
  const [ages, lag] = [createAges(), createLag(host)];
  const kept = h('div', { class: 'p-kept' }, ring.element, ages.element);

  /** @param {Snapshot} snapshot */
  function take({ lag: given }) {
    const oldest = ages.show(given);
    say(now, formatSimilarity(given?.encoders ?? NaN));
    if (lag.take(given, oldest) && given) {
      spoken.say(t('said', { encoders: formatSimilarity(given.encoders),
        oldest: formatSimilarity(oldest) }));
    }
  }

  return {
    title: t('title'),
    element: h('div', { class: 'panel panel-queue' },
      h('p', { class: 'p-head' }, h('span', {}, now, ' ', what)), kept, about, lag.element, note,
      heard),
    measured: (snapshot) => snapshot.lag?.step ?? -1,
    update(snapshot) {
      lag.follow();
      kept.hidden = about.hidden = lag.keyOldest.hidden = !reads('queue');
      lag.element.hidden = !reads('ema');
      say(note, methodOf(host).queue ?? '');
      if (snapshot) take(snapshot);
      else lag.clear();
      ring.set(Number(param(host, 'queue')), Number(param(host, 'pairs')), snapshot?.step ?? 0);
      if (!ring.pointed()) say(about, pointed(ring.shape(), null));
      dirty = true;
      host.invalidate();
    },
    draw() {
      ring.draw();
      if (dirty) lag.chart.set(lag.columns(), lag.before());
      dirty = false;
      lag.chart.draw();
      return false;
    },
    refresh() {
      ring.refresh();
      lag.chart.refresh();
    },
    destroy() {
      spoken.stop();
      ring.destroy();
      lag.chart.destroy();
    },
  };
}
