// The place that the page's address names.
import { decoded, parseAddress } from '../shell/address.js';
import { goTo } from '../shell/goto.js';

/** What the address leads to; null: no place, or none that there is. */
function asked() {
  const { places, labs } = parseAddress(location.hash);
  const [place] = places;
  if (place) return document.getElementById(place) ?? document.getElementById(decoded(place) ?? '');
  const [lab] = labs.keys();
  return labs.size === 1
    ? document.querySelector(`contrastive-lab[url-state][lab="${CSS.escape(lab)}"]`) : null;
}

function follow() {
  const place = asked();
  if (place) goTo(place);
}

export function followAddress() {
  addEventListener('hashchange', follow);
  addEventListener('click', ({ target }) => { // also to the place that the address has already
    const link = target instanceof Element ? target.closest('a') : null;
    if (link && link.hash && link.hash === location.hash) follow();
  });
  const [visit] = performance.getEntriesByType('navigation');
  const { type } = /** @type {PerformanceNavigationTiming} */ (visit);
  if (type === 'navigate') follow(); // else the browser goes back to where the reader was
}
