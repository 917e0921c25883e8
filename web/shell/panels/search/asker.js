// Asks for the text that stands in a box: at most one search is under way, and the newest text
// wins. A standing text is asked for again after each new look at the drawings.

/** @typedef {import('../../types').Found} Found */

/** @param {{ search(text: string): Promise<Found>, found(found: Found): void,
 *    refused(words: string): void }} on */
export function createAsker(on) {
  let wanted = ''; // the text in the box
  let look = -1; // the step of the last look at the drawings; -1: there was none yet
  let asked = { text: '', look: -1 };
  let busy = false;
  let ended = false;

  const due = () => wanted !== '' && look >= 0 && (asked.text !== wanted || asked.look !== look);

  async function ask() {
    if (busy || ended || !due()) return;
    busy = true;
    asked = { text: wanted, look };
    const { text } = asked;
    try {
      const found = await on.search(text);
      if (!ended && text === wanted) on.found(found);
    } catch (error) {
      if (!ended && text === wanted) on.refused(/** @type {Error} */ (error).message);
    }
    busy = false;
    void ask();
  }

  return {
    /** @param {string} text as it was typed; empty: there is nothing to ask */
    want(text) {
      wanted = text;
      if (!text) asked.text = '';
      void ask();
    },
    /** @param {number} step of the last look; -1: the drawings of this session are not known yet */
    looked(step) {
      look = step;
      if (step < 0) asked = { text: '', look: -1 };
      void ask();
    },
    end() { ended = true; },
  };
}
