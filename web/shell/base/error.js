/** An error of the engine: a call that failed, a file it has refused, or ('interrupted') a request
 *  that another one ended. */
export class EngineError extends Error {
  /** @param {import('../contrastive-lab.d.ts').ErrorStatus} status @param {string} text */
  constructor(status, text) {
    super(text);
    this.status = status;
  }
}
