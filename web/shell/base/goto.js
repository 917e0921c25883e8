// Brings the reader to a place and keeps it in view until they move on: what stands above it is
// loaded when the page passes it, and then grows.

const ACTS = ['wheel', 'touchmove', 'keydown', 'pointerdown']; // signs that the reader moves on
const SLACK = 2; // px

/** @type {AbortController | null} */
let hold = null; // aborting it lets go of the place that is held

/** Whether this is a new visit; otherwise the browser restores where the reader was. */
export function isNewVisit() {
  const [visit] = performance.getEntriesByType('navigation'); // none in a frame without an address
  return !visit || /** @type {PerformanceNavigationTiming} */ (visit).type === 'navigate';
}

/** Scrolls to a place and holds it there, letting go of any place held before. Returns a signal
 *  that is aborted when the place is let go; null: it is not held.
 *  @param {Element} place @param {number} [below] px from the top of the window to the place; where
 *  it is left out, the page's styles decide */
export function goTo(place, below = NaN) {
  hold?.abort();
  hold = null;
  const come = Number.isNaN(below)
    ? () => place.scrollIntoView({ block: 'start', behavior: 'instant' })
    : () => scrollBy({ top: place.getBoundingClientRect().top - below, behavior: 'instant' });
  come();
  // In a frame the outer page scrolls, and its events are not heard here.
  if (window === window.parent) hold = keep(place, come);
  return hold?.signal ?? null;
}

/** @param {Element} place @param {() => void} come scrolls there */
function keep(place, come) {
  const ending = new AbortController();
  const { signal } = ending;
  const free = () => ending.abort();
  const topOf = () => place.getBoundingClientRect().top;
  const now = () => ({ at: topOf(), y: scrollY, size: document.body.offsetHeight });
  // The place's distance from the top of the window, the scroll position and the page's height; NaN
  // while the browser may still scroll to an address's place or to where the reader was.
  let last = { at: NaN, y: NaN, size: NaN };
  const grown = new ResizeObserver(() => {
    if (!place.isConnected) {
      free();
      return;
    }
    come();
    last = now();
  });
  grown.observe(document.body);
  signal.addEventListener('abort', () => grown.disconnect());
  // Dragging the scroll bar makes no other event than this one. Growth also moves things and
  // scrolls the page, but by no more than the growth.
  addEventListener('scroll', () => {
    const { at, y, size } = now();
    const far = Math.abs(size - last.size) + SLACK;
    if (Math.abs(y - last.y) > far && Math.abs(at - last.at) > SLACK) free();
  }, { passive: true, signal });
  for (const type of ACTS) addEventListener(type, free, { passive: true, capture: true, signal });
  return ending;
}
