// Work that is taken up again and again, with messages let in before each turn.
import { createYield } from './yield.js';

/** How a runner tells the time and comes back to its work.
 *  @typedef {{ now(): number, createYield: typeof createYield,
 *    setTimeout(call: () => void, ms: number): number, clearTimeout(timer: number): void }} Clock */

/** @type {Clock} */
export const realClock = {
  now: () => performance.now(),
  createYield,
  setTimeout: (call, ms) => self.setTimeout(call, ms),
  clearTimeout: (timer) => self.clearTimeout(timer),
};

/** @param {Clock} clock @param {() => void} turn */
export function createTurns(clock, turn) {
  let alive = true;
  let scheduled = false;
  let timer = 0;
  const soon = clock.createYield(() => {
    scheduled = false;
    if (alive) turn();
  });

  function schedule() {
    if (alive && !scheduled) {
      scheduled = true;
      soon.ask();
    }
  }

  return {
    /** Asks for a turn as soon as the messages that have come are dealt with. */
    schedule,
    /** Asks for one after a while, in place of the last that was asked for so. @param {number} ms */
    later(ms) {
      clock.clearTimeout(timer);
      timer = clock.setTimeout(schedule, ms);
    },
    /** Takes back what `later` asked for. */
    forgo: () => clock.clearTimeout(timer),
    alive: () => alive,
    /** No turn comes from here on. */
    end() {
      alive = false;
      clock.clearTimeout(timer);
      soon.end();
    },
  };
}

/** @typedef {ReturnType<typeof createTurns>} Turns */
