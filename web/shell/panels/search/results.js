// The drawings that a search has found: for each concept its drawing by every artist, its name, and
// how similar they are to the text.
import { h, say } from '../../base/dom.js';
import { formatSimilarity } from '../../base/format.js';
import { pixelRatio } from '../../gl/flat.js';
import { cutout } from '../parts/cutout.js';
import { inkOf } from '../parts/theme.js';
import { drawTile } from '../parts/thumbs.js';

/** @typedef {import('../../types').PanelHost} PanelHost */
/** @typedef {import('../../types').Found} Found */

const SIDE = 40; // px of a drawing

/** One concept that was found. @param {(entry: Result) => void} pick */
function createResult(pick) {
  const canvas = h('canvas', { class: 'p-drawings', 'aria-hidden': 'true' });
  const [name, value, bar] = [h('span', { class: 'p-found-name' }), h('b'), h('i')];
  const button = h('button', { type: 'button', class: 'p-found', 'aria-pressed': 'false' }, canvas,
    name, h('span', { class: 'p-track', 'aria-hidden': 'true' }, bar), value);
  const result = { element: h('li', { hidden: true }, button), button, canvas, name, value, bar,
    concept: -1 };
  button.addEventListener('click', () => pick(result));
  return result;
}

/** @typedef {ReturnType<typeof createResult>} Result */

/** @param {Result} result @param {import('../../types').Tiles} sheet @param {number} row */
function paint({ canvas }, sheet, row) {
  const artists = sheet.columns;
  const side = Math.round(SIDE * pixelRatio());
  if (canvas.width !== side * artists || canvas.height !== side) {
    canvas.width = side * artists;
    canvas.height = side;
  }
  const ctx = canvas.getContext('2d');
  const cut = cutout(sheet, () => inkOf(canvas));
  if (!ctx || !cut) return;
  ctx.clearRect(0, 0, canvas.width, canvas.height);
  for (let k = 0; k < artists; k++) drawTile(ctx, cut, row * artists + k, k * side, 0, side);
}

/** @param {PanelHost} host @param {number} most @param {(concept: number) => void} pick */
export function createResults(host, most, pick) {
  let dirty = false;
  let picked = -1;
  /** @type {Found | null} */
  let shown = null;
  const results = Array.from({ length: most }, () => createResult(({ concept }) => pick(concept)));
  const element = h('ol', { class: 'p-results', hidden: true },
    ...results.map((result) => result.element));

  function mark() {
    for (const { button, concept } of results) {
      button.setAttribute('aria-pressed', String(concept >= 0 && concept === picked));
    }
  }

  return {
    element,
    /** @param {Found | null} found null: nothing is shown */
    show(found) {
      shown = found?.concepts.length ? found : null;
      element.hidden = !shown;
      results.forEach((result, k) => {
        const concept = shown?.concepts[k] ?? -1;
        result.element.hidden = concept < 0;
        result.concept = concept;
        if (!shown || concept < 0) return;
        const cosine = shown.cosines[k];
        say(result.name, host.items.concepts[concept] ?? '');
        say(result.value, formatSimilarity(cosine));
        result.bar.style.transform = `scaleX(${Math.max(0, Math.min(1, cosine))})`;
      });
      mark();
      dirty = true;
      host.invalidate();
    },
    /** The names found, in their order. */
    names: () => Array.from(shown?.concepts ?? [], (concept) => host.items.concepts[concept]),
    /** @param {number} concept -1: none */
    pick(concept) {
      picked = concept;
      mark();
    },
    draw() {
      if (!dirty || !shown?.tiles) return;
      dirty = false;
      const { tiles } = shown;
      results.forEach((result, k) => { if (result.concept >= 0) paint(result, tiles, k); });
    },
    refresh() { dirty = true; },
  };
}
