export default {
  half_see: 'One anchor and its 510 negatives. The loss pushes each of them away, the similar ones harder.',
  half_ask: 'After 60 steps at τ = 0.1, how many negatives share half of the push?',
  half_few: 'Fewer than 20',
  half_some: '20 to 100',
  half_many: 'More than 100',
  half_was_few: 'Half of the push falls on {half} of {negatives}. Each negative counts as '
    + 'exp(similarity / τ): divided by 0.1, a small lead in similarity becomes a large one.',
  half_was_some: 'Half of the push falls on {half} of {negatives}: a few similar ones lead.',
  half_was_many: 'Half of the push falls on {half} of {negatives}: they still look alike to the network.',

  spread_see: 'The same start at τ = 0.02.',
  spread_ask: 'After 60 steps, will the embeddings be spread more evenly than at τ = 0.1?',
  spread_more: 'Yes, more evenly',
  spread_less: 'No, less evenly',
  spread_was_less: 'Uniformity is {now}, at τ = 0.1 it was {was}; lower is more even. At τ = 0.02 a '
    + 'lead of 0.1 in similarity already counts 150-fold, so the loss is content while the points '
    + 'are still crowded together.',
  spread_was_more: 'Uniformity is {now}, at τ = 0.1 it was {was}; lower is more even.',

  warm_see: 'Now τ = 1, gentle on similar negatives.',
  warm_ask: 'Will more drawings find the same thing by another artist (R@1)?',
  warm_better: 'More than at τ = 0.1',
  warm_worse: 'Fewer than at τ = 0.1',
  warm_was_worse: 'R@1 is {now}, at τ = 0.1 it was {was}. Half of the push is now shared by {half} '
    + 'negatives: little is left for those that are really mistaken for the anchor.',
  warm_was_better: 'R@1 is {now}, at τ = 0.1 it was {was}.',

  sharp: 'Put half of the push on at most 5 negatives',
  learn: 'Start τ at 1, let it be learned, and see it fall below 0.95',
  even: 'Spread the embeddings to a uniformity below −2.7',
};
