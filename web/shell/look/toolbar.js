// The toolbar: play, pause, step, reset, new seed and speed.
import { fresh, h, say } from '../base/dom.js';

/** @typedef {import('../types.d.ts').LabState} LabState */

/** @type {[LabState['speed'], string][]} */
const SPEEDS = [
  ['phase', 'slow motion'], [1, '1 step/s'], [5, '5 steps/s'], [30, '30 steps/s'],
  [120, '120 steps/s'], [Infinity, 'full speed'],
];

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
export function createToolbar({ state, command }) {
  /** @param {keyof typeof ICONS} name @param {string} text @param {string} help
   *  @param {() => void} press */
  function button(name, text, help, press) {
    return h('button', { type: 'button', title: help, onclick: press, class: `tool tool-${name}` },
      icon(name).svg, h('span', {}, text));
  }

  const { svg, path } = icon('play');
  const word = h('span', {}, 'Play');
  const play = h('button', {
    type: 'button', class: 'tool tool-play primary',
    onclick: () => (started(state.get()) ? command.pause() : command.play()),
  }, svg, word);
  const name = fresh('speed');
  const speed = h('select', { id: name, onchange: () => {
    state.patch({ speed: SPEEDS[speed.selectedIndex][0] });
  } }, ...SPEEDS.map(([, text]) => h('option', {}, text)));

  function update(/** @type {LabState} */ now) {
    say(word, started(now) ? 'Pause' : 'Play');
    path.setAttribute('d', started(now) ? ICONS.pause : ICONS.play);
    speed.selectedIndex = SPEEDS.findIndex(([value]) => value === now.speed);
  }
  update(state.get());

  return {
    update,
    element: h('div', { class: 'tools', role: 'group', 'aria-label': 'Training' }, play,
      button('step', 'Step', 'One training step; one phase of it in slow motion',
        () => void command.advance().catch(said)),
      button('reset', 'Reset', 'Back to the same starting weights',
        () => void command.reset().catch(said)),
      button('seed', 'New seed', 'Start again from other random numbers', command.reseed),
      h('label', { class: 'speed', for: name }, h('span', {}, 'Speed'), speed)),
  };
}
