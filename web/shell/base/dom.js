// Small helpers to make elements; no markup is ever parsed.

/** @typedef {Node | string | null | false} Child */

/** @template {keyof HTMLElementTagNameMap} K
 *  @param {K} tag @param {Record<string, unknown>} [props] properties; class and names with a dash
 *  are attributes, on<event> are listeners @param {...Child} children
 *  @returns {HTMLElementTagNameMap[K]} */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    } else if (name === 'class' || name === 'for' || name === 'role' || name.includes('-')) {
      element.setAttribute(name, value === true ? '' : String(value));
    } else {
      /** @type {any} */ (element)[name] = value;
    }
  }
  for (const child of children) if (child) element.append(child);
  return element;
}

/** Sets a text only when it differs, which saves a layout. @param {Element} element
 *  @param {string} text */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Whether an element takes room on the page; one that is hidden, or in a part that is, has none.
 *  @param {Element} element */
export const takesRoom = (element) => element.getClientRects().length > 0;

/** The key that an arrow key stands for at an element: where one reads from right to left, the
 *  arrows to the sides change places. @param {Element} element @param {string} key */
export function mirrored(element, key) {
  if (getComputedStyle(element).direction !== 'rtl') return key;
  return key === 'ArrowRight' ? 'ArrowLeft' : key === 'ArrowLeft' ? 'ArrowRight' : key;
}

/** The level for a heading at an element's position: one below the last heading before it.
 *  @param {Element} element */
export function levelAt(element) {
  let level = 1;
  for (const heading of document.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
    const before = heading.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING;
    if (before) level = Number(heading.tagName[1]);
  }
  return Math.min(level + 1, 6);
}

let names = 0;
/** A new id, for labels and descriptions. @param {string} stem */
export const fresh = (stem) => `${stem}-${++names}`;

/** Style sheets by document, because a document refuses another's; they are freed with the
 *  document.
 *  @type {WeakMap<Document, Map<string, CSSStyleSheet>>} */
const sheets = new WeakMap();

/** The style sheet that a document's labs share. @param {Document} owner @param {string} css */
function sheetOf(owner, css) {
  const own = sheets.get(owner) ?? new Map();
  sheets.set(owner, own);
  const known = own.get(css);
  if (known) return known;
  const sheet = new (owner.defaultView ?? window).CSSStyleSheet();
  sheet.replaceSync(css);
  own.set(css, sheet);
  return sheet;
}

/** Adds styles that are not there yet. @param {ShadowRoot} root @param {...string} css */
export function dress(root, ...css) {
  const owner = root.ownerDocument;
  const more = owner.defaultView ? css.map((text) => sheetOf(owner, text)) : [];
  root.adoptedStyleSheets = [...new Set([...root.adoptedStyleSheets, ...more])];
}
