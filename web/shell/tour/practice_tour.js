import words from '../words/en/tour_practice.js';

const toy = { data: 'toy', down: 'none', run: 100, repeats: 1, shows: 'knn' };
const rates = { ...toy, across: 'lr: 0.001, 0.01, 0.1' };

/** @type {import('./tours.js').Tour} */
export const tour = {
  lab: 'practice', words,
  steps: [
    { id: 'batch', grid: true, set: { ...toy, across: 'pairs: 8, 32, 128, 512' },
      options: ['none', 'some', 'much'],
      outcomes: [
        { option: 'none', when: { reading: 'cell30', below: { reading: 'cell00', plus: 0.01 } } },
        { option: 'much', when: { reading: 'cell30', above: { reading: 'cell00', plus: 0.1 } } },
        { option: 'some', when: { reading: 'cell30', above: { reading: 'cell00' } } }],
      holes: { small: 'cell00', large: 'cell30' } },
    { id: 'head', grid: true, set: { ...toy, across: 'dim: 2, 8, 32', down: 'read: after, before' },
      options: ['after', 'before'],
      outcomes: [{ option: 'before', when: { reading: 'cell01', above: { reading: 'cell00' } } },
        { option: 'after', when: { reading: 'cell01', below: { reading: 'cell00' } } }],
      holes: { after: 'cell00', before: 'cell01' } },
    { id: 'rate', grid: true, set: rates, options: ['small', 'mid', 'large'],
      outcomes: [{ option: 'mid', when: { reading: 'best_x', is: 1 } },
        { option: 'small', when: { reading: 'best_x', is: 0 } },
        { option: 'large', when: { reading: 'best_x', is: 2 } }],
      holes: { best: 'best', low: 'cell00', high: 'cell20' } },
  ],
  challenges: [
    { id: 'record', value: 'best', when: { all: [{ param: 'data', is: 'toy' },
      { param: 'shows', is: 'knn' }, { reading: 'best', above: 0.985 }] },
    solve: { set: rates, steps: 0, grid: true } },
    { id: 'beat', value: 'recall1', when: { reading: 'recall1', above: { reading: 'raw_recall1' } },
      solve: { set: {}, steps: 100 } },
  ],
};
