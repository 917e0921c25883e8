import words from '../words/en/tour_swav.js';

const step = /** @type {const} */ ({ steps: 30, after: 'measured' });

/** @type {import('./tours.js').Tour} */
export const tour = {
  lab: 'swav', words,
  steps: [
    { ...step, id: 'even', set: {}, options: ['fair', 'large', 'most'],
      outcomes: [{ option: 'fair', when: { reading: 'largest', below: 0.05 } },
        { option: 'large', when: { reading: 'largest', below: 0.3 } },
        { option: 'most', when: { reading: 'largest', above: 0.3 } }],
      holes: { largest: 'largest' } },
    { ...step, id: 'free', set: { sinkhorn: 0 }, options: ['higher', 'lower'],
      outcomes: [{ option: 'lower', when: { all: [{ reading: 'loss', below: 0.2 },
        { reading: 'largest', above: 0.5 }] } },
      { option: 'higher', when: { reading: 'loss', above: { reading: 'even.loss' } } }],
      holes: { loss: 'loss', was: 'even.loss', largest: 'largest', now: 'recall1' } },
    { ...step, id: 'soft', set: { epsilon: 1 }, options: ['lower', 'stuck'],
      outcomes: [{ option: 'stuck', when: { all: [
        { reading: 'loss', above: Math.log(64) - 0.05 },
        { reading: 'loss', below: Math.log(64) + 0.05 }] } },
      { option: 'lower', when: { reading: 'loss', below: 2.9 } }],
      holes: { loss: 'loss' } },
  ],
  challenges: [
    { id: 'all', value: 'largest', when: { reading: 'largest', above: 0.9 },
      solve: { set: { sinkhorn: 0 }, steps: 30 } },
    { id: 'easy', value: 'loss', when: { all: [{ param: 'sinkhorn', above: 0 },
      { param: 'epsilon', below: 0.1 }, { reading: 'step', above: 9 },
      { reading: 'largest', below: 0.7 }, { reading: 'loss', below: 1 }] },
    solve: { set: { prototypes: 2 }, steps: 30 } },
  ],
};
