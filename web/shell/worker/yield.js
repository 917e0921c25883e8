// Lets messages reach the worker between two turns of its work.

/** Calls back once the waiting messages have been handled; setTimeout would wait at least 4 ms.
 *  @param {() => void} call */
export function createYield(call) {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = call;
  return {
    ask: () => port2.postMessage(0),
    /** No call follows any more, not even one that was asked for already. */
    end() {
      port1.onmessage = null;
      port1.close();
    },
  };
}

/** @typedef {ReturnType<typeof createYield>} Yield */
