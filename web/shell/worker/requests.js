// Requests that wait for their turn: they are answered in the order of their arrival, or refused.
import english from '../words/en/worker.js';
import { EngineError } from '../base/error.js';
import { textsOf } from '../words/words.js';

const t = textsOf('worker', english);

/** A waiting request: the steps to do first, then how it is answered or refused.
 *  @typedef {{ steps: number, done: number, answer(): void, refuse(error: Error): void }} Request */

export function createRequests() {
  /** @type {Request[]} */
  let waiting = [];

  /** Refuses all waiting requests. @param {Error} cause */
  function refuse(cause) {
    const refused = waiting;
    waiting = [];
    for (const request of refused) request.refuse(cause);
  }

  return {
    refuse,
    any: () => waiting.length > 0,
    /** @param {number} steps steps to do first @param {() => void} answer
     *  @param {(error: Error) => void} refusal */
    add(steps, answer, refusal) {
      waiting.push({ steps, done: 0, answer, refuse: refusal });
    },
    /** Counts steps that were done for the first request otherwise than by serving it.
     *  @param {number} steps */
    credit(steps) {
      if (waiting.length) waiting[0].done += steps;
    },
    /** Refuses what waits, naming the reason and the steps done. @param {string} reason */
    interrupt(reason) {
      const [first] = waiting;
      refuse(new EngineError('interrupted', first?.steps
        ? t('after', { reason, done: first.done, n: first.steps }) : reason));
    },
    /** Continues with the first request.
     *  @param {(most: number, until: number) => number} train does steps and returns their number
     *  @param {number} until */
    serve(train, until) {
      const [request] = waiting;
      const left = request.steps - request.done;
      if (left > 0) request.done += train(left, until);
      if (waiting[0] !== request || request.done < request.steps) return; // failed or not done
      try {
        request.answer();
      } catch (error) {
        if (!(error instanceof EngineError)) throw error;
        request.refuse(error);
      }
      if (waiting[0] === request) waiting.shift(); // otherwise it has failed and was refused
    },
  };
}

/** @typedef {ReturnType<typeof createRequests>} Requests */
