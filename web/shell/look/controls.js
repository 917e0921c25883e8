// The controls: a lab names the parameters, and the schema describes them. A few stand on the first
// screen, and all others under Settings, by the schema's groups.
import { controlOf } from './control.js';
import { h, say } from '../base/dom.js';
import { createTools } from './files.js';
import { isRead } from '../state/reads.js';
import english from '../words/en/controls.js';
import { textsOf } from '../words/words.js';

const t = textsOf('controls', english);

/** @typedef {import('../types.d.ts').LabState} LabState */
/** @typedef {import('../types.d.ts').Param} Param */

/** @param {import('./view.js').ViewGiven} given */
export function createControls(given) {
  const { lab, schema, state } = given;
  const others = lab.form?.compact ? []
    : [...lab.controls, ...lab.more].filter((name) => !lab.first.includes(name));

  /** @type {Map<Param, import('./control.js').Control>} */
  const controls = new Map();
  /** @param {string} name */
  const paramOf = (name) => schema.params.find((p) => p.name === name);
  /** @param {string[]} names */
  const make = (names) => names.flatMap((name) => {
    const param = paramOf(name);
    if (!param) return [];
    const control = controlOf(given, param);
    controls.set(param, control);
    return [control.element];
  });
  const element = h('div', { class: 'controls', role: 'group', 'aria-label': t('parameters') },
    ...make(lab.first));

  const order = schema.params.flatMap(({ group }) => group ?? []);
  const names = [...new Set(order)].filter((group) =>
    others.some((name) => paramOf(name)?.group === group));
  const groups = names.map((group) => {
    const key = `group_${group}`;
    return h('fieldset', { class: 'group' }, h('legend', {}, t.has(key) ? t(key) : group),
      ...make(others.filter((name) => paramOf(name)?.group === group)));
  });
  const tools = createTools(given);
  const changed = h('p', { class: 'p-note' });
  const settings = h('div', { class: 'settings' }, changed, ...groups, tools.element);

  function update(/** @type {LabState} */ now) {
    for (const [param, control] of controls) {
      control.update(now.params[param.name]);
      control.element.hidden = !isRead(param, now.params);
    }
    for (const group of groups) group.hidden = !group.querySelector('.control:not([hidden])');
    tools.update();
    const n = [...controls.keys()].filter((param) => others.includes(param.name)
      && isRead(param, now.params) && now.params[param.name] !== given.base[param.name]).length;
    say(changed, n ? t('changed', { n }) : '');
    changed.hidden = !n;
  }
  update(state.get());
  return {
    element, settings, update,
    /** The control of a parameter; null: it has none, or is not read now. @param {string} name */
    of(name) {
      const param = paramOf(name);
      const control = param && controls.get(param);
      return control && isRead(param, state.get().params) ? control.element : null;
    },
  };
}
