// Loading the page anew without losing what the reader has set.

/** Tells whoever keeps settings in the address to write them now, which run/url.js does a moment
 *  late. */
export const LEAVE = 'contrastive-lab-leave';

export function reload() {
  dispatchEvent(new Event(LEAVE));
  location.reload();
}
