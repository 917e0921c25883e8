// A build: the same sources give the same bytes, files are named by the hash of their content, and
// of each file a page can tell whether all of it has arrived.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { formsOf, hashOf, linked, named } from '../../web/build/names.mjs';
import { isWhole } from '../../web/shell/load/arrival.js';
import { stranger } from '../../web/shell/load/came.js';
import { dist, plainOf } from './browser.mjs';
import { rebuilt } from './rebuilt.mjs';

const read = (name) => readFileSync(join(dist, name));
const files = readdirSync(dist, { withFileTypes: true }).filter((f) => f.isFile()).map((f) => f.name);
const html = files.filter((name) => name.endsWith('.html'));
const hashed = files.filter((name) => plainOf(name) !== name);

test('two builds from the same sources, in two places, are the same to the byte', () => {
  const again = rebuilt();
  for (const folder of ['', 'package']) {
    const names = (root) => readdirSync(join(root, folder)).sort();
    assert.deepEqual(names(again), names(dist));
    for (const name of names(dist)) {
      if (name === 'package' && !folder) continue;
      const same = readFileSync(join(dist, folder, name)).equals(readFileSync(join(again, folder, name)));
      assert.ok(same, `${join(folder, name)} differs`);
    }
  }
});

test('every file that a page names is a page, or is named by what it holds', () => {
  const fixed = ['icon.svg', 'contrastive-lab-boot.js', 'embed-offline.html'];
  for (const page of html) {
    const text = String(read(page)).replace(/<script(?![^>]*src)[^>]*>[^]*?<\/script>/g, '');
    for (const [, name] of text.matchAll(/\b(?:href|src)="([^"#:]+)["#]/g)) {
      assert.ok(files.includes(name), `${page} names ${name}, which is not there`);
      assert.ok(hashed.includes(name) || html.includes(name) || fixed.includes(name), `${page}: ${name}`);
    }
  }
});

test('a name holds the hash of its file; the scripts of the element share that of them all', () => {
  const element = /^contrastive-lab(-[a-z_]+)?-[0-9a-f]{10}[.]js$/;
  const worker = /-worker-/;
  const own = hashed.filter((name) => !element.test(name) || worker.test(name));
  assert.ok(own.length > 10);
  for (const name of own) assert.equal(named(plainOf(name), hashOf([read(name)])), name);
  const shared = hashed.filter((name) => !own.includes(name)).map((name) => /-(\w{10})[.]/.exec(name)[1]);
  assert.ok(shared.length > 20);
  assert.equal(new Set(shared).size, 1);
  assert.ok(String(read('contrastive-lab.js')).includes(`contrastive-lab-${shared[0]}.js`));
});

test('all pages and the scripts of one build carry one version', () => {
  const { version } = JSON.parse(String(read('version.json')));
  for (const page of ['index.html', 'bench.html']) {
    assert.ok(String(read(page)).includes(`<meta name="contrastive-lab" content="${version}">`), page);
  }
  assert.ok(String(read('sw.js')).includes(`version:"${version}"`));
});

test('a file is whole by length and sum: cut, longer or changed in one bit it is not', () => {
  const bytes = new Uint8Array(500).map((_, i) => (i * 37) % 251);
  const forms = formsOf('a.bin', bytes);
  assert.equal(isWhole(bytes, forms), true);
  assert.equal(isWhole(bytes.subarray(0, 499), forms), false);
  assert.equal(isWhole(new Uint8Array(501), forms), false);
  assert.equal(isWhole(new Uint8Array(0), forms), false);
  for (let bit = 0; bit < 8 * bytes.length; bit += 97) {
    const other = bytes.slice();
    other[bit >> 3] ^= 1 << (bit & 7);
    assert.equal(isWhole(other, forms), false, `bit ${bit}`);
  }
});

test('a packed file is whole packed, or unpacked by the host on its way', () => {
  const bytes = new Uint8Array(3000).fill(7);
  const packed = gzipSync(bytes);
  const forms = formsOf('a.pack.gz', packed);
  assert.equal(isWhole(packed, forms), true);
  assert.equal(isWhole(bytes, forms), true);
  assert.equal(isWhole(bytes.subarray(1), forms), false);
});

for (const [head, words] of [['<!doctype html><title>', /HTML/], ['\n <HTML lang="en">', /HTML/],
  ['<meta http-equiv="refresh">', /HTML/], ['<?xml version="1.0"?><html>', /HTML/],
  ['version https://git-lfs.github.com/spec/v1', /LFS pointer/],
  ['\0asm\x01', null], ['{"names":[]}', null], ['export*from"./a.js";', null], ['', null]]) {
  test(`what begins with ${JSON.stringify(head)} is ${words ?? 'no stranger'}`, () => {
    if (words) assert.match(stranger(head), words);
    else assert.equal(stranger(head), '');
  });
}

test('a page that is linked says how long its scripts are', () => {
  const names = new Map([['a.js', 'a-0123456789.js'], ['a.css', 'a-0123456789.css']]);
  const out = linked('<link href="a.css"><script src="a.js"></script><script src="b.js"></script>',
    names, new Map([['a-0123456789.js', Buffer.from('let ä;')]]));
  assert.equal(out, '<link href="a-0123456789.css">'
    + '<script src="a-0123456789.js" data-length="6"></script><script src="b.js"></script>');
});
