// Runs the PyTorch programs of the code panel, where PyTorch is installed.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engineSchema } from './native.mjs';

export const schema = await engineSchema();
export const defaults = Object.fromEntries(schema.params.map((p) => [p.name, p.default]));
const python = ['python3', '/usr/bin/python3'].find((name) =>
  spawnSync(name, ['-c', 'import torch']).status === 0);
/** Why a test does not run; false where it does. */
export const skip = python ? false : 'no PyTorch here';

/** Runs a program; `files` are written beside each other, and their folder is its argument. */
export function runPython(program, files) {
  const folder = mkdtempSync(join(tmpdir(), 'listing-'));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  writeFileSync(join(folder, 'program.py'), program);
  const { status, stdout, stderr } = spawnSync(python, [join(folder, 'program.py'), folder],
    { encoding: 'utf8', maxBuffer: 1 << 28 });
  rmSync(folder, { recursive: true });
  assert.equal(status, 0, stderr);
  return stdout;
}

/** A small run of method clip. */
export const base = {
  method: 'clip', data: 'emoji', encoder: 'mlp', positives: 'artists', hidden_units: 16, feature: 12,
  head: 1, dim: 10, buckets: 512, seed: 3, lr: 0.01, weight_decay: 0.3, steps: 6,
};
