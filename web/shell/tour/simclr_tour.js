import words from '../words/en/tour_simclr.js';

const step = /** @type {const} */ ({ steps: 20, after: 'measured' });

const same = { positives: 'augment', crop: 1, rotate: 0, jitter: 0, flip: 0, mirror: 0, grey: 0,
  gaussian_blur: 0, cutout: 0 };

/** @type {import('./tours.js').Tour} */
export const tour = {
  lab: 'simclr', words,
  steps: [
    { ...step, id: 'first', set: {}, options: ['s20', 's200', 's2000'],
      outcomes: [{ option: 's20', when: { reading: 'recall1', above: { reading: 'raw_recall1' } } }],
      holes: { now: 'recall1', raw: 'raw_recall1' } },
    { ...step, id: 'same', set: same, options: ['both', 'loss', 'none'],
      outcomes: [{ option: 'loss', when: { all: [
        { reading: 'loss', below: { reading: 'first.loss' } },
        { reading: 'recall1', below: { reading: 'first.recall1' } }] } }],
      holes: { loss: 'loss', now: 'recall1', was: 'first.recall1' } },
    { ...step, id: 'few', set: { pairs: 16 }, options: ['higher', 'lower'],
      outcomes: [{ option: 'lower', when: { reading: 'loss', below: { reading: 'first.loss' } } },
        { option: 'higher', when: { reading: 'loss', above: { reading: 'first.loss' } } }],
      holes: { loss: 'loss', was: 'first.loss', now: 'recall1', then: 'first.recall1' } },
  ],
  challenges: [
    { id: 'beat', value: 'recall1',
      when: { reading: 'recall1', above: { reading: 'raw_recall1' } },
      solve: { set: {}, steps: 20 } },
    { id: 'empty', value: 'recall1', when: { all: [{ reading: 'loss', below: 0.01 },
      { reading: 'recall1', below: { reading: 'raw_recall1' } }] },
    solve: { set: same, steps: 20 } },
    { id: 'half', value: 'recall1', when: { reading: 'recall1', above: 0.5 },
      solve: { set: {}, steps: 60 } },
  ],
};
