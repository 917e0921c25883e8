// What the engine sends of a run, and when that is drawn: on demand, and not out of sight.
import { cancel, request } from '../base/loop.js';

/** @typedef {import('../types.d.ts').Snapshot} Snapshot */

/** @param {{ client: import('../client/client.js').Client, opening(): boolean, signal: AbortSignal,
 *   view(): import('../look/view.js').View,
 *   taken(snapshot: Snapshot, before: Snapshot | null): void }} given opening: whether what comes is of
 *   a session that is being replaced; taken: hears of the others */
export function createScreen({ client, opening, signal, view, taken }) {
  let visible = true;
  /** @type {Snapshot | null} */
  let shown = null;
  /** @type {Snapshot | null} */
  let before = null;
  /** Buffers that the engine may use again. @type {ArrayBuffer[]} */
  const old = [];

  /** @param {number} now */
  function frame(now) {
    if (signal.aborted || !visible) return false;
    client.want(old);
    return view().draw(now);
  }

  /** Out of sight texts and curves go on without a frame. */
  function next() {
    if (visible) request(frame);
    else client.want(old);
  }

  return {
    shown: () => shown,
    draw: () => request(frame),
    update() {
      view().update(shown);
      request(frame);
    },
    /** Another session's comes next. */
    forget() { shown = null; },
    /** @param {Snapshot} snapshot */
    receive(snapshot) {
      if (before) old.push(/** @type {ArrayBuffer} */ (before.positions.buffer));
      before = shown;
      shown = snapshot;
      if (opening()) return;
      view().update(snapshot);
      taken(snapshot, before);
      next();
    },
    /** @param {boolean} yes whether it is seen */
    watch(yes) {
      if (yes === visible) return;
      visible = yes;
      client.watch(visible);
      view().watch(visible);
      next();
    },
    end: () => cancel(frame),
  };
}
