// Makes another build in a folder of its own, from the same sources or from changed ones.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';

const here = new URL('../../', import.meta.url).pathname;

/** @param {Record<string, [string, string]>} [edits] for each file below web/, a text and what
 *  replaces it @returns {string} the new build's dist/ */
export function rebuilt(edits = {}) {
  const root = mkdtempSync(join(tmpdir(), 'rebuilt-'));
  after(() => rmSync(root, { recursive: true }));
  cpSync(join(here, 'web'), join(root, 'web'),
    { recursive: true, filter: (path) => !path.endsWith('node_modules') });
  cpSync(join(here, 'LICENSE'), join(root, 'LICENSE'));
  for (const name of ['web/node_modules', 'build', 'src']) {
    symlinkSync(join(here, name), join(root, name));
  }
  for (const [name, [from, to]] of Object.entries(edits)) {
    const file = join(root, 'web', name);
    const text = readFileSync(file, 'utf8');
    if (!text.includes(from)) throw new Error(`${name} lacks ${from}`);
    writeFileSync(file, text.replace(from, to));
  }
  execFileSync('node', [join(root, 'web', 'build.mjs')], { stdio: ['ignore', 'ignore', 'inherit'] });
  return join(root, 'dist/');
}
