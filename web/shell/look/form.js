// The form in which a page asks for a lab: compact (one picture, two or three controls, Play, no
// prose), or with only some of its panels and controls, in the order asked for.
import css from './form.css';
import english from '../words/en/form.js';
import { textsOf } from '../words/words.js';

const t = textsOf('form', english);

/** @typedef {import('../types.d.ts').Lab} Lab */

/** The known names in an attribute; null when there are none or the attribute is missing.
 *  @param {string} attribute @param {string | null} wish @param {string[]} known
 *  @param {string[]} problems receives what is wrong */
function namesIn(attribute, wish, known, problems) {
  if (wish === null) return null;
  const names = wish.split(/[\s,]+/).filter(Boolean);
  if (!names.length) problems.push(t('none', { attribute }));
  names.forEach((name, i) => {
    if (!known.includes(name)) {
      problems.push(t('unknown', { attribute, name, known: known.join(', ') }));
    } else if (names.indexOf(name) < i) problems.push(t('twice', { attribute, name }));
  });
  const found = [...new Set(names)].filter((name) => known.includes(name));
  return found.length ? found : null;
}

/** @param {Lab} lab @param {Record<string, string | null>} asked attributes; null: missing
 *  @returns {Lab} */
export function formOf(lab, asked) {
  /** @type {string[]} */
  const problems = [];
  const compact = asked.compact !== null;
  const all = [...lab.controls, ...lab.more];
  const panels = namesIn('panels', asked.panels, lab.panels, problems)
    ?? (compact ? [lab.compact] : lab.panels);
  const first = namesIn('controls', asked.controls, all, problems) ?? lab.first;
  if (compact && panels.length > 1) {
    problems.push(t('onePicture', { first: panels[0], rest: panels.slice(1).join(', ') }));
  }
  return {
    ...lab, first,
    panels: compact ? panels.slice(0, 1) : panels,
    form: { compact, css, problems },
  };
}
