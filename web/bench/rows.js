// What the page measures, in the order of showing and measuring; the words are for a reader who has
// never heard of a kernel.

/** kernel: its name in tests/bench/kernels.c; step: an encoder of pack.js, on one thread or on all;
 *  scale: how many of the group's units one unit of the kernel's work is; 1 when left out
 *  @typedef {{ id: string, text: string, meaning: string, kernel?: string, scale?: number,
 *   step?: 'mlp' | 'cnn', threads?: 'one' | 'all' }} Row */
/** @typedef {{ title: string, about: string, columns: string[], rows: Row[] }} Group */

/** Pictures in a step: two views of 256 pairs. */
export const PICTURES = 512;

/** @param {string} id @param {string} kernel @param {string} text @param {string} meaning
 *  @returns {Row} */
const kernel = (id, kernel, text, meaning) => ({ id, kernel, text, meaning });

/** @param {'mlp' | 'cnn'} step @param {string} text @param {string} meaning @returns {Row[]} */
const steps = (step, text, meaning) => [
  { id: `${step}-one`, text: `${text}, one thread`, meaning, step, threads: 'one' },
  { id: `${step}-all`, text: `${text}, all threads`, step, threads: 'all',
    meaning: 'The same step, to the last bit, spread over this machine\u2019s cores.' },
];

/** @type {Group[]} */
export const groups = [
  {
    title: 'Training',
    about: 'One step of SimCLR on 256 pairs: 512 pictures are altered at random, embedded, '
      + 'compared with each other, and every weight of the network is moved a little.',
    columns: ['Steps a second', 'Pictures a second'],
    rows: [
      ...steps('mlp', 'Dense network', '784 inputs (28\u00d728 grey), then 256, 128 and 64 units.'),
      ...steps('cnn', 'Convolutional network', '32\u00d732 colour pictures; three convolutions '
        + 'with batch norm, then 128 and 64 units: the encoder of the article\u2019s SimCLR lab.'),
      {
        ...kernel('augment', 'augmentation, as in the lab',
          'Altering the pictures alone, one thread',
          'A crop, a turn and a change of colours: the first part of the convolutional step.'),
        scale: 1 / PICTURES,
      },
    ],
  },
  {
    title: 'The loss alone',
    about: 'NT-Xent and its gradient, embeddings of 128 numbers. Every view is compared with every '
      + 'other, so four times the pairs are sixteen times the work.',
    columns: ['Milliseconds', 'Pairs a second'],
    rows: [[256, '131 thousand'], [1024, '2 million'], [4096, '34 million']].map(([n, many]) =>
      kernel(`ntxent-${n}`, `NT-Xent ${n} pairs, value and gradient`,
        `${n.toLocaleString('en')} pairs`, `${many} similarities, none of them stored.`)),
  },
  {
    title: 'Arithmetic',
    about: 'Where the time of a step goes. A share of 100 % would be a processor core that does '
      + 'nothing but multiply and add, four numbers at a time, as fast as this browser lets it: '
      + 'that peak is measured in turns with each line.',
    columns: ['GFLOP/s', 'Of the peak'],
    rows: [
      kernel('gemm-256', 'GEMM 256 A B', 'Matrix product, 256', 'Dense layers are made of these.'),
      kernel('gemm-512', 'GEMM 512 A B', 'Matrix product, 512',
        '512\u00d7512 times 512\u00d7512: 268 million operations.'),
      kernel('gemm-1024', 'GEMM 1024 A B', 'Matrix product, 1,024',
        'Too large for the fast memory beside the core: it goes through in blocks.'),
      kernel('conv-forward', 'convolution 16 to 32, 3x3, forward', 'Convolution',
        'The second layer of the network above, on 512 pictures.'),
      kernel('conv-weights', 'convolution 16 to 32, 3x3, weight gradient',
        'Its weights\u2019 gradient', 'How the loss would change with each weight.'),
      kernel('conv-input', 'convolution 16 to 32, 3x3, input gradient',
        'Its input\u2019s gradient', 'What is handed on to the layer below.'),
    ],
  },
  {
    title: 'The rest',
    about: 'Work that is little arithmetic on many numbers: memory sets the pace.',
    columns: ['Million a second', 'Nanoseconds each'],
    rows: [
      kernel('norm-forward', 'batch norm and ReLU, forward', 'Batch norm with ReLU',
        'Numbers brought to mean 0 and spread 1; what is below 0 is cut off.'),
      kernel('norm-backward', 'batch norm and ReLU, backward', 'Its gradient', 'The way back.'),
      kernel('gelu', 'GELU, forward', 'GELU', 'A smooth relative of ReLU.'),
      kernel('exp', 'exp', 'Exponentials', 'Of every similarity, the loss takes one.'),
      kernel('adamw', 'AdamW', 'AdamW', 'Weights moved by the optimiser.'),
    ],
  },
];
