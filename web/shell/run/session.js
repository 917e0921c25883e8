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

/** @typedef {{ lab: import('../types.d.ts').Lab, client: import('../client/client.js').Client,
 *   schema: import('../types.d.ts').Schema, state: import('../state/state.js').State,
 *   params: Params, say(text: string): void,
 *   opened(items: import('../types.d.ts').EngineItems, params: Params): Promise<void>,
 *   settled(): void }} Given params: those the first session was opened with */
/** known: the values of the session at work; coming: those of the one that is being opened; asked:
 *  whose values a restart has yet to take; again: that one is asked for; file: that waits; opening:
 *  another session is on its way.
 *  @typedef {{ known: Params, coming: Params | null, asked: Set<string>, again: boolean,
 *   file: File | null, opening: boolean, ended: boolean }} Now */

/** Opens what the state asks for. @param {Given} given @param {Now} now */
async function open({ lab, client, schema, state, say, opened }, now) {
  const { data } = state.get().params;
  const other = data !== now.known.data;
  if (other) say(`Loading: ${choiceOf('data', data)}`);
  const bytes = other ? await loadData(data) : null;
  if (now.again) return; // asked for something else meanwhile
  const { params } = state.get();
  const names = [...now.asked];
  now.asked.clear();
  now.coming = params;
  try {
    const items = await client.open(engineParams(schema, params), bytes);
    now.known = now.coming;
    await opened(items, params);
  } catch (error) {
    for (const name of names) now.asked.add(name); // if there is another try, for these as well
    throw error;
  }
  say(`Restarted: ${newValues(lab, names, params)}`);
}

/** Opens the run of a file, with the values it was saved with, or leaves all as it is.
 *  @param {Given} given @param {Now} now @param {ArrayBuffer} bytes @returns {Promise<Loaded>} */
async function resume({ lab, client, schema, state, opened }, now, bytes) {
  const saved = await client.settings(bytes.slice(0, HEAD));
  const before = state.get().params;
  const brought = broughtBy(lab, schema, saved, before);
  const params = { ...before, ...brought };
  const data = params.data === now.known.data ? null : await loadData(params.data);
  now.coming = params;
  const items = await client.open(engineParams(schema, params), data, bytes);
  now.known = now.coming;
  const asked = state.get().params; // what was asked for meanwhile comes on top
  const meanwhile = Object.keys(asked).filter((name) => asked[name] !== before[name]);
  const all = { ...now.known };
  for (const name of meanwhile) all[name] = asked[name];
  state.restore(all, null);
  await opened(items, now.known);
  return { step: items.step, brought };
}

/** Opens what was asked for, or goes back to what there is.
 *  @param {Given} given @param {Now} now */
async function reopen(given, now) {
  now.again = false;
  try {
    await open(given, now);
  } catch (error) {
    if (now.again || now.ended) return;
    now.asked.clear();
    given.state.restore(now.known, failed('control', error));
  }
}

/** Opens one after the other, until there is nothing more to open.
 *  @param {Given} given @param {Now} now */
async function openAll(given, now) {
  if (now.opening) return;
  now.opening = true;
  while ((now.again || now.file) && !now.ended) {
    if (now.again) {
      await reopen(given, now);
    } else if (now.file) {
      const { bytes, resolve, reject } = now.file;
      now.file = null;
      await resume(given, now, bytes).then(resolve, reject);
    }
    now.coming = null;
  }
  now.opening = false;
  given.settled();
}

/** @param {Given} given */
export function createSession(given) {
  const { client, schema, params } = given;
  /** @type {Now} */
  const now = { known: params, coming: null, asked: new Set(), again: false, file: null,
    opening: false, ended: false };

  /** A live value of the session at work, and of the one that may be about to take its place.
   *  @param {string} name @param {number | string} value */
  function note(name, value) {
    now.known = { ...now.known, [name]: value };
    if (now.coming) now.coming = { ...now.coming, [name]: value };
  }

  return {
    note,
    /** Whether another one is on its way: what is said to the present one is lost. */
    opening: () => now.opening,
    /** What may change during a run. @param {string} name @param {number | string} value */
    adopt(name, value) {
      note(name, value);
      if (schema.params.some((p) => p.name === name && !p.page)) client.set(name, value);
    },
    /** Another session in the place of the present one. @param {string[]} changes what asks for it */
    async reopen(changes) {
      for (const name of changes) now.asked.add(name);
      now.again = true;
      await openAll(given, now);
    },
    /** The run of a file in the place of the present one. @param {ArrayBuffer} bytes
     *  @returns {Promise<Loaded>} */
    load(bytes) {
      now.file?.reject(new Error('another file was chosen'));
      return new Promise((resolve, reject) => {
        now.file = { bytes, resolve, reject };
        void openAll(given, now);
      });
    },
    end() {
      now.ended = true;
      now.file?.reject(new Error('this lab has ended'));
    },
  };
}

/** @typedef {ReturnType<typeof createSession>} Session */
