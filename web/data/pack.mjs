// The packed dataset that src/data/pack.h describes.

const PLAIN = 1; // versions: pixels as they are
const PALETTES = 2; // pictures as palettes

/**
 * @param {object} set
 * @param {number} set.drawings   pictures per concept
 * @param {number} set.side       width and height of a picture
 * @param {{ of: number[], classes: number }[]} set.labels   one entry a kind, `of` per concept
 * @param {number} [set.heldOut]  the last so many concepts; 0: the engine's shuffled fifth
 * @param {number} set.mean       of all pixels in 0..1, about
 * @param {Uint8Array[] | { index: Uint8Array, colours: number[][] }[]} set.pictures
 *   [concepts * drawings] grey pixels, or RGB in few colours
 * @returns {Buffer}
 */
export function packed({ drawings, side, labels, heldOut = 0, mean, pictures }) {
  const concepts = pictures.length / drawings;
  const grey = pictures[0] instanceof Uint8Array;
  const channels = grey ? 1 : 3;
  const header = Buffer.alloc(64);
  header.write('CTPK', 'latin1');
  const numbers = [grey ? PLAIN : PALETTES, concepts, drawings, channels, side, side,
    labels.length];
  numbers.forEach((value, i) => header.writeUInt32LE(value, 4 + 4 * i));
  labels.forEach(({ classes }, k) => header.writeUInt32LE(classes, 32 + 4 * k));
  header.writeUInt32LE(heldOut, 48);
  header.writeUInt32LE(Math.round(1000 * mean), 52);

  const labelBytes = Buffer.alloc(4 * Math.ceil((2 * labels.length * concepts) / 4));
  const values = labels.flatMap(({ of }) => of);
  values.forEach((value, i) => labelBytes.writeUInt16LE(value, 2 * i));

  const size = side * side * channels;
  const pixels = Buffer.alloc(pictures.length * size);
  pictures.forEach((picture, i) => {
    if (grey) return void pixels.set(picture, i * size);
    pixels.set(picture.index, i * size);
    pixels.set(picture.colours.flat(), i * size + picture.index.length);
  });
  return Buffer.concat([header, labelBytes, pixels]);
}
