// Words in the place of a lab that is on its way: which files it waits for, and how far they are.
import { say } from '../base/dom.js';
import { whileLoading } from './loads.js';

const PATIENCE = 1000; // ms in which most labs are there, and words would only flicker

/** @param {HTMLElement} element for the words
 *  @param {Promise<unknown>} work that is waited for, until it comes or fails */
export function sayWaiting(element, work) {
  let stop = () => {};
  const timer = setTimeout(() => {
    stop = whileLoading((words) => {
      element.hidden = !words;
      say(element, `${words}\u2026`);
    });
  }, PATIENCE);
  const end = () => {
    clearTimeout(timer);
    stop();
    element.hidden = true;
  };
  work.then(end, end);
}
