// Handles an address that names a lab or a place that this page does not have: the reader is told,
// instead of being left at the top of the page.
import { decoded, parseAddress } from '../shell/state/address.js';
import { h } from '../shell/base/dom.js';
import { addNotice } from './notice.js';

const LABS = 'contrastive-lab[url-state]';

/** The parts of the address that lead nowhere, in whole sentences. */
function problems() {
  const { places, labs } = parseAddress(location.hash);
  const there = [...document.querySelectorAll(LABS)].map((lab) => lab.getAttribute('lab') ?? '');
  const texts = [];
  for (const name of labs.keys()) {
    if (there.includes(name)) continue;
    const near = there.find((lab) => lab === name.trim().toLowerCase());
    texts.push(`The address names a lab “${name}”, which this page does not have. ${near
      ? `There is “${near}”.` : `There are ${there.join(', ')}.`}`);
  }
  const lost = places.filter((place) => place !== 'top' && !document.getElementById(place)
    && !document.getElementById(decoded(place) ?? place));
  for (const place of lost) {
    const near = there.find((lab) => lab === place.trim().toLowerCase());
    texts.push(`The address names “${place}”, and there is no such place on this page.${near
      ? ` #${near}? leads to the lab “${near}”.` : ''}`);
  }
  if (places.length > 1 && !lost.length) {
    texts.push(`The address names ${places.length} places; the page can be at one only.`);
  }
  return texts;
}

/** A lab's name alone, as people write it, means the lab. Returns whether that was so. */
function led() {
  const name = location.hash.slice(1);
  if (document.getElementById(name) || !document.querySelector(`${LABS}[lab="${CSS.escape(name)}"]`)) {
    return false;
  }
  location.replace(`#${name}?`); // which is heard as another change of the address
  return true;
}

/** Leads to the lab that the address names, or shows that notice; now and whenever it changes. */
export function watchAddress() {
  const words = h('span');
  const notice = addNotice('lost', 'alert', words);
  const look = () => {
    if (led()) return;
    const texts = problems();
    notice.hidden = !texts.length;
    words.textContent = texts.join(' ');
  };
  addEventListener('hashchange', look);
  look();
}
