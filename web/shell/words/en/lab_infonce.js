export default {
  title: 'InfoNCE, live',
  look: 'Watch each pair meet and different pairs move apart: the loss alone moves the points.',
  caption: 'Each card is drawn by two artists; the two drawings are a positive pair, and every '
    + 'other drawing in the batch is a negative. The points are free: no picture is read, '
    + 'the loss alone moves them. Pick a point to make it the anchor, drag it to see the '
    + 'others answer.',
  try_original: 'Open the original figure: its correct loss is 6.8e-6',
  try_cold: 'Lower τ to 0.07: after 1,000 steps one pair is still 30° apart',
  try_self: 'Leave self-similarity in: stuck at ln 2',
  try_crowd: 'Crowd the circle with 16 pairs: no lower than 0.880',
  try_sphere: 'Give the 16 pairs a sphere',
  try_warm: 'Raise τ to 0.5: four pairs cannot get below 0.456',
};
