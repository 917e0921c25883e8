// The controls: a lab names the parameters, and the schema describes them.
import { controlOf } from './control.js';
import { h, say } from '../base/dom.js';
import { createTools } from './files.js';
import { isRead } from '../state/reads.js';

/** @typedef {import('../types.d.ts').LabState} LabState */
/** @typedef {import('../types.d.ts').Param} Param */

/** @param {import('./view.js').ViewGiven} given */
export function createControls(given) {
  const { lab, schema, state } = given;

  /** @type {Map<Param, import('./control.js').Control>} */
  const controls = new Map();
  /** @param {string[]} names */
  const make = (names) => names.flatMap((name) => {
    const param = schema.params.find((p) => p.name === name);
    if (!param) return [];
    const control = controlOf(given, param);
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
