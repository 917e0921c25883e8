// Reduces a picture to few colours. Flat drawings at 32 pixels need about 20 of them, and gzip can
// compress a picture that repeats its colours exactly.
//
// Boxes of colours are split at their mean, always the box with the largest error (after Heckbert
// 1982, "Color image quantization for frame buffer display"); k-means then moves the colours.

const ROUNDS = 3; // of k-means; more rounds gain less than 0.1 dB

/**
 * @param {Uint8Array} rgb      [pixels, 3]
 * @param {number} most         most colours
 * @param {number} meanSquare   squared error per channel that is good enough, in 0..255 squared
 * @returns {{ index: Uint8Array, colours: number[][] }} light colours first
 */
export function quantise(rgb, most, meanSquare) {
  const seen = new Map();
  for (let i = 0; i < rgb.length; i += 3) {
    const key = (rgb[i] << 16) | (rgb[i + 1] << 8) | rgb[i + 2];
    seen.set(key, (seen.get(key) ?? 0) + 1);
  }
  // Sorted, so that sums do not depend on where in the picture a colour comes first.
  const points = [...seen].sort((a, b) => a[0] - b[0]).map(([key, count]) => {
    return { key, rgb: [key >> 16, (key >> 8) & 255, key & 255], count };
  });
  const enough = meanSquare * rgb.length;
  const colours = moved(points, split(points, most, enough)).sort((a, b) => light(b) - light(a));
  const at = new Map(points.map((point) => [point.key, nearest(colours, point.rgb)]));
  const index = new Uint8Array(rgb.length / 3);
  for (let i = 0; i < index.length; i++) {
    index[i] = at.get((rgb[3 * i] << 16) | (rgb[3 * i + 1] << 8) | rgb[3 * i + 2]);
  }
  return { index, colours };
}

// A box: its points, their mean, and for each channel the sum of squared distances to the mean.
function box(points) {
  let total = 0;
  const mean = [0, 0, 0];
  const spread = [0, 0, 0];
  for (const { rgb, count } of points) {
    total += count;
    for (let c = 0; c < 3; c++) mean[c] += count * rgb[c];
  }
  for (let c = 0; c < 3; c++) mean[c] /= total;
  for (const { rgb, count } of points) {
    for (let c = 0; c < 3; c++) {
      const d = rgb[c] - mean[c];
      spread[c] += count * d * d;
    }
  }
  return { points, mean, spread, error: spread[0] + spread[1] + spread[2] };
}

function split(points, most, enough) {
  const boxes = [box(points)];
  let error = boxes[0].error;
  while (boxes.length < most && error > enough) {
    const worst = boxes.reduce((best, b, i) => (b.error > boxes[best].error ? i : best), 0);
    const [old] = boxes.splice(worst, 1);
    const widest = old.spread.indexOf(Math.max(...old.spread));
    const low = box(old.points.filter((p) => p.rgb[widest] <= old.mean[widest]));
    const high = box(old.points.filter((p) => p.rgb[widest] > old.mean[widest]));
    boxes.push(low, high);
    error += low.error + high.error - old.error;
  }
  return boxes.map(({ mean }) => mean);
}

function moved(points, colours) {
  for (let round = 0; round < ROUNDS; round++) {
    const parts = colours.map(() => []);
    for (const point of points) parts[nearest(colours, point.rgb)].push(point);
    const means = parts.map((part, i) => (part.length ? box(part).mean : colours[i]));
    if (means.every((mean, i) => mean.every((v, c) => v === colours[i][c]))) break;
    colours = means;
  }
  const whole = colours.map((colour) => colour.map(Math.round));
  return whole.filter((a, i) => whole.findIndex((b) => b.every((v, c) => v === a[c])) === i);
}

function nearest(colours, rgb) {
  const r = rgb[0];
  const g = rgb[1];
  const b = rgb[2];
  let best = 0;
  let least = Infinity;
  for (let i = 0; i < colours.length; i++) {
    const colour = colours[i];
    const dr = r - colour[0];
    const dg = g - colour[1];
    const db = b - colour[2];
    const distance = dr * dr + dg * dg + db * db;
    if (distance < least) {
      least = distance;
      best = i;
    }
  }
  return best;
}

function light([r, g, b]) {
  return 3 * r + 6 * g + b;
}
