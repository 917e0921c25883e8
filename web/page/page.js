// The article around its labs: colours, offline use, the reader's position in the text, and the
// labs that train out of sight.
import { addChip } from './chip.js';
import { addDeeper } from './deeper.js';
import { addLanguages } from './language.js';
import { watchAddress } from './lost.js';
import { watchVersion } from './newer.js';
import { followAddress } from './place.js';
import { keyOf } from '../shell/base/scope.js';
import { addThemes } from './theme.js';

const ISOLATED = keyOf('isolated');

/** Marks the section that is being read in the table of contents. */
function followReading() {
  const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (
    document.querySelectorAll('.contents .wide a'));
  const byId = new Map([...links].map((a) => [a.hash.slice(1), a]));
  /** @type {Set<string>} */
  const read = new Set();
  const watcher = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) read.add(target.id);
      else read.delete(target.id);
    }
    const now = [...byId.keys()].filter((id) => read.has(id)).pop(); // none above the first section
    for (const [id, a] of byId) {
      if (id === now) a.setAttribute('aria-current', 'true');
      else a.removeAttribute('aria-current');
    }
  }, { rootMargin: '-20% 0px -70% 0px' });
  for (const section of document.querySelectorAll('main section[id]')) watcher.observe(section);
}

function keepForOffline() {
  if (!('serviceWorker' in navigator) || !/^https?:$/.test(location.protocol)) return;
  if (document.getElementById('asset-contrastive-lab.wasm')) return; // this file holds everything
  navigator.serviceWorker.register('sw.js').catch(() => {}); // the page also works without it
}

const EARLY = 1000; // ms after navigation in which a reload is not noticed
const TOUCHES = ['pointerdown', 'keydown', 'wheel', 'touchmove', 'scroll'];

/** On a host that cannot send headers, the service worker isolates the page, so that labs train on
 *  threads: at the next visit, or already at this one where the reader does not notice the reload,
 *  which is before they touch anything, and very early or while the page is hidden. */
function isolateUnnoticed() {
  if (crossOriginIsolated || window !== window.parent || !('serviceWorker' in navigator)) return;
  const touched = new AbortController();
  const { signal } = touched;
  for (const type of TOUCHES) addEventListener(type, () => touched.abort(), { signal });

  function again() {
    if (document.visibilityState === 'visible' && performance.now() > EARLY) return;
    touched.abort();
    try {
      if (sessionStorage.getItem(ISOLATED)) return; // the last reload did not help
      sessionStorage.setItem(ISOLATED, 'tried');
    } catch {
      return; // without storage it might reload for ever
    }
    location.reload();
  }
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (signal.aborted) return;
    document.addEventListener('visibilitychange', again, { signal });
    again();
  }, { signal });
}

addThemes();
addLanguages();
addDeeper();
addChip();
watchAddress();
followAddress();
watchVersion();
followReading();
isolateUnnoticed();
addEventListener('load', keepForOffline);
