import words from '../words/en/tour_infonce.js';

const four = { start: 'random', pairs: 4, dim: 2, tau: 0.2, bug: 'none' };

/** @type {import('./tours.js').Tour} */
export const tour = {
  lab: 'infonce', words,
  steps: [
    { id: 'zero', set: four, options: ['none', 'some'], steps: 150,
      outcomes: [{ option: 'some', when: { all: [{ reading: 'alignment', below: 0.001 },
        { reading: 'loss', above: 0.01 }] } }],
      holes: { loss: 'loss', floor: 'floor' } },
    { id: 'low', set: { ...four, tau: 0.07 }, options: ['yes', 'no'], steps: 150,
      outcomes: [{ option: 'no', when: { reading: 'alignment', above: 0.01 } },
        { option: 'yes', when: { reading: 'alignment', below: 0.001 } }],
      holes: { now: 'alignment', was: 'zero.alignment' } },
    { id: 'self', set: { ...four, bug: 'self' }, options: ['same', 'stuck', 'below'], steps: 150,
      outcomes: [{ option: 'stuck', when: { all: [{ reading: 'loss', above: Math.LN2 },
        { reading: 'loss', below: 0.75 }] } }],
      holes: { loss: 'loss' } },
    { id: 'crowd', set: { ...four, pairs: 16, tau: 0.07 }, options: ['longer', 'dim'], steps: 300,
      outcomes: [
        { option: 'dim', when: { reading: 'loss', below: { reading: 'floor', plus: 0.02 } } },
        { option: 'longer', when: { reading: 'loss', above: { reading: 'floor', plus: 0.02 } } }],
      holes: { loss: 'loss', floor: 'floor' } },
  ],
  challenges: [
    { id: 'tiny', value: 'loss', when: { all: [{ param: 'bug', is: 'none' },
      { reading: 'loss', below: 1e-4 }] },
    solve: { set: { start: 'article', tau: 0.07, pairs: 4, dim: 2 }, steps: 5 } },
    { id: 'fooled', value: 'loss', when: { all: [{ reading: 'alignment', below: 0.001 },
      { param: 'pairs', is: 4 }, { param: 'tau', is: 0.2 }, { reading: 'loss', above: Math.LN2 }] },
    solve: { set: { ...four, bug: 'twice' }, steps: 150 } },
    { id: 'minus', value: 'loss', when: { reading: 'loss', below: 0 },
      solve: { set: { ...four, bug: 'left_out' }, steps: 150 } },
    { id: 'room', value: 'loss', when: { all: [{ param: 'pairs', is: 16 },
      { param: 'bug', is: 'none' }, { reading: 'loss', below: 0.1 }] },
    solve: { set: { ...four, pairs: 16, dim: 3, tau: 0.07 }, steps: 150 } },
  ],
};
