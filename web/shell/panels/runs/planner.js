// The form for planning runs: one or two parameters with a few values each, the number of seeds and
// the length; and the number of runs that follows.

import english from '../../words/en/runs.js';
import { fresh, h, say } from '../../base/dom.js';
import { axisOf } from '../../runs/grid.js';
import { choiceOf, helpOf, labelOf } from '../../words/labels.js';
import { isRead } from '../../state/reads.js';
import { textsOf } from '../../words/words.js';

const t = textsOf('runs', english);

/** @typedef {import('../../types').PanelHost} PanelHost */
/** @typedef {import('../../types').LabState} LabState */
/** @typedef {ReturnType<typeof import('../../runs/grid.js').gridOf>} Grid */

const NONE = 'none';

/** Whether a parameter is read with at least one value of the other axis: one that is never read
 *  would not change the runs. @param {PanelHost} host @param {import('../../types').Params} params
 *  @param {import('../../runs/grid.js').Axis} other */
function readBeside(host, params, { name: by, values }) {
  const settings = values.length ? values.map((value) => ({ ...params, [by]: value })) : [params];
  return (/** @type {string} */ name) => host.schema.params.some((p) =>
    p.name === name && settings.some((some) => isRead(p, some)));
}

/** @param {PanelHost} host */
const says = (host) => (/** @type {string} */ name) => {
  const param = host.schema.params.find((p) => p.name === name);
  return param ? helpOf(param) : '';
};

/** @param {PanelHost} host @param {HTMLInputElement} field @param {string} name
 *  @param {string} text */
function give(host, field, name, text) {
  host.act.set(name, text);
  field.setAttribute('aria-invalid', String(host.state().problem?.where === 'control'));
}

/** Shows each value once, so that text being typed, or refused, stays.
 *  @param {HTMLInputElement} field @param {(value: number | string) => string} text */
function keeper(field, text) {
  /** @type {unknown} */
  let shown;
  return (/** @type {number | string} */ value) => {
    if (value === shown) return;
    shown = value;
    field.value = text(value);
    field.setAttribute('aria-invalid', 'false');
  };
}

/** Fields for a parameter and its values. @param {PanelHost} host @param {'across' | 'down'} own */
function axisFields(host, own) {
  const axes = host.lab.axes ?? {};
  const names = [...(own === 'across' ? [] : [NONE]), ...Object.keys(axes)];
  const id = fresh(own);
  const select = h('select', { id, title: says(host)(own), onchange: () => {
    const name = names[select.selectedIndex];
    host.act.set(own, name === NONE ? NONE : `${name}: ${axes[name]}`);
  } }, ...names.map((name) => h('option', {}, name === NONE ? t('nothing') : labelOf(name))));
  const field = h('input', { type: 'text', autocomplete: 'off', spellcheck: false,
    'aria-label': t('values', { label: labelOf(own) }),
    title: t('valuesHelp'),
    onchange: () => give(host, field, own, `${axisOf(host.state().params[own]).name}: ${field.value}`),
  });
  const show = keeper(field, (text) => axisOf(text).values.join(', '));
  return {
    element: h('div', { class: 'runs-axis' }, h('label', { for: id }, labelOf(own)), select,
      field),
    update(/** @type {LabState} */ { params }) {
      const { name } = axisOf(params[own]);
      select.selectedIndex = names.indexOf(name);
      const read = readBeside(host, params, axisOf(params[own === 'across' ? 'down' : 'across']));
      names.forEach((n, i) => { select.options[i].disabled = n !== NONE && !read(n); });
      field.hidden = name === NONE;
      show(params[own]);
    },
  };
}

/** A field for a whole number. @param {PanelHost} host @param {string} own */
function numberField(host, own) {
  const id = fresh(own);
  const field = h('input', { id, type: 'text', inputMode: 'numeric', autocomplete: 'off',
    title: says(host)(own), onchange: () => give(host, field, own, field.value) });
  const show = keeper(field, String);
  return {
    element: h('div', { class: 'runs-number' }, h('label', { for: id }, labelOf(own)), field),
    update: (/** @type {LabState} */ { params }) => show(params[own]),
  };
}

/** @param {PanelHost} host */
export function createPlanner(host) {
  const fields = [axisFields(host, 'across'), axisFields(host, 'down'),
    numberField(host, 'repeats'), numberField(host, 'run')];
  const go = h('button', { type: 'button', class: 'primary', onclick: () => host.act.runGrid() });
  const stop = h('button', { type: 'button', onclick: () => host.act.cancelGrid() }, t('stop'));
  const progress = h('progress', { max: 1, value: 0, 'aria-label': t('done') });
  const count = h('span', { class: 'p-unit', role: 'status' });
  const element = h('div', { class: 'runs-plan', role: 'group', 'aria-label': t('plan') },
    ...fields.map((f) => f.element), h('div', { class: 'runs-go' }, go, stop, progress, count));

  return {
    element,
    /** @param {Grid} grid @param {LabState} state */
    update({ cells }, state) {
      for (const field of fields) field.update(state);
      const all = cells.flatMap(({ runs }) => runs);
      const results = state.trials?.results ?? {};
      const missing = all.filter(({ key }) => !(key in results)).length;
      const running = Object.values(state.trials?.running ?? {});
      const busy = running.length > 0;
      go.hidden = busy;
      stop.hidden = progress.hidden = !busy;
      go.disabled = missing === 0;
      say(go, missing === 0 ? t('trained') : t('train', { n: missing }));
      const { done = 0, total = 0 } = state.trials ?? {};
      progress.value = (done + running.reduce((a, b) => a + b, 0)) / (total || 1);
      say(count, busy ? t('progress', { done, all: total })
        : missing ? t('known', { done: all.length - missing, all: all.length })
        : all.length ? t('allKnown') : '');
    },
  };
}

/** The page's word for a value. @param {string} name @param {number | string} value */
export const valueText = (name, value) =>
  (name === 'dim' ? String(value) : choiceOf(name, value));
