// From a lab's definition to its first session: engine, data, panels, schema, wishes checked by it.
import { byPresentNames, checkParams, defaultsOf, engineParams, withBrought }
  from '../state/check.js';
import { createWorker, engineModule, whyNoWorker, workerName } from '../client/assets.js';
import { createClient } from '../client/client.js';
import { begin } from '../load/loads.js';
import { itemsOf, loadData } from '../items/items.js';
import { late } from '../load/late.js';
import { panelsOf } from '../panels/index.js';

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
      const plain = await engineModule('plain'); // where no memory can be shared after all
      if (plain === module) throw error;
      return client.boot(plain);
    });
  } finally {
    waiting.end();
  }
}

/** @param {{ lab: Lab, attributes: Params, part: import('../state/address.js').Part | null,
 *   events: import('../client/client.js').ClientEvents, signal: AbortSignal }} given
 *   attributes: all of the element's, of which the schema's are taken; part: the address's of this
 *   lab; signal: ends it, and its worker at once, also once it is open */
export async function openLab({ lab, attributes, part, events, signal }) {
  const likely = { ...lab.params, ...attributes, ...part?.wishes };
  loadData(likely.data).catch(() => {}); // awaited below
  const loading = panelsOf(lab.panels);
  loading.catch(() => {}); // likewise
  const grid = lab.axes ? late('grid', () => import('../runs/grid.js')) : null;
  grid?.catch(() => {});
  let ready = false;
  /** What failed before there was a lab to say so.
   *  @type {import('../client/client.js').Failure[]} */
  const failures = [];
  /** @type {Promise<never> | null} */
  let broken = null;
  /** @type {(reason: Promise<never>) => void} */
  let breaks = () => {};
  const breaking = /** @type {Promise<never>} */ (new Promise((done) => { breaks = done; }));
  // A crash on the way is the failure of what waits for it, however long that would take by itself.
  const client = createClient(await createWorker(signal), {
    ...events,
    failed: (error, playing) => {
      if (ready) events.failed(error, playing);
      else failures.push(error);
    },
    crashed: (text) => {
      if (ready) return events.crashed(text);
      broken = whyNoWorker(text).then((error) => { throw error; });
      breaks(broken);
    },
  });
  signal.addEventListener('abort', client.end, { once: true });
  try {
    signal.throwIfAborted();
    const build = lab.params.encoder === 'table' ? 'table' : 'threads';
    /** @type {import('../types.d.ts').Schema} */
    const engine = await Promise.race([boot(client, build), breaking]);
    const more = (await grid)?.gridParams ?? [];
    const schema = { ...engine, params: [...engine.params, ...more] };
    /** @type {Problem[]} */
    const problems = (lab.form?.problems ?? []).map((text) => ({ where: 'form', text }));

    /** @param {string} where @param {string[]} texts */
    const tell = (where, texts) => {
      if (texts.length) problems.push({ where, text: texts.join('; ') });
    };

    const open = async (/** @type {Params} */ p) =>
      client.open(engineParams(schema, p), await loadData(p.data));

    const plain = defaultsOf(lab, schema);
    const named = Object.fromEntries(Object.entries(attributes)
      .filter(([n]) => schema.params.some((p) => p.name === n)));
    const own = checkParams(lab, schema, withBrought(lab, named, plain));
    tell('attributes', own.problems);
    const base = { ...plain, ...own.values }; // those that are fine
    const asked = byPresentNames(schema, part ?? { wishes: {}, problems: [] });
    const read = checkParams(lab, schema, withBrought(lab, asked.wishes, base));
    tell('address', [...asked.problems, ...read.problems]);
    const fine = !asked.problems.length && !read.problems.length; // else none of them

    /** What each value alone cannot tell, the engine can: then the lab opens with less of what was
     *  asked for. @param {{ params: Params, where: string }[]} tries
     *  @returns {Promise<{ params: Params, engineItems: import('../types.d.ts').EngineItems }>} */
    const openFirst = async ([{ params, where }, ...less]) => {
      try {
        return { params, engineItems: await open(params) };
      } catch (error) {
        if (!less.length) throw error;
        tell(where, [/** @type {Error} */ (error).message]);
        return openFirst(less);
      }
    };
    const { params, engineItems } = await openFirst([
      ...(part && fine ? [{ params: { ...base, ...read.values }, where: 'address' }] : []),
      ...(Object.keys(own.values).length ? [{ params: base, where: 'attributes together' }] : []),
      { params: plain, where: '' }]);
    const items = await itemsOf(engineItems, params);
    if (items.lack) problems.push(items.lack);
    const panels = await loading;
    ready = true;
    return { client, schema, base, params, items, panels, problems, failures };
  } catch (error) {
    client.end();
    await broken; // the cause of what went wrong since
    throw error;
  }
}
