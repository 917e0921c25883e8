// The three sets of drawings, and the concepts that all three of them drew.

import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** The artists in the order of a pack's renditions: 0 Noto, 1 Twemoji, 2 Fluent. */
export const artists = [
  { name: 'Noto', package: '@iconify-json/noto' },
  { name: 'Twemoji', package: '@iconify-json/twemoji' },
  { name: 'Fluent', package: '@iconify-json/fluent-emoji-flat' },
];

const sets = artists.map((artist) => ({
  icons: require(`${artist.package}/icons.json`),
  names: byCode(require(`${artist.package}/chars.json`)),
}));

// Only some sets write the variation selector FE0F, which merely asks for a colour picture.
function plainCode(code) {
  return code.toLowerCase().replaceAll('-fe0f', '');
}

function byCode(chars) {
  return new Map(Object.entries(chars).map(([code, name]) => [plainCode(code), name]));
}

const FLAGS = 9; // emojibase's group: 8 plain flags that all sets share, and hundreds of countries

/**
 * Every concept that all sets have drawn, in Unicode's order, without skin tones, flags, and the
 * parts that other emoji are composed of (which have no group).
 * @returns {{ label: string, hexcode: string, group: number, subgroup: number, icons: string[] }[]}
 *   hexcode: its characters, by which emojibase's languages name it; group and subgroup are
 *   emojibase's numbers; icons: the name in each set
 */
export function concepts() {
  return require('emojibase-data/en/data.json')
    .filter((entry) => entry.group !== undefined && entry.group !== FLAGS)
    .sort((a, b) => a.order - b.order)
    .map(({ label, group, subgroup, hexcode }) => ({
      label,
      hexcode,
      group,
      subgroup,
      icons: sets.map((set) => set.names.get(plainCode(hexcode))),
    }))
    .filter(({ icons }) => icons.every(Boolean));
}

/**
 * The English names by emojibase's numbers.
 * @param {'groups' | 'subgroups'} kind
 * @returns {Map<number, string>}
 */
export function labelNames(kind) {
  const list = require('emojibase-data/en/messages.json')[kind];
  return new Map(list.map(({ order, message }) => [order, message]));
}

/** One drawing as an SVG document of `size` by `size` pixels. */
export function drawing(artist, icon, size) {
  const { icons } = sets[artist];
  const { body, left = 0, top = 0, width = icons.width, height = icons.height } = icons.icons[icon];
  return Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"' +
      ` width="${size}" height="${size}" viewBox="${left} ${top} ${width} ${height}">${body}</svg>`,
  );
}
