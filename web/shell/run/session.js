// The engine's session behind a lab: its values, and a new session where a change needs one.
import english from '../words/en/run.js';
import { differing, engineParams } from '../state/check.js';
import { sameData } from '../state/datasets.js';
import { loadData } from '../items/items.js';
import { newValues } from '../look/labels.js';
import { choiceOf } from '../words/labels.js';
import { failed } from '../load/late.js';
import { HEAD, broughtBy } from './resume.js';
import { textsOf } from '../words/words.js';

const t = textsOf('run', english);

/** @typedef {import('../types.d.ts').Params} Params */

/** A file that waits to be loaded, and the promise of its loading. @typedef {{ bytes: ArrayBuffer,
 *   resolve(loaded: Loaded): void, reject(cause: unknown): void }} File */
/** step: where its training is; brought: the values that came with the file.
 *  @typedef {{ step: number, brought: Params }} Loaded */

/** @typedef {{ lab: import('../types.d.ts').Lab, client: import('../client/client.js').Client,
 *   schema: import('../types.d.ts').Schema, state: import('../state/state.js').State,
 *   params: Params, base: Params, say(text: string): void,
 *   opened(items: import('../types.d.ts').EngineItems, params: Params): Promise<void>,
 *   settled(): void }} Given params: the values the first session was opened with;
 *   base: the element's values without an address */
/** known: the values of the present session; coming: those of the session that is being opened;
 *  asked: names of changed parameters that need a restart; again: whether one was asked for; file:
 *  the file that waits; opening: whether another session is being opened.
 *  @typedef {{ known: Params, coming: Params | null, asked: Set<string>, again: boolean,
 *   file: File | null, opening: boolean, ended: boolean }} Now */

/** Opens a session with the values of the state. @param {Given} given @param {Now} now */
async function open({ lab, client, schema, state, base, say, opened }, now) {
  const wanted = state.get().params;
  const other = !sameData(wanted, now.known);
  if (other) say(t('loading', { data: choiceOf('data', wanted.data) }));
  const bytes = other ? await loadData(wanted) : null;
  if (now.again) return; // the reader has asked for something else meanwhile
  const { params } = state.get();
  const names = [...now.asked];
  now.asked.clear();
  now.coming = params;
  try {
    const items = await client.open(engineParams(schema, params), bytes);
    now.known = now.coming;
    await opened(items, params);
  } catch (error) {
    for (const name of names) now.asked.add(name); // the next attempt has to take these too
    throw error;
  }
  say(t('restarted', { changes: newValues(lab, names, params, base) }));
}

/** Continues the training saved in a file, with its values, or leaves everything as it is.
 *  @param {Given} given @param {Now} now @param {ArrayBuffer} bytes @returns {Promise<Loaded>} */
async function resume({ lab, client, schema, state, opened }, now, bytes) {
  const saved = await client.settings(bytes.slice(0, HEAD));
  const before = state.get().params;
  const brought = broughtBy(lab, schema, saved, before);
  const params = { ...before, ...brought };
  const data = sameData(params, now.known) ? null : await loadData(params);
  now.coming = params;
  const items = await client.open(engineParams(schema, params), data, bytes);
  now.known = now.coming;
  const asked = state.get().params; // values that were changed meanwhile override the file's
  const meanwhile = differing(before, asked);
  const all = { ...now.known };
  for (const name of meanwhile) all[name] = asked[name];
  state.restore(all, null);
  await opened(items, now.known);
  return { step: items.step, brought };
}

/** Opens the session that was asked for, or goes back to the values of the present one.
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

/** Opens one session after the other, until nothing more is asked for.
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

  /** Notes a live value for the present session, and for the one that may be about to replace it.
   *  @param {string} name @param {number | string} value */
  function note(name, value) {
    now.known = { ...now.known, [name]: value };
    if (now.coming) now.coming = { ...now.coming, [name]: value };
  }

  return {
    note,
    /** Whether a new session is being opened: commands to the present one are lost. */
    opening: () => now.opening,
    /** Sets a live parameter. @param {string} name @param {number | string} value */
    adopt(name, value) {
      note(name, value);
      if (schema.params.some((p) => p.name === name && !p.page)) client.set(name, value);
    },
    /** Replaces the present session. @param {string[]} changes names of the changed parameters */
    async reopen(changes) {
      for (const name of changes) now.asked.add(name);
      now.again = true;
      await openAll(given, now);
    },
    /** Replaces the present session by the one saved in a file. @param {ArrayBuffer} bytes
     *  @returns {Promise<Loaded>} */
    load(bytes) {
      now.file?.reject(new Error(t('otherFile')));
      return new Promise((resolve, reject) => {
        now.file = { bytes, resolve, reject };
        void openAll(given, now);
      });
    },
    end() {
      now.ended = true;
      now.file?.reject(new Error(t('ended')));
    },
  };
}

/** @typedef {ReturnType<typeof createSession>} Session */
