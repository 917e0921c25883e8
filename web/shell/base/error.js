/** A status of the engine that is not ok, a file it would not take, or ('interrupted') a request that
 *  another one ended. */
export class EngineError extends Error {
  /** @param {import('../contrastive-lab.d.ts').ErrorStatus} status @param {string} text */
  constructor(status, text) {
    super(text);
    this.status = status;
  }
}
