// Runs the C suites again inside WebAssembly: the same cases as under Check.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const bytes = readFileSync(new URL('../../build/wasm/cases.wasm', import.meta.url));
const module = new WebAssembly.Module(bytes);

// The cases use libc's formatting and allocation; any system call that these import is refused.
const refuse = (name) => () => { throw Error(`the tests must not call ${name}`); };
const imports = {};
for (const i of WebAssembly.Module.imports(module)) {
  imports[i.module] ??= {};
  imports[i.module][i.name] = refuse(i.name);
}

function instance() {
  const { exports } = new WebAssembly.Instance(module, imports);
  exports._initialize?.();
  return exports;
}

function text(x, at) {
  const memory = new Uint8Array(x.memory.buffer);
  return new TextDecoder().decode(memory.subarray(at, memory.indexOf(0, at)));
}

let x = instance();
assert(x.suite_count() > 0, 'no suites');
for (let s = 0; s < x.suite_count(); s++) {
  for (let c = 0; c < x.case_count(s); c++) {
    test(`${text(x, x.suite_name(s))}: ${text(x, x.case_name(s, c))}`, () => {
      try {
        x.case_run(s, c);
      } catch (error) {
        const message = text(x, x.case_message()) || String(error);
        x = instance(); // a trap may have left the module in any state
        assert.fail(message);
      }
    });
  }
}
