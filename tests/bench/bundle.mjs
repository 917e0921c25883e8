// Bundles the contestants written in JavaScript into build/bench/, one file each for Node and for
// browsers. Their packages are those of web/.
import { copyFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { folder } from './inputs.mjs';

const web = new URL('../../web/', import.meta.url).pathname;
const require = createRequire(join(web, 'package.json'));
const { build } = require('esbuild');

// A library bundled for browsers looks for these names when it finds itself in Node.
const BANNER = `const require = globalThis.process?.versions?.node
  ? (await import('node:module')).createRequire(import.meta.url) : undefined;
const __dirname = '.';`;

export const contestants = ['ours', 'tfjs', 'jax'];

export async function bundle() {
  await build({
    entryPoints: contestants.map((name) => new URL(`peers/${name}.mjs`, import.meta.url).pathname),
    outdir: folder, bundle: true, format: 'esm', target: 'es2022', minify: true,
    nodePaths: [join(web, 'node_modules')], external: ['node:*', 'fs', 'path', 'os', 'util',
      'crypto', 'worker_threads', 'perf_hooks'],
    banner: { js: BANNER }, logLevel: 'warning', legalComments: 'none',
  });
  const wasm = 'tfjs-backend-wasm-simd.wasm';
  copyFileSync(join(web, 'node_modules/@tensorflow/tfjs-backend-wasm/dist', wasm),
    join(folder, wasm));
}
