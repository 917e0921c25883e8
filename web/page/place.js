// Brings the reader to the place that the address names, or back to where they were before the page
// was reloaded.
import { decoded, parseAddress } from '../shell/state/address.js';
import { goTo, isNewVisit } from '../shell/base/goto.js';
import { unfold } from './deeper.js';
import { keyOf } from '../shell/base/scope.js';

const LEFT = keyOf('left');
const LINE = 0.3; // of the window's height: the last place that begins above it is being read

/** The element that the address names; null: it names none, or none that exists. */
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
  if (!place) return;
  unfold(place);
  goTo(place);
}

/** Stores which place is being read, and how far below the top of the window it is. */
function leave() {
  const above = [...document.querySelectorAll('main [id]')].map((element) =>
    ({ id: element.id, ...element.getBoundingClientRect().toJSON() }))
    .filter(({ top, height }) => height > 0 && top < LINE * innerHeight);
  const last = above.pop();
  try {
    sessionStorage.setItem(LEFT, last ? JSON.stringify({ id: last.id, top: last.top }) : '');
  } catch { /* where storage is forbidden, the browser restores the position */ }
}

/** Returns to the stored place. The browser would restore the scroll position, which is wrong here
 *  because labs above have yet to grow; on a slow connection it would do so late, so it must not
 *  while the place is held. */
function comeBack() {
  try {
    const { id, top } = JSON.parse(sessionStorage.getItem(LEFT) || '{}');
    const place = document.getElementById(id);
    if (place) unfold(place);
    const held = place && goTo(place, top);
    if (!held) return;
    history.scrollRestoration = 'manual';
    held.addEventListener('abort', () => { history.scrollRestoration = 'auto'; });
  } catch { /* storage is forbidden, as above */ }
}

export function followAddress() {
  addEventListener('hashchange', follow);
  addEventListener('click', ({ target }) => { // also for links to the present address
    const link = target instanceof Element ? target.closest('a') : null;
    if (link && link.hash && link.hash === location.hash) follow();
  });
  addEventListener('pagehide', leave);
  if (isNewVisit()) follow();
  else comeBack();
}
