// Writes the dataset format that src/data/pack.h describes.

const PALETTES = 2; // version: pictures as palettes

/**
 * @param {object} set
 * @param {number} set.drawings   pictures per concept
 * @param {number} set.side       width and height of a picture
 * @param {{ of: number[], classes: number }[]} set.labels   one entry a kind, `of` per concept
 * @param {{ index: Uint8Array, colours: number[][] }[]} set.pictures   [concepts * drawings] RGB
 * @returns {Buffer}
 */
export function packed({ drawings, side, labels, pictures }) {
  const concepts = pictures.length / drawings;
  const header = Buffer.alloc(64);
  header.write('CTPK', 'latin1');
  const numbers = [PALETTES, concepts, drawings, 3, side, side, labels.length];
  numbers.push(...labels.map(({ classes }) => classes));
  numbers.forEach((value, i) => header.writeUInt32LE(value, 4 + 4 * i));

  const labelBytes = Buffer.alloc(4 * Math.ceil((2 * labels.length * concepts) / 4));
  const values = labels.flatMap(({ of }) => of);
  values.forEach((value, i) => labelBytes.writeUInt16LE(value, 2 * i));

  const pixels = Buffer.alloc(pictures.length * side * side * 3);
  pictures.forEach(({ index, colours }, i) => {
    const at = i * side * side * 3;
    pixels.set(index, at);
    pixels.set(colours.flat(), at + index.length);
  });
  return Buffer.concat([header, labelBytes, pixels]);
}
