// Requests that wait for their turn: answered in the order in which they were made, or refused.
import { EngineError } from '../base/error.js';

/** A request that waits for its turn: steps to do first, then how it is answered, or refused.
 *  @typedef {{ steps: number, done: number, answer(): void, refuse(error: Error): void }} Request */

export function createRequests() {
  /** @type {Request[]} */
  let waiting = [];

  /** Refuses all that waits. @param {Error} cause */
  function refuse(cause) {
    const refused = waiting;
    waiting = [];
    for (const request of refused) request.refuse(cause);
  }

  return {
    refuse,
    any: () => waiting.length > 0,
    /** @param {number} steps to do first @param {() => void} answer
     *  @param {(error: Error) => void} refusal */
    add(steps, answer, refusal) {
      waiting.push({ steps, done: 0, answer, refuse: refusal });
    },
    /** Ends what waits, with the reason and how far it came. @param {string} reason */
    interrupt(reason) {
      const [first] = waiting;
      const far = first?.steps ? ` after ${first.done} of ${first.steps} steps` : '';
      refuse(new EngineError('interrupted', `${reason}${far}`));
    },
    /** Goes on with the request whose turn it is.
     *  @param {(most: number, until: number) => number} train does steps, and says how many
     *  @param {number} until */
    serve(train, until) {
      const [request] = waiting;
      const left = request.steps - request.done;
      if (left > 0) request.done += train(left, until);
      if (waiting[0] !== request || request.done < request.steps) return; // failed, or not there yet
      try {
        request.answer();
      } catch (error) {
        if (!(error instanceof EngineError)) throw error;
        request.refuse(error);
      }
      if (waiting[0] === request) waiting.shift(); // else it has failed, and been refused
    },
  };
}

/** @typedef {ReturnType<typeof createRequests>} Requests */
