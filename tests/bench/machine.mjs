// Describes the machine on which the figures were measured.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';

const first = (command, ...args) => {
  try {
    return execFileSync(command, args, { encoding: 'utf8' }).split('\n')[0].trim();
  } catch {
    return null;
  }
};

function model() {
  try {
    return readFileSync('/proc/cpuinfo', 'utf8').match(/model name\s*:\s*(.*)/)?.[1];
  } catch {
    return cpus()[0]?.model;
  }
}

export function machine() {
  return {
    cpu: model() ?? 'unknown', cores: cpus().length, system: `${process.platform} ${process.arch}`,
    node: process.version, v8: process.versions.v8, emcc: first('emcc', '--version'),
    cc: first(process.env.CC ?? 'cc', '--version'), date: new Date().toISOString(),
  };
}
