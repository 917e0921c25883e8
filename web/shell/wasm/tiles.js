// Turns the engine's planar pixels into RGBA sheets that the page can draw from.

/** mean: the number, in 0..1, that the engine subtracts from every pixel of a view.
 *  @typedef {{ channels: number, height: number, width: number, mean: number }} Shape */
/** @typedef {{ image: ImageData, tile: number, columns: number }} Sheet */

/** @param {Shape} shape @param {number} count @param {number} columns tiles per row
 *  @param {(i: number) => ArrayLike<number>} pixels those of tile i, [C, H, W]
 *  @param {number} scale @param {number} shift scale and shift give values in 0..255
 *  @returns {Sheet} */
function sheetOf(shape, count, columns, pixels, scale, shift) {
  const { channels, height, width } = shape;
  const plane = height * width;
  const image = new ImageData(columns * width, Math.ceil(count / columns) * height);
  const green = channels === 3 ? plane : 0;
  for (let i = 0; i < count; i++) {
    const from = pixels(i);
    const corner = Math.floor(i / columns) * height * image.width + (i % columns) * width;
    for (let p = 0; p < plane; p++) {
      const to = 4 * (corner + Math.floor(p / width) * image.width + (p % width));
      image.data[to] = from[p] * scale + shift;
      image.data[to + 1] = from[p + green] * scale + shift;
      image.data[to + 2] = from[p + 2 * green] * scale + shift;
      image.data[to + 3] = 255;
    }
  }
  return { image, tile: width, columns };
}

/** @param {Shape} shape @param {number} count @param {number} columns
 *  @param {(i: number) => Uint8Array} pixels */
export const sheetOfBytes = (shape, count, columns, pixels) =>
  sheetOf(shape, count, columns, pixels, 1, 0);

/** @param {Shape} shape @param {number} count @param {number} columns
 *  @param {(i: number) => Float32Array} pixels 0..1 minus the mean. A random
 *  convolution may leave that range; what is blacker than black or whiter than white is then shown
 *  as black or white (ImageData cuts it), so that the rest keeps its colours. */
export const sheetOfViews = (shape, count, columns, pixels) =>
  sheetOf(shape, count, columns, pixels, 255, 255 * shape.mean);
