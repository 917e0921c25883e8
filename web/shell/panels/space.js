// The embedding space: shows every item at its embedding, on the circle or the sphere.

import english from '../words/en/space.js';
import { h } from '../base/dom.js';
import { announcer } from './parts/dom.js';
import { methodOf, rolesOf, widthOf } from './parts/roles.js';
import { createSurface } from './parts/surface.js';
import { ARROW, arrowScale } from './space/arrows.js';
import { listen } from './space/input.js';
import { drawArrowKey, drawNames, drawTip } from './space/labels.js';
import { createLegend } from './space/legend.js';
import { createMotion } from './space/motion.js';
import { isFew, thumbSide } from './space/pictures.js';
import { createScene } from './space/scene.js';
import { createView } from './space/view.js';
import { describe, tipOf } from './space/words.js';
import { textsOf } from '../words/words.js';

const t = textsOf('space', english);

/** @typedef {import('../types').PanelHost} PanelHost */
/** @typedef {import('../types').Panel} Panel */
/** @typedef {import('../types').Snapshot} Snapshot */
/** @typedef {ReturnType<typeof createSurface>} Surface */
/** @typedef {ReturnType<typeof shownBy>} Shown */

/** What the panel shows. @param {PanelHost} host */
function shownBy(host) {
  const roles = rolesOf(host);
  const dim = widthOf(host);
  return { items: host.items, roles, dim, view: createView(dim),
    motion: createMotion(!roles.table, roles.table || dim <= 3), arrows: ARROW, anchor: -1, hover: -1, snapshot: /** @type {Snapshot | null} */ (null),
    shows: { links: roles.table, trails: roles.table, forces: false, names: roles.table } };
}

/** Whether there are so few points that their names fit. @param {Shown} shown */
const few = ({ roles, motion }) => roles.table && motion.count <= 8;

/** Adopts what depends on the configuration rather than on the step.
 *  @param {PanelHost} host @param {Shown} shown @returns {boolean} whether it has changed */
function configure(host, shown) {
  const dim = widthOf(host);
  if (host.items === shown.items && dim === shown.dim) return false;
  if ((dim === 2) !== (shown.dim === 2)) shown.view = createView(dim);
  shown.items = host.items;
  shown.dim = dim;
  shown.roles = rolesOf(host);
  shown.motion = createMotion(!shown.roles.table, shown.roles.table || dim <= 3);
  shown.arrows = ARROW;
  return true;
}

/** Paints the picture and the texts over it. @param {PanelHost} host @param {Surface} surface
 *  @param {import('./space/scene.js').Scene} scene @param {Shown} shown */
function paint(host, surface, scene, shown) {
  const { view, motion, roles, snapshot, shows } = shown;
  const { theme, width, height } = surface;
  const { anchor, hover } = host.state();
  const reach = Math.min(width, height) / 2 - 56;   // roughly the radius that fit() will give
  const side = roles.table ? thumbSide(motion.count, reach) : 0;
  const room = (view.flat ? 1.55 : 1) * side
    + (few(shown) ? 23 * theme.size : view.flat ? 4 : 14);
  view.fit(width, height, room);
  const look = {
    view, motion, roles, theme, round: !snapshot?.picture, anchor, hover: hover < motion.count ? hover : -1,
    sheet: surface.sheet, forces: snapshot?.forces ?? null, arrows: shown.arrows,
    prototypes: snapshot?.prototypes?.positions ?? null,
    shows: { ...shows, names: shows.names && few(shown) },
  };
  const ctx = surface.draw((pen) => { if (snapshot) scene.paint(look, pen); });
  if (!ctx || !snapshot) return;
  if (look.shows.names) drawNames(ctx, look, scene);
  if (shows.forces && look.forces) drawArrowKey(ctx, look, height);
  if (look.hover >= 0) drawTip(ctx, look, scene, tipOf(shown, anchor, look.hover), width);
}

/** @param {HTMLCanvasElement} canvas */
function label(canvas) {
  canvas.tabIndex = 0;
  canvas.setAttribute('role', 'application');
  canvas.setAttribute('aria-roledescription', t('role'));
  canvas.setAttribute('aria-label', t('label'));
}

/** @param {PanelHost} host @returns {Panel} */
export function space(host) {
  const surface = createSurface(host, 'space-canvas');
  const { canvas } = surface;
  const scene = createScene();
  const shown = shownBy(host);
  const legend = createLegend(shown.shows, surface.touch);
  const empty = h('p', { class: 'p-empty', textContent: t('empty') });
  const about = h('p', { class: 'unseen', 'aria-live': 'polite' });
  const spoken = announcer(about);
  surface.element.append(empty);
  label(canvas);
  const letGo = listen(canvas, host, {
    scene, view: () => shown.view, count: () => shown.motion.count,
    movable: () => shown.roles.table,
    place: (i) => shown.motion.shown.subarray(3 * i, 3 * i + 3),
    changed: () => surface.touch(),
  });

  return {
    title: t('title'),
    element: h('div', { class: 'panel panel-space' }, surface.element, legend.row, legend.hint, about),
    measured: ({ metricStep }) => metricStep,
    update(next, { anchor, hover }) {
      shown.snapshot = next;
      if (configure(host, shown)) surface.touch();
      const { motion, roles } = shown;
      legend.update({ others: t(methodOf(host).withoutNegatives ? 'others' : 'negatives'),
        marked: isFew(motion.count), dim: shown.dim, flat: shown.view.flat, table: roles.table, few: few(shown), snapshot: next });
      empty.hidden = next !== null;
      if (next) {
        if (motion.take(next.picture ?? next.positions, next.step, host.reducedMotion())) surface.touch();
        if (next.forces) shown.arrows = arrowScale(shown.arrows, next.forces);
        spoken.say(describe(shown, host.state().anchor));
      }
      canvas.setAttribute('aria-description', hover >= 0 && hover < roles.count
        ? t('at', { name: roles.name(hover) }) : '');
      if (anchor !== shown.anchor || hover !== shown.hover) surface.touch();
      Object.assign(shown, { anchor, hover });
    },
    draw(now) {
      const gliding = shown.motion.advance(now);
      if (surface.dirty || gliding) paint(host, surface, scene, shown);
      return gliding;
    },
    refresh: () => surface.refresh(),
    destroy() {
      letGo();
      spoken.stop();
      surface.destroy();
    },
  };
}
