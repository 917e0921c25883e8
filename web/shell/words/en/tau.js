export default {
  title: 'The temperature, set or learned',
  line: '\u03c4',
  began: 'start value',
  unit: '\u03c4',
  at: '\u03c4 at step {step}',
  learned: 'Trained with the network, as the logarithm of 1/\u03c4 (as in CLIP), and never below '
    + '0.01. It falls as pairs become easy: then a sharper softmax costs less.',
  set: 'Set by you, at any moment. With \u201clearned\u201d it is trained along with the network, '
    + 'starting from its present value.',
};
