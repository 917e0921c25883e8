// When training goes on, and how far: at once for requests, else at the chosen speed.

export const CHUNK = 12; // ms of work between two chances for messages
const PHASE_PAUSE = 500; // ms from one phase to the next in slow motion

/** @param {{ now(): number, turns: import('./turns.js').Turns,
 *    requests: import('./requests.js').Requests, stepper: import('./stepper.js').Stepper,
 *    phase(): void }} given phase: does the next phase */
export function createPacing({ now, turns, requests, stepper, phase }) {
  /** @type {'phase' | number} */
  let speed = Infinity;
  let playing = false;
  let last = 0; // when the last step at the chosen speed was due

  /** Trains at a number of steps per second. @param {number} start */
  function pace(start) {
    const every = 1000 / Number(speed);
    const due = Math.floor((start - last) / every);
    if (due < 1) return turns.later(last + every - start);
    const done = stepper.steps(due, start + CHUNK);
    const late = done < due && !stepper.open(); // too slow: the missed steps are dropped
    last = late ? now() : last + done * every;
    turns.schedule();
  }

  return {
    playing: () => playing,
    /** The speed it plays at; null while it does not play. */
    speed: () => (playing ? speed : null),
    busy: () => playing || requests.any(),
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
        stepper.steps(Infinity, until);
        turns.schedule();
      } else {
        pace(now());
      }
    },
    /** @param {'phase' | number} wish */
    play(wish) {
      speed = wish;
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
