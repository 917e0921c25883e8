// When training goes on, and how far: at once for requests, else at the chosen speed.

export const CHUNK = 12; // ms of work between two chances for messages
const PHASE_PAUSE = 500; // ms from one phase to the next in slow motion

/** @param {{ now(): number, turns: import('./turns.js').Turns,
 *    requests: import('./requests.js').Requests, stepper: import('./stepper.js').Stepper,
 *    phase(): void, step(): number }} given phase: does the next phase; step: how many are done */
export function createPacing({ now, turns, requests, stepper, phase, step }) {
  /** @type {'phase' | number} */
  let speed = Infinity;
  let playing = false;
  let goal = Infinity; // the step at which it rests
  let last = 0; // when the last step at the chosen speed was due

  const left = () => goal - step();
  const isOn = () => playing && left() > 0;

  /** Trains at a number of steps per second. @param {number} start */
  function pace(start) {
    const every = 1000 / Number(speed);
    const due = Math.min(left(), Math.floor((start - last) / every));
    if (due < 1) return turns.later(last + every - start);
    const done = stepper.steps(due, start + CHUNK);
    const late = done < due && !stepper.open(); // too slow: the missed steps are dropped
    last = late ? now() : last + done * every;
    turns.schedule();
  }

  return {
    playing: isOn,
    /** The speed it plays at, and how far; null while it does not play. */
    wish: () => (isOn() ? { speed, goal } : null),
    busy: () => isOn() || requests.any(),
    /** Whether the pause between two phases is over, or there is none. */
    due: () => speed !== 'phase' || requests.any() || now() >= last + PHASE_PAUSE,
    /** @param {number} until */
    train(until) {
      if (requests.any()) {
        requests.serve(stepper.steps, until);
        turns.schedule(); // for the next request, or for what remains to be measured
      } else if (speed === 'phase') {
        phase();
        last = now();
        turns.later(PHASE_PAUSE);
      } else if (speed === Infinity) {
        stepper.steps(left(), until);
        turns.schedule();
      } else {
        pace(now());
      }
    },
    /** @param {'phase' | number} wish @param {number} [to] the step at which it rests */
    play(wish, to = Infinity) {
      speed = wish;
      goal = to;
      playing = true;
      last = wish === 'phase' ? -Infinity : now();
      turns.forgo();
      turns.schedule();
    },
    rest() {
      playing = false;
      turns.forgo();
      stepper.forgetRate();
    },
  };
}

/** @typedef {ReturnType<typeof createPacing>} Pacing */
