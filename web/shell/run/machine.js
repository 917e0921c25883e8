// Which lab may use the machine: of all labs of a page, one with an encoder trains at a time.

/** @typedef {{ title: string, giveWay(to: string): void, hear(): void }} Share hear: called when
 *  another lab begins to train, or none trains any more */

/** The shares of all labs. @type {Set<Share>} */
const shares = new Set();
/** The share of the lab with an encoder that trains now. @type {Share | null} */
let holder = null;

/** @param {Share | null} to */
function hand(to) {
  holder = to;
  for (const share of shares) share.hear();
}

/** A lab's share of the machine. @param {string} title @param {(to: string) => void} giveWay ends
 *  its training, so that the lab of title `to` can train @param {() => void} hear see Share */
export function createShare(title, giveWay, hear) {
  /** @type {Share} */
  const own = { title, giveWay, hear };
  shares.add(own);

  function leave() {
    if (holder === own) hand(null);
  }

  return {
    leave,
    /** The title of another lab that has the machine; null: no other lab has it. */
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
