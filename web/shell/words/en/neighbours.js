export default {
  title: 'Nearest neighbours',
  same: '\u25a0 the same',
  another: '\u25c7 another',
  alike: '{found} of the {count} nearest are the same: {thing}.',
  far: {
    one: 'The other drawing of the same thing is not among the {count} nearest.',
    other: 'The {n} other drawings of the same thing are not among the {count} nearest.',
  },
  at: {
    one: 'The other drawing of the same thing is neighbour number {places} of {all}.',
    other: 'The {n} other drawings of the same thing are neighbours number {places} of {all}.',
  },
  some: 'One other drawing of the same thing is neighbour number {places} of {all}; the rest are '
    + 'not among the {count} nearest.',
  and: '{first} and {second}',
  empty: 'The nearest neighbours of the picked drawing are being measured.',
  choices: 'Some held-out drawings',
  picked: 'The drawings most similar to {name}, of {count} others:',
};
