// Runs one contestant, a module, as a process that takes turns: `node serve.mjs FILE`. It writes
// its name and then answers each line, "gemm 512", "ntxent 1024" or "step cnn", with {"ms": of one
// run, "value": the loss or a number of the result}, {"cannot": why} or {"error": what}. With
// BENCH_CLOCK=processor it counts processor time, all threads together, as do the other contestants.
import { createInterface } from 'node:readline';
import { build, load } from './load.mjs';

const { open } = await import(process.argv[2]);
const contestant = await open(load, `${build}bench/`);
/** Milliseconds. */
const now = process.env.BENCH_CLOCK !== 'processor' ? () => performance.now() : () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const answer = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);

/** The size of a work as a number, or else the name that stands there. */
const sizeOf = (text) => (/^\d+$/.test(text) ? Number(text) : text);

answer({ name: contestant.name });
let opened = '';
let run;
for await (const line of createInterface({ input: process.stdin })) {
  try {
    if (line !== opened) {
      const [work, size] = line.split(' ');
      run = await contestant.works[work](sizeOf(size));
      opened = line;
    }
    if (!run) {
      answer({ cannot: contestant.cannot });
      continue;
    }
    const start = now();
    const value = run();
    answer({ ms: now() - start, value });
  } catch (error) {
    opened = '';
    answer({ error: String(error) });
  }
}
process.exit(0); // ends also when the contestant's own threads still wait
