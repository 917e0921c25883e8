// Sliders under a finger that may only want to scroll the page: until it has moved along the
// slider, or was lifted where it came down, nothing is chosen; once the page scrolls, nothing was.

const SLOP = 6; // px along the slider from which on a finger moves it

/** @param {HTMLInputElement} slider
 *  @param {{ moved(): void, chosen(): void, undone(): void }} on moved: on the way; chosen: the
 *   reader has let go; undone: it stands where it stood before */
export function onSlide(slider, { moved, chosen, undone }) {
  /** A finger that is not known to move the slider, where it came down and what stood there.
   *  @type {{ x: number, before: string } | null} */
  let finger = null;
  let scrolled = false; // what the browser still reports of such a finger is not meant

  slider.addEventListener('pointerdown', ({ pointerType, clientX }) => {
    scrolled = false;
    finger = pointerType === 'touch' ? { x: clientX, before: slider.value } : null;
  });
  slider.addEventListener('pointermove', ({ clientX }) => {
    if (finger && Math.abs(clientX - finger.x) >= SLOP) finger = null;
  });
  slider.addEventListener('pointerup', () => { finger = null; });
  slider.addEventListener('pointercancel', () => {
    if (!finger) return;
    slider.value = finger.before;
    finger = null;
    scrolled = true;
    undone();
  });
  slider.addEventListener('keydown', () => { scrolled = false; });
  slider.addEventListener('input', () => { if (!finger && !scrolled) moved(); });
  slider.addEventListener('change', () => {
    if (scrolled) undone();
    else chosen();
  });
}
