// A page that stays open, or that came from what is kept for offline use, may be older than what the
// server has: the reader is told, and may load the new one with the settings as they stand.
import { h } from '../shell/base/dom.js';
import { reload } from '../shell/base/reload.js';
import { addNotice } from './notice.js';

const AGAIN = 600000; // ms between two looks at most

/** @returns {Promise<string | null>} the build on the server; null: it does not say */
async function present() {
  try {
    const answer = await fetch('version.json', { cache: 'no-store' });
    const { version } = await answer.json();
    return answer.ok && typeof version === 'string' ? version : null;
  } catch {
    return null; // no network, no host, or a page of another network in its place
  }
}

/** Looks now, and when the reader comes back to the page or to the network. */
export function watchVersion() {
  const own = document.querySelector('meta[name="contrastive-lab"]')?.getAttribute('content');
  if (!own) return; // all is in one file
  const notice = addNotice('newer', 'status',
    h('span', {}, 'A newer version of this page is on the server.'),
    h('button', { type: 'button', onclick: reload }, 'Reload'));
  let looked = -AGAIN;
  const look = async () => {
    const now = performance.now();
    if (document.visibilityState !== 'visible' || !navigator.onLine || now - looked < AGAIN) return;
    looked = now;
    const version = await present();
    if (version && version !== own) notice.hidden = false;
  };
  document.addEventListener('visibilitychange', () => void look());
  addEventListener('online', () => {
    looked = -AGAIN;
    void look();
  });
  addEventListener('load', () => void look());
}
