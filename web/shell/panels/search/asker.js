// Asks the question that stands: at most one request is under way, and the newest question wins. A
// standing question is asked again after each new look at the drawings.

/** @template Answer @param {{ ask(text: string): Promise<Answer>, found(answer: Answer): void,
 *    refused(error: Error & { status?: import('../../contrastive-lab.d.ts').ErrorStatus }): void
 *  }} on */
export function createAsker(on) {
  let wanted = ''; // the question; '': none
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
      const found = await on.ask(text);
      if (!ended && text === wanted) on.found(found);
    } catch (error) {
      if (!ended && text === wanted) on.refused(/** @type {Error} */ (error));
    }
    busy = false;
    void ask();
  }

  return {
    /** @param {string} text of the question; empty: there is nothing to ask */
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
