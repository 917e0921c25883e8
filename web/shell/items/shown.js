// The items that a lab shows, and what the engine has to measure about them.
import { conceptOf, firstAnchor, itemsOf, matrixConcepts, matrixItems, redrawn } from './items.js';

/** @typedef {import('../types.d.ts').Items} Items */

/** @param {{ lab: import('../types.d.ts').Lab, client: import('../client/client.js').Client,
 *   state: import('../state/state.js').State, first: Items, forget(): void,
 *   draw(items: Items): void }} given first: the items it opens with; forget: called when the last
 *   snapshot is of other items; draw: draws new items */
export function createShown({ lab, client, state, first, forget, draw }) {
  let items = first;
  /** The concepts whose names are compared with their drawings. @type {number[]} */
  let named = [];

  function select() {
    const { anchor, params } = state.get();
    // those shown stay when one of them is picked: others would come under the pointer
    if (!named.includes(conceptOf(items, anchor))) named = matrixConcepts(items, anchor);
    client.select(anchor, matrixItems(items, params, anchor), named, lab.panels);
  }

  return {
    select,
    /** Shows a new session's items. @param {import('../types.d.ts').EngineItems} engineItems
     *  @param {import('../types.d.ts').Params} params */
    async show(engineItems, params) {
      const { names } = items;
      items = await itemsOf(engineItems, params, items);
      named = [];
      const { anchor } = state.get();
      const stays = anchor < items.count && items.names[anchor] === names[anchor];
      state.patch({ anchor: stays ? anchor : firstAnchor(items), hover: -1 });
      forget();
      draw(items);
      if (items.lack) state.patch({ problem: items.lack });
      select();
    },
    /** Loads drawings that failed to load before. */
    async redraw() {
      items = await redrawn(items, state.get().params);
      state.patch({ problem: items.lack ?? null });
      draw(items);
    },
  };
}
