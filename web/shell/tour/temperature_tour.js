import words from '../words/en/tour_temperature.js';

const step = /** @type {const} */ ({ steps: 60, after: 'measured' });

/** @type {import('./tours.js').Tour} */
export const tour = {
  lab: 'temperature', words,
  steps: [
    { ...step, id: 'half', set: { tau: 0.1 }, options: ['few', 'some', 'many'],
      outcomes: [{ option: 'few', when: { reading: 'half', below: 20 } },
        { option: 'some', when: { reading: 'half', below: 101 } },
        { option: 'many', when: { reading: 'half', above: 100 } }],
      holes: { half: 'half', negatives: 'negatives' } },
    { ...step, id: 'spread', set: { tau: 0.02 }, options: ['more', 'less'],
      outcomes: [
        { option: 'less',
          when: { reading: 'uniformity', above: { reading: 'half.uniformity', plus: 0.2 } } },
        { option: 'more',
          when: { reading: 'uniformity', below: { reading: 'half.uniformity', plus: -0.2 } } }],
      holes: { now: 'uniformity', was: 'half.uniformity' } },
    { ...step, id: 'warm', set: { tau: 1 }, options: ['better', 'worse'],
      outcomes: [
        { option: 'worse', when: { reading: 'recall1', below: { reading: 'half.recall1', plus: -0.02 } } },
        { option: 'better', when: { reading: 'recall1', above: { reading: 'half.recall1', plus: 0.02 } } }],
      holes: { now: 'recall1', was: 'half.recall1', half: 'half' } },
  ],
  challenges: [
    { id: 'sharp', value: 'half', when: { reading: 'half', below: 6 },
      solve: { set: {}, steps: 100 } },
    { id: 'learn', value: 'tau', when: { all: [{ param: 'learn_tau', is: 'on' },
      { param: 'tau', is: 1 }, { reading: 'tau', below: 0.95 }] },
    solve: { set: { learn_tau: 'on', tau: 1 }, steps: 60 } },
    { id: 'even', value: 'uniformity', when: { reading: 'uniformity', below: -2.7 },
      solve: { set: {}, steps: 60 } },
  ],
};
