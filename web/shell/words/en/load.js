export default {
  gone: '{file} is gone: this page is older than what the server has now. Reload the page to get '
    + 'the new one',
  failed: '{file} could not be loaded',
  reload: 'Reload the page',
  again: 'Try again',
  size: '{file}, {got} of {all} kB',
  list: '{first}; {second}',
  waiting: 'Waiting for {files}\u2026',
  trusted: 'this page\u2019s content security policy must allow the Trusted Types policy '
    + '\u201c{name}\u201d: {problem}',
  wasm: 'this page may not run WebAssembly: its content security policy lacks '
    + '{directive} in script-src ({problem})',
  engine: 'this browser cannot run the engine: {problem}',
};
