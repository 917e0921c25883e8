export default {
  title: 'What is augmented away is forgotten',
  look: 'Change how the training views differ, and see which facts the network can no longer '
    + 'tell.',
  caption: 'First, what the encoder is shown; beside it, what a linear layer can still read '
    + 'from what it says of things it has never seen. Every change made at random to the '
    + 'views is something the encoder is paid to ignore. The made-up things have 8 numbers '
    + 'of content, which tell one of 10 classes, and 8 of style, which tell nothing.',
  try_turn: 'Turn every view at random: rotation is forgotten',
  try_style: 'Made-up things, style drawn anew: only content is left',
  try_keep: 'Keep the style in both views: now the content is forgotten',
  try_half: 'Draw half of the style anew: that half is forgotten',
};
