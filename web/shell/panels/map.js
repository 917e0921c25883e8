// The map of neighbours: every drawing at its place in the plane, so that those whose embeddings are
// near to each other lie near to each other.
import english from '../words/en/map.js';
import { h, say } from '../base/dom.js';
import { formatSimilarity } from '../base/format.js';
import { textsOf } from '../words/words.js';
import { createFinder, itemNamed } from './map/finder.js';
import { legendOf, tintOf } from './map/kinds.js';
import { besideOf, placesOf } from './map/places.js';
import { createPlane } from './map/view.js';
import { createZoom } from './map/zoom.js';
import { announcer, toggle } from './parts/dom.js';
import { followRoles } from './parts/roles.js';
import { createSurface } from './parts/surface.js';
import { listen } from './space/input.js';
import { drawTip } from './space/labels.js';
import { createMotion } from './space/motion.js';
import { thumbSide } from './space/pictures.js';
import { createScene } from './space/scene.js';
import { cosineTo } from './space/words.js';

export { default as css } from './map.css';

/** @typedef {import('../types').PanelHost} PanelHost */
/** @typedef {import('../types').Panel} Panel */
/** @typedef {import('../types').Snapshot} Snapshot */
/** @typedef {ReturnType<typeof shownBy>} Shown */

const t = textsOf('map', english);
const NEAR = 12;
const SMALLER = 0.8; // than in space, whose crowd is spread over two halves
const COLLAPSED = 0.1; // below this, std * sqrt(d), which is 1 for a healthy spread

/** @param {PanelHost} host */
function shownBy(host) {
  const rolesNow = followRoles(host);
  return { items: host.items, roles: rolesNow(), rolesNow, view: createPlane(),
    motion: createMotion(true, false), kinds: true, anchor: -1, hover: -1,
    snapshot: /** @type {Snapshot | null} */ (null) };
}

/** The anchor's true neighbours, where they are known. @param {Shown} shown @param {number} anchor */
const nearOf = ({ snapshot }, anchor) => (snapshot?.neighbours?.item === anchor
  ? snapshot.neighbours.items.subarray(0, NEAR) : new Int32Array(0));

/** @param {PanelHost} host @param {import('./parts/surface.js').Surface} surface
 *  @param {import('./space/scene.js').Scene} scene @param {Shown} shown */
function paint(host, surface, scene, shown) {
  const { view, motion, roles, snapshot, items, kinds } = shown;
  const { theme, width, height } = surface;
  const { anchor, hover } = host.state();
  const side = SMALLER * thumbSide(motion.count, Math.min(width, height) / 2);
  view.fit(width, height, side);
  const over = hover < motion.count ? hover : -1;
  const ctx = surface.draw((pen) => {
    if (!snapshot) return;
    scene.paint({
      view, motion, roles, theme, anchor, hover: over, round: false, sheet: surface.sheet,
      side: side * view.zoom ** 0.6, near: nearOf(shown, anchor),
      tint: kinds ? tintOf(items.kinds) : undefined,
      forces: null, arrows: 0, prototypes: null,
      shows: { links: false, trails: false, forces: false, names: false },
    }, pen);
  });
  if (!ctx || !snapshot || over < 0) return;
  const name = roles.name(over);
  const cosine = cosineTo(shown, anchor, over);
  drawTip(ctx, { theme, hover: over }, scene, cosine > -2 && over !== anchor
    ? t('tip', { name, cosine: formatSimilarity(cosine) }) : name, width);
}

/** @param {HTMLCanvasElement} canvas */
function label(canvas) {
  canvas.tabIndex = 0;
  canvas.setAttribute('role', 'application');
  canvas.setAttribute('aria-roledescription', t('role'));
  canvas.setAttribute('aria-label', t('label'));
}

const score = formatSimilarity;

/** How far the map can be trusted, in words. @param {Snapshot | null} snapshot */
function keptBy(snapshot) {
  if (!snapshot) return '';
  if (!snapshot.map) return t('start');
  const { metrics: m } = snapshot;
  if (m.std < COLLAPSED) return t('collapsed');
  if (Number.isNaN(m.trust_map)) return t('few');
  return t('kept', { trust: score(m.trust_map), continuity: score(m.continuity_map),
    spaceTrust: score(m.trust_space), spaceContinuity: score(m.continuity_space) });
}

/** @param {Shown} shown @param {number} anchor */
function describe(shown, anchor) {
  const { roles, motion, snapshot } = shown;
  if (!snapshot || anchor < 0 || anchor >= motion.count) return t('none');
  const near = Array.from(nearOf(shown, anchor).subarray(0, 3), (i) => roles.name(i)).join(', ');
  return t('picked', { name: roles.name(anchor), near: near || t('unknown') });
}

/** What stands around the map. @param {HTMLElement} map @param {HTMLElement} zoom
 *  @param {HTMLElement} finder @param {(on: boolean) => void} colour */
function createFrame(map, zoom, finder, colour) {
  const kept = h('p', { class: 'p-readout' });
  const found = h('p', { class: 'p-note', role: 'status' });
  const about = h('p', { class: 'unseen', 'aria-live': 'polite' });
  const spoken = announcer(about);
  const legend = h('ul', { class: 'p-kinds' });
  const colours = toggle(t('kinds'), t('kindsHelp'), true, (on) => {
    legend.hidden = !on;
    colour(on);
  });
  const key = h('p', { class: 'p-key' },
    h('span', { class: 'key-anchor', textContent: t('anchor') }),
    h('span', { class: 'key-positive', textContent: t('same') }),
    h('span', { class: 'key-near', textContent: t('near') }));
  return {
    element: h('div', { class: 'panel panel-map' }, map,
      h('div', { class: 'p-tools' }, finder, zoom,
        h('div', { class: 'p-toggles', role: 'group', 'aria-label': t('shows') }, colours)),
      found, key, legend, kept, about),
    found: (/** @type {string} */ text) => say(found, text),
    /** @param {import('../types').Items['kinds']} kinds */
    offer(kinds) {
      colours.hidden = !kinds;
      legend.replaceChildren(...kinds ? legendOf(kinds) : []);
    },
    /** @param {string} trust @param {string} words */
    say(trust, words) {
      say(kept, trust);
      spoken.say(words);
    },
    stop: spoken.stop,
  };
}

/** @typedef {ReturnType<typeof createFrame>} Frame */

/** Picks the drawing of a name and brings it into the middle; says what came of it.
 *  @param {PanelHost} host @param {Shown} shown @param {string} name */
function goTo(host, { roles, motion, view }, name) {
  const item = itemNamed(host.items.names, name);
  if (item < 0 || item >= motion.count) {
    const names = [...new Set(host.items.names.slice(0, motion.count))];
    const some = [1, 2, 3].map((k) => names[Math.floor((k * names.length) / 4)]);
    return t('lost', { name, names: some.join(', ') });
  }
  host.act.pick(item);
  view.goTo(motion.shown[3 * item], motion.shown[3 * item + 1]);
  return t('found', { name: roles.name(item) });
}

/** Goes over to other items, perhaps. @param {PanelHost} host @param {Shown} shown
 *  @param {import('./map/finder.js').Finder} finder @param {Frame} frame */
function adopt(host, shown, finder, frame) {
  Object.assign(shown, { items: host.items, roles: shown.rolesNow() });
  finder.offer(host.items.names);
  frame.offer(host.items.kinds);
}

/** @param {PanelHost} host @returns {Panel} */
export function map(host) {
  const surface = createSurface(host, 'space-canvas');
  const { canvas } = surface;
  const scene = createScene();
  const shown = shownBy(host);
  const zoom = createZoom(canvas, shown.view, surface.touch,
    { zoom: t('zoom'), zoomIn: t('zoomIn'), zoomOut: t('zoomOut'), all: t('all') });
  const finder = createFinder({ find: t('find'), help: t('findHelp') }, (name) => {
    frame.found(goTo(host, shown, name));
    zoom.changed();
  });
  const frame = createFrame(surface.element, zoom.element, finder.element, (on) => {
    shown.kinds = on;
    surface.touch();
  });
  const empty = h('p', { class: 'p-empty', textContent: t('empty') });
  surface.element.append(empty);
  label(canvas);
  const letGo = listen(canvas, host, {
    scene, changed: surface.touch, movable: () => false,
    view: () => shown.view,
    count: () => shown.motion.count,
    place: (i) => shown.motion.shown.subarray(3 * i, 3 * i + 3),
    beside: (item, dx, dy) => besideOf(shown.motion.shown, item, dx, dy),
  });
  adopt(host, shown, finder, frame);

  return {
    title: t('title'),
    element: frame.element,
    measured: (snapshot) => snapshot.map?.step ?? snapshot.metricStep,
    update(next, { anchor, hover }) {
      shown.snapshot = next;
      if (host.items !== shown.items) adopt(host, shown, finder, frame);
      empty.hidden = next !== null;
      if (next) {
        const at = next.map?.step ?? next.metricStep;
        if (shown.motion.take(placesOf(next), at, host.reducedMotion())) surface.touch();
      }
      frame.say(keptBy(next), describe(shown, anchor));
      canvas.setAttribute('aria-description', hover >= 0 && hover < shown.roles.count
        ? t('at', { name: shown.roles.name(hover) }) : '');
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
      zoom.stop();
      frame.stop();
      surface.destroy();
    },
  };
}
