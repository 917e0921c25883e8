// Where the parts of the assignment matrix are: heads, cells, totals above them, sums beside them.

/** @param {number} rows @param {number} columns @param {number} width @param {number} height
 *  @param {number} size scale of the text */
export function layoutOf(rows, columns, width, height, size) {
  const bars = Math.round(Math.min(90 * size, height * 0.22));
  const names = width >= 420 ? 92 * size : 0;
  const sums = 34 * size;
  const top = bars + 10;
  const tall = (height - top - 5) / Math.max(1, rows);
  const thumb = Math.min(26 * size, tall * 0.92);
  const left = thumb + 8 + names;
  const wide = Math.max(0.5, (width - left - sums - 4) / Math.max(1, columns));
  return {
    rows, columns, bars, top, left, thumb, names, wide, tall, right: left + wide * columns,
    /** @param {number} x @param {number} y @returns {{ row: number, col: number } | null} */
    at(x, y) {
      const col = Math.floor((x - left) / wide);
      const row = y < top ? -1 : Math.floor((y - top) / tall);
      return col >= 0 && col < columns && row < rows ? { row, col } : null;
    },
  };
}

/** @typedef {ReturnType<typeof layoutOf>} Layout */
