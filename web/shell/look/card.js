// The figure card of a lab: its title, tools and lines, its parts in their places, and its caption.
import { dress, fresh, h, levelAt } from '../base/dom.js';

/** @typedef {import('./view.js').ViewGiven} ViewGiven */

/** Whose work the reader sees, on what terms. @param {string[]} sets */
function creditsOf(sets) {
  const link = (/** @type {string} */ text, /** @type {string} */ href) =>
    h('a', { href, rel: 'noopener' }, text);
  const parts = sets.flatMap((name) => {
    const known = CREDITS.find((c) => c.set === name);
    if (!known) throw new Error(`no licence is known for "${name}"`);
    return [' ', link(known.set, known.source), ` by ${known.author}, `,
      link(known.licence, known.link), '.'];
  });
  return h('small', { class: 'credits' }, ...parts);
}

/** The caption and what to try. @param {ViewGiven} given @param {HTMLElement} card
 *  @param {HTMLElement} credits @param {HTMLElement} heading of what to try */
function footOf({ lab, root, command, reducedMotion }, card, credits, heading) {
  /** Does what a "try this" says, and brings what comes of it into sight.
   *  @param {import('../types.d.ts').Lab['tries'][number]} wish */
  function tryOut({ params, runs, paused }) {
    command.apply(params, runs ? 'runs' : paused ? 'pause' : 'play');
    if (card.getBoundingClientRect().top >= 0) return;
    root.host.scrollIntoView({ behavior: reducedMotion() ? 'auto' : 'smooth' });
  }

  const tries = lab.tries.map((t) => h('li', {}, h('button',
    { type: 'button', class: 'try', onclick: () => tryOut(t) }, t.text)));
  return h('div', { class: 'foot' }, h('p', { class: 'caption' }, lab.caption, credits),
    h('div', { class: 'tries' }, heading, h('ul', {}, ...tries)));
}

/** @typedef {{ element: HTMLElement }} Part */

/** Puts the parts of a lab where they belong on its card.
 *  @param {ViewGiven} given @param {{ toolbar: Part, readout: Part, notice: Part,
 *    controls: Part & { more: HTMLElement }, lines: HTMLElement[] }} parts lines: of words that come
 *    and go */
export function lay(given, { toolbar, readout, notice, controls, lines }) {
  const { lab, root } = given;
  const title = fresh('lab');
  const level = levelAt(root.host);
  /** @param {string} text @param {string} id @param {number} depth below the lab's own */
  const heading = (text, id, depth) => h('p', {
    id, class: depth ? 'subtitle' : 'title', role: 'heading', 'aria-level': level + depth,
  }, text);
  const grid = h('div', { class: 'panels' });
  const rest = h('div', { class: 'rest' });
  const body = h('div', { class: 'body' }, controls.element, grid, controls.more, rest);
  const { compact = false, css = null } = lab.form ?? {};
  const credits = creditsOf(lab.sets);
  const whose = compact && h('details', { class: 'whose' }, h('summary', {}, 'Credits'), credits);
  const card = h('div', { class: `card lab-${lab.id}${compact ? ' compact' : ''}`, role: 'group',
    'aria-labelledby': title },
  h('div', { class: 'bar' }, heading(lab.title, title, 0), toolbar.element),
  h('div', { class: 'line' }, readout.element, ...lines, whose), notice.element, body);
  if (!compact) card.append(footOf(given, card, credits, heading('Try this', fresh('tries'), 1)));
  if (css) dress(root, css);
  // The strut says how wide a lab would like to be, the frame is what its parts adapt to: shell.css.
  const strut = h('div', { class: 'strut' }, ...Array.from({ length: 4 }, () => h('i')));
  const fills = compact ? ' fills' : '';
  const border = h('div', { class: `border${fills}`, lang: 'en', dir: 'ltr' }, strut,
    h('div', { class: `frame${fills}` }, card));
  root.append(border);
  return { border, card, body, grid, rest, heading };
}
