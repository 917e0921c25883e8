export default {
  now: 'now, at step {step}',
  at: 'at step {step}',
  batch: 'of the batch under way',
  of: 'of step {step}',
};
