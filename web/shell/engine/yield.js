// How the worker lets messages in between two turns of its work.

/** Calls back once the messages that wait have been handled; setTimeout would be clamped to 4 ms.
 *  @param {() => void} call */
export function createYield(call) {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = call;
  return () => port2.postMessage(0);
}
