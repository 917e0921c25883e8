// Controls made from the schema: a lab names the parameters, the schema says the rest.
import { checkValue, rangeOf } from './check.js';
import { fresh, h, say } from './dom.js';
import { choiceOf, labelOf } from './labels.js';
import { createTools } from './files.js';
import { isRead } from './reads.js';
import { onSlide } from './slide.js';

/** @typedef {import('./types.d.ts').LabState} LabState */
/** @typedef {import('./types.d.ts').Param} Param */

const LOGARITHMIC = new Set(['tau', 'lr', 'pairs', 'hidden_units', 'feature', 'queue', 'prototypes',
  'epsilon']);
const STOPS = 1000; // of a slider
const CHOOSE_UP_TO = 3; // whole numbers in a range this small are chosen by name

/** Three significant digits: what a slider can tell apart. @param {number} x */
const round = (x) => Number(x.toPrecision(3));

/** Of a momentum: each quarter of the slider is a nine more, and the last stop is 1. */
const nearOne = {
  stop: (/** @type {number} */ value) => (STOPS / 4) * -Math.log10(1 - value),
  value: (/** @type {number} */ stop) =>
    (stop < STOPS ? 1 - Number((10 ** (-4 * stop / STOPS)).toPrecision(2)) : 1),
};

/** Slider stops to values and back. @param {Param} param @param {number} min @param {number} max */
function scaleOf(param, min, max) {
  const logarithmic = LOGARITHMIC.has(param.name) && min > 0;
  const whole = param.type === 'int';
  if (param.name === 'ema') return nearOne;
  return {
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

/** @typedef {{ element: HTMLElement, update(value: number | string): void }} Control */

/** @param {import('./view.js').ViewGiven} given */
export function createControls(given) {
  const { lab, schema, state } = given;

  /** @param {Param} param @param {{ value: string | number, text: string, help: string }[]} options
   *  @returns {Control} */
  function selectOf(param, options) {
    const id = fresh(param.name);
    const select = h('select', { id, title: param.help, onchange: () => {
      state.set({ [param.name]: options[select.selectedIndex].value }, 'control');
    } }, ...options.map((o) => h('option', { title: o.help }, o.text)));
    return {
      element: h('div', { class: `control control-${param.name}` },
        h('label', { for: id }, labelOf(param.name)), select),
      update(value) {
        select.selectedIndex = options.findIndex((o) => o.value === value);
      },
    };
  }

  /** @param {Param} param @param {number} min @param {number} max @returns {Control} */
  function sliderOf(param, min, max) {
    const scale = scaleOf(param, min, max);
    const [id, help] = [fresh(param.name), fresh('help')];
    const field = h('input', { id, type: 'text', inputMode: 'decimal', autocomplete: 'off',
      'aria-describedby': help, onchange: () => commit(field.value) });
    const slider = h('input', { type: 'range', min: '0', max: String(STOPS), step: '1',
      'aria-label': labelOf(param.name), 'aria-describedby': help, title: param.help });

    let shown = NaN;

    /** @param {string | number} wish */
    function commit(wish) {
      if (give(field, param, wish)) show(Number(state.get().params[param.name]));
    }

    /** @param {number} value */
    function show(value) {
      shown = value;
      field.value = String(value);
      field.setAttribute('aria-invalid', 'false');
      slider.value = String(Math.round(scale.stop(value)));
      slider.setAttribute('aria-valuetext', `${value} ${param.unit ?? ''}`.trim());
    }

    const chosen = () => scale.value(Number(slider.value));
    onSlide(slider, {
      moved() {
        field.value = String(chosen());
        if (param.live) commit(chosen());
      },
      chosen: () => commit(chosen()),
      undone: () => show(Number(state.get().params[param.name])),
    });
    slider.addEventListener('keydown', (event) => nudge(event, Number(field.value)));

    /** Arrow keys move by the smallest step a reader would want, not by a thousandth.
     *  @param {KeyboardEvent} event @param {number} value */
    function nudge(event, value) {
      const way = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1 }[event.key];
      if (!way) return;
      event.preventDefault();
      const stop = scale.stop(value) + (way * STOPS) / 50;
      const exact = scale.value(Math.min(STOPS, Math.max(0, stop)));
      const near = scale === nearOne ? exact : Number(exact.toPrecision(2));
      const next = Math.min(max, Math.max(min, near));
      commit(param.type === 'int' && next === value
        ? Math.min(max, Math.max(min, value + way)) : next);
    }

    return {
      element: h('div', { class: `control control-${param.name}` },
        h('label', { for: id }, labelOf(param.name),
          param.unit ? h('small', {}, ` ${param.unit}`) : null),
        field, slider, h('small', { id: help, class: 'unseen' }, param.help)),
      update(value) {
        if (shown !== Number(value) || !isRefused(field)) show(Number(value));
      },
    };
  }

  /** What a field was given; what is refused stays there to be mended.
   *  @param {HTMLInputElement} field @param {Param} param @param {string | number} wish
   *  @returns {boolean} whether it was taken */
  function give(field, param, wish) {
    field.setAttribute('aria-invalid', String('text' in checkValue(lab, param, wish)));
    return state.set({ [param.name]: wish }, 'control');
  }

  const isRefused = (/** @type {HTMLInputElement} */ field) =>
    field.getAttribute('aria-invalid') === 'true';

  /** @param {Param} param @returns {Control} */
  function controlOf(param) {
    const { min, max, choices } = rangeOf(lab, param);
    if (param.type === 'enum') {
      return selectOf(param, choices.map((c) =>
        ({ value: c.name, text: choiceOf(param.name, c.name), help: c.help })));
    }
    if (param.type === 'int' && max - min <= CHOOSE_UP_TO) {
      return selectOf(param, Array.from({ length: max - min + 1 }, (_, i) =>
        ({ value: min + i, text: choiceOf(param.name, min + i), help: param.help })));
    }
    if (param.name === 'seed') return fieldOf(param);
    return sliderOf(param, min, max);
  }

  /** A number with no sense of more and less. @param {Param} param @returns {Control} */
  function fieldOf(param) {
    const id = fresh(param.name);
    const field = h('input', { id, type: 'text', inputMode: 'numeric', autocomplete: 'off',
      title: param.help, onchange: () => {
        if (give(field, param, field.value)) show(state.get().params[param.name]);
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
        h('label', { for: id }, labelOf(param.name)), field),
      update(value) {
        if (shown !== value || !isRefused(field)) show(value);
      },
    };
  }

  /** @type {Map<Param, Control>} */
  const controls = new Map();
  /** @param {string[]} names */
  const make = (names) => names.flatMap((name) => {
    const param = schema.params.find((p) => p.name === name);
    if (!param) return [];
    const control = controlOf(param);
    controls.set(param, control);
    return [control.element];
  });
  const summary = h('summary');
  const element = h('div', { class: 'controls', role: 'group', 'aria-label': 'Parameters' },
    ...make(lab.controls));
  const tools = createTools(given);
  const more = h('details', { class: 'extra' }, summary,
    h('div', { class: 'more' }, ...make(lab.more)), tools.element);

  function update(/** @type {LabState} */ now) {
    for (const [param, control] of controls) {
      control.update(now.params[param.name]);
      control.element.hidden = !isRead(param, now.params);
    }
    tools.update();
    const changed = [...controls.keys()].filter((param) => lab.more.includes(param.name)
      && isRead(param, now.params) && now.params[param.name] !== given.defaults[param.name]).length;
    say(summary, `More settings${changed ? ` (${changed} changed)` : ''}, save and share`);
  }
  update(state.get());
  return { element, more, update };
}
