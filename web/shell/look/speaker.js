// Texts for the ear: the last of a burst, not each.
import { say } from '../base/dom.js';

const QUIET = 1500; // ms at least between two texts read out

/** @param {HTMLElement} line that is read out */
export function createSpeaker(line) {
  let spoken = '';
  let speaking = 0;
  return {
    /** @param {string} text */
    say(text) {
      spoken = text;
      speaking ||= window.setTimeout(() => {
        speaking = 0;
        say(line, spoken);
      }, line.textContent ? QUIET / 10 : 0);
    },
    stop: () => clearTimeout(speaking),
  };
}
