// How the page notices that a worker has died silently (by itself, or ended by a browser short of
// memory): the worker holds a lock as long as it lives, and the page waits for that lock. Where
// there are no locks, as on a host without https, only deaths that raise an error are noticed.

/** Called in the worker: true once it holds the lock, false without locks. @param {string} name
 *  @returns {Promise<boolean>} */
export const hold = (name) => new Promise((held) => {
  const forEver = new Promise(() => {});
  if (!navigator.locks) return held(false);
  navigator.locks.request(name, () => {
    held(true);
    return forEver;
  }).catch(() => held(false));
});

/** Called on the page once the lock is held; returns a function that ends the watch.
 *  @param {string} name @param {() => void} died */
export function watch(name, died) {
  const watching = new AbortController();
  navigator.locks.request(name, { signal: watching.signal }, died).catch(() => {});
  return () => watching.abort();
}
