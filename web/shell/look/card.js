// Lays out the figure card of a lab: title, tools, status lines, panels and caption.
import { dress, fresh, h, levelAt } from '../base/dom.js';

/** @typedef {import('./view.js').ViewGiven} ViewGiven */

/** Names the authors of the sets shown and their licences. @param {string[]} sets */
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

/** The caption and the list of things to try. @param {ViewGiven} given @param {HTMLElement} card
 *  @param {HTMLElement} credits @param {HTMLElement} heading the heading of that list
 *  @param {Guide} guide */
function footOf({ lab, root, command, reducedMotion }, card, credits, heading, guide) {
  /** Applies a "try this" and scrolls the card into view.
   *  @param {import('../types.d.ts').Lab['tries'][number]} wish */
  function tryOut({ params, runs, paused }) {
    command.apply(params, runs ? 'runs' : paused ? 'pause' : 'play');
    if (card.getBoundingClientRect().top >= 0) return;
    root.host.scrollIntoView({ behavior: reducedMotion() ? 'auto' : 'smooth' });
  }

  const tries = lab.tries.map((t) => h('li', {}, h('button',
    { type: 'button', class: 'try', onclick: () => tryOut(t) }, t.text)));
  return h('div', { class: 'foot' }, h('p', { class: 'caption' }, lab.caption, credits),
    h('div', { class: 'tries' }, guide.place, heading,
      h('ul', {}, h('li', {}, guide.button), ...tries)));
}

/** @typedef {{ element: HTMLElement }} Part */
/** @typedef {{ place: HTMLElement, button: HTMLElement }} Guide */

/** Puts the parts of a lab in their places on its card.
 *  @param {ViewGiven} given @param {{ toolbar: Part, readout: Part, notice: Part,
 *    controls: Part & { more: HTMLElement }, lines: HTMLElement[], guide: Guide }} parts lines:
 *    elements for passing messages */
export function lay(given, { toolbar, readout, notice, controls, lines, guide }) {
  const { lab, root } = given;
  const title = fresh('lab');
  const level = levelAt(root.host);
  /** @param {string | Node} text @param {string} id @param {number} depth levels below the
   *  title */
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
  if (!compact) {
    card.append(footOf(given, card, credits, heading('Try this', fresh('tries'), 1), guide));
  }
  if (css) dress(root, css);
  // The strut gives a lab its preferred width; its parts adapt to that of the frame: shell.css.
  const strut = h('div', { class: 'strut' }, ...Array.from({ length: 4 }, () => h('i')));
  const fills = compact ? ' fills' : '';
  const border = h('div', { class: `border${fills}`, lang: 'en', dir: 'ltr' }, strut,
    h('div', { class: `frame${fills}` }, card));
  root.append(border);
  return { border, card, body, grid, rest, heading };
}
