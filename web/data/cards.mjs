// The cards of the first lab: 64 concepts that nobody mistakes for one another, each drawn by two
// artists. Writes build/data/cards.json, cards.webp (for the start of the lab) and cards-more.webp.
//
//   node web/data/cards.mjs [folder]
//
// A sheet holds its concepts in order, the tiles of each side by side: anchor, then positive.

import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { artists, concepts, drawing } from './sets.mjs';

const TILE = 64;
const COLUMNS = 8;
const DRAWN_BY = [0, 1]; // indices into `artists`: the anchor's, the positive's
const FIRST_SHEET = 8; // concepts on the first sheet

// The name on the card, and emojibase's label where that differs.
const CARDS = [
  ['Cat', 'cat face'], ['Dog', 'dog face'], ['Car', 'automobile'], ['Plane', 'airplane'],
  ['Apple', 'red apple'], ['Tree', 'deciduous tree'], ['Fish', 'tropical fish'], ['Guitar'],
  ['Rocket'], ['Octopus'], ['Pizza'], ['Key'],
  ['Sun'], ['Snowman', 'snowman without snow'], ['Ship'], ['Frog'],
  ['Banana'], ['Cactus'], ['Bicycle'], ['Crown'],
  ['Football', 'soccer ball'], ['Mushroom'], ['Umbrella'], ['Robot'],
  ['Butterfly'], ['Camera'], ['Strawberry'], ['Train', 'locomotive'],
  ['Heart', 'red heart'], ['Penguin'], ['House'], ['Scissors'],
  ['Whale', 'spouting whale'], ['Carrot'], ['Drum'], ['Balloon'],
  ['Elephant'], ['Book', 'open book'], ['Burger', 'hamburger'], ['Clock', 'alarm clock'],
  ['Cloud'], ['Hammer'], ['Bee', 'honeybee'], ['Grapes'],
  ['Tractor'], ['Ghost'], ['Egg', 'cooking'], ['Moon', 'crescent moon'],
  ['Turtle'], ['Trumpet'], ['Ice cream', 'soft ice cream'], ['Helicopter'],
  ['Fox'], ['Light bulb'], ['Lemon'], ['Dice', 'game die'],
  ['Snail'], ['Violin'], ['Cake', 'shortcake'], ['Bus'],
  ['Sunflower'], ['Magnet'], ['Crab'], ['Trophy'],
];

function chosen() {
  const byLabel = new Map(concepts().map((concept) => [concept.label, concept]));
  return CARDS.map(([name, label = name.toLowerCase()]) => {
    const concept = byLabel.get(label);
    if (!concept) throw new Error(`no drawing called ${label}`);
    return concept;
  });
}

/** The tiles of concepts from .. to - 1 as one picture. */
async function sheet(list, from, to) {
  const tiles = list.slice(from, to).flatMap(({ icons }) => {
    return DRAWN_BY.map((artist) => drawing(artist, icons[artist], TILE));
  });
  const rows = Math.ceil(tiles.length / COLUMNS);
  const clear = { r: 0, g: 0, b: 0, alpha: 0 };
  return sharp({
    create: { width: COLUMNS * TILE, height: rows * TILE, channels: 4, background: clear },
  })
    .composite(tiles.map((input, i) => {
      return { input, left: TILE * (i % COLUMNS), top: TILE * Math.floor(i / COLUMNS) };
    }))
    .webp({ quality: 60, alphaQuality: 60, effort: 6 })
    .toBuffer();
}

const folder = process.argv[2] ?? fileURLToPath(new URL('../../build/data', import.meta.url));
const list = chosen();
const sheets = [
  { file: 'cards.webp', from: 0, to: FIRST_SHEET, tile: TILE, columns: COLUMNS },
  { file: 'cards-more.webp', from: FIRST_SHEET, to: list.length, tile: TILE, columns: COLUMNS },
];
mkdirSync(folder, { recursive: true });
for (const { file, from, to } of sheets) {
  const bytes = await sheet(list, from, to);
  writeFileSync(`${folder}/${file}`, bytes);
  console.log(`cards: ${file} ${bytes.length} bytes`);
}
writeFileSync(`${folder}/cards.json`, JSON.stringify({
  artists: DRAWN_BY.map((artist) => artists[artist].name),
  names: CARDS.map(([name]) => name),
  sheets,
}));
