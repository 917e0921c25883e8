// From a lab's definition to its first session: engine, data, panels, schema, and the wishes that
// the schema allows.
import { byPresentNames, checkParams, defaultsOf, engineParams, together, withBrought }
  from '../state/check.js';
import { createWorker, engineModule, whyNoWorker, workerName } from '../client/assets.js';
import { createClient } from '../client/client.js';
import { begin } from '../load/loads.js';
import { itemsOf, loadData } from '../items/items.js';
import { late } from '../load/late.js';
import { keptTab } from '../look/kept.js';
import { panelsOf } from '../panels/index.js';
import { tabParam } from '../state/tabs.js';

/** @typedef {import('../types.d.ts').Lab} Lab */
/** @typedef {import('../types.d.ts').Params} Params */
/** @typedef {import('../types.d.ts').Problem} Problem */

/** @param {import('../client/client.js').Client} client
 *  @param {import('../client/assets.js').Build} build */
async function boot(client, build) {
  const module = await engineModule(build);
  const waiting = begin(workerName());
  try {
    return await client.boot(module).catch(async (/** @type {Error} */ error) => {
      const plain = await engineModule('plain'); // the browser cannot share memory after all
      if (plain === module) throw error;
      return client.boot(plain);
    });
  } finally {
    waiting.end();
  }
}

/** A client of a worker. When the worker crashes during the start, `breaking` fails at once, so
 *  that nobody waits for answers that never come; failures before the lab can show them are
 *  collected.
 *  @param {import('../client/client.js').ClientEvents} events @param {AbortSignal} signal */
async function guardedClient(events, signal) {
  const state = { ready: false };
  /** @type {import('../client/client.js').Failure[]} */
  const failures = [];
  /** @type {Promise<never> | null} */
  let broken = null;
  /** @type {(reason: Promise<never>) => void} */
  let breaks = () => {};
  const breaking = /** @type {Promise<never>} */ (new Promise((done) => { breaks = done; }));
  const client = createClient(await createWorker(signal), {
    ...events,
    failed: (error, playing) => {
      if (state.ready) events.failed(error, playing);
      else failures.push(error);
    },
    crashed: (text) => {
      if (state.ready) return events.crashed(text);
      broken = whyNoWorker(text).then((error) => { throw error; });
      breaks(broken);
    },
  });
  signal.addEventListener('abort', client.end, { once: true });
  return { client, failures, breaking, state, broken: () => broken };
}

/** The sets of values to open with, the most complete first: each keeps less of what was asked for.
 *  @param {Lab} lab @param {import('../types.d.ts').Schema} schema @param {Params} attributes
 *  @param {import('../state/address.js').Part | null} part
 *  @param {(where: string, texts: string[]) => void} tell */
function valuesOf(lab, schema, attributes, part, tell) {
  const kept = checkParams(lab, schema, { tab: keptTab(lab.id) }).values; // of an older build: none
  const plain = { ...defaultsOf(lab, schema), ...kept };
  const named = Object.fromEntries(Object.entries(attributes)
    .filter(([n]) => schema.params.some((p) => p.name === n)));
  const own = checkParams(lab, schema, withBrought(lab, named, plain));
  tell('attributes', own.problems);
  const base = { ...plain, ...own.values }; // with the valid attributes
  const asked = byPresentNames(schema, part ?? { wishes: {}, problems: [] });
  const read = checkParams(lab, schema, withBrought(lab, asked.wishes, base));
  tell('address', [...asked.problems, ...read.problems]);
  const fine = !asked.problems.length && !read.problems.length; // one bad value drops them all
  return { base, tries: [
    ...(part && fine ? [{ params: { ...base, ...read.values }, where: 'address' }] : []),
    ...(Object.keys(own.values).length ? [{ params: base, where: 'attributes together' }] : []),
    { params: plain, where: '' }] };
}

/** Some combinations of values are refused only by the engine: the lab then opens with less of what
 *  was asked for. @param {{ params: Params, where: string }[]} tries
 *  @param {(params: Params) => Promise<import('../types.d.ts').EngineItems>} open
 *  @param {(where: string, texts: string[]) => void} tell
 *  @returns {Promise<{ params: Params, engineItems: import('../types.d.ts').EngineItems }>} */
async function openFirst([{ params, where }, ...less], open, tell) {
  try {
    return { params, engineItems: await open(params) };
  } catch (error) {
    if (!less.length) throw error;
    tell(where, [/** @type {Error} */ (error).message]);
    return openFirst(less, open, tell);
  }
}

/** @param {{ lab: Lab, attributes: Params, part: import('../state/address.js').Part | null,
 *   events: import('../client/client.js').ClientEvents, signal: AbortSignal }} given
 *   attributes: all attributes of the element, some of which are parameters; part: what the address
 *   says of this lab; signal: aborting it ends the worker at once, before and after it is open */
export async function openLab({ lab, attributes, part, events, signal }) {
  const likely = { ...lab.params, ...attributes, ...part?.wishes };
  loadData(likely).catch(() => {}); // awaited below
  const loading = panelsOf(lab.panels);
  loading.catch(() => {}); // likewise
  const grid = lab.axes ? late('grid', () => import('../runs/grid.js')) : null;
  grid?.catch(() => {});
  const { client, failures, breaking, state, broken } = await guardedClient(events, signal);
  try {
    signal.throwIfAborted();
    const build = lab.params.encoder === 'table' ? 'table' : 'threads';
    /** @type {import('../types.d.ts').Schema} */
    const engine = await Promise.race([boot(client, build), breaking]);
    const more = (await grid)?.gridParams ?? [];
    const schema = { ...engine, params: [...engine.params, ...more, tabParam(lab)] };
    /** @type {Problem[]} */
    const problems = (lab.form?.problems ?? []).map((text) => ({ where: 'form', text }));
    const tell = (/** @type {string} */ where, /** @type {string[]} */ texts) => {
      if (texts.length) problems.push({ where, text: together(texts) });
    };
    const { base, tries } = valuesOf(lab, schema, attributes, part, tell);
    const { params, engineItems } = await openFirst(tries, async (p) =>
      client.open(engineParams(schema, p), await loadData(p)), tell);
    const items = await itemsOf(engineItems, params);
    if (items.lack) problems.push(items.lack);
    const panels = await loading;
    state.ready = true;
    return { client, schema, base, params, items, panels, problems, failures };
  } catch (error) {
    client.end();
    await broken(); // throws the worker's crash, which is the cause where there was one
    throw error;
  }
}
