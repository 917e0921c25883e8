// A place that the reader asked for stays where it came until they go on by themselves: labs above it
// start when it is passed, and grow.
import { decoded, parseAddress } from '../shell/address.js';

const ACTS = ['wheel', 'touchmove', 'keydown', 'pointerdown'];

/** What the address leads to; null: no place, or none that there is. */
function asked() {
  const { places, labs } = parseAddress(location.hash);
  const [place] = places;
  if (place) return document.getElementById(place) ?? document.getElementById(decoded(place) ?? '');
  const [lab] = labs.keys();
  return labs.size === 1
    ? document.querySelector(`contrastive-lab[url-state][lab="${CSS.escape(lab)}"]`) : null;
}

export function holdPlace() {
  /** @type {Element | null} */
  let place = null;
  const again = () => place?.scrollIntoView({ block: 'start', behavior: 'instant' });
  const free = () => { place = null; };
  const aim = () => { place = asked(); };
  new ResizeObserver(again).observe(document.body);
  for (const type of ACTS) addEventListener(type, free, { passive: true, capture: true });
  addEventListener('hashchange', aim);
  addEventListener('click', ({ target }) => { // also on the place that the address has already
    const link = target instanceof Element ? target.closest('a') : null;
    if (link && link.hash && link.hash === location.hash) aim();
  });
  const [visit] = performance.getEntriesByType('navigation');
  const { type } = /** @type {PerformanceNavigationTiming} */ (visit);
  if (type === 'navigate') aim(); // else the browser goes back to where the reader was
}
