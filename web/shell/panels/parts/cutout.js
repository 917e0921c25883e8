// Drawings of the data sets have a white background, which the engine reads. Where many stand close
// together their corners would hide each other, and on a dark page they would glare: so the white
// around a drawing is made transparent. A sheet that is all grey is handwriting: it takes the
// page's ink colour, and all of its paper becomes transparent.

/** @typedef {NonNullable<import('../../types').Items['sheet']>} Sheet */

const WHITE = 246;   // a background pixel's darkest channel is at least this

/** @typedef {import('../../gl/batches.js').Rgb} Rgb */

/** @type {WeakMap<object, { sheet: Sheet, grey: boolean, ink: string }>} */
const made = new WeakMap();

/** @param {Sheet | null} sheet @param {() => Rgb} inkOf the page's ink colour, each 0..1
 *  @returns {Sheet | null} the same tiles, transparent around the drawings */
export function cutout(sheet, inkOf) {
  // a bitmap was drawn for the page and needs no change
  if (!sheet || !(sheet.image instanceof ImageData)) return sheet;
  const { image, tile, columns } = sheet;
  const known = made.get(image);
  const grey = known?.grey ?? isGrey(image.data);
  const ink = grey ? inkOf().map((c) => Math.round(255 * c)) : [];
  if (known?.ink === String(ink)) return known.sheet;
  const copy = new ImageData(new Uint8ClampedArray(image.data), image.width, image.height);
  if (grey) write(copy.data, ink);
  else clearAll(copy, tile);
  const done = { image: copy, tile, columns };
  made.set(image, { sheet: done, grey, ink: String(ink) });
  return done;
}

/** @param {Uint8ClampedArray} data */
function isGrey(data) {
  for (let k = 0; k < data.length; k += 4) {
    if (data[k] !== data[k + 1] || data[k] !== data[k + 2]) return false;
  }
  return true;
}

/** Makes darker pixels more opaque. @param {Uint8ClampedArray} data @param {number[]} ink */
function write(data, ink) {
  for (let k = 0; k < data.length; k += 4) {
    data[k + 3] = data[k + 3] ? 255 - data[k] : 0; // unused tiles are transparent already
    for (let c = 0; c < 3; c++) data[k + c] = ink[c];
  }
}

/** @param {ImageData} image @param {number} tile */
function clearAll(image, tile) {
  const stack = new Int32Array(4 * tile * tile);
  for (let y = 0; y < image.height; y += tile) {
    for (let x = 0; x < image.width; x += tile) clear(image, x, y, tile, stack);
  }
}

/** Makes white that touches the tile's edge transparent, then softens the edge of the drawing.
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
    // a pixel mixed with the white behind it: its opacity is the drawing's part of the mixture
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
