// Functions that the tests run inside a page of another browser. Each is sent as text, so it sees
// nothing except its argument.

/** Trains a lab twice from its start and returns the results of both runs.
 *  @param {{ lab: string, steps: number, shared?: boolean }} given shared: on several threads */
export const train = async ({ lab, steps, shared }) => {
  await customElements.whenDefined('contrastive-lab');
  const element = /** @type {any} */ (document.querySelector(`contrastive-lab[lab="${lab}"]`));
  element.scrollIntoView();
  if (shared) {
    await element.play();
    const several = () => / on \d threads/.test(element.shadowRoot.textContent);
    while (!several()) await new Promise((go) => { setTimeout(go, 50); });
  }
  await element.pause();
  const runs = [];
  for (let i = 0; i < 2; i++) {
    const start = [...(await element.reset()).positions];
    const began = performance.now();
    const { step, loss, positions } = await element.step(steps);
    runs.push({ start, step, loss, places: [...positions],
      pace: (1000 * steps) / (performance.now() - began) });
  }
  return { runs, problem: element.state.problem, isolated: crossOriginIsolated,
    width: element.getBoundingClientRect().width,
    direction: getComputedStyle(element.shadowRoot.querySelector('.card')).direction };
};

/** The maps of neighbours that the page's own WebAssembly makes (map.mjs).
 *  @param {{ params: object, data: string }} given data: the file with the dataset */
export const chart = async ({ params, data }) => {
  const at = (/** @type {string} */ file) => new URL(file, document.baseURI).href;
  const { createEngine } = await import(at('shell/wasm/engine.js'));
  const { mapsOf } = await import(at('map.js'));
  const [code, bytes] = await Promise.all(['engine.wasm', data].map(async (file) =>
    (await fetch(at(file))).arrayBuffer()));
  return mapsOf(await createEngine(await WebAssembly.compile(code)), params, new Uint8Array(bytes));
};

/** Scrolls an element to the top of the window and waits until it is drawn.
 *  @param {string} selector */
export const show = async (selector) => {
  document.querySelector(selector)?.scrollIntoView();
  for (let i = 0; i < 30; i++) await new Promise(requestAnimationFrame);
};

/** The faults that the page has noted. */
export const amiss = () => /** @type {any} */ (globalThis).amiss;
