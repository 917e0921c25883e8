// Translates parameters: the page's names and values to the engine's indices and numbers, and back.
import english from '../words/en/worker.js';
import { EngineError } from '../base/error.js';
import { textsOf } from '../words/words.js';

const t = textsOf('worker', english);

/** The decimal with the fewest digits, at least six, that the engine reads as the same number.
 *  @param {number} x a 32-bit number */
function decimalOf(x) {
  let digits = 6;
  while (digits < 9 && Math.fround(Number(x.toPrecision(digits))) !== x) digits++;
  return Number(x.toPrecision(digits));
}

/** @param {import('../types.d.ts').Schema} schema */
export function createCodec({ params }) {
  const indices = new Map(params.map((p, i) => [p.name, i]));
  return {
    /** @param {string} name @param {number | string} value of an enum, the name of its choice */
    encode(name, value) {
      const index = indices.get(name);
      if (index === undefined) throw new EngineError('config', t('param', { name }));
      const { choices } = params[index];
      const number = choices ? choices.findIndex((x) => x.name === value) : Number(value);
      if (number < 0 && choices) {
        throw new EngineError('config', t('choice', { name, value }));
      }
      return { index, number };
    },
    /** All values by name. @param {(index: number) => number} read */
    decode: (read) => Object.fromEntries(params.map(({ name, type, choices }, index) => {
      const number = read(index);
      if (choices) return [name, choices[number].name];
      return [name, type === 'float' ? decimalOf(number) : number];
    })),
  };
}
