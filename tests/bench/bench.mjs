// `make bench` measures kernels beside the machine's peak, steps, memory, peers that do the same
// work in the same minutes, and what a reader feels. It prints tables and writes the numbers to
// build/bench.json. `node bench.mjs [sections]`, e.g. `make bench ONLY="kernels ntxent"`. On a busy
// machine BENCH_CLOCK=processor compares processor times, which mean nothing for several threads.
import { writeFileSync } from 'node:fs';
import { launch } from '../browser/chromium.mjs';
import { bundle } from './bundle.mjs';
import { inChromium } from './chromium.mjs';
import { clipSteps } from './clip_inputs.mjs';
import { contest } from './contest.mjs';
import { writeInputs } from './inputs.mjs';
import { augmentShare, labSteps, textShare } from './labs.mjs';
import { machine } from './machine.mjs';
import { feel } from './page.mjs';
import { load } from './peers/load.mjs';
import { kernelSpeeds } from './peers/ours.mjs';
import { barTable, contestTable, judge, kernelTable, milliseconds, table } from './report.mjs';

const build = new URL('../../build/', import.meta.url);
const ALL = ['ours', 'native', 'tfjs', 'jax', 'pytorch'];
const WORKS = {
  gemm: [['gemm 512', ALL], ['gemm 1024', ALL]],
  ntxent: [['ntxent 256', ALL], ['ntxent 1024', ALL],
    ['ntxent 4096', ['ours', 'native', 'pytorch']]],
  clip: [256, 4096].map((pairs) => [`clip ${pairs}`, ['ours', 'native', 'pytorch']]),
  siglip: [256, 4096].map((pairs) => [`siglip ${pairs}`, ['ours', 'native', 'pytorch']]),
  mlp: [['step mlp', [...ALL, 'threads2']]],
  cnn: [['step cnn', [...ALL, 'threads2']]],
  'clip-step': Object.keys(clipSteps).map((kind) => [`step ${kind}`, ['ours', 'native', 'pytorch']]),
};
const results = { machine: machine(), contests: {} };
const say = (text) => console.log(text);

async function kernels() {
  results.kernels = await kernelSpeeds(load, { batch: 10, batches: 15, least: 2, budget: 500 });
  say(`\nKernels, wasm in Node ${process.version}, one thread\n${kernelTable(results.kernels)}`);
}

async function peers(names) {
  const works = names.flatMap((name) => WORKS[name] ?? []);
  if (!works.length) return;
  await writeInputs();
  await bundle();
  await contest(works, (work, entries) => {
    results.contests[work] = entries;
    say(`\n${contestTable(work, entries)}`);
  });
}

async function labs() {
  results.labs = await labSteps();
  say(`\n${table([['lab, one thread in Node', 'one step', 'steps/s', 'images/s', 'memory'],
    ...results.labs.map((l) => [l.name, milliseconds(l.ms), l.stepsPerSecond.toPrecision(4),
      l.imagesPerSecond ? l.imagesPerSecond.toFixed(0) : '', `${l.megabytes.toFixed(1)} MB`])])}`);
}

async function augment() {
  results.augment = await augmentShare();
  const { lab, everything } = results.augment;
  say(`\n${table([['phases of the CNN\u2019s step', ...Object.keys(lab)],
    ['as in the lab', ...Object.values(lab).map(milliseconds)],
    ['every augmentation on', ...Object.values(everything).map(milliseconds)]])}`);
}

async function texts() {
  results.texts = await textShare();
  for (const [kind, { share, phases, alone }] of Object.entries(results.texts)) {
    say(`\n${table([[`phases of the step ${kind}`, ...Object.keys(phases)],
      ['with texts', ...Object.values(phases).map(milliseconds)],
      ['drawings alone', ...Object.keys(phases).map((name) => milliseconds(alone[name] ?? 0))]])}`);
    say(`the texts add ${(100 * share).toFixed(0)} % to the step with drawings alone`);
  }
}

async function withBrowser(measure) {
  const browser = await launch();
  const figures = await measure(browser, say);
  await browser.close();
  return figures;
}

async function chromium() {
  await writeInputs();
  await bundle();
  results.chromium = await withBrowser(inChromium);
}

async function page() {
  results.page = await withBrowser(feel);
}

const SECTIONS = { kernels, labs, augment, texts, chromium, page };

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !SECTIONS[name] && !WORKS[name]);
if (unknown.length) {
  console.error(`no section ${unknown.join(', ')}; there are ${
    [...Object.keys(WORKS), ...Object.keys(SECTIONS)].join(', ')}`);
  process.exit(1);
}
const wanted = asked.length ? asked : [...Object.keys(WORKS), ...Object.keys(SECTIONS)];
const { machine: m } = results;
say(`${m.cpu}, ${m.cores} cores, ${m.system}, Node ${m.node}, ${m.date}`);
if (wanted.includes('kernels')) await kernels();
await peers(wanted);
for (const name of wanted) if (name !== 'kernels') await SECTIONS[name]?.();
results.bars = judge(results);
const told = results.bars.filter((b) => asked.length === 0 || b.measured !== null);
if (told.length) say(`\n${barTable(told)}`);
writeFileSync(new URL('bench.json', build), `${JSON.stringify(results, null, 1)}\n`);
