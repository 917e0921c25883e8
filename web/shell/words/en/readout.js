export default {
  step: 'step {step}',
  before: 'the run before: step {step}',
  loss: 'loss {loss}',
  lossWhen: 'loss {loss} {when}',
  threads: '{pace} on {threads} threads',
};
