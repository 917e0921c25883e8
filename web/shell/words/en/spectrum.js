export default {
  title: 'Has it collapsed?',
  spread: 'Spread std\u00b7\u221ad',
  spreadLow: '0: one point',
  spreadHigh: '1: all over the sphere',
  rank: 'Effective rank',
  rankLow: 'one direction',
  rankHigh: 'all alike',
  rankValue: '{used} of {all}',
  rankLeft: '{used} of {all}, but of almost nothing',
  first: 'First measurement under way.',
  collapsed: 'Step {step}: collapsed. All embeddings are nearly the same point.',
  collapsedNear: 'Step {step}: collapsed. All embeddings are nearly the same point. k-NN is still '
    + 'right for {share}, because it only asks which points are nearest.',
  lost: {
    one: 'Step {step}, held-out items: {n} of {all} singular values is below a hundredth of the '
      + 'largest, so that dimension carries almost nothing.',
    other: 'Step {step}, held-out items: {n} of {all} singular values are below a hundredth of '
      + 'the largest, so those dimensions carry almost nothing.',
  },
  whole: 'Step {step}, held-out items: all {all} singular values are at least a hundredth of the '
    + 'largest.',
  values: 'singular values',
  even: 'every dimension used alike',
  before: 'at the first measurement',
  largest: 'largest',
  smallest: 'smallest of {count}',
};
