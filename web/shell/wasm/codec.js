// Parameters by name and value, as the page has them, to the engine's index and number, and back.
import { EngineError } from '../base/error.js';

/** The decimal with the fewest digits, six at least, of which the engine makes the same number.
 *  @param {number} x of 32 bits */
function decimalOf(x) {
  let digits = 6;
  while (digits < 9 && Math.fround(Number(x.toPrecision(digits))) !== x) digits++;
  return Number(x.toPrecision(digits));
}

/** @param {import('../types.d.ts').Schema} schema */
export function createCodec({ params }) {
  const indices = new Map(params.map((p, i) => [p.name, i]));
  return {
    /** @param {string} name @param {number | string} value an enum by its choice's name */
    encode(name, value) {
      const index = indices.get(name);
      if (index === undefined) throw new EngineError('config', `${name}: no such parameter`);
      const { choices } = params[index];
      const number = choices ? choices.findIndex((x) => x.name === value) : Number(value);
      if (number < 0 && choices) {
        throw new EngineError('config', `${name}: no choice "${value}"`);
      }
      return { index, number };
    },
    /** Every value by its name. @param {(index: number) => number} read */
    decode: (read) => Object.fromEntries(params.map(({ name, type, choices }, index) => {
      const number = read(index);
      if (choices) return [name, choices[number].name];
      return [name, type === 'float' ? decimalOf(number) : number];
    })),
  };
}
