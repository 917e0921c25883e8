// The chip in the corner of the article: says which lab trains out of sight and how far it is,
// leads back to it, pauses it, and lets labs train on in a hidden tab where the reader wants that.
// It knows only what the labs' events tell, so that a host page can build the same.
import { h, say } from '../shell/base/dom.js';
import { formatNumber, formatPace } from '../shell/base/format.js';
import { goTo } from '../shell/base/goto.js';

/** @typedef {import('../shell/contrastive-lab.d.ts').ContrastiveLab} Lab */
/** @typedef {import('../shell/contrastive-lab.d.ts').LabEvents['training']['detail']} Training */

const NEAR = '200px'; // a lab this close counts as seen, as it does in shell/element.js

/** @param {Lab} lab */
function progressOf({ snapshot, state }) {
  const step = snapshot?.step ?? 0;
  const all = state?.params.schedule === 'cosine' ? ` of ${formatNumber(Number(state.params.steps))}`
    : '';
  const pace = state?.playing ? formatPace(snapshot?.stepsPerSecond ?? 0) : '';
  return `step ${formatNumber(step)}${all}${pace && ` \u00b7 ${pace}`}`;
}

/** Text for when training begins or ends. @param {Lab} lab @param {Training} training */
function turnOf({ state }, { title, playing, why }) {
  if (playing) return `\u201c${title}\u201d trains on out of sight.`;
  return state?.problem ? `\u201c${title}\u201d has stopped: ${state.problem.text}.`
    : `\u201c${title}\u201d is paused. ${why}`;
}

/** One lab's line. @param {Lab} lab @param {{ turned(text: string): void, changed(): void }} on */
function createRow(lab, on) {
  /** @type {Training | null} */
  let training = null;
  let seen = true;
  let wanted = false; // true once it has trained since it was last seen
  const name = h('b');
  const progress = h('span');
  const why = h('small');
  const back = h('button', { type: 'button', class: 'chip-back', onclick: lead }, name, progress, why);
  const toggle = h('button', { type: 'button', class: 'chip-toggle',
    onclick: () => void (training?.playing ? lab.pause() : lab.play()) });
  const close = h('button', { type: 'button', 'aria-label': 'Close', title: 'Close', onclick() {
    wanted = false;
    show();
  } }, '\u00d7');
  const element = h('li', { hidden: true }, back, toggle, close);

  function lead() {
    goTo(lab);
    lab.parentElement?.focus({ preventScroll: true });
  }

  function show() {
    element.hidden = seen || !wanted || !training;
    if (!element.hidden && training) {
      const { title, playing } = training;
      say(name, title);
      say(progress, progressOf(lab));
      say(why, lab.state?.problem?.text ?? training.why);
      why.hidden = !why.textContent;
      say(toggle, playing ? 'Pause' : 'Play');
      toggle.setAttribute('aria-label', `${toggle.textContent} ${title}`);
      back.title = 'Back to this lab';
      close.hidden = playing;
    }
    on.changed();
  }

  return {
    element, show,
    /** @param {Training} now */
    turn(now) {
      training = now;
      wanted = !now.waiting && (wanted || (now.playing && !seen));
      show();
      if (!element.hidden) on.turned(turnOf(lab, now));
    },
    /** @param {boolean} now */
    look(now) {
      if (now === seen) return;
      seen = now;
      wanted = !seen && (training?.playing ?? false);
      show();
      if (!element.hidden && training) on.turned(turnOf(lab, training));
    },
  };
}

export function addChip() {
  const heard = h('p', { class: 'chip-heard', role: 'status' });
  const list = h('ul');
  /** @type {Lab[]} */
  const labs = [...document.querySelectorAll('contrastive-lab')];
  const hidden = h('input', { type: 'checkbox', onchange() {
    for (const lab of labs) lab.toggleAttribute('background', hidden.checked);
  } });
  const box = h('div', { class: 'chip-box', hidden: true }, list,
    h('label', {}, hidden, 'Also while this tab is hidden'));
  const chip = h('aside', { class: 'chip', 'aria-label': 'Labs in training' }, box, heard);
  const on = {
    turned: (/** @type {string} */ text) => say(heard, text),
    changed() {
      box.hidden = rows.every(({ element }) => element.hidden);
      if (box.hidden) say(heard, '');
    },
  };
  const rows = labs.map((lab) => createRow(lab, on));
  list.append(...rows.map(({ element }) => element));
  const watcher = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      rows[labs.indexOf(/** @type {Lab} */ (target))].look(isIntersecting);
    }
  }, { rootMargin: NEAR });
  labs.forEach((lab, k) => {
    watcher.observe(lab);
    lab.parentElement?.setAttribute('tabindex', '-1'); // so that the chip can move the focus there
    lab.addEventListener('training', ({ detail }) => rows[k].turn(detail));
    lab.addEventListener('snapshot', rows[k].show);
  });
  document.querySelector('.masthead')?.after(chip); // near the top, where keys soon reach it
}
