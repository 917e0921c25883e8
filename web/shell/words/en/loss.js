export default {
  title: 'How the loss falls',
  line: 'loss',
  batch: 'loss of a batch',
  guessing: 'guessing',
  collapsed: 'collapsed',
  floor: 'the least possible here',
  guessingMark: 'guessing: {loss}',
  collapsedMark: 'collapsed: ln K = {loss}',
  floorMark: 'least possible: {loss}',
  ln2Mark: 'ln 2: {loss}',
  information: 'Information',
  informationHelp: 'The information that two views share, at least: ln N minus the loss',
  informationLine: 'information shared, at least',
  informationNote: 'One view tells at least {bound} nats about the other: ln {count} minus the loss. A '
    + 'batch of this size can show {most} nats at most.',
  unit: 'nats',
  at: '{unit} at step {step}',
  when: '{unit} {when}',
  before: 'No step yet. Guessing among {count} views costs ln {count} = {loss} nats.',
  bug: 'With this bug, two equal terms stay in the sum, so the loss can never fall below ln 2 = '
    + '0.693 nats.',
  leftOut: 'Without the positive in the sum there is no lower limit: the loss keeps falling.',
  circle: '{pairs} pairs spread evenly around the circle cost {loss} nats: in two dimensions '
    + 'there is no room to push them further apart.',
  apart: '{pairs} pairs as far apart as possible cost {loss} nats.',
  room: 'There is room for every pair: the loss can fall to nearly zero.',
  random: 'Picking one of {count} views at random costs ln {count} = {loss} nats.',
};
