import words from '../words/en/tour_byol.js';

const step = /** @type {const} */ ({ steps: 200, after: 'measured' });

/** @type {import('./tours.js').Tour} */
export const tour = {
  lab: 'byol', words,
  steps: [
    { ...step, id: 'whole', set: { data: 'toy', method: 'simsiam' }, options: ['yes', 'no'],
      outcomes: [{ option: 'no', when: { reading: 'std', above: 0.5 } },
        { option: 'yes', when: { reading: 'std', below: 0.2 } }], holes: { std: 'std' } },
    { ...step, id: 'stop', set: { data: 'toy', method: 'simsiam', stop_gradient: 'off' },
      options: ['worse', 'fine', 'gone'],
      outcomes: [{ option: 'gone', when: { all: [{ reading: 'std', below: 0.2 },
        { reading: 'loss', below: { reading: 'whole.loss' } }] } }],
      holes: { loss: 'loss', was: 'whole.loss', std: 'std' } },
    { ...step, id: 'var', set: { data: 'toy', method: 'vicreg', variance: 0, covariance: 0 },
      options: ['yes', 'part'],
      outcomes: [{ option: 'part', when: { all: [{ reading: 'std', below: 0.4 },
        { reading: 'knn', above: 0.25 }] } },
      { option: 'yes', when: { reading: 'knn', below: 0.2 } }],
      holes: { std: 'std', knn: 'knn' } },
  ],
  challenges: [
    { id: 'fall', value: 'std', when: { reading: 'std', below: 0.1 },
      solve: { set: { data: 'toy', method: 'simsiam', stop_gradient: 'off' }, steps: 200 } },
    { id: 'blind', value: 'knn', when: { all: [{ reading: 'std', below: 0.1 },
      { reading: 'knn', above: 0.6 }] },
    solve: { set: { data: 'toy', method: 'simsiam', predictor: 'off' }, steps: 100 } },
    { id: 'stand', value: 'knn', when: { all: [{ param: 'data', is: 'toy' },
      { param: 'method', is: ['byol', 'simsiam', 'vicreg', 'barlow_twins'] },
      { reading: 'knn', above: 0.95 }] },
    solve: { set: { data: 'toy', method: 'vicreg' }, steps: 200 } },
  ],
};
