export default {
  title: 'Temperature: whom the loss looks at',
  look: 'Move τ and see how hard the loss pushes each other drawing away from the chosen one.',
  caption: 'Move τ and the push on every negative of the chosen anchor is shared out anew, at '
    + 'once, on the same points. What that does to the embeddings takes training: the '
    + 'sweep under Runs trains each temperature from the same start. Tolerance is the mean '
    + 'cosine of held-out things of one kind; training pairs are matched where a view of the '
    + 'batch finds its partner. Labels are read for k-NN, tolerance and the marks '
    + 'of false negatives, never by the training.',
  try_sweep: 'Sweep τ on the drawings',
  try_made_up: 'Sweep τ on made-up things, from three seeds',
  try_learn: 'Learn τ with the network, from 1',
  try_cold: 'Lower τ to 0.02: one or two negatives get half of the push',
  try_batch: 'Does the best τ depend on the batch?',
};
