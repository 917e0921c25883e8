// Zero-shot classification: every drawing gets the class whose prompt is most similar to it. The
// reader writes the prompts, and the drawings are classified anew as they are typed.

import english from '../words/en/zeroshot.js';
import { fresh, h, say } from '../base/dom.js';
import { formatNumber, formatPercent } from '../base/format.js';
import { announcer, toggle } from './parts/dom.js';
import { questionOf } from './parts/concepts.js';
import { sentence } from './search/words.js';
import { createBars } from './zeroshot/bars.js';
import { createFields } from './zeroshot/fields.js';
import { TEMPLATE, promptsOf } from './zeroshot/prompts.js';
import { createSender } from './zeroshot/sender.js';
import { textsOf } from '../words/words.js';

export { default as css } from './zeroshot.css';

/** @typedef {import('../types').PanelHost} PanelHost */
/** @typedef {import('../types').Panel} Panel */
/** @typedef {import('../types').Match} Match */

const t = textsOf('zeroshot', english);

/** The kinds of classes, in the engine's order. */
const KINDS = /** @type {const} */ (['groups', 'subgroups']);

/** The field of the template, with a place for what is wrong with it.
 *  @param {() => void} changed */
function createTemplate(changed) {
  const [id, why] = [fresh('template'), fresh('template-problem')];
  const field = h('input', { id, type: 'text', value: TEMPLATE, 'aria-describedby': why,
    oninput: changed });
  const problem = h('small', { id: why, class: 'p-problem' });
  return {
    element: h('p', { class: 'p-template' },
      h('label', { for: id, textContent: t('template') }), field, problem),
    text: () => field.value,
    /** @param {string} text '' when nothing is wrong */
    blame(text) {
      field.setAttribute('aria-invalid', String(text !== ''));
      say(problem, text);
    },
  };
}

/** Buttons for the kinds of classes, of which one is pressed. @param {string[][]} classes
 *  @param {(kind: number) => void} choose */
function createKinds(classes, choose) {
  /** @type {HTMLElement[]} */
  const buttons = KINDS.map((word, kind) => toggle(t(word, { n: classes[kind]?.length ?? 0 }),
    t(`${word}Help`), kind === 0, () => {
      buttons.forEach((button, k) => button.setAttribute('aria-pressed', String(k === kind)));
      choose(kind);
    }));
  return h('div', { class: 'p-toggles', role: 'group', 'aria-label': t('classes') }, ...buttons);
}

/** @param {PanelHost} host @param {Match | null} match @param {string[]} classes */
function noteOf(host, match, { length }) {
  const { artist, words } = questionOf(host);
  const note = t(artist ? 'artist' : 'concepts',
    { artist, question: words, count: formatNumber(length) });
  return match && match.step >= 0 ? note : t('begun', { note });
}

/** All that the reader edits: the kind of classes, the template and the words of each class.
 *  @param {PanelHost} host @param {(wrong: boolean) => void} judged called with whether something
 *   is wrong with what is typed */
function createPrompts(host, judged) {
  let kind = 0;
  let faulty = false; // whether the fields are
  const all = KINDS.map((_, k) => host.items.classes[k] ?? []);
  const failure = h('p', { class: 'p-problem', role: 'status' });
  const sender = createSender((text) => host.ask.prompts(text, kind),
    (text) => {
      say(failure, text && sentence(text));
      judged(faulty || text !== '');
    });

  function apply() {
    const words = fields[kind].words();
    const { text, problem } = promptsOf(template.text(), words, all[kind]);
    template.blame(problem?.at === -1 ? problem.text : '');
    fields[kind].blame(problem && problem.at >= 0 ? problem : null);
    faulty = problem !== null;
    if (!faulty) return sender.send(text);
    sender.stop();
    judged(true);
  }

  function choose(/** @type {number} */ chosen) {
    kind = chosen;
    fields.forEach(({ element }, k) => { element.hidden = k !== kind; });
  }

  const template = createTemplate(apply);
  const fields = all.map((classes, k) => createFields(classes, k === 0, apply));
  const kinds = createKinds(all, (chosen) => {
    choose(chosen);
    apply();
  });
  choose(0);
  return {
    parts: [h('div', { class: 'p-row' }, kinds, template.element), failure,
      ...fields.map(({ element }) => element)],
    apply,
    stop: sender.stop,
    classes: () => all[kind],
    /** @param {Match['classes']} found */
    show: (found) => fields[kind].show(found),
  };
}

/** @param {PanelHost} host @returns {Panel} */
export function zeroshot(host) {
  let sent = false; // the worker keeps the prompts, and gives them to every later session
  const heard = h('p', { class: 'unseen', 'aria-live': 'polite' });
  const spoken = announcer(heard, 2000);
  const note = h('p', { class: 'p-note' });
  const bars = createBars();
  const before = h('p', { class: 'p-problem', role: 'status' });
  const prompts = createPrompts(host, (wrong) => {
    element.classList.toggle('is-before', wrong);
    say(before, wrong ? t('before') : '');
  });
  const element = h('div', { class: 'panel panel-zeroshot' },
    h('p', { class: 'p-note', textContent: t('how', { place: TEMPLATE }) }), bars.element, before,
    ...prompts.parts, note, heard);

  return {
    title: t('title'),
    element,
    measured: (snapshot) => snapshot.match?.step ?? -1,
    update(snapshot) {
      const match = snapshot?.match ?? null;
      if (match && !sent) {
        sent = true;
        prompts.apply();
      }
      const classes = prompts.classes();
      const counted = match?.classes?.counts.length === classes.length ? match : null;
      bars.show(counted?.metrics ?? {});
      prompts.show(counted?.classes ?? null);
      say(note, noteOf(host, match, classes));
      if (!before.textContent && element.matches(':focus-within')) {
        spoken.say(t('said', { share: formatPercent(counted?.metrics.zero_shot ?? NaN) }));
      }
    },
    destroy() {
      spoken.stop();
      prompts.stop();
    },
  };
}
