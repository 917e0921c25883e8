// Which lab has the machine: of all labs of a page one with an encoder trains at a time.

/** @typedef {{ title: string, giveWay(to: string): void, hear(): void }} Share hear: that another lab
 *  trains at the moment, or none */

/** Of every lab there is. @type {Set<Share>} */
const shares = new Set();
/** Of the lab with an encoder that trains at the moment. @type {Share | null} */
let holder = null;

/** @param {Share | null} to */
function hand(to) {
  holder = to;
  for (const share of shares) share.hear();
}

/** A lab's part in it. @param {string} title @param {(to: string) => void} giveWay ends its training
 *  for that of a lab of this title @param {() => void} hear that another has it, or none */
export function createShare(title, giveWay, hear) {
  /** @type {Share} */
  const own = { title, giveWay, hear };
  shares.add(own);

  function leave() {
    if (holder === own) hand(null);
  }

  return {
    leave,
    /** The title of the other lab that has it; null: none. */
    other: () => (holder && holder !== own ? holder.title : null),
    take() {
      if (holder === own) return;
      const before = holder;
      hand(own);
      before?.giveWay(title);
    },
    end() {
      shares.delete(own);
      leave();
    },
  };
}
