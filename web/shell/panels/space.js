// The embedding space: every item where its embedding is, on the circle or the sphere.

import { h, say } from '../dom.js';
import { formatSimilarity } from '../format.js';
import { announcer, toggle } from './parts/dom.js';
import { methodOf, rolesOf, widthOf } from './parts/roles.js';
import { createSurface } from './parts/surface.js';
import { listen } from './space/input.js';
import { drawArrowKey, drawNames, drawTip } from './space/labels.js';
import { createMotion } from './space/motion.js';
import { createScene, thumbSide } from './space/scene.js';
import { createView } from './space/view.js';

/** @typedef {import('../types').PanelHost} PanelHost */
/** @typedef {import('../types').Panel} Panel */
/** @typedef {import('../types').Snapshot} Snapshot */

const ARROW = 0.42;        // radii: the longest arrow
const FORCE_LEAST = 0.05;  // a force too small to be drawn at full length

/** @param {PanelHost} host @returns {Panel} */
export function space(host) {
  const surface = createSurface(host, 'space-canvas');
  const { canvas } = surface;
  const scene = createScene();
  let items = host.items;
  let roles = rolesOf(host);
  let dim = widthOf(host);
  let view = createView(dim);
  let motion = createMotion(!roles.table);
  let arrows = ARROW;
  let seen = { anchor: -1, hover: -1 };
  /** @type {Snapshot | null} */
  let snapshot = null;
  const few = () => roles.table && motion.count <= 8;
  const shows = { links: roles.table, trails: roles.table, forces: false, names: roles.table };

  const flip = (/** @type {keyof typeof shows} */ what) => (/** @type {boolean} */ on) => {
    shows[what] = on;
    surface.touch();
  };
  const toggles = {
    links: toggle('Links', 'Lines between the views of a positive pair', shows.links,
      flip('links')),
    trails: toggle('Trails', 'Where each point has just been', shows.trails, flip('trails')),
    forces: toggle('Forces', 'Minus the gradient: where the loss pushes each point', false,
      flip('forces')),
    names: toggle('Names', 'Names beside the points', shows.names, flip('names')),
  };
  const empty = h('p', { class: 'p-empty',
    textContent: 'The points appear once the engine is ready.' });
  const keyOthers = h('span', { class: 'key-negative' });
  const keyPrototypes = h('span', { class: 'key-prototype', textContent: 'prototypes' });
  const hint = h('p', { class: 'p-hint' });
  const about = h('p', { class: 'unseen', 'aria-live': 'polite' });
  const spoken = announcer(about);
  surface.element.append(empty);
  const element = h('div', { class: 'panel panel-space' }, surface.element,
    h('div', { class: 'p-row' },
      h('p', { class: 'p-key' },
        h('span', { class: 'key-anchor', textContent: 'anchor' }),
        h('span', { class: 'key-positive', textContent: 'its positive' }),
        keyOthers, keyPrototypes),
      h('div', { class: 'p-toggles', role: 'group', 'aria-label': 'What the picture shows' },
        ...Object.values(toggles))),
    hint, about);

  canvas.tabIndex = 0;
  canvas.setAttribute('role', 'application');
  canvas.setAttribute('aria-roledescription', 'embedding space');
  canvas.setAttribute('aria-label', 'Embedding space. Arrow keys go through the items, Enter picks '
    + 'one as the anchor, Shift with arrows turns the sphere, W A S D move a point.');
  const letGo = listen(canvas, host, {
    scene, view: () => view, count: () => motion.count, movable: () => roles.table,
    place: (i) => motion.shown.subarray(3 * i, 3 * i + 3),
    changed: () => surface.touch(),
  });

  /** Things that follow from the configuration rather than from a step. */
  function configure() {
    const now = widthOf(host);
    if (host.items !== items || now !== dim) {
      if ((now === 2) !== (dim === 2)) view = createView(now);
      items = host.items;
      dim = now;
      roles = rolesOf(host);
      motion = createMotion(!roles.table);
      arrows = ARROW;
      surface.touch();
    }
    toggles.forces.hidden = !snapshot?.forces;
    toggles.names.hidden = !few();
    keyPrototypes.hidden = !snapshot?.prototypes;
    say(keyOthers, methodOf(host).withoutNegatives ? 'others' : 'negatives');
    say(hint, `${dim > 3 ? `${dim} dimensions, seen along the three principal ones. ` : ''}${
      roles.table ? 'Drag a point; click' : 'Click'} one to pick it as the anchor.`
      + `${view.flat ? '' : ' Drag beside the points to turn the sphere.'}`);
  }

  /** Cosine to the picked anchor where it is known exactly; else NaN. @param {number} i */
  function cosine(i) {
    const { anchor } = host.state();
    if (!snapshot || anchor < 0 || anchor >= motion.count) return NaN;
    if (snapshot.breakdown?.anchor === anchor) return snapshot.breakdown.cosine[i];
    if (roles.table) {
      const p = motion.shown;
      const [a, b] = [3 * anchor, 3 * i];
      return p[a] * p[b] + p[a + 1] * p[b + 1] + p[a + 2] * p[b + 2];
    }
    const found = snapshot.neighbours?.item === anchor ? snapshot.neighbours.items.indexOf(i) : -1;
    return found < 0 ? NaN : snapshot.neighbours?.cosines[found] ?? NaN;
  }

  function describe() {
    const { anchor } = host.state();
    if (!snapshot || anchor < 0 || anchor >= motion.count) return 'No item is picked.';
    const others = [];
    for (let i = 0; i < motion.count; i++) {
      const c = i === anchor ? NaN : cosine(i);
      if (c > -2) others.push({ i, c });
    }
    const near = others.sort((a, b) => b.c - a.c).slice(0, 3)
      .map(({ i, c }) => `${roles.name(i)} ${formatSimilarity(c)}`).join(', ');
    return `${roles.name(anchor)} is picked. Nearest: ${near || 'not known yet'}.`;
  }

  /** Arrows keep one scale until the longest no longer fits or has shrunk to a stub. */
  function scaleArrows(/** @type {Float32Array} */ f) {
    let most = 0;
    for (let k = 0; k + 2 < f.length; k += 3) {
      most = Math.max(most, Math.hypot(f[k], f[k + 1], f[k + 2]));
    }
    const longest = most * arrows;
    if (!(most > 0) || (longest <= ARROW && longest >= ARROW / 4)) return;
    arrows = ARROW / Math.max(most * (longest > ARROW ? 1.2 : 1), FORCE_LEAST);
  }

  return {
    title: 'Where the embeddings are',
    element,
    measured: ({ metricStep }) => metricStep,
    update(next, state) {
      snapshot = next;
      configure();
      empty.hidden = next !== null;
      if (next) {
        if (motion.take(next.positions, next.step, host.reducedMotion())) surface.touch();
        if (next.forces) scaleArrows(next.forces);
        spoken.say(describe());
      }
      canvas.setAttribute('aria-description', state.hover >= 0 && state.hover < roles.count
        ? `At ${roles.name(state.hover)}` : '');
      if (state.anchor !== seen.anchor || state.hover !== seen.hover) surface.touch();
      seen = { anchor: state.anchor, hover: state.hover };
    },
    draw(now) {
      const gliding = motion.advance(now);
      if (!surface.dirty && !gliding) return false;
      const { theme, width, height } = surface;
      const { anchor, hover } = host.state();
      const reach = Math.min(width, height) / 2 - 56;   // about the radius that will come out
      const side = roles.table ? thumbSide(motion.count, reach) : 0;
      const room = (view.flat ? 1.55 : 1) * side + (few() ? 23 * theme.size : view.flat ? 4 : 14);
      view.fit(width, height, room);
      const look = {
        view, motion, roles, theme, anchor, hover: hover < motion.count ? hover : -1,
        sheet: surface.sheet, forces: snapshot?.forces ?? null, arrows,
        prototypes: snapshot?.prototypes?.positions ?? null,
        shows: { ...shows, names: shows.names && few() },
      };
      const ctx = surface.draw((pen) => { if (snapshot) scene.paint(look, pen); });
      if (!ctx || !snapshot) return gliding;
      if (look.shows.names) drawNames(ctx, look, scene);
      if (shows.forces && look.forces) drawArrowKey(ctx, look, height);
      if (look.hover >= 0) {
        const c = cosine(look.hover);
        const name = roles.name(look.hover);
        drawTip(ctx, look, scene, c > -2 && look.hover !== anchor
          ? `${name}  ${formatSimilarity(c)}` : name, width);
      }
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
