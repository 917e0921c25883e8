// What stands in a lab's place before it starts, on paper, and where scripts are off.
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
    // names stand outside the circle and part a little, as the two of a pair are close
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

/** Two drawings, one network, two neighbours among others: what the lab does, not a result. */
function siamese() {
  const box = (x, y, width, text) => `<rect class="box" x="${x}" y="${y}" width="${width}" `
    + `height="52" rx="8"/><text x="${x + width / 2}" y="${y + 27}" dy="0.35em" `
    + `text-anchor="middle">${text}</text>`;
  const arrow = (x, y) => `<path class="arrow" d="M${x} ${y}v24m-5-7 5 7 5-7"/>`;
  const others = [35, 100, 150, 215, 260, 320].map((degrees) => {
    const [x, y] = place(degrees, 62);
    return `<circle class="other" cx="${x}" cy="${Number(y) + 258}" r="5"/>`;
  });
  const words = 'Two drawings of one concept go through one encoder and projection head and become '
    + 'two neighbouring points on a sphere, among the points of other concepts.';
  return `<svg class="poster" viewBox="-200 -4 400 340" role="img" aria-label="${words}">
${box(-190, 0, 182, 'One artist\u2019s cat')}${box(8, 0, 182, 'Another\u2019s cat')}
${arrow(-99, 56)}${arrow(99, 56)}${box(-190, 84, 380, 'one encoder, one projection head')}
${arrow(-60, 140)}${arrow(60, 140)}
<circle class="rim" cy="258" r="62"/>${others.join('')}
<line class="link" x1="-60" y1="242" x2="-62" y2="262"/>
<circle class="anchor" cx="-60" cy="242" r="7"/>
<rect class="positive" x="-68" y="257" width="12" height="12"/></svg>`;
}

/** Drawings in rows, prototypes in columns, each drawing given to two; equal totals above. */
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

/** @param {'infonce'|'simclr'|'swav'} lab */
export function poster(lab) {
  const make = { infonce: circle, simclr: siamese, swav: sharedOut }[lab];
  if (!make) throw new Error(`no poster for the lab "${lab}"`);
  return make();
}
