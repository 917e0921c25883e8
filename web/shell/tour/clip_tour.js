import words from '../words/en/tour_clip.js';

const step = /** @type {const} */ ({ steps: 40, after: 'matched' });
const holes = { now: 'name_recall5', was: 'gap.name_recall5' };

/** @type {import('./tours.js').Tour} */
export const tour = {
  lab: 'clip', words,
  steps: [
    { ...step, id: 'gap', set: {}, options: ['mixed', 'apart', 'never'],
      outcomes: [{ option: 'apart', when: { all: [{ reading: 'gap', below: 0.9 },
        { reading: 'gap', above: 0.1 }] } },
      { option: 'never', when: { reading: 'gap', above: 0.89 } }],
      holes: { gap: 'gap' } },
    { ...step, id: 'names', set: { shuffled: 0.3 }, options: ['all', 'part', 'none'], holes,
      outcomes: [
        { option: 'none', when: { reading: 'name_recall5', above: { reading: 'gap.name_recall5' } } },
        { option: 'all',
          when: { reading: 'name_recall5', below: { reading: 'gap.name_recall5', times: 0.2 } } },
        { option: 'part', when: { reading: 'name_recall5', above: 0 } }] },
    { ...step, id: 'new', set: { held_out: 'concepts' }, options: ['lower', 'higher'], holes,
      outcomes: [
        { option: 'higher', when: { reading: 'name_recall5', above: { reading: 'gap.name_recall5' } } },
        { option: 'lower', when: { reading: 'name_recall5', below: { reading: 'gap.name_recall5' } } }] },
  ],
  challenges: [
    { id: 'five', value: 'name_recall5', when: { reading: 'name_recall5', above: 0.1 },
      solve: { set: {}, steps: 40 } },
    { id: 'close', value: 'gap', when: { reading: 'gap', below: 0.3 },
      solve: { set: { compare: 'sigmoid' }, steps: 40 } },
  ],
};
