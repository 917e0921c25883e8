// Reloads the page without losing the reader's settings.

/** The event that makes run/url.js write settings into the address at once, which it otherwise does
 *  a moment later. */
export const LEAVE = 'contrastive-lab-leave';

export function reload() {
  dispatchEvent(new Event(LEAVE));
  location.reload();
}
