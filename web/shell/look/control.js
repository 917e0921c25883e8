// One parameter's control: a choice, a slider with a field, or a field alone.
import { checkValue, rangeOf } from '../state/check.js';
import { fresh, h, mirrored } from '../base/dom.js';
import { choiceOf, helpOf, labelOf, unitOf } from '../words/labels.js';
import { onSlide } from '../base/slide.js';
import english from '../words/en/controls.js';
import { termButton } from './term.js';
import { textsOf } from '../words/words.js';

const t = textsOf('controls', english);

/** @typedef {import('../types.d.ts').Param} Param */
/** The lab whose parameters are set. @typedef {{ lab: import('../types.d.ts').Lab,
 *    root: ShadowRoot, state: import('../state/state.js').State }} Asked */
/** @typedef {{ element: HTMLElement, update(value: number | string): void }} Control */
/** @typedef {ReturnType<typeof scaleOf>} Scale */

const CHOOSE_UP_TO = 3; // whole numbers with max - min up to this are chosen from a list
const LOGARITHMIC = new Set(['tau', 'lr', 'pairs', 'hidden_units', 'feature', 'queue', 'prototypes',
  'epsilon']);
const STOPS = 1000; // positions of a slider

/** Rounds to three significant digits, as finely as a slider can be set. @param {number} x */
const round = (x) => Number(x.toPrecision(3));

const NEAR_ONE = 'ema'; // the momentum of the momentum encoder

/** The scale of a momentum: each quarter of the slider adds a nine, and the last stop is 1. */
const nearOne = {
  stop: (/** @type {number} */ value) => (STOPS / 4) * -Math.log10(1 - value),
  value: (/** @type {number} */ stop) =>
    (stop < STOPS ? 1 - Number((10 ** (-4 * stop / STOPS)).toPrecision(2)) : 1),
};

/** Converts slider stops to values and back. @param {Param} param @param {number} min @param {number} max */
function scaleOf(param, min, max) {
  const logarithmic = LOGARITHMIC.has(param.name) && min > 0;
  const whole = param.type === 'int';
  if (param.name === NEAR_ONE) return { min, max, ...nearOne };
  return {
    min, max,
    /** @param {number} value */
    stop: (value) => STOPS * (logarithmic ? Math.log(value / min) / Math.log(max / min)
      : (value - min) / (max - min)),
    /** @param {number} stop */
    value(stop) {
      const share = stop / STOPS;
      const x = logarithmic ? min * (max / min) ** share : min + (max - min) * share;
      const near = whole ? Math.round(x) : round(x);
      return Math.min(max, Math.max(min, near));
    },
  };
}

/** The label of a control: it names the control, and opens an explanation of the parameter.
 *  @param {Asked} asked @param {Param} param @param {{ text: string, help: string }[]} [choices] */
function labelFor(asked, param, choices = []) {
  const [id, title] = [fresh('label'), labelOf(param.name)];
  const subject = { param, title, range: rangeOf(asked.lab, param), choices };
  const words = param.unit ? t.pieces('measured', { label: title, unit: h('small', {}, unitOf(param)) })
    : [title];
  return { id, element: termButton(asked, subject, { id }, ...words) };
}

/** Sets a parameter to a field's text; a refused text stays there to be corrected.
 *  @param {Asked} asked @param {HTMLInputElement} field @param {Param} param @param {string | number} wish
 *  @returns {boolean} whether it was accepted */
function give({ lab, state }, field, param, wish) {
  field.setAttribute('aria-invalid', String('text' in checkValue(lab, param, wish)));
  return state.set({ [param.name]: wish }, 'control');
}

const isRefused = (/** @type {HTMLInputElement} */ field) =>
  field.getAttribute('aria-invalid') === 'true';

/** @param {Asked} asked @param {Param} param
 *  @param {{ value: string | number, text: string, help: string }[]} options
 *  @returns {Control} */
function selectOf(asked, param, options) {
  const isSwitch = options.every(({ value }) => value === 'on' || value === 'off');
  const label = labelFor(asked, param, param.type === 'enum' && !isSwitch ? options : []);
  const select = h('select', { 'aria-labelledby': label.id, onchange: () => {
    asked.state.set({ [param.name]: options[select.selectedIndex].value }, 'control');
  } }, ...options.map((o) => h('option', {}, o.text)));
  return {
    element: h('div', { class: `control control-${param.name}` },
      label.element, select),
    update(value) {
      select.selectedIndex = options.findIndex((o) => o.value === value);
    },
  };
}

/** The value that an arrow key leads to: the next round one, not the next thousandth of the slider.
 *  @param {Param} param @param {Scale} scale @param {number} value @param {number} way -1 or 1 */
function beside(param, { min, max, stop, value: at }, value, way) {
  const within = (/** @type {number} */ x) => Math.min(max, Math.max(min, x));
  const exact = at(Math.min(STOPS, Math.max(0, stop(value) + (way * STOPS) / 50)));
  const next = within(param.name === NEAR_ONE ? exact : Number(exact.toPrecision(2)));
  return param.type === 'int' && next === value ? within(value + way) : next;
}

/** A field and a slider for the same number.
 *  @param {Asked} asked @param {Param} param @param {number} min @param {number} max
 *  @returns {Control} */
function sliderOf(asked, param, min, max) {
  const scale = scaleOf(param, min, max);
  const [label, help] = [labelFor(asked, param), fresh('help')];
  const field = h('input', { 'aria-labelledby': label.id, type: 'text', inputMode: 'decimal',
    autocomplete: 'off', 'aria-describedby': help, onchange: () => commit(field.value) });
  const slider = h('input', { type: 'range', min: '0', max: String(STOPS), step: '1',
    'aria-label': labelOf(param.name), 'aria-describedby': help });
  let shown = NaN;
  const current = () => Number(asked.state.get().params[param.name]);
  const chosen = () => scale.value(Number(slider.value));

  /** @param {string | number} wish */
  function commit(wish) {
    if (give(asked, field, param, wish)) show(current());
  }

  /** @param {number} value */
  function show(value) {
    shown = value;
    field.value = String(value);
    field.setAttribute('aria-invalid', 'false');
    slider.value = String(Math.round(Math.min(STOPS, scale.stop(value)))); // of 1: infinite
    slider.setAttribute('aria-valuetext', `${value} ${unitOf(param)}`.trim());
  }

  onSlide(slider, {
    moved() {
      field.value = String(chosen());
      if (param.live) commit(chosen());
    },
    chosen: () => commit(chosen()),
    undone: () => show(current()),
  });
  slider.addEventListener('keydown', (event) => {
    const way = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1 }[
      mirrored(slider, event.key)];
    if (!way) return;
    event.preventDefault();
    commit(beside(param, scale, Number(field.value), way));
  });
  return {
    element: h('div', { class: `control control-${param.name}` },
      label.element, field, slider, h('small', { id: help, class: 'unseen' }, helpOf(param))),
    update(value) {
      if (shown !== Number(value) || !isRefused(field)) show(Number(value));
    },
  };
}

/** A field, for a number without order. @param {Asked} asked @param {Param} param @returns {Control} */
function fieldOf(asked, param) {
  const label = labelFor(asked, param);
  const field = h('input', { 'aria-labelledby': label.id, type: 'text', inputMode: 'numeric',
    autocomplete: 'off', onchange: () => {
      if (give(asked, field, param, field.value)) show(asked.state.get().params[param.name]);
    } });
  /** @type {number | string | undefined} */
  let shown;
  const show = (/** @type {number | string} */ value) => {
    shown = value;
    field.value = String(value);
    field.setAttribute('aria-invalid', 'false');
  };
  return {
    element: h('div', { class: `control control-${param.name}` },
      label.element, field),
    update(value) {
      if (shown !== value || !isRefused(field)) show(value);
    },
  };
}

/** @param {Asked} asked @param {Param} param @returns {Control} */
export function controlOf(asked, param) {
  const { min, max, choices } = rangeOf(asked.lab, param);
  if (param.type === 'enum') {
    return selectOf(asked, param, choices.map((c) =>
      ({ value: c.name, text: choiceOf(param.name, c.name), help: helpOf(param, c.name) })));
  }
  if (param.type === 'int' && max - min <= CHOOSE_UP_TO) {
    return selectOf(asked, param, Array.from({ length: max - min + 1 }, (_, i) =>
      ({ value: min + i, text: choiceOf(param.name, min + i), help: helpOf(param) })));
  }
  if (param.name === 'seed') return fieldOf(asked, param);
  return sliderOf(asked, param, min, max);
}
