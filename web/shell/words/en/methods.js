// What the page says of each method: its name as `method`, and as `method_what` other texts.
export default {
  simclr: 'SimCLR',
  simclr_views: 'Everything else in the batch is a negative.',
  simclr_queue: 'There is no queue and no second encoder: the negatives are the other views of '
    + 'this batch.',
  moco: 'MoCo',
  moco_views: 'The negatives are in the queue.',
  moco_queue: 'A key stays as it was made while the encoder that made it moves on. Each row takes '
    + 'a few keys of one age and compares them with the keys that today\u2019s key encoder makes '
    + 'from the very same views. With convolutions, keys age a little faster in the first steps, '
    + 'until batch norm has settled.',
  byol: 'BYOL',
  simsiam: 'SimSiam',
  cosineUnit: '(negative cosine)',
  decoupled: 'decoupled',
  debiased: 'debiased',
  hard: 'hard negatives',
  mined: 'mined negatives',
  bank: 'memory bank',
  supcon: 'SupCon (reads labels)',
  supcon_false: 'SupCon reads the labels: a false negative becomes one more positive, and is '
    + 'pulled.',
  triplet: 'triplet',
  triplet_unit: '(squared distance)',
  npair: 'N-pair',
  npair_push: 'N-pair compares dot products, which depend on lengths as well; this picture shows '
    + 'pushes by direction only.',
  spectral: 'spectral',
  sumUnit: '(sum of all terms)',
  moco3: 'MoCo v3',
  moco3_queue: 'There is no queue here: the negatives are the other keys of this batch, all of '
    + 'the same age.',
  vicreg: 'VICReg',
  barlow_twins: 'Barlow Twins',
  swav: 'SwAV',
  swav_collapse: 'Guessing one of {count} prototypes costs ln {count} = {cost} nats. A loss that '
    + 'stays there has collapsed.',
  swav_unbalanced: 'Guessing one of {count} prototypes costs ln {count} = {cost} nats. A loss '
    + 'that stays there has collapsed; without balancing, so has a loss of zero.',
  clip: 'CLIP',
  clip_views: 'The positive of each drawing is a text of the same thing.',
};
