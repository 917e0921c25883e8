import words from '../words/en/tour_negatives.js';

const step = /** @type {const} */ ({ steps: 60, after: 'measured' });

/** @type {import('./tours.js').Tour} */
export const tour = {
  lab: 'negatives', words,
  steps: [
    { ...step, id: 'share', set: { method: 'simclr' }, options: ['less', 'same', 'more'],
      outcomes: [{ option: 'more', when: { reading: 'false_push', above: 0.05 } },
        { option: 'less', when: { reading: 'false_push', below: 0.01 } },
        { option: 'same', when: { reading: 'false_push', below: 0.03 } }],
      holes: { push: 'false_push', share: 'false_share' } },
    { ...step, id: 'mined', set: { method: 'mined', keep: 16 }, options: ['spread', 'same', 'one'],
      outcomes: [{ option: 'one', when: { reading: 'std', below: 0.15 } },
        { option: 'spread', when: { reading: 'std', above: { reading: 'share.std' } } }],
      holes: { now: 'std', was: 'share.std' } },
    { ...step, id: 'labels', set: { method: 'supcon' }, options: ['better', 'worse'],
      outcomes: [{ option: 'worse', when: { reading: 'recall1', below: { reading: 'share.recall1' } } },
        { option: 'better', when: { reading: 'recall1', above: { reading: 'share.recall1' } } }],
      holes: { now: 'recall1', was: 'share.recall1', knn: 'knn', then: 'share.knn' } },
  ],
  challenges: [
    { id: 'found', value: 'false_push', when: { reading: 'found_false', is: 1 },
      solve: { set: { method: 'simclr' }, steps: 60, hover: true } },
    { id: 'collapse', value: 'std', when: { reading: 'std', below: 0.1 },
      solve: { set: { method: 'mined', keep: 16 }, steps: 60 } },
    { id: 'spared', value: 'false_push', when: { all: [{ reading: 'measured', above: 29 },
      { reading: 'false_push', below: 0.01 }] }, solve: { set: { method: 'supcon' }, steps: 60 } },
  ],
};
