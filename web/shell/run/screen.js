// Receives the engine's snapshots and decides when they are drawn: on demand, and only while seen.
import { cancel, request } from '../base/loop.js';

/** @typedef {import('../types.d.ts').Snapshot} Snapshot */

/** @param {{ client: import('../client/client.js').Client, opening(): boolean, signal: AbortSignal,
 *   view(): import('../look/view.js').View,
 *   taken(snapshot: Snapshot, before: Snapshot | null): void }} given opening: whether the session
 *   that sends snapshots is being replaced; taken: called with those of a session that is not */
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

  /** Out of sight, texts and curves are updated without a frame. */
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
    /** Called when the next snapshot will be another session's. */
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
    /** @param {boolean} yes whether the lab can be seen */
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
