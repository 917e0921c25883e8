// Where the cells and heads of the similarity matrix are, and which cell is at a given point.

/** The least width of a cell, in px, that has room for its number. */
export const NUMBERED = 32;

/**
 * @param {number} n @param {number} width @param {number} height @param {number} size scale of text
 * @param {number} named width of a name at scale 1; 0: no names
 */
export function layoutOf(n, width, height, size, named) {
  // heads are thumbnails and names while there is room, then thumbnails alone, then nothing
  const guess = (Math.min(width, height) - 30) / Math.max(1, n);
  const thumb = guess >= 12 ? Math.min(26 * size, guess * 0.9) : 0;
  const top = thumb ? thumb + 6 : 6;
  /** Whether cells have room for their numbers beside heads of this width.
   *  @param {number} beside */
  const numbered = (beside) =>
    Math.min(width - beside - 2, height - top - 2) / n >= NUMBERED;
  const names = n <= 20 && width >= 300 && named > 0
    && (numbered(top + named * size) || !numbered(top));
  const heads = (thumb ? thumb + 6 : 6) + (names ? named * size : 0);
  const side = Math.max(1, Math.min(width - heads - 2, height - top - 2));
  const left = heads + Math.max(0, (width - heads - side - 2) / 2);
  const cell = side / Math.max(1, n);
  return {
    n, left, top, side, cell, thumb, names, heads,
    /** @param {number} x @param {number} y @returns {{ row: number, col: number } | null} */
    at(x, y) {
      const col = Math.floor((x - left) / cell);
      const row = Math.floor((y - top) / cell);
      return row >= 0 && row < n && col >= 0 && col < n ? { row, col } : null;
    },
  };
}

/** @typedef {ReturnType<typeof layoutOf>} Layout */
