/** A status of the engine that is not ok, or a file it would not take. */
export class EngineError extends Error {
  /** @param {string} status @param {string} text */
  constructor(status, text) {
    super(text);
    this.status = status;
  }
}
