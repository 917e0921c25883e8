// A part of the card that scrolls in its own place is marked while there is more of it below, so
// that the style sheet can show at its lower edge that it goes on.

const NEARLY = 4; // px; a part that is longer by less hides nothing

/** Marks parts that go on below what is seen, whenever they are scrolled, resized, or hold more.
 *  @param {Element[]} parts */
export function markMore(parts) {
  /** @param {Element} part */
  const mark = (part) => {
    const left = part.scrollHeight - part.clientHeight - part.scrollTop;
    part.classList.toggle('goes-on', part.clientHeight > 0 && left > NEARLY);
  };
  const resized = new ResizeObserver((entries) => {
    for (const part of new Set(entries.map(({ target }) =>
      (parts.includes(target) ? target : /** @type {Element} */ (target.parentElement)))))
      mark(part);
  });
  for (const part of parts) {
    part.addEventListener('scroll', () => mark(part), { passive: true });
    for (const each of [part, ...part.children]) resized.observe(each);
  }
  return { destroy: () => resized.disconnect() };
}
