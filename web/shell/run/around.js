// What a lab learns from the page around it.

const NEAR = '200px'; // a lab starts when it is this close to the screen

/** @param {HTMLElement} element
 *  @param {{ attributes(records: MutationRecord[]): void, near(yes: boolean): void,
 *    address(): void, seen(): void, colours(): void }} on seen: the tab was shown or hidden
 *  @param {AbortSignal} signal aborting it ends the listening */
export function hear(element, on, signal) {
  const watcher = new MutationObserver(on.attributes);
  watcher.observe(element, { attributes: true });
  const nearby = new IntersectionObserver((entries) => {
    if (!signal.aborted) on.near(entries[entries.length - 1].isIntersecting);
  }, { rootMargin: NEAR });
  nearby.observe(element);
  signal.addEventListener('abort', () => {
    watcher.disconnect();
    nearby.disconnect();
  }, { once: true });
  addEventListener('hashchange', on.address, { signal });
  element.ownerDocument.addEventListener('visibilitychange', on.seen, { signal });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', on.colours, { signal });
}
