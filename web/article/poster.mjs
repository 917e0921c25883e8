// The posters: what stands in a lab's place before it starts, on paper, and where scripts are off.
import { POINTS } from './numbers.mjs';

const R = 150;

function place(degrees, radius) {
  const a = (degrees * Math.PI) / 180;
  return [(radius * Math.cos(a)).toFixed(1), (-radius * Math.sin(a)).toFixed(1)];
}

/** The eight points on their circle: anchors round, positives square, a chord for each pair. */
function circle() {
  const marks = POINTS.map(([name, degrees], i) => {
    const [x, y] = place(degrees, R);
    // names stand outside the circle and a little apart, because the points of a pair are close
    const partner = POINTS[i ^ 1][1];
    const [lx, ly] = place(degrees + (degrees > partner ? 5 : -5), R + 18);
    const side = Math.abs(lx) < 40 ? 'middle' : lx > 0 ? 'start' : 'end';
    const mark = i % 2
      ? `<rect class="positive" x="${x - 6}" y="${y - 6}" width="12" height="12"/>`
      : `<circle class="anchor" cx="${x}" cy="${y}" r="7"/>`;
    return `${mark}<text x="${lx}" y="${ly}" dy="0.35em" text-anchor="${side}">${name}</text>`;
  });
  const links = [0, 2, 4, 6].map((i) => {
    const [x1, y1] = place(POINTS[i][1], R);
    const [x2, y2] = place(POINTS[i + 1][1], R);
    return `<line class="link" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"/>`;
  });
  const words = 'Eight points on a circle in four close pairs: Cat and Cat+ on the right, Dog and '
    + 'Dog+ at the top, Plane and Plane+ on the left, Car and Car+ at the bottom.';
  return `<svg class="poster" viewBox="-232 -190 464 380" role="img" aria-label="${words}">
<circle class="rim" r="${R}"/><line class="axis" x1="-${R}" x2="${R}"/>
<line class="axis" y1="-${R}" y2="${R}"/>${links.join('')}${marks.join('')}</svg>`;
}

const INK = { rim: '#e2e2dc', link: '#00795b', anchor: '#0a5f9e', paper: '#fdfdfb' }; // look/tokens.css

/** The picture that stands for the page where a link to it is shown, 1200 x 630: the eight points,
 *  without words, because the machine that builds it may have no fonts. */
export function preview() {
  const points = POINTS.map(([, degrees], i) => {
    const [x, y] = place(degrees, 230);
    return i % 2 ? `<rect x="${x - 17}" y="${y - 17}" width="34" height="34" fill="${INK.link}"/>`
      : `<circle cx="${x}" cy="${y}" r="20" fill="${INK.anchor}"/>`;
  });
  const links = [0, 2, 4, 6].map((i) => {
    const [[x1, y1], [x2, y2]] = [place(POINTS[i][1], 230), place(POINTS[i + 1][1], 230)];
    return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${INK.link}" stroke-width="10"/>`;
  });
  return '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-600 -315 1200 630" width="1200" height="630">'
    + `<rect x="-600" y="-315" width="1200" height="630" fill="${INK.paper}"/>`
    + `<circle r="230" fill="none" stroke="${INK.rim}" stroke-width="6"/>`
    + `${links.join('')}${points.join('')}</svg>`;
}

/** The first picture of the page: one point, its partner, the rest. */
export function trio() {
  const rest = [[250, 40], [330, 92], [262, 140], [390, 44], [420, 128]].map(([x, y]) =>
    `<path class="other" d="M${x} ${y - 9}l9 9-9 9-9-9z"/>`);
  const words = 'One point, the anchor, is pulled towards its partner, the positive, and pushed away '
    + 'from the rest, the negatives.';
  return `<svg class="poster trio" viewBox="0 0 460 190" role="img" aria-label="${words}">
<line class="link" x1="64" y1="92" x2="126" y2="92"/>
<circle class="anchor" cx="150" cy="92" r="10"/><rect class="positive" x="40" y="82" width="20" height="20"/>
<path class="push" d="M170 84l52-24M172 92h120M170 100l60 26"/>${rest.join('')}
<text x="50" y="134" text-anchor="middle">partner</text><text x="150" y="66" text-anchor="middle">a point</text>
<text x="340" y="180" text-anchor="middle">the rest</text></svg>`;
}

/** Two views, one network, two neighbours among other points: how the lab works, not a result.
 *  @param {string} one @param {string} two captions of the views @param {string} words */
function siamese(one, two, words) {
  const box = (x, y, width, text) => `<rect class="box" x="${x}" y="${y}" width="${width}" `
    + `height="52" rx="8"/><text x="${x + width / 2}" y="${y + 27}" dy="0.35em" `
    + `text-anchor="middle">${text}</text>`;
  const arrow = (x, y) => `<path class="arrow" d="M${x} ${y}v24m-5-7 5 7 5-7"/>`;
  const others = [35, 100, 150, 215, 260, 320].map((degrees) => {
    const [x, y] = place(degrees, 62);
    return `<circle class="other" cx="${x}" cy="${Number(y) + 258}" r="5"/>`;
  });
  return `<svg class="poster" viewBox="-200 -4 400 340" role="img" aria-label="${words}">
${box(-190, 0, 182, one)}${box(8, 0, 182, two)}
${arrow(-99, 56)}${arrow(99, 56)}${box(-190, 84, 380, 'one encoder, one projection head')}
${arrow(-60, 140)}${arrow(60, 140)}
<circle class="rim" cy="258" r="62"/>${others.join('')}
<line class="link" x1="-60" y1="242" x2="-62" y2="262"/>
<circle class="anchor" cx="-60" cy="242" r="7"/>
<rect class="positive" x="-68" y="257" width="12" height="12"/></svg>`;
}

/** Two encoders, one of them a momentum encoder, and the ring of keys that this one fills. */
function ring() {
  const box = (x, text) => `<rect class="box" x="${x}" y="0" width="172" height="52" rx="8"/>`
    + `<text x="${x + 86}" y="27" dy="0.35em" text-anchor="middle">${text}</text>`;
  const keys = Array.from({ length: 16 }, (_, i) => {
    const [x, y] = place(90 - i * 22.5, 74);
    return `<circle class="${i ? 'other' : 'positive'}" cx="${Number(x) + 104}" `
      + `cy="${Number(y) + 182}" r="${i ? 8 - i / 3 : 9}"/>`;
  });
  const words = 'A query encoder, a key encoder that follows it, and under the key encoder a ring '
    + 'of keys, the newest at the top; the query\u2019s point stands beside it.';
  return `<svg class="poster" viewBox="-200 -4 400 270" role="img" aria-label="${words}">
${box(-190, 'query encoder')}${box(18, 'key encoder')}
<path class="arrow" d="M-14 26h26m-7-5 7 5-7 5"/><path class="arrow" d="M-104 56v96m-5-7 5 7 5-7"/>
<path class="arrow" d="M104 56v38m-5-7 5 7 5-7"/>
<circle class="rim" cx="104" cy="182" r="74"/>${keys.join('')}
<circle class="anchor" cx="-104" cy="182" r="9"/>
<text x="-104" y="214" text-anchor="middle">query</text>
<text x="104" y="187" text-anchor="middle">queue</text></svg>`;
}

/** One side predicts the embedding of the other, which gets no gradient. */
function prediction() {
  const box = (x, y, text) => `<rect class="box" x="${x}" y="${y}" width="160" height="48" rx="8"/>`
    + `<text x="${x + 80}" y="${y + 25}" dy="0.35em" text-anchor="middle">${text}</text>`;
  const arrow = (x, y) => `<path class="arrow" d="M${x} ${y}v24m-5-7 5 7 5-7"/>`;
  const words = 'One artist\u2019s cat goes through the encoder and a predictor, another\u2019s '
    + 'through the momentum encoder, whose weights slowly follow. The prediction is compared with '
    + 'what that says; the gradient goes back through the predictor only.';
  return `<svg class="poster" viewBox="-190 -4 380 314" role="img" aria-label="${words}">
${box(-180, 0, 'One artist\u2019s cat')}${box(20, 0, 'Another\u2019s cat')}
${arrow(-100, 52)}${arrow(100, 52)}${box(-180, 80, 'encoder')}${box(20, 80, 'momentum encoder')}
${arrow(-100, 132)}${box(-180, 160, 'predictor')}<line class="axis" x1="100" y1="132" x2="100" y2="226"/>
<line class="link" x1="76" y1="180" x2="124" y2="180"/>
<text x="130" y="180" dy="0.35em">stop</text>
${arrow(-100, 212)}<line class="link" x1="-76" y1="256" x2="76" y2="256"/>
<circle class="anchor" cx="-100" cy="256" r="9"/>
<rect class="positive" x="92" y="248" width="16" height="16"/>
<text y="292" text-anchor="middle">alike?</text></svg>`;
}

/** An anchor and its positive among negatives, two of which are of the anchor's own kind: what the
 *  lab shows, not a result. */
function crowd() {
  const marks = [[20, 118], [75, 92], [128, 64], [165, 126], [205, 84], [250, 120], [292, 70],
    [330, 132], [50, 60], [230, 48]].map(([degrees, radius], i) => {
    const [x, y] = place(degrees, radius).map(Number);
    if (i < 8) return `<path class="other" d="M${x} ${y - 8}l8 8-8 8-8-8z"/>`;
    return `<path class="false" d="M${x} ${y - 9}l9 16h-18z"/>`;
  });
  const words = 'An anchor and its positive in the middle, and around them negatives, two of which '
    + 'are of the anchor\u2019s own kind: false negatives.';
  return `<svg class="poster" viewBox="-200 -160 400 350" role="img" aria-label="${words}">
<line class="link" x1="-12" x2="14"/><circle class="anchor" cx="-14" r="8"/>
<rect class="positive" x="8" y="-7" width="14" height="14"/>${marks.join('')}
<text y="172" text-anchor="middle">\u25b2 a negative only because nobody asked</text></svg>`;
}

const siameseOfArtists = () => siamese('One artist\u2019s cat', 'Another\u2019s cat',
  'Two drawings of one concept go through one encoder and projection head and become '
    + 'two neighbouring points on a sphere, among the points of other concepts.');

const siameseOfViews = () => siamese('A cat, cropped', 'The same, turned',
  'One drawing, cropped at random and turned at random, goes through one encoder and projection '
    + 'head twice and becomes two neighbouring points on a sphere: neither may tell what was done.');

/** Drawings in rows, prototypes in columns, each drawing assigned to two; equal totals above. */
function sharedOut() {
  const given = [[0, 5], [3, 1], [1, 4], [5, 2], [2, 0], [4, 3]];
  const cell = (x, y, strength) => `<rect class="${strength ? 'filled' : 'box'}" x="${x}" y="${y}" `
    + `width="36" height="30"${strength ? ` fill-opacity="${strength}"` : ''}/>`;
  const rows = given.map(([most, some], r) => {
    const y = 96 + 34 * r;
    const cells = given.map((_, k) =>
      cell(-110 + 40 * k, y, k === most ? 0.8 : k === some ? 0.2 : 0));
    return `<text x="-124" y="${y + 15}" dy="0.35em" text-anchor="end">drawing ${r + 1}</text>${
      cells.join('')}`;
  });
  const bars = given.map((_, k) =>
    `<rect class="filled" x="${-110 + 40 * k}" y="40" width="36" height="44"/>`);
  const words = 'A matrix of six drawings and six prototypes. Each drawing is given for the most '
    + 'part to one prototype, and every prototype gets the same total.';
  return `<svg class="poster" viewBox="-200 0 400 310" role="img" aria-label="${words}">
<text x="10" y="22" text-anchor="middle">each prototype’s total: an equal share</text>${
  bars.join('')}${rows.join('')}</svg>`;
}

/** The share of the push by cosine, on a logarithmic scale: straight lines of slope 1 / tau. */
function slopes() {
  const x = (/** @type {number} */ cosine) => -150 + 150 * (cosine + 1);
  const lines = [[0.07, 'τ 0.07'], [0.2, '0.2'], [1, '1']].map(([tau, text]) => {
    const least = Math.max(-1, 1 - 4 * Math.log(10) * tau); // where the push is down to 10^-4
    const fall = ((1 - least) / tau) * Math.LOG10E * 60;
    const [lx, ly] = [x((1 + least) / 2), -120 + fall / 2];
    return `<line class="link" x1="${x(1)}" y1="-120" x2="${x(least).toFixed(1)}" `
      + `y2="${(-120 + fall).toFixed(1)}"/><text x="${(lx - 8).toFixed(1)}" `
      + `y="${(ly - 8).toFixed(1)}" text-anchor="end">${text}</text>`;
  });
  const words = 'The push on a negative against its cosine with the anchor, on a scale of powers of '
    + 'ten: three straight lines, the steeper the lower the temperature.';
  return `<svg class="poster" viewBox="-210 -150 420 320" role="img" aria-label="${words}">
<line class="axis" x1="-150" y1="120" x2="150" y2="120"/>
<line class="axis" x1="-150" y1="-120" x2="-150" y2="120"/>${lines.join('')}
<text x="0" y="146" text-anchor="middle">cosine with the anchor</text>
<text x="-160" y="-128">push</text></svg>`;
}

/** The plan of a grid before anything is trained. */
function plan() {
  const cells = Array.from({ length: 12 }, (_, i) => `<rect class="box" x="${-120 + 70 * (i % 4)}" `
    + `y="${-70 + 50 * Math.floor(i / 4)}" width="62" height="42" rx="4"/>`);
  const words = 'An empty table of four columns and three rows: one parameter across, another down, '
    + 'a short run for every cell.';
  return `<svg class="poster" viewBox="-200 -120 400 240" role="img" aria-label="${words}">
<text x="19" y="-88" text-anchor="middle">one parameter across</text>
<text x="-136" y="5" text-anchor="end">another</text><text x="-136" y="25" text-anchor="end">down</text>
${cells.join('')}<text x="19" y="108" text-anchor="middle">a short run for every cell</text></svg>`;
}

/** Drawings in columns, names in rows, and the table of their similarities, its diagonal filled. */
function table() {
  const [side, count] = [40, 5];
  const cells = Array.from({ length: count * count }, (_, i) => {
    const [row, column] = [Math.floor(i / count), i % count];
    return `<rect class="${row === column ? 'filled' : 'box'}" x="${-60 + side * column}" `
      + `y="${112 + side * row}" width="34" height="34"/>`;
  });
  const names = ['cat', 'dog', 'plane', 'car', 'tree'].map((name, i) =>
    `<text x="-72" y="${129 + side * i}" dy="0.35em" text-anchor="end">“${name}”</text>`);
  const columns = Array.from({ length: count }, (_, i) =>
    `<circle class="anchor" cx="${-43 + side * i}" cy="94" r="8"/>`);
  const box = (x, width, text) => `<rect class="box" x="${x}" y="0" width="${width}" height="52" `
    + `rx="8"/><text x="${x + width / 2}" y="27" dy="0.35em" text-anchor="middle">${text}</text>`;
  const words = 'Five drawings through one encoder and five names through another: a table of all '
    + 'their similarities, in which the diagonal is right and everything else is a negative.';
  return `<svg class="poster" viewBox="-200 -4 400 324" role="img" aria-label="${words}">
${box(-60, 196, 'encoder of drawings')}${box(-196, 124, 'of names')}
<path class="arrow" d="M37 56v22m-5-7 5 7 5-7"/><path class="arrow" d="M-110 56v46m-5-7 5 7 5-7"/>
${columns.join('')}${names.join('')}${cells.join('')}</svg>`;
}

const MAKERS = {
  augment: siameseOfViews, byol: prediction, clip: table, infonce: circle, moco: ring, negatives: crowd,
  practice: plan, simclr: siameseOfArtists, swav: sharedOut, temperature: slopes,
};

/** @param {keyof typeof MAKERS} lab */
export function poster(lab) {
  const make = MAKERS[lab];
  if (!make) throw new Error(`no poster for the lab "${lab}"`);
  return make();
}
