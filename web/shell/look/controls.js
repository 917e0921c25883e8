// Controls made from the schema: a lab names the parameters, the schema says the rest.
import { controlOf } from './control.js';
import { h, say } from '../base/dom.js';
import { createTools } from './files.js';

/** @typedef {import('../types.d.ts').LabState} LabState */

/** @param {import('./view.js').ViewGiven} given */
export function createControls(given) {
  const { lab, schema, state } = given;

  /** @type {Map<string, import('./control.js').Control>} */
  const controls = new Map();
  /** @param {string[]} names */
  const make = (names) => names.flatMap((name) => {
    const param = schema.params.find((p) => p.name === name);
    if (!param) return [];
    const control = controlOf(given, param);
    controls.set(name, control);
    return [control.element];
  });
  const summary = h('summary');
  const element = h('div', { class: 'controls', role: 'group', 'aria-label': 'Parameters' },
    ...make(lab.controls));
  const tools = createTools(given);
  const more = h('details', { class: 'extra' }, summary,
    h('div', { class: 'more' }, ...make(lab.more)), tools.element);

  function update(/** @type {LabState} */ now) {
    const idle = Object.entries(lab.idle ?? {}).flatMap(([by, of]) => of[now.params[by]] ?? []);
    for (const [name, control] of controls) {
      control.update(now.params[name]);
      control.element.hidden = idle.includes(name);
    }
    tools.update();
    const changed = lab.more.filter((n) => now.params[n] !== given.defaults[n]).length;
    say(summary, `More settings${changed ? ` (${changed} changed)` : ''}, save and share`);
  }
  update(state.get());
  return { element, more, update };
}
