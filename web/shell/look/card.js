// Lays out the figure card of a lab: title, tools, status lines, controls, tries and panels. Its
// form is one screen, of which tabs choose the panel beside the main picture (tabs.js), or compact.
import { dress, fresh, h, levelAt } from '../base/dom.js';
import english from '../words/en/card.js';
import { spoken, textsOf } from '../words/words.js';

const t = textsOf('card', english);

/** @typedef {import('./view.js').ViewGiven} ViewGiven */
/** @typedef {{ element: HTMLElement }} Part */
/** @typedef {{ toolbar: Part, readout: Part, notice: Part, controls: Part, lit: Part,
 *   tries: Part, lines: HTMLElement[], guide: Guide }} Parts lines: elements for passing messages */
/** @typedef {{ place: HTMLElement, button: HTMLElement }} Guide */

/** Names the authors of the sets shown and their licences. @param {string[]} sets */
function creditsOf(sets) {
  const link = (/** @type {string} */ text, /** @type {string} */ href) =>
    h('a', { href, rel: 'noopener' }, text);
  const parts = sets.flatMap((set) => {
    const known = CREDITS.find((c) => c.set === set);
    if (!known) throw new Error(t('noLicence', { set }));
    return [' ', ...t.pieces('credit', { set: link(known.set, known.source), author: known.author,
      licence: link(known.licence, known.link) })];
  });
  return h('small', { class: 'credits' }, ...parts);
}

/** The parts of the one-screen form: at one side controls and tries, whose place the guided start
 *  takes while it is open, then the main picture, then the panels that the tabs choose.
 *  @param {Parts} parts @param {(text: string, id: string, depth: number) => HTMLElement} heading */
function bodyOf({ controls, lit, guide, tries }, heading) {
  const stage = h('div', { class: 'stage' });
  const tabs = h('div', { class: 'tabrow' });
  const sheets = h('div', { class: 'sheets' });
  const left = h('div', { class: 'left' }, controls.element,
    h('div', { class: 'tries' }, guide.place, heading(t('tries'), fresh('tries'), 1), tries.element),
    lit.element); // below the tries, which would move away from under the pointer
  return { stage, tabs, sheets,
    body: h('div', { class: 'body' }, left, h('div', { class: 'panels' }, stage, tabs, sheets)) };
}

/** Puts the parts of a lab in their places on its card. @param {ViewGiven} given
 *  @param {Parts} parts */
export function lay(given, parts) {
  const { toolbar, readout, notice, controls, lines } = parts;
  const { lab, root } = given;
  const title = fresh('lab');
  const level = levelAt(root.host);
  /** @param {string | Node} text @param {string} id @param {number} depth levels below the
   *  title */
  const heading = (text, id, depth) => h('p', {
    id, class: depth ? 'subtitle' : 'title', role: 'heading', 'aria-level': level + depth,
  }, text);
  const { compact = false, css = null } = lab.form ?? {};
  const credits = creditsOf(lab.sets);
  const screen = compact ? null : bodyOf(parts, heading);
  const stage = screen?.stage ?? h('div', { class: 'panels' });
  const body = screen?.body ?? h('div', { class: 'body' }, controls.element, stage);
  const whose = compact && h('details', { class: 'whose' },
    h('summary', {}, t('credits')), credits);
  const card = h('div', { class: `card lab-${lab.id} ${compact ? 'compact' : 'screen'}`,
    role: 'group', 'aria-labelledby': title },
  h('div', { class: 'bar' }, heading(lab.words('title'), title, 0), toolbar.element),
  !compact && h('p', { class: 'look' }, lab.words('look')),
  h('div', { class: 'line' }, readout.element, ...lines, whose), notice.element, body);
  if (css) dress(root, css);
  // The strut gives a lab its preferred width; its parts adapt to that of the frame: shell.css.
  const strut = h('div', { class: 'strut' }, ...Array.from({ length: 4 }, () => h('i')));
  const fills = compact ? ' fills' : '';
  const { lang, dir } = spoken();
  const border = h('div', { class: `border${fills}`, lang, dir }, strut,
    h('div', { class: `frame${fills}`, lang }, card)); // again, as all: initial undoes it for fonts
  root.append(border);
  return { border, card, body, stage, screen, heading, credits };
}

/** @typedef {NonNullable<ReturnType<typeof lay>['screen']>} Screen */
