export default {
  first_see: 'A network that knows nothing. Of held-out drawings, is the nearest by another artist the same thing?',
  first_ask: 'How many steps until it beats comparing raw pixels?',
  first_s20: 'About 20',
  first_s200: 'About 200',
  first_s2000: 'About 2,000',
  first_was_s20: 'After 20 steps it finds {now}; raw pixels find {raw}. Two artists draw a thing with '
    + 'different pixels but the same layout, and a few steps are enough to weigh layout more.',

  same_see: 'The two views of a pair are now the same picture: no second artist, no augmentation.',
  same_ask: 'After 20 steps, what of the loss and of the retrieval?',
  same_both: 'The loss is lower, and more is found',
  same_loss: 'The loss is lower, but less is found',
  same_none: 'The loss is higher',
  same_was_loss: 'The loss is {loss}, and R@1 is {now}; with two artists it was {was}. Any network '
    + 'that tells pictures apart solves this task, so it has no reason to learn what makes them alike.',

  few_see: 'Two artists again, but 16 pairs in a batch instead of 256.',
  few_ask: 'After 20 steps, will the loss be higher or lower than with 256?',
  few_higher: 'Higher: there is less to learn from',
  few_lower: 'Lower',
  few_was_lower: 'Lower: {loss} against {was}, yet R@1 is {now} against {then}. Finding a partner among '
    + '31 is easier than among 511, and teaches less. Losses of different batch sizes do not compare.',
  few_was_higher: 'Higher: {loss} against {was}; R@1 is {now} against {then}.',

  beat: 'Beat raw pixels: R@1 above the dashed line under Retrieval',
  empty: 'Get a loss below 0.01 that finds less than raw pixels do',
  half: 'Find half of the drawings: R@1 above 50 %',
};
