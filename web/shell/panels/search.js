// A box in which the reader types any word, and the drawings that lie nearest to it, as one types
// and as the training goes on.
import english from '../words/en/search.js';
import { fresh, h, say } from '../base/dom.js';
import { listed } from './parts/concepts.js';
import { param } from './parts/roles.js';
import { createAsker } from './search/asker.js';
import { createNearest } from './search/nearest.js';
import { createResults } from './search/results.js';
import { noteOf, sentence, trustOf } from './search/words.js';
import { textsOf } from '../words/words.js';

export { default as css } from './search.css';

/** @typedef {import('../types').PanelHost} PanelHost */
/** @typedef {import('../types').Panel} Panel */
/** @typedef {import('../types').Found} Found */

const t = textsOf('search', english);

const MOST = 6; // things shown
const QUIET = 1200; // ms without a key after which the results are read out

/** Texts to begin with, and their languages. */
const EXAMPLES = [['sad', 'en'], ['red fruit', 'en'], ['something to drink', 'en'], ['Hund', 'de'],
  ['chat', 'fr'], ['\u732b', 'ja'], ['\u044f\u0431\u043b\u043e\u043a\u043e', 'ru'],
  ['fuego', 'es']];

/** What can be typed. @param {PanelHost} host */
function hintOf(host) {
  const all = host.items.languages.map(({ english: name }) => name);
  const read = param(host, 'languages') === 'on' ? all : all.slice(0, 1); // English is the first
  return t('hint', { languages: listed(read) });
}

/** The artist of whom a drawing is shown to the network for the first time, if there is one.
 *  @param {PanelHost} host */
function unseenArtist(host) {
  const held = String(param(host, 'held_out'));
  return Math.max(0, host.items.artists.findIndex((name) => name.toLowerCase() === held));
}

/** The box and its examples. @param {PanelHost} host @param {(text: string) => void} typed */
function createBox({ lab }, typed) {
  const id = fresh('search');
  const input = h('input', { id, type: 'search', dir: 'auto', autocomplete: 'off',
    spellcheck: false, enterKeyHint: 'search', placeholder: t('placeholder'),
    value: lab.form?.compact ? '' : t('opening') }); // which shows drawings before one has typed
  input.addEventListener('input', () => typed(input.value));
  const examples = EXAMPLES.map(([text, lang]) => h('button', { type: 'button', class: 'p-toggle',
    lang, onclick() {
      input.value = text;
      typed(text);
    } }, text));
  const element = h('div', { role: 'search' },
    h('label', { for: id, class: 'p-label' }, t('label')), input,
    h('div', { class: 'p-toggles', role: 'group', 'aria-label': t('examples') }, ...examples));
  return { element, input };
}

/** Reads the results out once the reader has stopped typing; training does not make it talk.
 *  @param {HTMLElement} line */
function createVoice(line) {
  let timer = 0;
  return {
    /** @param {() => string} text */
    later(text) {
      clearTimeout(timer);
      timer = window.setTimeout(() => say(line, text()), QUIET);
    },
    stop: () => clearTimeout(timer),
  };
}

/** Whether training started over between two snapshots; look: the step of the last look, -1: none.
 *  @param {{ look: number, step: number }} before @param {{ look: number, step: number }} now */
const startedOver = (before, now) => now.look < before.look || now.step < before.step;

/** @param {import('../types').Snapshot | null} snapshot */
const timeOf = (snapshot) => ({ look: snapshot?.match?.step ?? -1, step: snapshot?.step ?? 0 });

/** Shows what a search has found, or why nothing is shown. @param {PanelHost} host
 *  @param {ReturnType<typeof createResults>} results */
function createAnswer(host, results) {
  const trust = h('p', { class: 'p-note p-trust' });
  const note = h('p', { class: 'p-note' });
  let of = -1; // the step of the drawings found; -1: none are shown
  let now = 0; // the step of the training
  /** @param {Found | null} found @param {string} first @param {string} second */
  function show(found, first, second) {
    results.show(found);
    say(trust, first);
    say(note, second);
  }
  return {
    trust, note,
    /** @param {Found} found */
    found(found) {
      of = found.concepts.length ? found.step : -1;
      show(found, of < 0 ? '' : trustOf(of, now),
        noteOf(found, param(host, 'text_encoder') === 'transformer'));
    },
    /** @param {Error & { status?: string }} error why there is no answer */
    refused({ message, status }) {
      of = -1;
      show(null, '', status === 'arg' ? t('tooLong', { message: sentence(message) })
        : sentence(message));
    },
    /** @param {boolean} empty whether nothing was typed */
    wait(empty) {
      of = -1;
      show(null, empty ? hintOf(host) : t('looking'), '');
    },
    /** Tells what is shown how far the training is. @param {number} step */
    trained(step) {
      now = step;
      if (of >= 0) say(trust, trustOf(of, now));
    },
    /** What is read out. */
    spoken() {
      const names = results.names();
      const said = note.textContent ?? '';
      return names.length ? t('found', { note: said,
        names: names.reduce((first, second) => t('name', { first, second })) }) : said;
    },
  };
}

/** @param {PanelHost} host @returns {Panel} */
export function search(host) {
  const spoken = h('p', { class: 'p-spoken unseen', 'aria-live': 'polite' });
  const voice = createVoice(spoken);
  const nearest = createNearest(host);
  const results = createResults(host, MOST, pick);
  const answer = createAnswer(host, results);
  const box = createBox(host, typed);
  const asker = createAsker({ ask: (text) => host.ask.search(text, MOST),
    found: answer.found, refused: answer.refused });
  const element = h('div', { class: 'panel panel-search' }, box.element, answer.trust,
    results.element, answer.note, nearest.element, spoken);
  let time = timeOf(null);

  /** @param {number} concept */
  function pick(concept) {
    const artist = unseenArtist(host);
    results.pick(concept);
    nearest.show(concept, artist);
    const item = host.items.ids.indexOf(concept * host.items.artists.length + artist);
    if (item >= 0) host.act.pick(item); // where the other panels show it too
  }

  /** @param {string} text */
  function typed(text) {
    const asked = text.trim() ? text : '';
    asker.want(asked);
    if (!asked || time.look < 0) answer.wait(!asked);
    voice.later(answer.spoken);
  }

  asker.want(box.input.value);
  answer.wait(!box.input.value);

  return {
    title: t('title'),
    element,
    update(snapshot) {
      const before = time;
      time = timeOf(snapshot);
      if (startedOver(before, time)) { // what was picked was of the run before
        results.pick(-1);
        nearest.hide();
      }
      answer.trained(time.step);
      for (const { looked } of [asker, nearest]) looked(time.look);
      const empty = !box.input.value.trim();
      if (empty ? !snapshot : time.look < 0) answer.wait(empty); // another session, other languages
    },
    draw() {
      results.draw();
      return false;
    },
    refresh: results.refresh,
    destroy() {
      voice.stop();
      asker.end();
      nearest.end();
    },
  };
}
