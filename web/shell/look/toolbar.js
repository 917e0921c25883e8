// The toolbar: play, pause, step, reset, new seed and speed.
import english from '../words/en/toolbar.js';
import { fresh, h, say } from '../base/dom.js';
import { termButton } from './term.js';
import { textsOf } from '../words/words.js';

/** @typedef {import('../types.d.ts').LabState} LabState */

const t = textsOf('toolbar', english);

/** @type {LabState['speed'][]} */
const SPEEDS = ['phase', 1, 5, 30, 120, Infinity];

/** @param {LabState['speed']} speed */
const nameOf = (speed) => (speed === 'phase' ? t('slow')
  : speed === Infinity ? t('full') : t('pace', { n: speed }));

const ICONS = {
  play: 'M4 2.5v11l9-5.5z',
  pause: 'M4 2.5h3v11H4zM9 2.5h3v11H9z',
  step: 'M3 2.5v11l7-5.5zM11 2.5h2v11h-2z',
  reset: 'M8 3a5 5 0 1 1-4.6 3h2A3.2 3.2 0 1 0 8 4.8V7L4.5 4 8 1z',
  seed: 'M3 3h10v10H3zM5 5v2h2V5zM9 9v2h2V9zM7 7v2h2V7z',
};

const started = (/** @type {LabState} */ { playing, waiting }) => playing || waiting;
/** Errors are shown by the lab itself, and an interrupted request was interrupted by the reader. */
const said = () => {};

/** @param {keyof typeof ICONS} name */
function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', ICONS[name]);
  path.setAttribute('fill-rule', 'evenodd');
  svg.append(path);
  return { svg, path };
}

/** @param {import('./view.js').ViewGiven} given */
export function createToolbar(given) {
  const { state, command } = given;
  /** @param {keyof typeof ICONS} name @param {string} text @param {string} help
   *  @param {() => void} press */
  function button(name, text, help, press) {
    return h('button', { type: 'button', title: help, onclick: press, class: `tool tool-${name}` },
      icon(name).svg, h('span', {}, text));
  }

  const { svg, path } = icon('play');
  const word = h('span', {}, t('play'));
  const play = h('button', {
    type: 'button', class: 'tool tool-play primary',
    onclick: () => (started(state.get()) ? command.pause() : command.play()),
  }, svg, word);
  const name = fresh('speed');
  const speed = h('select', { 'aria-labelledby': name, onchange: () => {
    state.patch({ speed: SPEEDS[speed.selectedIndex] });
  } }, ...SPEEDS.map((each) => h('option', {}, nameOf(each))));

  function update(/** @type {LabState} */ now) {
    say(word, started(now) ? t('pause') : t('play'));
    path.setAttribute('d', started(now) ? ICONS.pause : ICONS.play);
    speed.selectedIndex = SPEEDS.indexOf(now.speed);
  }
  update(state.get());

  return {
    update,
    element: h('div', { class: 'tools', role: 'group', 'aria-label': t('group') }, play,
      button('step', t('step'), t('stepHelp'),
        () => void command.advance().catch(said)),
      button('reset', t('reset'), t('resetHelp'),
        () => void command.reset().catch(said)),
      button('seed', t('seed'), t('seedHelp'), command.reseed),
      h('div', { class: 'speed' }, termButton(given, { place: '.tools', title: t('group') },
        { id: name }, t('speed')), speed)),
  };
}
