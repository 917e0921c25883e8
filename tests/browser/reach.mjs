// What a reader whose window is zoomed to 400 % can reach: 1280 x 1024 px become 320 x 256.

export const ZOOMED = { viewport: { width: 320, height: 256 }, tabs: true,
  reducedMotion: 'reduce' };

/** What can be scrolled to by nobody: parts that a box cuts off, or that begin before the place
 *  where its scrolling begins; text that is wider than the place it scrolls in; the page, if it
 *  scrolls sideways. Formulas, tables, code and drawings may be wider. */
export const outOfReach = (page) => page.evaluate(() => {
  const FREE = '.skip:not(:focus), math, svg, pre, .runs-scroll, .table, canvas, select, '
    + 'option, style, script';
  const inTree = (root) => [...root.querySelectorAll('*')].flatMap((e) =>
    [e, ...e.shadowRoot ? inTree(e.shadowRoot) : []]);
  const parentOf = (e) => e.assignedSlot ?? e.parentElement ?? e.getRootNode().host ?? null;
  const nameOf = (e) => `${e.localName}.${e.className} "${e.textContent.trim().slice(0, 30)}"`;
  const known = new Map(); // the style and place of each box that something lies in
  const lookOf = (e) => {
    if (known.has(e)) return known.get(e);
    const { overflowX, overflowY, position, display, clipPath } = getComputedStyle(e);
    const clips = display !== 'inline' && (overflowX !== 'visible' || overflowY !== 'visible');
    const look = { overflowX, overflowY, position, clips, unseen: clipPath !== 'none',
      place: e.getBoundingClientRect() };
    known.set(e, look);
    return look;
  };
  const boxesOf = (e) => {
    if (e.matches('input, select')) return [lookOf(e).place];
    return [...e.childNodes].filter((n) => n.nodeType === 3 && n.data.trim()).flatMap((text) => {
      const range = document.createRange();
      range.selectNodeContents(text);
      return [...range.getClientRects()].filter(({ width, height }) => width > 1 && height > 1);
    });
  };
  const scrolls = (how) => how === 'auto' || how === 'scroll';
  /** How a box that clips cuts this place, or ''. The leading of text may be cut. */
  const cut = (up, { left, right, top, bottom }) => {
    const { overflowX, overflowY, place } = lookOf(up);
    const ltr = up.matches(':dir(ltr)');
    if (ltr && left < place.left - Math.abs(up.scrollLeft) - 2) return 'before the left';
    if (top < place.top - up.scrollTop - 5) return 'above the top';
    if (!scrolls(overflowX) && right > place.right + 2) return 'cut at the right';
    if (!scrolls(overflowY) && bottom > place.bottom + 5) return 'cut below';
    return scrolls(overflowX) && right - left > place.width + 2 ? 'wider than its place' : '';
  };
  /** Why this place inside `e` cannot be scrolled to, or ''; null: it is meant to be unseen. */
  const whyNot = (e, first) => {
    let place = first;
    for (let up = e; up && up !== document.body; up = parentOf(up)) {
      const look = lookOf(up);
      if (look.unseen) return null;
      const why = look.clips ? cut(up, place) : '';
      if (why) return why;
      if (look.clips) ({ place } = look);
      const { left, right, top, bottom } = place;
      if (look.position === 'fixed') {
        return left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1
          ? 'outside the window' : '';
      }
    }
    const { left, right, top } = place;
    if (left < -1 || right > innerWidth + 1) return `from ${left} to ${right} px`;
    return top + scrollY < -1 ? 'above the page' : '';
  };
  const wide = document.documentElement.scrollWidth;
  const bad = inTree(document.body).filter((e) => !e.closest(FREE)).flatMap((e) => {
    const boxes = boxesOf(e);
    if (!boxes.length || !e.checkVisibility({ visibilityProperty: true })) return [];
    const why = boxes.map((box) => whyNot(e, box)).find(Boolean);
    return why ? [`${nameOf(e)}: ${why}`] : [];
  });
  return [...wide > innerWidth ? [`the page is ${wide} px wide`] : [], ...bad];
});

/** Whatever stays in place while the page scrolls and covers more than half of the window. */
export const covers = (page) => page.evaluate(() => {
  const inTree = (root) => [...root.querySelectorAll('*')].flatMap((e) =>
    [e, ...e.shadowRoot ? inTree(e.shadowRoot) : []]);
  return inTree(document.body).filter((e) => e.checkVisibility()
    && ['fixed', 'sticky'].includes(getComputedStyle(e).position)).flatMap((e) => {
    const { width, height } = e.getBoundingClientRect();
    return Math.min(width, innerWidth) * Math.min(height, innerHeight)
      > innerWidth * innerHeight / 2 ? [`${e.className}: ${width}x${height}`] : [];
  });
});

/** The element that has the focus, and whether any of it can be seen. */
const focusOf = (page) => page.evaluate(() => {
  let e = document.activeElement;
  while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
  if (!e || e === document.body) return null;
  const topAt = (x, y) => {
    let top = document.elementFromPoint(x, y);
    while (top?.shadowRoot?.elementFromPoint(x, y) && top.shadowRoot.elementFromPoint(x, y) !== top)
      top = top.shadowRoot.elementFromPoint(x, y);
    return top;
  };
  const mine = (top) => top && (e.contains(top) || top.contains(e)
    || [...e.labels ?? []].some((label) => label.contains(top)));
  const seen = [...e.getClientRects()].some(({ left, right, top, bottom }) =>
    [0.1, 0.3, 0.5, 0.7, 0.9].some((x) => [0.1, 0.5, 0.9].some((y) =>
      mine(topAt(left + x * (right - left), top + y * (bottom - top))))));
  return { name: `${e.localName}.${e.className} "${e.textContent.trim().slice(0, 30)}"`, seen };
});

/** Goes through all stops of the Tab key; returns how many there are and those that are hidden.
 *  @param {import('playwright-core').Page} page @param {number} most */
export async function tabThrough(page, most) {
  const hidden = new Set();
  let count = 0;
  for (; count < most; count++) {
    await page.keyboard.press('Tab');
    const focus = await focusOf(page);
    if (!focus) break;
    if (!focus.seen) hidden.add(focus.name);
  }
  return { count, hidden: [...hidden] };
}
