// Work that is done in turns, before each of which waiting messages are handled.
import { createYield } from './yield.js';

/** How a runner tells the time and gets its next turn.
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
    /** Asks for a turn as soon as the waiting messages have been handled. */
    schedule,
    /** Asks for a turn after a while; replaces the last such request. @param {number} ms */
    later(ms) {
      clock.clearTimeout(timer);
      timer = clock.setTimeout(schedule, ms);
    },
    /** Cancels what `later` asked for. */
    forgo: () => clock.clearTimeout(timer),
    alive: () => alive,
    /** No turn follows any more. */
    end() {
      alive = false;
      clock.clearTimeout(timer);
      soon.end();
    },
  };
}

/** @typedef {ReturnType<typeof createTurns>} Turns */
