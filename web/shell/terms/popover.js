// The popover that explains a panel, a parameter or a term: one at a time, in the shadow root of the
// lab, above everything where the browser has popovers.
import css from './popover.css';
import english from '../words/en/popover.js';
import { dress, fresh, h } from '../base/dom.js';
import { pageOf } from './page.js';
import { textsOf } from '../words/words.js';

/** A panel, a group of buttons, a parameter with the texts of its control, or a term; all: the list
 *  of terms. place: the selector of the element around the word whose buttons have titles that say
 *  what they do.
 *  @typedef {{ panel: string, title: string, place: string } | { place: string, title: string }
 *   | { term: string } | { all: true }
 *   | { param: import('../types.d.ts').Param, title: string,
 *     range: { min: number, max: number },
 *     choices: { text: string, help: string }[] }} Subject */
/** @typedef {{ root: ShadowRoot }} Given */

const t = textsOf('popover', english);

const GAP = 6; // px between the popover and the word, and between it and the window's edge

/** Puts it beside the word, inside the window. @param {HTMLElement} box @param {Element} word */
function place(box, word) {
  const { left, right, top, bottom } = word.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = box;
  const page = document.documentElement;
  const start = getComputedStyle(box).direction === 'rtl' ? right - width : left;
  const below = bottom + GAP + height <= page.clientHeight || top < height + GAP;
  const y = below ? bottom + GAP : top - GAP - height;
  box.style.left = `${Math.max(GAP, Math.min(start, page.clientWidth - width - GAP))}px`;
  box.style.top = `${Math.max(GAP, Math.min(y, page.clientHeight - height - GAP))}px`;
}

/** The one that is open; its function closes it. @type {(() => void) | null} */
let shut = null;

/** Opens the explanation of a subject beside its word; a second press closes it.
 *  @param {Given} given @param {Subject} first @param {HTMLElement} word */
export function explain({ root }, first, word) {
  const mine = word.getAttribute('aria-expanded') === 'true';
  shut?.();
  if (mine) return;
  dress(root, css);
  const title = fresh('term');
  const heading = h('h2', { id: title, class: 'term-title', tabIndex: -1 });
  const body = h('div', { class: 'term-body' });
  const done = new AbortController();
  const close = h('button', { type: 'button', class: 'term-close', 'aria-label': t('close'),
    onclick: () => end(true) }, '\u00d7');
  const box = h('div', { class: 'term-box', role: 'dialog', 'aria-labelledby': title,
    lang: 'en', dir: 'ltr' }, heading, close, body);
  if ('popover' in HTMLElement.prototype) box.setAttribute('popover', 'manual');

  /** @param {Subject} subject */
  function show(subject) {
    const page = pageOf(subject, word, (next) => {
      show(next);
      heading.focus({ preventScroll: true });
    });
    heading.textContent = page.title;
    body.replaceChildren(...page.parts);
    body.scrollTop = 0;
    place(box, word);
  }

  /** @param {boolean} back whether focus returns to the word */
  function end(back) {
    done.abort();
    box.remove();
    word.setAttribute('aria-expanded', 'false');
    shut = null;
    if (back) word.focus({ preventScroll: true });
  }

  root.append(box);
  box.showPopover?.();
  word.setAttribute('aria-expanded', 'true');
  shut = () => end(false);
  show(first);
  heading.focus({ preventScroll: true });
  listen(box, word, done.signal, end);
}

/** Follows the word while the page moves; Escape, a press elsewhere and focus elsewhere close it.
 *  @param {HTMLElement} box @param {HTMLElement} word @param {AbortSignal} signal
 *  @param {(back: boolean) => void} end */
function listen(box, word, signal, end) {
  const moved = () => {
    if (word.isConnected) place(box, word);
    else end(false);
  };
  addEventListener('scroll', moved, { capture: true, passive: true, signal });
  addEventListener('resize', moved, { signal });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    end(true);
  }, { capture: true, signal });
  document.addEventListener('pointerdown', (event) => {
    const path = event.composedPath();
    if (!path.includes(box) && !path.includes(word)) end(false);
  }, { capture: true, signal });
  box.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && relatedTarget !== word && !box.contains(relatedTarget))
      end(false);
  }, { signal });
}
