// Of the settings of a grid of runs: their helps by name, and what can be wrong with them.
export default {
  across: 'the setting that changes from column to column, and its values',
  down: 'the setting that changes from row to row, and its values; or nothing',
  repeats: 'runs of each setting, from one seed after another',
  repeatsUnit: 'seeds',
  run: 'length of a run; a cosine schedule is fitted to it',
  runUnit: 'steps',
  shows: 'what the cells show',
  knn: 'held-out k-NN accuracy',
  recall1: 'held-out drawings whose nearest drawing by another artist is the same thing',
  pretext: 'training views whose partner is the most similar in the batch',
  uniformity: 'how evenly the embeddings are spread; lower is more evenly',
  tolerance: 'mean cosine of held-out things of one kind',
  std: 'spread of each dimension: 1 healthy, 0 collapsed',
  rank: 'effective rank: dimensions in use',
  unknown: '{label}: \u201c{given}\u201d cannot vary here. Write one of these: {names}',
  twoWays: '{label}: \u201c{given}\u201d can be read in two ways. Put semicolons between the '
    + 'values, as in \u201c0,1; 0,5\u201d, or write \u201c0.1, 0.5\u201d',
  none: '{label} has no values. Write some, as in \u201c0.1, 0.5\u201d',
  many: '{label} can have at most {most} values, not {count}',
  value: '{label}: {problem}',
};
