// The embeddings of drawings and of names on one sphere, and the gap between the two clouds.

import english from '../words/en/clouds.js';
import { h, say } from '../base/dom.js';
import { formatLoss, formatNumber, formatSimilarity } from '../base/format.js';
import { follow } from './clouds/input.js';
import { drawGap, drawPair } from './clouds/labels.js';
import { createScene } from './clouds/scene.js';
import { describe } from './clouds/words.js';
import { createChart } from './parts/chart.js';
import { announcer, toggle } from './parts/dom.js';
import { followConcepts } from './parts/concepts.js';
import { createLooks } from './parts/looks.js';
import { param } from './parts/roles.js';
import { createSurface } from './parts/surface.js';
import { createMotion } from './space/motion.js';
import { createView } from './space/view.js';
import { textsOf } from '../words/words.js';

export { default as css } from './clouds.css';

const t = textsOf('clouds', english);

/** @typedef {import('../types').PanelHost} PanelHost */
/** @typedef {import('../types').Panel} Panel */
/** @typedef {import('../types').Match} Match */
/** @typedef {import('./parts/concepts.js').Concepts} Concepts */

/** What the panel shows. pair: the index of the pair under the pointer, or else of the picked one;
 *  -1: none.
 *  @typedef {{ match: Match | null, concepts: Concepts, pair: number, pictures: boolean,
 *   view: import('./space/view.js').View, motion: import('./space/motion.js').Motion }} Shown */

const chartOf = (/** @type {PanelHost} */ host) => createChart(host, {
  lines: [{ label: t('gapLine'), colour: 'accent' }],
  marks: () => [],
  format: (v) => formatNumber(Number(v.toPrecision(2))),
  range: (least, most) => [0, Math.max(most * 1.12, 0.1)],
});

const keyOf = () => h('p', { class: 'p-key' },
  h('span', { class: 'key-anchor', textContent: t('drawings') }),
  h('span', { class: 'key-positive', textContent: t('names') }),
  h('span', { class: 'key-true', textContent: t('pair') }),
  h('span', { class: 'key-gap', textContent: t('gapKey') }));

/** @param {HTMLCanvasElement} canvas */
function label(canvas) {
  canvas.tabIndex = 0;
  canvas.setAttribute('role', 'application');
  canvas.setAttribute('aria-roledescription', t('role'));
  canvas.setAttribute('aria-label', t('label'));
}

/** @param {PanelHost} host @param {import('./parts/surface.js').Surface} surface
 *  @param {import('./clouds/scene.js').Scene} scene @param {Shown} shown */
function paint(host, surface, scene, shown) {
  const { theme, width, height, sheet } = surface;
  const { match, view, motion, concepts, pair, pictures } = shown;
  view.fit(width, height, 18 * theme.size);
  const look = { view, motion, theme, sheet, concepts, pair, pictures,
    which: match?.concepts ?? new Int32Array(0) };
  const ctx = surface.draw((pen) => { if (match) scene.paint(look, pen); });
  if (!ctx || !match) return;
  drawGap(ctx, look, scene, match.metrics.gap);
  if (pair >= 0) {
    const text = `${concepts.name(match.concepts[pair])}  ${formatSimilarity(match.cosines[pair])}`;
    drawPair(ctx, look, scene, text, host.state().hover >= 0, width);
  }
}

/** The index of the pair that is to stand out. @param {Match | null} match
 *  @param {Concepts} concepts @param {import('../types').LabState} state */
function pairOf(match, concepts, { hover, anchor }) {
  if (!match || match.step < 0) return -1;
  return match.concepts.indexOf(concepts.of(hover >= 0 ? hover : anchor));
}

/** @param {Match | null} match @param {number} dim */
function noteOf(match, dim) {
  if (!match || match.step < 0) return t('under');
  return dim > 3 ? t('size', { dim, scale: t('scale') }) : t('scale');
}

/** What stands around the picture. @param {PanelHost} host @param {HTMLElement} picture
 *  @param {HTMLElement} chart @param {(on: boolean) => void} showPictures */
function createFrame(host, picture, chart, showPictures) {
  const now = h('output', { class: 'p-big', textContent: '\u2013' });
  const readout = h('p', { class: 'p-readout' });
  const note = h('p', { class: 'p-note' });
  const heard = h('p', { class: 'unseen', 'aria-live': 'polite' });
  const spoken = announcer(heard);
  const what = h('span', { class: 'p-unit', textContent: t('unit') });
  const pictures = toggle(t('pictures'), t('picturesHelp'), true, showPictures);
  const toggles = h('div', { class: 'p-toggles', role: 'group', 'aria-label': t('shows') },
    pictures);
  return {
    element: h('div', { class: 'panel panel-clouds' }, picture,
      h('div', { class: 'p-row' }, keyOf(), toggles), readout,
      h('p', { class: 'p-head' }, h('span', {}, now, ' ', what)), chart, note, heard),
    stop: spoken.stop,
    /** @param {Shown} shown @param {boolean} aloud whether the pair is read out */
    say({ match, concepts, pair }, aloud) {
      const words = describe(match, concepts, pair);
      say(now, formatLoss(match?.metrics.gap ?? NaN));
      say(readout, words);
      if (aloud) spoken.say(words);
      say(note, noteOf(match, Number(param(host, 'dim'))));
    },
  };
}

/** Takes what is new. @param {PanelHost} host @param {Shown} shown
 *  @param {Pick<Shown, 'match' | 'concepts' | 'pair'>} next
 *  @returns {boolean} whether the picture changes */
function renew(host, shown, next) {
  const { match, concepts, pair } = next;
  const others = concepts !== shown.concepts;
  if (others) shown.motion = createMotion(true);
  const changed = others || pair !== shown.pair || !match !== !shown.match;
  Object.assign(shown, next);
  const moved = match !== null
    && shown.motion.take(match.positions, match.step, host.reducedMotion());
  return changed || moved;
}

/** @param {PanelHost} host @returns {Panel} */
export function clouds(host) {
  const surface = createSurface(host, 'space-canvas');
  const scene = createScene();
  const conceptsNow = followConcepts(host);
  const looks = createLooks(['gap']);
  const chart = chartOf(host);
  /** @type {Shown} */
  const shown = { match: null, concepts: conceptsNow(), pair: -1, pictures: true,
    view: createView(3), motion: createMotion(true) };
  let dirty = false;
  const empty = h('p', { class: 'p-empty', textContent: t('empty') });
  const frame = createFrame(host, surface.element, chart.element, (on) => {
    shown.pictures = on;
    surface.touch();
  });
  surface.element.append(empty);
  label(surface.canvas);
  const letGo = follow(surface.canvas, host, { scene, shown: () => shown, touch: surface.touch });

  return {
    title: t('title'),
    element: frame.element,
    measured: (snapshot) => snapshot.match?.step ?? -1,
    update(snapshot, state) {
      const match = snapshot?.match && snapshot.match.step >= 0 ? snapshot.match : null;
      const concepts = conceptsNow();
      const pair = pairOf(match, concepts, state);
      if (renew(host, shown, { match, concepts, pair })) surface.touch();
      empty.hidden = match !== null;
      looks.take(snapshot, host.course());
      frame.say(shown, surface.canvas.matches(':focus'));
      dirty = true;
      host.invalidate();
    },
    draw(time) {
      const gliding = shown.motion.advance(time);
      if (surface.dirty || gliding) paint(host, surface, scene, shown);
      if (dirty) chart.set(looks.columns(), looks.before());
      dirty = false;
      chart.draw();
      return gliding;
    },
    refresh() {
      surface.refresh();
      chart.refresh();
    },
    destroy() {
      letGo();
      frame.stop();
      surface.destroy();
      chart.destroy();
    },
  };
}
