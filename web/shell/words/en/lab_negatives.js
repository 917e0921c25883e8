export default {
  title: 'Negatives: in the batch, hard, false',
  look: 'Pick a drawing on the map and see how hard each other one is pushed away from it.',
  caption: 'The same drawings and network as in the SimCLR lab; what changes is the part other '
    + 'drawings play. A false negative is one of the anchor’s own kind: another smiling '
    + 'face, another mammal. Labels are read to count and mark them, and for k-NN. Only '
    + 'SupCon trains with labels.',
  try_hard: 'Weigh hard negatives more',
  try_mined: 'Keep only the 16 hardest: it collapses',
  try_debiased: 'Subtract five times as many false ones as there are',
  try_bank: 'Compare with a memory of every training concept',
  try_supcon: 'Use the labels',
  try_digits: 'Digits: one negative in ten is false',
  try_decoupled: 'Decoupled, 4 pairs in a batch: is it ahead of SimCLR?',
};
