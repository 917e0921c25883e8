// Answers to the page's questions about texts, which are given at once, also in the middle of a
// step.

/** @typedef {import('../types.d.ts').ToWorker} ToWorker */
/** @typedef {import('../types.d.ts').FromWorker} FromWorker */
/** @typedef {import('../wasm/engine.js').Engine} Engine */

/** Prompts that every later session is given as well. */
export function createPrompts() {
  /** @type {{ text: string, kind: number } | null} */
  let kept = null;
  return {
    /** @param {Engine} engine @param {string} text @param {number} kind */
    set({ texts }, text, kind) {
      texts.prompts(text, kind);
      kept = { text, kind };
    },
    /** Gives them to a new session, if it reads texts. @param {Engine} engine */
    renew({ texts }) {
      if (kept && texts.reads()) texts.prompts(kept.text, kept.kind);
    },
  };
}

/** @typedef {ReturnType<typeof createPrompts>} Prompts */

/** The answer to a question, and what of it is transferred; null: the message is none.
 *  @param {Engine} engine @param {Prompts} prompts @param {ToWorker} message
 *  @returns {{ answer: FromWorker, transfer: Transferable[] } | null} */
export function answerTo(engine, prompts, message) {
  switch (message.type) {
    case 'search': {
      const found = engine.texts.search(message.text, message.most);
      const transfer = found.tiles ? [found.tiles.image.data.buffer] : [];
      return { answer: { type: 'found', found, id: message.id }, transfer };
    }
    case 'words': {
      const words = engine.texts.words(message.drawing, message.language, message.most);
      return { answer: { type: 'words', words, id: message.id }, transfer: [] };
    }
    case 'prompts':
      prompts.set(engine, message.text, message.kind);
      return { answer: { type: 'prompts', id: message.id }, transfer: [] };
    default: return null;
  }
}
