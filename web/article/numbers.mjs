// Numbers in the prose that follow from a formula: they are computed here and never typed into a
// section. A section writes {{name argument ...}}; the build fails on a name that is not below.

/** Angles in degrees of the eight points, in the order of the table: an anchor, then its
 *  positive. */
export const POINTS = [
  ['Cat', 0], ['Cat+', 3.87], ['Dog', 95.07], ['Dog+', 85.78],
  ['Car', 279.62], ['Car+', 268.85], ['Plane', 180.66], ['Plane+', 184.44],
];

/** The similarity matrix as it was published, to two decimals. */
const PRINTED = [
  [1.00, 1.00, -0.09, 0.07, 0.17, -0.02, -1.00, -1.00],
  [1.00, 1.00, -0.02, 0.14, 0.10, -0.09, -1.00, -1.00],
  [-0.09, -0.02, 1.00, 0.99, -1.00, -0.99, 0.08, 0.01],
  [0.07, 0.14, 0.99, 1.00, -0.97, -1.00, -0.09, -0.15],
  [0.17, 0.10, -1.00, -0.97, 1.00, 0.98, -0.16, -0.09],
  [-0.02, -0.09, -0.99, -1.00, 0.98, 1.00, 0.03, 0.10],
  [-1.00, -1.00, 0.08, -0.09, -0.16, 0.03, 1.00, 1.00],
  [-1.00, -1.00, 0.01, -0.15, -0.09, 0.10, 1.00, 1.00],
];

const radians = (degrees) => (degrees * Math.PI) / 180;
const sum = (values) => values.reduce((a, b) => a + b, 0);

/** Mean NT-Xent of a similarity matrix whose rows 2i and 2i + 1 are a pair, in nats.
 *  `bug` names the mistake in the denominator, as the lab's switch does. */
function ntXent(similarity, tau, bug = 'none') {
  const scale = bug === 'wrong_scale' ? Math.exp(tau) : 1 / tau;
  const losses = similarity.map((row, i) => {
    const term = row.map((s) => Math.exp(s * scale));
    const positive = term[i ^ 1];
    const negatives = sum(term.filter((_, j) => j !== i && j !== (i ^ 1)));
    const extra = { self: positive + term[i], twice: 2 * positive, left_out: 0 }[bug] ?? positive;
    // log1p keeps its digits when the negatives have nearly no weight
    return extra === 0 ? Math.log(negatives / positive)
      : Math.log1p((negatives + extra - positive) / positive);
  });
  return sum(losses) / losses.length;
}

const cosines = POINTS.map(([, a]) => POINTS.map(([, b]) => Math.cos(radians(a - b))));

/** The least NT-Xent of P pairs on the circle: pairs evenly spaced, both views at one point. */
export function circleFloor(pairs, tau) {
  let rest = 0;
  for (let k = 1; k < pairs; k++) {
    rest += Math.exp((Math.cos((2 * Math.PI * k) / pairs) - 1) / tau);
  }
  return Math.log1p(2 * rest);
}

/** The least uniformity loss, t = 2, of points spread evenly over the circle or the sphere. */
function leastUniformity(dim) {
  if (dim === 3) return -4 + Math.log(Math.sinh(4) / 4);
  let bessel = 1, term = 1; // I0(4) by its series
  for (let k = 1; k < 40; k++) bessel += term *= 4 / (k * k);
  return -4 + Math.log(bessel);
}

const minus = (text) => text.replace('-', '\u2212');
/** Fixed decimals, with a true minus sign. */
export const fixed = (value, digits) => minus(value.toFixed(digits));

/** Three decimals, or below a thousandth one decimal and a power of ten. */
function loss(value) {
  if (Math.abs(value) >= 0.0005) return fixed(value, 3);
  const [digits, power] = value.toExponential(1).split('e');
  return `${digits} × 10<sup>${minus(power)}</sup>`;
}

/** The printed matrix as a table, with its positive pairs marked. */
export function printedTable() {
  const names = POINTS.map(([name]) => name);
  const head = names.map((name) => `<th scope="col" class="n">${name}</th>`).join('');
  const rows = PRINTED.map((row, i) => `<tr><th scope="row">${names[i]}</th>${row.map((value, j) =>
    `<td class="n">${j === (i ^ 1) ? `<strong>${fixed(value, 2)}</strong>` : fixed(value, 2)}</td>`)
    .join('')}</tr>`);
  return '<div class="table" tabindex="0" role="region" aria-label="Cosines of eight views">'
    + '<table class="tight"><caption>Cosines of eight views; positive pairs in bold</caption>'
    + `<thead><tr><td></td>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

/** The uniformity loss of P aligned pairs, evenly spaced on the circle: over all pairs of two
 *  different views. */
function uniformityOfPairs(pairs) {
  const squares = [];
  for (let k = 0; k < 2 * pairs; k++) {
    const angle = (2 * Math.PI * (k >> 1)) / pairs;
    if (k) squares.push(2 - 2 * Math.cos(angle));
  }
  return Math.log(sum(squares.map((d) => Math.exp(-2 * d))) / squares.length);
}

/** Each {{name}} of a section; takes the arguments as they are written there and returns HTML. */
export const numbers = {
  floor: (pairs, tau) => loss(circleFloor(Number(pairs), Number(tau))),
  seed: (bug) => loss(ntXent(cosines, 0.07, bug)),
  printed: (bug) => loss(ntXent(PRINTED, 0.07, bug)),
  ln: (value) => fixed(Math.log(Number(value)), 3),
  exp: (value) => fixed(Math.exp(Number(value)), 2),
  reciprocal: (value) => fixed(1 / Number(value), 2),
  // two neighbours among evenly spaced pairs: their cosine, and their weight beside the positive's
  neighbour: (pairs) => fixed(Math.cos((2 * Math.PI) / Number(pairs)), 2),
  spacing: (pairs) => String(360 / Number(pairs)),
  share: (pairs, tau) => {
    const cosine = Math.cos((2 * Math.PI) / Number(pairs));
    return (100 * Math.exp((cosine - 1) / Number(tau))).toFixed(0) + ' %';
  },
  chance: (pairs) => fixed(Math.log(2 * Number(pairs) - 1), 2),
  // N aligned pairs with orthogonal negatives, and logits scaled by s
  aligned: (pairs, s) => {
    const value = Math.log1p((Number(pairs) - 1) * Math.exp(-Number(s)));
    return value < 0.01 ? fixed(value, 4) : fixed(value, 2);
  },
  misread: (pairs, tau) =>
    fixed(Math.log1p((Number(pairs) - 1) * Math.exp(-Math.exp(Number(tau)))), 2),
  // one negative's share of the push at a temperature, among negatives with these cosines
  push: (tau, which, ...all) => {
    const weight = all.map((s) => Math.exp((Number(s) - Number(all[0])) / Number(tau)));
    return ((100 * weight[Number(which)]) / sum(weight)).toFixed(1) + ' %';
  },
  uniformity: (dim) => fixed(leastUniformity(Number(dim)), 3),
  pairs_uniformity: (pairs) => fixed(uniformityOfPairs(Number(pairs)), 2),
};
