// Writes custom-elements.json, from which editors and documentation tools know the element.
// Methods, events and the element's own attributes come from its type declarations, parameters from
// the engine's schema.
import ts from 'typescript';
import { gridParams } from '../shell/runs/grid.js';
import { conditionsOf } from '../shell/state/reads.js';

/** @typedef {import('../shell/types.d.ts').Param} Param */

const MODULE = 'contrastive-lab.js';
const CLASS = 'ContrastiveLab';

/** The engine's parameters. @param {Buffer} wasm @returns {Promise<Param[]>} */
async function engineParams(wasm) {
  const { instance } = await WebAssembly.instantiate(new Uint8Array(wasm), {});
  const c = /** @type {any} */ (instance.exports);
  const bytes = new Uint8Array(c.memory.buffer, c.ct_schema());
  return JSON.parse(new TextDecoder().decode(bytes.slice(0, bytes.indexOf(0)))).params;
}

/** @param {ts.Node} node @returns {string} the comment above it, in one line */
const comment = (node) => ts.getJSDocCommentsAndTags(node)
  .map((part) => (typeof part.comment === 'string' ? part.comment : ''))
  .join(' ').replace(/\s+/g, ' ').trim();

/** @param {ts.Node} node @param {ts.SourceFile} file */
const textOf = (node, file) => node.getText(file).replace(/\s+/g, ' ');

/** Says in words when a parameter is read. @param {string} when */
function readWhere(when) {
  /** @type {Record<string, string>} */
  const signs = { '=': 'is', '!=': 'is not', '>': 'is over' };
  return conditionsOf(when).map((all) => `where ${all.map(({ name, sign, choices }) =>
    `${name} ${signs[sign]} ${choices.join(' or ')}`).join(' and ')}`).join(', or ');
}

/** @param {Param} param */
function attributeOf({ name, type, default: value, min, max, unit, choices, help, group, when }) {
  const limits = min === undefined ? '' : `; from ${min} to ${max}${unit ? ` ${unit}` : ''}`;
  const part = group ? `; part of the ${group}` : '';
  const reader = when ? `; read ${readWhere(when)}` : '';
  return {
    name, description: `${help}${limits}${part}${reader}. Without it the lab has its own value.`,
    type: { text: choices ? choices.map((c) => `"${c.name}"`).join(' | ')
      : type === 'axis' ? 'string' : 'number' },
    default: String(value),
  };
}

/** @param {ts.ClassElement} member @param {ts.SourceFile} file */
function memberOf(member, file) {
  const name = textOf(/** @type {ts.PropertyName} */ (member.name), file);
  const description = comment(member);
  if (ts.isMethodDeclaration(member)) {
    return { kind: 'method', name, description,
      parameters: member.parameters.map((p) => ({ name: textOf(p.name, file),
        optional: Boolean(p.questionToken),
        type: { text: p.type ? textOf(p.type, file) : 'any' } })),
      return: { type: { text: member.type ? textOf(member.type, file) : 'void' } } };
  }
  const { type } = /** @type {ts.PropertyDeclaration} */ (member);
  return { kind: 'field', name, description, readonly: true,
    type: { text: type ? textOf(type, file) : 'any' } };
}

/** What the type declarations say of the element. @param {string} declarations */
function declared(declarations) {
  const file = ts.createSourceFile('contrastive-lab.d.ts', declarations,
    ts.ScriptTarget.ES2022, true);
  /** @param {string} name */
  const named = (name) => {
    const found = file.statements.find((s) => (ts.isInterfaceDeclaration(s)
      || ts.isClassDeclaration(s)) && s.name?.text === name);
    if (!found) throw new Error(`contrastive-lab.d.ts declares no ${name}`);
    return /** @type {ts.InterfaceDeclaration | ts.ClassDeclaration} */ (found);
  };
  /** @param {string} name */
  const properties = (name) => /** @type {ts.InterfaceDeclaration} */ (named(name)).members
    .filter(ts.isPropertySignature).map((m) => ({
      name: /** @type {ts.StringLiteral} */ (m.name).text,
      description: comment(m), type: { text: m.type ? textOf(m.type, file) : 'any' },
    }));
  const { members } = /** @type {ts.ClassDeclaration} */ (named(CLASS));
  const inherited = ['addEventListener'];
  return {
    description: comment(named(CLASS)),
    attributes: properties('LabAttributes'),
    events: properties('LabEvents'),
    members: members.filter((m) => m.name && !inherited.includes(textOf(m.name, file)))
      .map((m) => memberOf(m, file)),
  };
}

/** @param {string} declarations the element's types @param {Buffer} wasm the engine */
export async function manifest(declarations, wasm) {
  const { description, attributes, events, members } = declared(declarations);
  const params = [...await engineParams(wasm), ...gridParams];
  return {
    schemaVersion: '1.0.0',
    readme: 'README.md',
    modules: [{
      kind: 'javascript-module',
      path: MODULE,
      declarations: [{
        kind: 'class', name: CLASS, tagName: 'contrastive-lab', customElement: true, description,
        superclass: { name: 'HTMLElement' },
        attributes: [...attributes, ...params.map(attributeOf)],
        members, events,
      }, {
        kind: 'function', name: 'configure', return: { type: { text: 'void' } },
        parameters: [{ name: 'options', type: { text: '{ base?: string | URL; language?: string }' } }],
      }],
      exports: [
        { kind: 'js', name: CLASS, declaration: { name: CLASS, module: MODULE } },
        { kind: 'js', name: 'configure', declaration: { name: 'configure', module: MODULE } },
        { kind: 'custom-element-definition', name: 'contrastive-lab',
          declaration: { name: CLASS, module: MODULE } },
      ],
    }],
  };
}
