// Drawings of the data sets stand on white, as the engine reads them. In a crowd their corners
// would hide each other, and in the dark they would glare: the white around them is made clear.

/** @typedef {NonNullable<import('../../types').Items['sheet']>} Sheet */

const WHITE = 246;   // a background pixel's darkest channel is at least this

/** @type {WeakMap<object, Sheet>} */
const made = new WeakMap();

/** @param {Sheet | null} sheet @returns {Sheet | null} the same tiles, clear around the drawings */
export function cutout(sheet) {
  // ready-made sheets are clear already
  if (!sheet || !(sheet.image instanceof ImageData)) return sheet;
  const { image, tile, columns } = sheet;
  let done = made.get(image);
  if (!done) {
    const copy = new ImageData(new Uint8ClampedArray(image.data), image.width, image.height);
    const stack = new Int32Array(4 * tile * tile);
    for (let y = 0; y < image.height; y += tile) {
      for (let x = 0; x < image.width; x += tile) clear(copy, x, y, tile, stack);
    }
    done = { image: copy, tile, columns };
    made.set(image, done);
  }
  return done;
}

/** Clears what is white and joined to the tile's edge, then softens the edge of the drawing.
 *  @param {ImageData} image @param {number} x0 @param {number} y0 @param {number} tile
 *  @param {Int32Array} stack */
function clear({ data, width }, x0, y0, tile, stack) {
  let top = 0;
  const visit = (/** @type {number} */ x, /** @type {number} */ y) => {
    if (x < 0 || y < 0 || x >= tile || y >= tile) return;
    const k = 4 * ((y0 + y) * width + x0 + x);
    if (data[k + 3] !== 255) return;
    const least = Math.min(data[k], data[k + 1], data[k + 2]);
    if (least >= WHITE) {
      data[k + 3] = 0;
      stack[top++] = y * tile + x;
      return;
    }
    // a pixel mixed with the white behind it: how much of it is the drawing?
    const cover = 1 - least / 255;
    for (let c = 0; c < 3; c++) data[k + c] = 255 + (data[k + c] - 255) / cover;
    data[k + 3] = Math.min(254, 255 * cover);
  };
  for (let i = 0; i < tile; i++) {
    visit(i, 0);
    visit(i, tile - 1);
    visit(0, i);
    visit(tile - 1, i);
  }
  while (top > 0) {
    const at = stack[--top];
    const x = at % tile;
    const y = (at - x) / tile;
    visit(x - 1, y);
    visit(x + 1, y);
    visit(x, y - 1);
    visit(x, y + 1);
  }
}
