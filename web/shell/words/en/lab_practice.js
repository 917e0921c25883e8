export default {
  title: 'Best practice, tried: a grid of short runs',
  look: 'Each cell trains a small network of its own: press the button above the grid, and see '
    + 'which settings work best.',
  caption: 'A grid search in small: pick one or two parameters, a few values of each, and how '
    + 'many seeds. Every cell is a run of its own from the same start, trained beside this '
    + 'page; press a cell to give its values to the lab and go on with them at length. '
    + 'What has been trained is kept while the page is open, also when you change the grid '
    + 'and come back.',
  try_batch: 'Batch size, at the same number of steps',
  try_head: 'Projection head: how many layers, and where to read',
  try_schedule: 'Schedule against learning rate',
  try_warmup: 'Warm-up where the learning rate is high',
  try_decay: 'Weight decay',
  try_tau: 'Temperature against batch size',
  try_made_up: 'The same on made-up things, from three seeds',
};
