// The session behind a lab: the values it has, and another in its place where a change asks for one.
import { engineParams } from './check.js';
import { loadData } from './items.js';
import { choiceOf, labelOf } from './labels.js';

/** @typedef {import('./types.d.ts').Params} Params */

/** @param {{ client: import('./engine/client.js').Client, schema: import('./types.d.ts').Schema,
 *   state: import('./state.js').State, params: Params, say(text: string): void,
 *   opened(items: import('./types.d.ts').EngineItems, params: Params): Promise<void>,
 *   settled(): void }} given params: those the first session was opened with */
export function createSession({ client, schema, state, params: first, say, opened, settled }) {
  let known = first;
  let opening = false;
  let again = false;
  let ended = false;
  /** What the session that is being opened has. @type {Params | null} */
  let coming = null;
  /** Whose values a restart has yet to take. @type {Set<string>} */
  const asked = new Set();

  /** A live value of the session at work, and of the one that may be about to take its place.
   *  @param {string} name @param {number | string} value */
  function note(name, value) {
    known = { ...known, [name]: value };
    if (coming) coming = { ...coming, [name]: value };
  }

  /** Opens what the state asks for. */
  async function open() {
    const { data } = state.get().params;
    const other = data !== known.data;
    if (other) say(`Loading: ${choiceOf('data', data)}`);
    const bytes = other ? await loadData(data) : null;
    if (again) return; // asked for something else meanwhile
    const { params } = state.get();
    const names = [...asked];
    asked.clear();
    coming = params;
    try {
      const items = await client.open(engineParams(schema, params), bytes);
      known = coming;
      await opened(items, params);
    } catch (error) {
      for (const name of names) asked.add(name); // if there is another try, for these as well
      throw error;
    }
    say(`Restarted: ${names.map((n) => `${labelOf(n)} is now ${choiceOf(n, params[n])}`).join(', ')}`);
  }

  return {
    note,
    /** Whether another one is on its way: what is said to the present one is lost. */
    opening: () => opening,
    /** What may change during a run. @param {string} name @param {number | string} value */
    adopt(name, value) {
      note(name, value);
      if (schema.params.some((p) => p.name === name && !p.page)) client.set(name, value);
    },
    /** Another session in the place of the present one. @param {string[]} changes what asks for it */
    async reopen(changes) {
      for (const name of changes) asked.add(name);
      again = true;
      if (opening) return;
      opening = true;
      while (again && !ended) {
        again = false;
        try {
          await open();
        } catch (error) {
          if (!again && !ended) {
            asked.clear();
            state.restore(known, { where: 'control', text: /** @type {Error} */ (error).message });
          }
        }
        coming = null;
      }
      opening = false;
      settled();
    },
    end() { ended = true; },
  };
}
