// Bringing the reader to a place and keeping it where it came until they go on by themselves: what
// stands above it is loaded when it is passed, and grows.

const ACTS = ['wheel', 'touchmove', 'keydown', 'pointerdown']; // a reader who goes on
const SLACK = 2; // px

/** @type {AbortController | null} */
let hold = null; // of the one place that is held

/** Whether the reader has come anew; else back to where they were. */
export function isNewVisit() {
  const [visit] = performance.getEntriesByType('navigation'); // a frame without an address has none
  return !visit || /** @type {PerformanceNavigationTiming} */ (visit).type === 'navigate';
}

/** Scrolls to a place and holds it there; another place that was held is let go. Returns a signal that
 *  is aborted when this one is let go; null: it is not held.
 *  @param {Element} place @param {number} [below] px from the head of the window to its head; else it
 *  is where the page's styles want a place that was asked for */
export function goTo(place, below = NaN) {
  hold?.abort();
  hold = null;
  const come = Number.isNaN(below)
    ? () => place.scrollIntoView({ block: 'start', behavior: 'instant' })
    : () => scrollBy({ top: place.getBoundingClientRect().top - below, behavior: 'instant' });
  come();
  // In a frame it is the outer page that scrolls, and what the reader does there is not heard here.
  if (window === window.parent) hold = keep(place, come);
  return hold?.signal ?? null;
}

/** @param {Element} place @param {() => void} come there */
function keep(place, come) {
  const ending = new AbortController();
  const { signal } = ending;
  const free = () => ending.abort();
  const topOf = () => place.getBoundingClientRect().top;
  const now = () => ({ at: topOf(), y: scrollY, size: document.body.offsetHeight });
  // Distance from the head of the window, how far and of what the page is scrolled; none as long as the
  // browser may go by itself to what the address names or to where a page was left.
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
  // By the bar of the window, say, which is no other event. What grew has moved things as well, and
  // scrolled the page, but by no more than it grew.
  addEventListener('scroll', () => {
    const { at, y, size } = now();
    const far = Math.abs(size - last.size) + SLACK;
    if (Math.abs(y - last.y) > far && Math.abs(at - last.at) > SLACK) free();
  }, { passive: true, signal });
  for (const type of ACTS) addEventListener(type, free, { passive: true, capture: true, signal });
  return ending;
}
