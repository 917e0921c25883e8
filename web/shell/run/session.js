// The session behind a lab: the values it has, and another in its place where a change asks for one.
import { engineParams } from '../state/check.js';
import { loadData } from '../items/items.js';
import { choiceOf, newValues } from '../look/labels.js';
import { failed } from '../load/late.js';
import { HEAD, broughtBy } from './resume.js';

/** @typedef {import('../types.d.ts').Params} Params */

/** A file that waits to be loaded, and who waits for it. @typedef {{ bytes: ArrayBuffer,
 *   resolve(loaded: Loaded): void, reject(cause: unknown): void }} File */
/** step: where the run is; brought: the values that came with it.
 *  @typedef {{ step: number, brought: Params }} Loaded */

/** @param {{ lab: import('../types.d.ts').Lab, client: import('../client/client.js').Client,
 *   schema: import('../types.d.ts').Schema, state: import('../state/state.js').State,
 *   params: Params, say(text: string): void,
 *   opened(items: import('../types.d.ts').EngineItems, params: Params): Promise<void>,
 *   settled(): void }} given params: those the first session was opened with */
export function createSession({ lab, client, schema, state, params: first, say, opened, settled }) {
  let known = first;
  let opening = false;
  let again = false;
  let ended = false;
  /** What the session that is being opened has. @type {Params | null} */
  let coming = null;
  /** Whose values a restart has yet to take. @type {Set<string>} */
  const asked = new Set();
  /** @type {File | null} */
  let file = null;

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
    say(`Restarted: ${newValues(lab, names, params)}`);
  }

  /** Opens the run of a file, with the values it was saved with, or leaves all as it is.
   *  @param {ArrayBuffer} bytes @returns {Promise<Loaded>} */
  async function resume(bytes) {
    const saved = await client.settings(bytes.slice(0, HEAD));
    const before = state.get().params;
    const brought = broughtBy(lab, schema, saved, before);
    const params = { ...before, ...brought };
    const data = params.data === known.data ? null : await loadData(params.data);
    coming = params;
    const items = await client.open(engineParams(schema, params), data, bytes);
    known = coming;
    const now = state.get().params; // what was asked for meanwhile comes on top
    const meanwhile = Object.keys(now).filter((name) => now[name] !== before[name]);
    const { ...all } = known;
    for (const name of meanwhile) all[name] = now[name];
    state.restore(all, null);
    await opened(items, known);
    return { step: items.step, brought };
  }

  /** Opens what was asked for. */
  async function next() {
    again = false;
    try {
      await open();
    } catch (error) {
      if (again || ended) return;
      asked.clear();
      state.restore(known, failed('control', error));
    }
  }

  /** One after the other, until there is nothing more to open. */
  async function work() {
    if (opening) return;
    opening = true;
    while ((again || file) && !ended) {
      if (again) {
        await next();
      } else if (file) {
        const { bytes, resolve, reject } = file;
        file = null;
        await resume(bytes).then(resolve, reject);
      }
      coming = null;
    }
    opening = false;
    settled();
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
      await work();
    },
    /** The run of a file in the place of the present one. @param {ArrayBuffer} bytes
     *  @returns {Promise<Loaded>} */
    load(bytes) {
      file?.reject(new Error('another file was chosen'));
      return new Promise((resolve, reject) => {
        file = { bytes, resolve, reject };
        void work();
      });
    },
    end() {
      ended = true;
      file?.reject(new Error('this lab has ended'));
    },
  };
}

/** @typedef {ReturnType<typeof createSession>} Session */
