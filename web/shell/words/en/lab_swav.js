export default {
  title: 'SwAV: prototypes, shared out equally',
  look: 'As it trains, the prototypes, the filled diamonds, part the drawings among themselves.',
  caption: 'Each drawing is given to a few of the prototypes; Sinkhorn’s iterations see to it '
    + 'that all prototypes get the same. Each view then predicts what the other view of '
    + 'its pair was given to. The points, rows and collections are drawings the training '
    + 'never sees.',
  try_soft: 'Assign too softly: stuck at guessing, ln 64 = 4.159',
  try_unbalanced: 'Leave the balancing out: one prototype takes all, and the loss falls to zero',
  try_balanced: 'Back to balance',
  try_many: 'A prototype for each pair of the batch: 256',
  try_sphere: 'Three dimensions: the sphere itself, no projection',
  try_crops: 'Two small crops beside the two large views',
};
