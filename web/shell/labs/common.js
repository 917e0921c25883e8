// What labs on a small network have in common.

/** What an encoder and its rate may be: as far as a laptop trains it in view. */
export const small = {
  dim: { min: 2, max: 128 },
  hidden_units: { min: 8, max: 1024 },
  feature: { min: 8, max: 512 },
  lr: { min: 0.0001, max: 1 },
};
