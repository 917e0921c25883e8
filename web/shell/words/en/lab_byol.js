export default {
  title: 'No negatives: BYOL, SimSiam, VICReg, Barlow Twins',
  look: 'Nothing is pushed apart here: watch whether the points stay spread out or fall into '
    + 'one.',
  caption: 'Each drawing is to predict what another artist’s drawing of the same thing looks '
    + 'like to the network; nothing is pushed apart. Why does it not give every drawing '
    + 'the same answer? Take away its safeguards one at a time and watch the meters: the '
    + 'loss will not warn you, and neither, for a while, will the nearest neighbours.',
  try_simsiam: 'SimSiam as published: predictor, stop-gradient, batch norm',
  try_stop: 'Without stop-gradient: a perfect loss, and one point',
  try_predictor: 'No predictor: collapsed, and k-NN has not noticed',
  try_barlow: 'Barlow Twins: every dimension says something else',
  try_vicreg: 'VICReg with agreement alone: its other two terms were holding it up',
  try_made_up: 'Made-up things: BYOL without predictor sinks as slowly as its momentum encoder '
    + 'follows',
  try_linear: 'SimCLR in a linear network: 8 of 16 dimensions go, negatives and all',
};
