// How the worker lets messages in between two turns of its work.

/** Calls back once the messages that wait have been handled; setTimeout would be clamped to 4 ms.
 *  @param {() => void} call */
export function createYield(call) {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = call;
  return {
    ask: () => port2.postMessage(0),
    /** Nothing calls back any more, not even what was asked for already. */
    end() {
      port1.onmessage = null;
      port1.close();
    },
  };
}

/** @typedef {ReturnType<typeof createYield>} Yield */
