// How long tests wait for what must come true. A deadline is there to end what would hang for ever, so
// it grows with the machine: a core that is slow, or has other work, is no fault of what is tested.

const ROUNDS = 5e7;
const ALONE = 60; // ms that so many rounds take on a core of the README's machine with no other work
const MOST = 20;

/** A fixed amount of arithmetic, in ms of wall time. */
function timed() {
  const start = performance.now();
  let x = 1;
  for (let i = 0; i < ROUNDS; i++) x = (Math.imul(x, 1103515245) + 12345) | 0;
  return x === 0 ? NaN : performance.now() - start; // reading x keeps the loop
}

/** How many times as long as on a quiet machine work takes here and now, from 1 to 20. */
export const SLOWNESS = Math.min(MOST, Math.max(1, timed() / ALONE));

/** A deadline for this machine. @param {number} ms what would do on a quiet one, by far */
export const patience = (ms) => Math.ceil(ms * SLOWNESS);

/** Looks again and again until something is true, and fails in words once patience is at an end.
 *  @param {() => unknown} look @param {() => string} words @param {number} [ms] @param {number} [pause] */
export async function until(look, words, ms = 60000, pause = 50) {
  const end = performance.now() + patience(ms);
  while (!await look()) {
    if (performance.now() > end) throw new Error(words());
    await new Promise((go) => { setTimeout(go, pause); });
  }
}
