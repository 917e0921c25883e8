// The line of a lab that says what went wrong and what can be done about it.
import { h, say } from '../base/dom.js';
import { reload } from '../base/reload.js';

/** @typedef {import('../types.d.ts').Problem} Problem */

/** @param {Problem} problem */
export function explain({ where, text }) {
  if (where === 'form') return `${text}.`;
  if (where === 'control' || where === 'opening') return text;
  if (where === 'engine') return `The engine stopped: ${text}. Lower the learning rate, or reset.`;
  if (where === 'runs') return `The short runs could not start: ${text}.`;
  if (where === 'guide') return `This could not be opened: ${text}.`;
  if (where === 'file') return `The checkpoint was ${text}.`;
  if (where === 'drawings') return `Shapes stand for the drawings: ${text}.`;
  if (where === 'attributes') return `Of the attributes, this was not applied: ${text}.`;
  return `From the ${where}, nothing was applied: ${text}.`;
}

/** @param {{ reset(): void, redraw(): void, dismiss(): void }} act */
export function createNotice({ reset, redraw, dismiss }) {
  const words = h('span');
  const button = (/** @type {string} */ text, /** @type {() => void} */ onclick) =>
    h('button', { type: 'button', onclick }, text);
  const again = button('Reset', reset);
  const retry = button('Try again', redraw);
  const anew = button('Reload the page', reload);
  const element = h('div', { class: 'notice', role: 'alert', hidden: true }, words, again, retry, anew,
    button('Dismiss', dismiss));
  return {
    element,
    /** @param {Problem | null} problem */
    update(problem) {
      element.hidden = !problem;
      if (!problem) return;
      const { where, outdated = false } = problem;
      again.hidden = where !== 'engine';
      retry.hidden = where !== 'drawings' || outdated;
      anew.hidden = !outdated;
      say(words, explain(problem));
    },
  };
}
