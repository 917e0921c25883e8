// Writes emoji by three artists: build/data/emoji.pack, its compressed form, and emoji.json.
//
//   node web/data/emoji.mjs [folder]
//
// Each drawing is rendered at 32 x 32 on white, then reduced to as few colours as keep it within
// 40 dB of the rendering (r.m.s. error 2.55 of 255), and to 32 at most: 20 on average. The drawing
// with most detail ends at 31 dB, which cannot be seen. Compressed, this takes a third of the bytes
// of all colours.

import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { packed } from './pack.mjs';
import { quantise } from './palette.mjs';
import { artists, concepts, drawing, labelNames } from './sets.mjs';

const SIDE = 32;
const COLOURS = 32;
const MEAN = 0.7;
const MEAN_SQUARE = 255 ** 2 / 10 ** (40 / 10);
const AT_ONCE = 4; // renderings that run at the same time

/** Renders one drawing in few colours. */
async function picture(artist, icon) {
  const rgb = await sharp(drawing(artist, icon, SIDE))
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer();
  return quantise(rgb, COLOURS, MEAN_SQUARE);
}

async function pictures(list) {
  const jobs = list.flatMap(({ icons }) => icons.map((icon, artist) => ({ icon, artist })));
  const done = new Array(jobs.length);
  let next = 0;
  const worker = async () => {
    for (let i = next++; i < jobs.length; i = next++) {
      done[i] = await picture(jobs[i].artist, jobs[i].icon);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return done;
}

// emojibase's numbers have gaps where a group has no concept left; the labels of a pack have no
// gaps.
function labels(list, key, kind) {
  const used = [...new Set(list.map((concept) => concept[key]))].sort((a, b) => a - b);
  const names = labelNames(kind);
  return {
    of: list.map((concept) => used.indexOf(concept[key])),
    classes: used.length,
    names: used.map((number) => names.get(number)),
  };
}

const folder = process.argv[2] ?? fileURLToPath(new URL('../../build/data', import.meta.url));
const list = concepts();
const group = labels(list, 'group', 'groups');
const subgroup = labels(list, 'subgroup', 'subgroups');
const pack = packed({
  labels: [group, subgroup],
  tracks: [{ kind: 'pixels', renditions: artists.length, shape: [3, SIDE, SIDE], mean: MEAN,
    items: await pictures(list) }],
});
const zipped = gzipSync(pack, { level: 9 });

mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}/emoji.pack`, pack);
writeFileSync(`${folder}/emoji.pack.gz`, zipped);
writeFileSync(`${folder}/emoji.json`, JSON.stringify({
  names: list.map(({ label }) => label),
  artists: artists.map(({ name }) => name),
  groups: group.names,
  subgroups: subgroup.names,
  group: group.of,
  subgroup: subgroup.of,
}));
console.log(`emoji: ${list.length} concepts, ${pack.length} bytes, ${zipped.length} compressed`);
