// The same work in headless Chromium: each contestant has a tab of its own, and they take turns.
import { writeFileSync } from 'node:fs';
import { median } from '../../web/bench/measure.js';
import { serve } from '../../web/serve.mjs';
import { compete } from './contest.mjs';
import { folder } from './inputs.mjs';
import { contestTable, kernelTable, milliseconds } from './report.mjs';

const build = new URL('../../build/', import.meta.url).pathname;
const ALL = ['ours', 'tfjs', 'jax'];
const WORKS = [['gemm 512', ALL], ['gemm 1024', ALL], ['ntxent 256', ALL], ['ntxent 1024', ALL],
  ['step mlp', ALL], ['step cnn', ['ours']]];

/** In the page: opens a contestant; globalThis.ask(line) then answers as peers/serve.mjs does. */
async function enter(name) {
  const load = async (path) => (await fetch(`/${path}`)).arrayBuffer();
  const contestant = await (await import(`/bench/${name}.js`)).open(load, '/bench/');
  let opened = '';
  let run;
  globalThis.ask = async (line) => {
    if (line !== opened) {
      const [work, size] = line.split(' ');
      run = await contestant.works[work](/^\d+$/.test(size) ? Number(size) : size);
      opened = line;
    }
    if (!run) return { cannot: contestant.cannot };
    const start = performance.now();
    const value = run();
    return { ms: performance.now() - start, value };
  };
  return contestant.name;
}

/** In the page: times the kernels, within a small budget. */
async function kernels() {
  const { kernelSpeeds } = await import('/bench/ours.js');
  const load = async (path) => (await fetch(`/${path}`)).arrayBuffer();
  return kernelSpeeds(load, { batch: 10, batches: 15, least: 1, budget: 500 });
}

const TURNS = 5;

/** In bench.html: milliseconds of a CNN step on one thread and on all threads, in turns. */
async function threads(turns) {
  const module = async (name) => WebAssembly.compileStreaming(fetch(name));
  const worker = new Worker('bench-worker.js');
  const modules = { plain: await module('contrastive-lab.wasm'),
    threads: await module('contrastive-lab-threads.wasm'), kernels: await module('bench.wasm') };
  const figures = [];
  await new Promise((done, fail) => {
    worker.onmessage = ({ data }) => {
      if (data.type === 'figure') figures.push(data.figure);
      else if (data.type === 'end') done();
      else if (data.type === 'error') fail(new Error(data.text));
    };
    const only = Array.from({ length: turns }, () => ['cnn-one', 'cnn-all']).flat();
    worker.postMessage({ type: 'measure', modules, brief: false, only });
  });
  worker.terminate();
  return figures;
}

/** Measures threads as a reader has them: in the bench page, which is isolated. */
async function threadsOf(browser, say, version) {
  const server = await serve({ port: 0 });
  const page = await browser.newPage();
  await page.goto(`${server.address}bench.html`);
  const figures = await page.evaluate(threads, TURNS);
  await server.close();
  const [one, all] = [0, 1].map((k) => figures.filter((_, i) => i % 2 === k));
  const ratio = median(one.map((f, i) => f.ms / all[i].ms));
  const ms = [one, all].map((list) => median(list.map((f) => f.ms)));
  const result = { threads: all[0].threads, ratio, ms };
  say(`\nCNN step with the lab\u2019s augmentation, ${version}: one thread ${
    milliseconds(result.ms[0])}, ${result.threads} threads ${milliseconds(result.ms[1])}, ${
    ratio.toFixed(2)}x`);
  return result;
}

async function tab(browser, address) {
  const page = await browser.newPage();
  await page.goto(`${address}bench/blank.html`);
  return page;
}

/** @param {import('playwright-core').Browser} browser @param {(text: string) => void} say */
export async function inChromium(browser, say) {
  writeFileSync(`${folder}blank.html`, '<!doctype html><title>bench</title>');
  // The page is not isolated, because jax-js would then start threads of its own.
  const server = await serve({ root: build, port: 0, headers: {} });
  const version = `Chromium ${browser.version()}`;
  const results = { version, contests: {} };
  const all = new Map();
  for (const key of ALL) {
    const page = await tab(browser, server.address);
    const name = await page.evaluate(enter, key);
    all.set(key, { key, name, ask: (line) => page.evaluate((text) => globalThis.ask(text), line) });
  }
  results.kernels = await (await tab(browser, server.address)).evaluate(kernels);
  say(`\nKernels, wasm in ${version}, one thread\n${kernelTable(results.kernels)}`);
  for (const [work, list] of WORKS) {
    const entries = await compete(list.map((key) => all.get(key)), work);
    results.contests[work] = entries;
    say(`\n${contestTable(`${work}, ${version}`, entries)}`);
  }
  await server.close();
  results.threads = await threadsOf(browser, say, version);
  return results;
}
