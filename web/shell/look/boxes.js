// The panels of a card: each in a box with its title, and drawn in its turn.
import { createHead } from './dated.js';
import { dress, h } from '../base/dom.js';

/** @typedef {import('../types.d.ts').Panel} Panel */
/** @typedef {import('../types.d.ts').Snapshot} Snapshot */

const FRAME_SHARE = 10; // ms of a frame for drawing panels

/** Puts a panel in a box with its title. @param {HTMLElement} place @param {string} name
 *  @param {Panel} panel @param {HTMLElement} title */
function enclose(place, name, panel, title) {
  const box = h('section', { class: `panel-box box-${name}` });
  const head = createHead(box, title, panel.measured !== undefined);
  box.append(head.element, panel.element);
  place.append(box);
  return head;
}

/** @param {{ root: ShadowRoot, panels: import('./view.js').ViewGiven['panels'], request(): void,
 *   placeOf(index: number): HTMLElement, heading(text: string): HTMLElement,
 *   hostOf(invalidate: () => void): import('../types.d.ts').PanelHost }} given request: asks for a
 *   frame */
export function createBoxes({ root, panels, request, placeOf, heading, hostOf }) {
  /** @typedef {{ panel: Panel, head: ReturnType<typeof createHead>, dirty: boolean }} Entry */
  /** @type {Entry[]} */
  let shown = [];
  let next = 0; // whose turn to be drawn it is

  /** @param {import('./view.js').ViewGiven['panels'][number]} given @param {number} index
   *  @returns {Entry} */
  function make({ name, make: create }, index) {
    const panel = create(hostOf(() => {
      if (shown[index]) shown[index].dirty = true;
      request();
    }));
    const head = enclose(placeOf(index), name, panel, heading(panel.title));
    return { panel, head, dirty: true };
  }

  return {
    /** Made with the first items; drawn anew with others. */
    renew() {
      if (!shown.length) {
        dress(root, ...panels.flatMap((panel) => panel.css ?? []));
        shown = panels.map(make);
      }
      for (const entry of shown) entry.dirty = true;
    },
    /** @param {Snapshot | null} snapshot @param {import('../types.d.ts').LabState} now */
    update(snapshot, now) {
      for (const { panel, head } of shown) {
        panel.update(snapshot, now);
        head.date(snapshot && panel.measured ? panel.measured(snapshot) : NaN,
          snapshot?.step ?? NaN);
      }
    },
    /** One frame; true when there is more to draw. @param {number} now */
    draw(now) {
      const start = performance.now();
      for (let k = 0; k < shown.length; k++) {
        const entry = shown[next];
        next = (next + 1) % shown.length;
        if (!entry.dirty) continue;
        entry.dirty = entry.panel.draw?.(now) ?? false;
        if (performance.now() - start > FRAME_SHARE) break; // the others' turn is next
      }
      return shown.some((entry) => entry.dirty);
    },
    refresh() {
      for (const entry of shown) {
        entry.dirty = true;
        entry.panel.refresh?.();
      }
      request();
    },
    destroy() {
      for (const { panel } of shown) panel.destroy();
      shown = [];
    },
  };
}
