// The panels of a card: each stands in a box with its title, and those in sight are drawn in turn.
import { createHead } from './dated.js';
import { dress, h } from '../base/dom.js';

/** @typedef {import('../types.d.ts').Panel} Panel */
/** @typedef {import('../types.d.ts').Snapshot} Snapshot */

const FRAME_SHARE = 10; // ms of each frame that the drawing of panels may take

/** Puts a panel in a box with its title. @param {HTMLElement} place @param {string} name
 *  @param {Panel} panel @param {HTMLElement} title */
function enclose(place, name, panel, title) {
  const box = h('section', { class: `panel-box box-${name}` });
  const head = createHead(box, title, panel.measured !== undefined);
  box.append(head.element, panel.element);
  place.append(box);
  return { box, head };
}

/** seen: whether it is in sight; the others keep their histories and are not drawn.
 *  @typedef {{ name: string, box: HTMLElement, panel: Panel, dirty: boolean, seen: boolean,
 *    head: ReturnType<typeof createHead> }} Entry */

/** Draws one frame of the panels in sight, beginning with one of them, for as long as a frame may
 *  take. @param {Entry[]} shown @param {number} next @param {number} now
 *  @returns {number} with which panel the next frame begins */
function drawSome(shown, next, now) {
  const start = performance.now();
  for (let k = 0; k < shown.length; k++) {
    const entry = shown[next];
    next = (next + 1) % shown.length;
    if (!entry.dirty || !entry.seen) continue;
    entry.dirty = entry.panel.draw?.(now) ?? false;
    if (performance.now() - start > FRAME_SHARE) break; // the others come in the next frame
  }
  return next;
}

/** @param {{ root: ShadowRoot, panels: import('./view.js').ViewGiven['panels'], request(): void,
 *   placeOf(index: number): HTMLElement, heading(text: string, name: string): HTMLElement,
 *   hostOf(invalidate: () => void): import('../types.d.ts').PanelHost }} given request: asks for a
 *   frame */
export function createBoxes({ root, panels, request, placeOf, heading, hostOf }) {
  /** @type {Entry[]} */
  let shown = [];
  let next = 0; // index of the panel to be drawn next

  /** @param {import('./view.js').ViewGiven['panels'][number]} given @param {number} index
   *  @returns {Entry} */
  function make({ name, make: create }, index) {
    const panel = create(hostOf(() => {
      if (shown[index]) shown[index].dirty = true;
      request();
    }));
    const { box, head } = enclose(placeOf(index), name, panel, heading(panel.title, name));
    return { name, box, panel, head, dirty: true, seen: true };
  }

  return {
    /** Makes the panels with the first items; marks them to be drawn anew with later ones. */
    renew() {
      if (!shown.length) {
        dress(root, ...panels.flatMap((panel) => panel.css ?? []));
        shown = panels.map(make);
      }
      for (const entry of shown) entry.dirty = true;
    },
    list: () => shown.map(({ name, box }) => ({ name, element: box })),
    /** Tells which panels are in sight; those that come into sight are drawn.
     *  @param {string[]} names */
    seen(names) {
      for (const entry of shown) {
        entry.seen = names.includes(entry.name);
        entry.dirty ||= entry.seen;
      }
      request();
    },
    /** @param {Snapshot | null} snapshot @param {import('../types.d.ts').LabState} now */
    update(snapshot, now) {
      for (const { panel, head } of shown) {
        panel.update(snapshot, now);
        head.date(snapshot && panel.measured ? panel.measured(snapshot) : NaN,
          snapshot?.step ?? NaN);
      }
    },
    /** Draws one frame; returns true when there is more to draw. @param {number} now */
    draw(now) {
      next = drawSome(shown, next, now);
      return shown.some((entry) => entry.dirty && entry.seen);
    },
    refresh() {
      for (const entry of shown) {
        entry.dirty = true;
        entry.panel.refresh?.();
      }
      request();
    },
    destroy() { for (const { panel } of shown.splice(0)) panel.destroy(); },
  };
}
