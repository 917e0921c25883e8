import words from '../words/en/tour_augment.js';

const step = /** @type {const} */ ({ steps: 100, after: 'examined' });

/** @type {import('./tours.js').Tour} */
export const tour = {
  lab: 'augment', words,
  steps: [
    { ...step, id: 'drawn', set: { data: 'toy', style_dims: 8 }, options: ['both', 'class', 'none'],
      outcomes: [{ option: 'class', when: { all: [{ reading: 'class.encoder', above: 0.8 },
        { reading: 'style1.encoder', below: 0.4 }] } }],
      holes: { what: 'class.encoder', style: 'style1.encoder', chance: 'style1.chance' } },
    { ...step, id: 'kept', set: { data: 'toy', style_dims: 0 },
      options: ['better', 'same', 'worse'],
      outcomes: [{ option: 'worse', when: { all: [{ reading: 'style1.encoder', above: 0.7 },
        { reading: 'class.encoder', below: { reading: 'drawn.class.encoder', plus: -0.1 } }] } }],
      holes: { what: 'class.encoder', was: 'drawn.class.encoder', style: 'style1.encoder' } },
    { ...step, id: 'half', set: { data: 'toy', style_dims: 4 }, options: ['both', 'kept', 'none'],
      outcomes: [{ option: 'kept', when: { all: [{ reading: 'style1.encoder', below: 0.4 },
        { reading: 'style2.encoder', above: 0.8 }] } }],
      holes: { first: 'style1.encoder', second: 'style2.encoder' } },
  ],
  challenges: [
    { id: 'forget', value: 'class.encoder',
      when: { reading: 'class.encoder', below: { reading: 'class.start' } },
      solve: { set: { data: 'toy', style_dims: 0 }, steps: 200 } },
    { id: 'turn', value: 'rotation.encoder', when: { all: [{ param: 'data', is: 'emoji' },
      { reading: 'rotation.encoder', below: { reading: 'rotation.start' } }] },
    solve: { set: { crop: 1, rotate: 180 }, steps: 40 } },
    { id: 'clean', value: 'class.encoder', when: { all: [{ param: 'data', is: 'toy' },
      { reading: 'class.encoder', above: 0.95 }] },
    solve: { set: { data: 'toy', style_dims: 8 }, steps: 100 } },
  ],
};
