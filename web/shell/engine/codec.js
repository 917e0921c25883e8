// Parameters by name and value, as the page has them, to the engine's index and number.
import { EngineError } from './error.js';

/** @param {import('../types.d.ts').Schema} schema */
export function createCodec({ params }) {
  const indices = new Map(params.map((p, i) => [p.name, i]));

  /** @param {string} name @param {number | string} value an enum by its choice's name */
  return (name, value) => {
    const index = indices.get(name);
    if (index === undefined) throw new EngineError('CT_E_CONFIG', `${name}: no such parameter`);
    const { choices } = params[index];
    const number = choices ? choices.findIndex((x) => x.name === value) : Number(value);
    if (number < 0 && choices) {
      throw new EngineError('CT_E_CONFIG', `${name}: no choice "${value}"`);
    }
    return { index, number };
  };
}
