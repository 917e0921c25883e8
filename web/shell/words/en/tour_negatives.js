export default {
  share_see: 'About 2 in 100 negatives are false: another smiling face, another mammal. The loss does not know.',
  share_ask: 'After 60 steps, how much of the push falls on false negatives?',
  share_less: 'Less than 2 %',
  share_same: 'About 2 %',
  share_more: 'More than 5 %',
  share_was_more: '{push} of the push falls on the {share} that are false. The loss pushes the most '
    + 'similar hardest, and things of one kind look similar.',
  share_was_same: '{push} of the push falls on the {share} that are false.',
  share_was_less: '{push} of the push falls on the {share} that are false.',

  mined_see: 'Mined: only the 16 most similar negatives of each anchor count.',
  mined_ask: 'After 60 steps, where are the embeddings?',
  mined_spread: 'Spread out more than before',
  mined_same: 'About as spread as before',
  mined_one: 'Nearly in one point',
  mined_was_one: 'Spread is {now}; it was {was}, and 0 is one point. From a crowded start the hardest '
    + 'negatives are as near as the positive, and the easiest way out is to make everything alike.',
  mined_was_spread: 'Spread is {now}; it was {was}, and 0 is one point.',

  labels_see: 'SupCon reads the labels: everything of the anchor\u2019s kind is a positive.',
  labels_ask: 'Will more drawings find the same thing by another artist (R@1)?',
  labels_better: 'More than SimCLR, without labels',
  labels_worse: 'Fewer',
  labels_was_worse: 'R@1 is {now} against {was}; k-NN, which asks for the kind alone, {knn} against '
    + '{then}. It is paid to make all mammals alike, and so to forget which mammal it was.',
  labels_was_better: 'R@1 is {now} against {was}; k-NN, which asks for the kind alone, {knn} against '
    + '{then}.',

  found: 'Find a false negative: point at one in a picture',
  collapse: 'Cause a collapse: a spread below 0.1',
  spared: 'Train 30 steps and keep the push on false negatives below 1 %',
};
