// Words in place of a lab that is not ready yet: which files it waits for, and how far they are.
import { say } from '../base/dom.js';
import { whileLoading } from './loads.js';

const PATIENCE = 1000; // ms; most labs are ready earlier, and words would only flicker

/** @param {HTMLElement} element shows the words
 *  @param {Promise<unknown>} work waited for until it settles */
export function sayWaiting(element, work) {
  let stop = () => {};
  const timer = setTimeout(() => {
    stop = whileLoading((words) => {
      element.hidden = !words;
      say(element, words);
    });
  }, PATIENCE);
  const end = () => {
    clearTimeout(timer);
    stop();
    element.hidden = true;
  };
  work.then(end, end);
}
