// No deadline of a test is a fixed time, because a slow or busy machine would then look like a
// fault of the page.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { SLOWNESS, patience, until } from '../patience.mjs';

const root = new URL('../', import.meta.url).pathname;
const FIXED = [/\btimeout: ?\d/i, /setDefault\w*Timeout\([1-9]/, /const PATIENCE = \d/, /\bwait: \d{3}/];

test('every deadline grows with the machine', () => {
  for (const folder of ['browser', 'browser/others', 'wasm']) {
    for (const name of readdirSync(join(root, folder)).filter((n) => n.endsWith('.mjs'))) {
      const text = readFileSync(join(root, folder, name), 'utf8');
      for (const pattern of FIXED) assert.doesNotMatch(text, pattern, join(folder, name));
    }
  }
  assert.ok(SLOWNESS >= 1 && SLOWNESS <= 20, `${SLOWNESS}`);
  assert.ok(patience(1000) >= 1000 && patience(1000) <= 20000);
});

test('what never comes true ends in words', async () => {
  await assert.rejects(until(() => false, () => 'it never came', 1, 1), /it never came/);
  let looks = 0;
  await until(() => ++looks === 3, () => 'it never came', 60000, 1);
});

/** What tests/run.mjs says of jobs in two lanes, in however many this test runs.
 *  @param {...string} jobs */
const run = (...jobs) => execFileSync(process.execPath, [join(root, 'run.mjs'), ...jobs],
  { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, LANES: '2' } });

test('a job that fails is named at the end with what it said, and the others are run', () => {
  const said = run('echo one', 'echo two');
  for (const word of ['one', 'two'])
    assert.match(said, new RegExp(`# echo ${word}\n${word}\n# passed in [\\d.]+ s: echo ${word}\n`));
  assert.throws(() => run('exit 3', 'echo two'), ({ status, stdout }) => {
    assert.equal(status, 1);
    assert.match(stdout, /\ntwo\n/);
    assert.match(stdout, /not every test passed; failed:\nexit 3\n$/);
    return true;
  });
  const job = 'printf "ok 1 - an error in words\\nnot ok 2 - bad\\n  why\\n"; exit 1';
  assert.throws(() => run(job, 'echo two'), ({ stdout }) => {
    assert.ok(stdout.endsWith(`failed:\n${job}\nnot ok 2 - bad\n  why\n`), stdout);
    return true;
  });
});

test('a test of the page that fails beside others runs again alone, and fails if it fails twice', () => {
  const folder = mkdtempSync(join(tmpdir(), 'run-'));
  try {
    mkdirSync(join(folder, 'browser'));
    const once = join(folder, 'browser', 'once.mjs');
    const mark = join(folder, 'tried');
    writeFileSync(once, `import { existsSync, writeFileSync } from 'node:fs';
      if (existsSync('${mark}')) process.exit(0);
      writeFileSync('${mark}', ''); console.log('not ok 1 - too soon'); process.exit(1);`);
    const said = run(once, 'echo two');
    assert.ok(said.includes('# passed alone in'), said);
    assert.match(said, /passed only alone; beside others:\n.*once[.]mjs\n[^]*too soon/);
    const never = join(folder, 'browser', 'never.mjs');
    writeFileSync(never, "console.log('not ok 1 - never'); process.exit(1);");
    assert.throws(() => run(never, 'echo two'), ({ status, stdout }) => {
      assert.equal(status, 1);
      assert.match(stdout, /FAILED alone/);
      assert.match(stdout, /not every test passed; failed:\n.*never[.]mjs\n/);
      return true;
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
