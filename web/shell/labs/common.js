// What the labs with a small network have in common.

/** Limits of the encoder's sizes and of the learning rate that a laptop trains while one
 *  watches. */
export const small = {
  dim: { min: 2, max: 128 },
  hidden_units: { min: 8, max: 1024 },
  feature: { min: 8, max: 512 },
  lr: { min: 0.0001, max: 1 },
};
