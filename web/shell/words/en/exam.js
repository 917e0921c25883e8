export default {
  title: 'Can a simple classifier use the representation?',
  probe: 'Linear probe',
  probeText: 'all training labels',
  shot10: '10 shots',
  shot10Text: '10 labels per class',
  shot5: '5 shots',
  shot5Text: '5 labels per class',
  shot1: '1 shot',
  shot1Text: '1 label per class',
  own: 'this encoder',
  raw: 'raw pixels',
  progress: 'Exam under way',
  gain: { one: '{sign}{size} point', other: '{sign}{size} points' },
  pixels: 'raw pixels: {pixels}',
  compared: '{gain} against raw pixels ({pixels})',
  toCome: 'raw pixels: not measured yet',
  older: 'at step {step}: {text}',
  emoji: 'A linear classifier on the frozen encoder\u2019s output {read} sorts held-out emoji '
    + 'into 8 groups. The encoder itself never sees a label. Each result with few labels is the '
    + 'mean of 10 random choices of the labelled drawings.',
  mnist: 'A linear classifier on the frozen encoder\u2019s output {read} names held-out digits. '
    + 'The encoder itself never sees a label. Each result with few labels is the mean of 10 '
    + 'random choices of the labelled drawings.',
  first: 'First exam under way: ',
  at: 'Measured at step {step}.',
  atNext: 'Measured at step {step}. Next exam: ',
};
