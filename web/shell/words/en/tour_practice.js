export default {
  batch_see: 'Four runs of 100 steps on made-up things, which differ in their batch alone: 8 to 512 pairs.',
  batch_ask: 'What does a batch 64 times as large gain in k-NN?',
  batch_none: 'Less than 1 point',
  batch_some: '1 to 10 points',
  batch_much: 'More than 10 points',
  batch_was_some: '8 pairs reach {small}, 512 reach {large}. The large batch looked at 64 times as many '
    + 'things for these few points: the same number of steps is not the same work.',
  batch_was_none: '8 pairs reach {small}, 512 reach {large}.',
  batch_was_much: '8 pairs reach {small}, 512 reach {large}.',

  head_see: 'Embeddings of 2, 8 and 32 dimensions, read after the head (first row) or before it (second row).',
  head_ask: 'With 2 dimensions, where is the class read better?',
  head_after: 'After the head, where the loss is computed',
  head_before: 'Before the head',
  head_was_before: 'Before: {before}, after: {after}. The loss sees only 2 dimensions and crowds '
    + 'everything into them; the representation before the head need not follow.',
  head_was_after: 'Before: {before}, after: {after}.',

  rate_see: 'Three learning rates, each ten times the one before.',
  rate_ask: 'Which is the best after 100 steps?',
  rate_small: '0.001',
  rate_mid: '0.01',
  rate_large: '0.1',
  rate_was_mid: '0.01, with {best}. 0.001 reaches {low} in the same time, and 0.1 reaches {high}. Too '
    + 'low only costs time; too high can lose everything. With other seeds neighbours may swap.',
  rate_was_small: '0.001, with {best}; 0.1 reaches {high}.',
  rate_was_large: '0.1, with {best}; 0.001 reaches {low}.',

  record: 'Train a grid on made-up things with a cell above 98.5 % k-NN',
  beat: 'In the lab itself, beat raw pixels at finding drawings (R@1)',
};
