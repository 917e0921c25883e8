export default {
  title: 'What the encoder is shown: pairs of views',
  toy: 'Each pair is one thing: 8 numbers of content above, 8 of style below. {rest}',
  augment: 'Each pair is one drawing, changed at random twice. {rest}',
  artists: 'Each pair is one concept by two artists, changed at random. {rest}',
  small: '{note} The smaller ones are crops of less area, enlarged to as many pixels.',
  list: 'Pairs of views',
};
