// How the page learns that a worker is gone that died without a word (ended by itself, or by a
// browser short of memory): the worker holds a lock as long as it lives, and the page waits for it.
// Where there are no locks, as on a host without https, only deaths that make an error are noticed.

/** In the worker: true once the lock is held, false where there are none. @param {string} name
 *  @returns {Promise<boolean>} */
export const hold = (name) => new Promise((held) => {
  const forEver = new Promise(() => {});
  if (!navigator.locks) return held(false);
  navigator.locks.request(name, () => {
    held(true);
    return forEver;
  }).catch(() => held(false));
});

/** On the page, once the lock is held; returns what ends the watch.
 *  @param {string} name @param {() => void} died */
export function watch(name, died) {
  const watching = new AbortController();
  navigator.locks.request(name, { signal: watching.signal }, died).catch(() => {});
  return () => watching.abort();
}
