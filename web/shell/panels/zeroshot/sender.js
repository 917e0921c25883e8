// Sends what is typed: at once, but never more than one request at a time. What is typed while one
// is under way goes out when it is answered, and only the last of it.

/** @param {(text: string) => Promise<void>} ask
 *  @param {(problem: string) => void} told receives what went wrong, '' when nothing did */
export function createSender(ask, told) {
  let busy = false;
  /** @type {string | null} */
  let next = null;

  async function go() {
    busy = true;
    while (next !== null) {
      const text = next;
      next = null;
      try {
        await ask(text);
        told('');
      } catch (error) {
        told(/** @type {Error} */ (error).message);
      }
    }
    busy = false;
  }

  return {
    /** @param {string} text */
    send(text) {
      next = text;
      if (!busy) void go();
    },
    /** Forgets what has not been sent yet. */
    stop() { next = null; },
  };
}
