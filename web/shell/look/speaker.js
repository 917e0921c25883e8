// Texts for screen readers: of a quick series only the last one is read out.
import { say } from '../base/dom.js';

const QUIET = 1500; // ms; a text waits a tenth of it, so that a later one can replace it

/** @param {HTMLElement} line the element that is read out */
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
