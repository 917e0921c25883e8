// Runs jobs side by side, some more than there are cores, since a test that waits leaves its core to
// another. Each prints what it has said when it ends, as a whole, and its first failure stands again
// after all of them, where a log that was cut short still has it. A test of the page that fails beside
// others is run again alone, when all have ended: a browser that is kept waiting by two more leaves
// frames out, and a picture is then compared before it is whole. What fails twice has failed, and what
// passed only alone is named at the end. `node tests/run.mjs JOB...`: a .mjs file is one of Node's
// tests, anything else a command; those that take longest stand first.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { SLOWNESS, patience } from './patience.mjs';

const SIDE_BY_SIDE = Number(process.env.LANES ?? availableParallelism() + 1);
const LIMIT = patience(1500000); // ms after which a job is given up
const TOLD = 20; // lines of what a failed job said that stand again at the end

// Check's own deadlines, in whole times.
process.env.CK_TIMEOUT_MULTIPLIER = String(Math.ceil(SLOWNESS));
const reporter = `--test-reporter=${process.stdout.isTTY ? 'spec' : 'tap'}`;

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.on(signal, () => {
    for (const child of running) child.kill(signal);
    process.exit(1);
  });
}

/** Whether a job has ended well, and all that it has said. @param {string} job */
function done(job) {
  const child = /^\S+[.]mjs$/.test(job) ? spawn(process.execPath, [reporter, job])
    : spawn(job, { shell: true });
  running.add(child);
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => said.push(part));
  const limit = setTimeout(() => {
    said.push(Buffer.from(`given up after ${LIMIT / 1000} s\n`));
    child.kill('SIGKILL');
  }, LIMIT);
  return new Promise((resolve) => {
    child.on('close', (code) => {
      clearTimeout(limit);
      running.delete(child);
      resolve({ good: code === 0, text: Buffer.concat(said) });
    });
  });
}

const jobs = process.argv.slice(2);
/** @type {string[]} */
const failed = [];
/** Jobs that failed beside others, and what they said. @type {[job: string, failure: string][]} */
const again = [];

const inBrowser = (/** @type {string} */ job) => /(^|\/)browser\/[^/]+[.]mjs$/.test(job);

/** What a job said from its first failure on, cut short; its last lines when none tells of one, as of a
 *  compiler. @param {string} text */
function firstFailure(text) {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => /^ *(not ok |\u2716 )|:[EF]:|^given up/.test(line));
  return (at < 0 ? lines.slice(-TOLD) : lines.slice(at, at + TOLD)).join('\n').trim();
}

/** Runs one job, prints what it said, and returns its first failure, '' when there was none.
 *  @param {string} job @param {string} where  words for the log */
async function run(job, where) {
  const start = performance.now();
  const { good, text } = await done(job);
  process.stdout.write(`\n# ${job}\n`);
  process.stdout.write(text);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  process.stdout.write(`# ${good ? 'passed' : 'FAILED'}${where} in ${seconds} s: ${job}\n`);
  return good ? '' : `${job}\n${firstFailure(text.toString())}`.trim();
}

const alone = SIDE_BY_SIDE === 1 || jobs.length === 1;

async function lane() {
  for (let job = jobs.shift(); job; job = jobs.shift()) {
    const failure = await run(job, '');
    if (failure && inBrowser(job) && !alone) again.push([job, failure]);
    else if (failure) failed.push(failure);
  }
}

await Promise.all(Array.from({ length: SIDE_BY_SIDE }, lane));
/** @type {string[]} */
const onlyAlone = [];
for (const [job, first] of again) {
  const failure = await run(job, ' alone');
  if (failure) failed.push(failure);
  else onlyAlone.push(first);
}
if (onlyAlone.length) console.log(`\npassed only alone; beside others:\n${onlyAlone.join('\n\n')}`);
if (failed.length) console.log(`\nnot every test passed; failed:\n${failed.join('\n\n')}`);
process.exitCode = failed.length ? 1 : 0;
