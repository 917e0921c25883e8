// The numbers of the heat map as a table for screen readers, which is not visible.
import english from '../../words/en/matrix.js';
import { h } from '../../base/dom.js';
import { formatSimilarity } from '../../base/format.js';
import { textsOf } from '../../words/words.js';

const t = textsOf('matrix', english);

const MOST = 16; // most rows
const GAP = 1000; // least ms between two renewals

export function createTable() {
  const element = h('table', { hidden: true });
  let renewed = -Infinity;
  return {
    element,
    /** @param {import('../../types.d.ts').Snapshot['matrix'] | null} shown
     *  @param {(item: number) => string} nameOf */
    renew(shown, nameOf) {
      const n = shown?.items.length ?? 0;
      const now = performance.now();
      if (!shown || now - renewed < GAP) return;
      renewed = now;
      element.hidden = n > MOST;
      if (element.hidden) return;
      const { items: which, cosine } = shown;
      const head = (/** @type {string} */ scope, /** @type {string} */ name) =>
        h('th', { scope, textContent: name });
      const order = [...which].map((item, k) => ({ name: nameOf(item), k }));
      element.replaceChildren(
        h('caption', { textContent: t('table') }),
        h('tr', {}, h('td'), ...order.map((col) => head('col', col.name))),
        ...order.map((row) => h('tr', {}, head('row', row.name), ...order.map((col) =>
          h('td', { textContent: formatSimilarity(cosine[row.k * n + col.k]) })))));
    },
  };
}
