/** Eight cards on a circle: InfoNCE itself, with no network between the loss and the points.
 *  @type {import('../types.d.ts').Lab} */
export const infonce = {
  id: 'infonce',
  title: 'InfoNCE, live',
  params: {
    method: 'simclr', data: 'cards', encoder: 'table',
    pairs: 4, dim: 2, tau: 0.2, lr: 0.05, optimizer: 'adamw', start: 'random',
  },
  limits: {
    method: { choices: ['simclr'] },
    data: { choices: ['cards'] },
    encoder: { choices: ['table'] },
    pairs: { min: 2, max: 64 },
    dim: { min: 2, max: 3 },
    lr: { min: 0.0001, max: 1 },
  },
  // At 0.2 every pair meets within seconds; the original figure was drawn for 0.07.
  recipes: [
    { when: { start: 'random' }, params: { tau: 0.2 } },
    { when: { start: 'article' }, params: { tau: 0.07 } },
  ],
  controls: ['pairs', 'dim', 'tau', 'lr', 'optimizer', 'bug', 'start'],
  more: ['seed', 'momentum', 'beta1', 'beta2', 'weight_decay', 'schedule', 'warmup', 'steps'],
  panels: ['space', 'matrix', 'loss', 'breakdown', 'code'],
  compact: { panel: 'space', controls: ['pairs', 'dim', 'tau'] },
  caption: 'Each card is drawn by two artists; the two drawings are a positive pair, and every '
    + 'other drawing in the batch is a negative. The points are free: no picture is read, the loss '
    + 'alone moves them. Pick a point to make it the anchor, drag it to see the others answer.',
  sets: ['Noto Emoji', 'Twemoji'],
  tries: [
    { text: 'Open the original figure: its correct loss is 6.8e-6',
      params: { start: 'article', pairs: 4, dim: 2, tau: 0.07, bug: 'none', seed: 1 },
      paused: true },
    { text: 'Lower \u03c4 to 0.07: after 1,000 steps one pair is still 30\u00b0 apart',
      params: { bug: 'none', start: 'random', pairs: 4, dim: 2, tau: 0.07, seed: 1 } },
    { text: 'Leave self-similarity in: stuck at ln 2',
      params: { bug: 'self', start: 'random', pairs: 4, dim: 2, tau: 0.07 } },
    { text: 'Crowd the circle with 16 pairs: no lower than 0.880',
      params: { bug: 'none', start: 'random', pairs: 16, dim: 2, tau: 0.07 } },
    { text: 'Give the 16 pairs a sphere',
      params: { bug: 'none', start: 'random', pairs: 16, dim: 3, tau: 0.07 } },
    { text: 'Raise \u03c4 to 0.5: four pairs cannot get below 0.456',
      params: { bug: 'none', start: 'random', pairs: 4, dim: 2, tau: 0.5 } },
  ],
  speed: 30,
};
