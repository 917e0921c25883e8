export default {
  title: 'MoCo: a queue and a slow encoder',
  look: 'Watch how well the stored keys keep: the slower their encoder moves, the longer they '
    + 'still fit the new ones.',
  caption: 'The first view of each pair is a query, the second a key. Keys are made by an '
    + 'encoder that no gradient reaches: after each step it moves a little towards the '
    + 'query encoder, and its keys take the place of the oldest in the queue, which '
    + 'supplies all the negatives. The ring shows the queue, slot by slot; the framed '
    + 'slots are overwritten next.',
  try_equal: 'm = 0: the key encoder equals the query encoder, its keys age fast, and little is '
    + 'learnt',
  try_slow: 'm = 0.999, the paper’s: the keys hardly age',
  try_frozen: 'm = 1: keys from a network that never learns',
  try_small: 'Batches of 32, and still 4,096 negatives',
  try_simclr: 'The same 32 without a queue: SimCLR',
  try_moco3: 'MoCo v3: no queue, a predictor, both ways',
  try_long: 'A queue of 65,536: every drawing many times over',
};
