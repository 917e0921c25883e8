// Writes the dataset format that src/data/pack.h describes.

/**
 * @param {object} set
 * @param {number} set.drawings             pictures per concept
 * @param {number} set.side                 width and height of a picture
 * @param {{ of: number[], classes: number }[]} set.labels   one entry per kind, `of` per concept
 * @param {Uint8Array[]} set.pictures       [concepts * drawings] planar RGB, side * side * 3
 * @returns {Buffer}
 */
export function packed({ drawings, side, labels, pictures }) {
  const concepts = pictures.length / drawings;
  const header = Buffer.alloc(64);
  header.write('CTPK', 'latin1');
  const numbers = [1, concepts, drawings, 3, side, side, labels.length];
  numbers.push(...labels.map(({ classes }) => classes));
  numbers.forEach((value, i) => header.writeUInt32LE(value, 4 + 4 * i));

  const labelBytes = Buffer.alloc(4 * Math.ceil((2 * labels.length * concepts) / 4));
  const values = labels.flatMap(({ of }) => of);
  values.forEach((value, i) => labelBytes.writeUInt16LE(value, 2 * i));
  return Buffer.concat([header, labelBytes, ...pictures.map((planes) => differences(planes, side))]);
}

function differences(planes, side) {
  return planes.map((value, i) => {
    const x = i % side;
    const y = Math.floor(i / side) % side;
    if (x > 0) return value - planes[i - 1];
    return y > 0 ? value - planes[i - side] : value;
  });
}
