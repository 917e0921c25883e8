import words from '../words/en/tour_moco.js';

const step = /** @type {const} */ ({ steps: 40, after: 'measured' });
const was = { now: 'recall1', was: 'slow.recall1' };

/** @type {import('./tours.js').Tour} */
export const tour = {
  lab: 'moco', words,
  steps: [
    { ...step, id: 'slow', set: { ema: 0.99 }, options: ['near', 'mid', 'far'],
      outcomes: [{ option: 'far', when: { reading: 'lag', below: 0.7 } },
        { option: 'near', when: { reading: 'lag', above: 0.9 } },
        { option: 'mid', when: { reading: 'lag', above: 0.69 } }],
      holes: { lag: 'lag', now: 'recall1' } },
    { ...step, id: 'copy', set: { ema: 0 }, options: ['yes', 'no'], holes: was,
      outcomes: [{ option: 'no', when: { reading: 'recall1', below: { reading: 'slow.recall1' } } },
        { option: 'yes', when: { reading: 'recall1', above: { reading: 'slow.recall1' } } }] },
    { ...step, id: 'fixed', set: { ema: 1 }, options: ['none', 'much'], holes: was,
      outcomes: [
        { option: 'much', when: { reading: 'recall1', above: { reading: 'slow.recall1', plus: -0.07 } } },
        { option: 'none', when: { reading: 'recall1', below: 0.2 } }] },
  ],
  challenges: [
    { id: 'beat', value: 'recall1', when: { reading: 'recall1', above: { reading: 'raw_recall1' } },
      solve: { set: {}, steps: 40 } },
    { id: 'apart', value: 'lag', when: { reading: 'lag', below: 0.4 },
      solve: { set: { ema: 1 }, steps: 40 } },
  ],
};
