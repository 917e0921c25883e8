// A page that stays open, or that was stored for offline use, may be older than that of the server:
// the reader is told, and may load the new one with the present settings.
import { h } from '../shell/base/dom.js';
import { reload } from '../shell/base/reload.js';
import { addNotice } from './notice.js';

const AGAIN = 600000; // least ms between two checks

/** @returns {Promise<string | null>} the build on the server; null: the server does not tell */
async function present() {
  try {
    const answer = await fetch('version.json', { cache: 'no-store' });
    const { version } = await answer.json();
    return answer.ok && typeof version === 'string' ? version : null;
  } catch {
    return null; // no network, no host, or the page of a network's sign-in
  }
}

/** Checks now, and when the reader returns to the page or the network returns. */
export function watchVersion() {
  const own = document.querySelector('meta[name="contrastive-lab"]')?.getAttribute('content');
  if (!own) return; // the single-file page has no build on a server
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
