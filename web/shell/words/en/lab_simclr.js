export default {
  title: 'SimCLR on emoji and digits',
  look: 'As it trains, drawings that training never sees find their own kind on the map.',
  caption: '1,586 things, each drawn by Noto, Twemoji and Fluent. The network trains on four in '
    + 'five; the points are the drawings it never sees, as the mean of the network’s last '
    + 'weights sees them. Retrieval asks: of one artist’s drawings, is the nearest to '
    + 'another artist’s the same thing? Or 12,000 digits, each written once: it trains on '
    + '10,000 of them. Comparing raw pixels is the line to beat. Names, groups and digits '
    + 'are read by the evaluation only, never by the training.',
  try_digits: 'Learn handwritten digits without a label',
  try_dense: 'Look without convolutions, as dense layers do',
  try_augment: 'Positives by augmentation alone: no second artist',
  try_bare: 'Two views with no augmentation: what is left to learn?',
  try_warm: 'Raise τ to 1: gentle on hard negatives',
  try_small: 'Only 16 pairs in a batch: 30 negatives for each anchor',
  try_grey: 'Train in grey: is colour needed?',
};
