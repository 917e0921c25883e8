// Where in the page the reader is: at what its address names, or where they were before it was loaded
// once more.
import { decoded, parseAddress } from '../shell/state/address.js';
import { goTo, isNewVisit } from '../shell/base/goto.js';
import { keyOf } from './scope.js';

const LEFT = keyOf('left');
const LINE = 0.3; // of the window: what begins above it is what is read

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

/** Keeps in mind which place is read and how far below the head of the window it is. */
function leave() {
  const above = [...document.querySelectorAll('main [id]')].map((element) =>
    ({ id: element.id, ...element.getBoundingClientRect().toJSON() }))
    .filter(({ top, height }) => height > 0 && top < LINE * innerHeight);
  const last = above.pop();
  try {
    sessionStorage.setItem(LEFT, last ? JSON.stringify({ id: last.id, top: last.top }) : '');
  } catch { /* a page that may keep nothing is left to the browser */ }
}

/** Labs above have yet to grow: how far the page was scrolled, which is what the browser goes back to,
 *  is somewhere else now. On a slow line it would go there at any later moment, so it must not as long
 *  as the place is held. */
function comeBack() {
  try {
    const { id, top } = JSON.parse(sessionStorage.getItem(LEFT) || '{}');
    const place = document.getElementById(id);
    const held = place && goTo(place, top);
    if (!held) return;
    history.scrollRestoration = 'manual';
    held.addEventListener('abort', () => { history.scrollRestoration = 'auto'; });
  } catch { /* as above */ }
}

export function followAddress() {
  addEventListener('hashchange', follow);
  addEventListener('click', ({ target }) => { // also to the place that the address has already
    const link = target instanceof Element ? target.closest('a') : null;
    if (link && link.hash && link.hash === location.hash) follow();
  });
  addEventListener('pagehide', leave);
  if (isNewVisit()) follow();
  else comeBack();
}
