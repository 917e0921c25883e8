// The words of one language that lie nearest to a drawing, as the last look at both found them.
import english from '../../words/en/search.js';
import { fresh, h, say } from '../../base/dom.js';
import { formatNumber, formatSimilarity } from '../../base/format.js';
import { createAsker } from './asker.js';
import { sentence } from './words.js';
import { textsOf } from '../../words/words.js';

const t = textsOf('search', english);

/** @typedef {import('../../types').PanelHost} PanelHost */

const MOST = 8;

/** Of equal words of several things only the first is shown, so more are asked for. */
const ASKED = 96;

/** @param {import('../../types').Words} found */
function distinct({ words, cosines }) {
  /** @type {Map<string, number>} */
  const first = new Map();
  words.forEach(({ text }, i) => { if (!first.has(text)) first.set(text, cosines[i]); });
  return [...first].slice(0, MOST);
}

/** Scrolls to the words where the panel is higher than its box, as in the compact form.
 *  @param {HTMLElement} words */
function reveal(words) {
  const box = words.closest('.panel-box');
  box?.scrollTo(0, box.scrollHeight);
}

/** @param {HTMLSelectElement} select @param {import('../../types').Language[]} languages */
function offer(select, languages) {
  if (select.options.length === languages.length) return;
  select.replaceChildren(...languages.map(({ code, name, english: own }, i) => h('option',
    { value: String(i), lang: code },
    name === own ? name : t('languageOption', { name, english: own }))));
}

/** @param {PanelHost} host */
export function createNearest(host) {
  let drawing = -1; // its id
  let picked = false; // whether its words are still to come
  const id = fresh('language');
  const select = h('select', { id });
  const title = h('p', { class: 'p-of' });
  const list = h('ol', { class: 'p-words' });
  const note = h('p', { class: 'p-note' });
  const element = h('div', { class: 'p-nearest', hidden: true }, title,
    h('p', { class: 'p-language' }, h('label', { for: id }, t('language')), ' ', select), list,
    note);

  const asker = createAsker({
    ask: () => host.ask.words(drawing, Number(select.value), ASKED),
    found(found) {
      const { code } = host.items.languages[Number(select.value)];
      list.replaceChildren(...distinct(found).map(([text, cosine]) => h('li', {},
        h('span', { lang: code, dir: 'auto' }, text), ' ', h('b', {}, formatSimilarity(cosine)))));
      say(note, found.step > 0 ? t('wordsAt', { step: formatNumber(found.step) })
        : t('wordsNone'));
      if (picked) reveal(element);
      picked = false;
    },
    refused({ message }) {
      list.replaceChildren();
      say(note, sentence(message));
    },
  });
  const want = () => asker.want(`drawing ${drawing}, language ${select.value}`);

  select.addEventListener('change', want);

  return {
    element,
    /** @param {number} concept @param {number} artist */
    show(concept, artist) {
      const { artists, concepts, languages } = host.items;
      offer(select, languages);
      drawing = concept * artists.length + artist;
      say(title, t('nearest', { name: concepts[concept], artist: artists[artist] }));
      element.hidden = false;
      picked = true;
      want();
    },
    /** @param {number} look the step of the last look at the drawings; -1: there was none yet */
    looked: (look) => asker.looked(look),
    /** Forgets the drawing: it was of a run that is over. */
    hide() {
      asker.want('');
      element.hidden = true;
      list.replaceChildren();
      say(note, '');
    },
    end: () => asker.end(),
  };
}
