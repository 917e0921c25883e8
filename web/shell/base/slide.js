// Sliders under a finger that may only want to scroll the page: nothing is chosen until the finger
// has moved along the slider or was lifted where it touched; and nothing at all once the page
// scrolls.

const SLOP = 6; // px along the slider after which a finger moves it

/** @param {HTMLInputElement} slider
 *  @param {{ moved(): void, chosen(): void, undone(): void }} on moved: on the way; chosen: when
 *   the reader lets go; undone: the slider has gone back */
export function onSlide(slider, { moved, chosen, undone }) {
  /** A finger that does not move the slider yet, where it touched, and the slider's value then.
   *  @type {{ x: number, before: string } | null} */
  let finger = null;
  let scrolled = false; // true: the events that follow come from scrolling and do not count

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
