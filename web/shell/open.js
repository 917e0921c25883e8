// From a lab's definition to its first session: engine, data, panels, schema, wishes checked by it.
import { checkParams, defaultsOf, engineParams, withBrought } from './check.js';
import { createWorker, engineModule } from './engine/assets.js';
import { createClient } from './engine/client.js';
import { itemsOf, loadData } from './items.js';
import { late } from './late.js';
import { panelsOf } from './panels/index.js';

/** @typedef {import('./types.d.ts').Lab} Lab */
/** @typedef {import('./types.d.ts').Params} Params */
/** @typedef {import('./types.d.ts').Problem} Problem */

/** @param {import('./engine/client.js').Client} client @param {boolean} large whether threads are
 *  of use */
async function boot(client, large) {
  const module = await engineModule(large);
  return client.boot(module).catch(async (/** @type {Error} */ error) => {
    const plain = await engineModule(false); // where no memory can be shared after all
    if (plain === module) throw error;
    return client.boot(plain);
  });
}

/** @param {{ lab: Lab, attributes: Params, wishes: Params | null,
 *   events: import('./engine/client.js').ClientEvents }} given attributes: all of the element's, of
 *   which the schema's are taken; wishes: the address's */
export async function openLab({ lab, attributes, wishes, events }) {
  loadData({ ...lab.params, ...attributes, ...wishes }.data).catch(() => {}); // awaited below
  const loading = panelsOf(lab.panels);
  loading.catch(() => {}); // likewise
  const grid = lab.axes ? late('grid', () => import('./grid.js')) : null;
  grid?.catch(() => {});
  let ready = false;
  // A crash on the way is the failure of the request it breaks, and no event.
  const client = createClient(await createWorker(), {
    ...events,
    crashed: (text) => { if (ready) events.crashed(text); },
  });
  try {
    const engine = await boot(client, lab.params.encoder !== 'table');
    const own = (await grid)?.gridParams ?? [];
    const schema = { ...engine, params: [...engine.params, ...own] };
    /** @type {Problem[]} */
    const problems = (lab.form?.problems ?? []).map((text) => ({ where: 'form', text }));

    /** @param {Params} asked @param {Params} now @param {string} where */
    const checked = (asked, now, where) => {
      const { values, problems: texts } = checkParams(lab, schema, withBrought(lab, asked, now));
      if (texts.length) problems.push({ where, text: texts.join('; ') });
      return { ...now, ...values };
    };

    const open = async (/** @type {Params} */ p) =>
      client.open(engineParams(schema, p), await loadData(p.data));

    const named = Object.entries(attributes)
      .filter(([n]) => schema.params.some((p) => p.name === n));
    const plain = defaultsOf(lab, schema);
    const base = checked(Object.fromEntries(named), plain, 'attributes');
    let params = wishes ? checked(wishes, base, 'address') : base;
    // What each value alone cannot tell, the engine can: then the lab opens as it comes.
    const engineItems = await open(params).catch((/** @type {Error} */ error) => {
      if (params === plain) throw error;
      problems.push({ where: wishes ? 'address' : 'attributes', text: error.message });
      params = plain;
      return open(plain);
    });
    const items = await itemsOf(engineItems, params);
    const panels = await loading;
    ready = true;
    return { client, schema, base, params, items, panels, problems };
  } catch (error) {
    client.end();
    throw error;
  }
}
