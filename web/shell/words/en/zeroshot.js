export default {
  title: 'Classify without training: write the prompts',
  template: 'Template',
  groups: { one: '{n} group', other: '{n} groups' },
  groupsHelp: 'Which group of emoji a drawing belongs to',
  subgroups: { one: '{n} subgroup', other: '{n} subgroups' },
  subgroupsHelp: 'Which subgroup of emoji a drawing belongs to',
  classes: 'Classes',
  artist: 'Classified: the drawings by {artist}, whom training never saw. By chance 1 in {count} '
    + 'would be right.',
  concepts: 'Classified: {question}. By chance 1 in {count} would be right.',
  begun: 'First measurement under way. {note}',
  before: 'The bars still show the last valid prompts.',
  how: 'Each prompt stands for a class; a drawing gets the class whose prompt is most similar to '
    + 'it. {place} in the template stands for the words of each class. Try \u201ca drawing of '
    + '{place}\u201d, and other words for the classes.',
  said: '{share} are right.',
  zero_shot: 'these prompts',
  majority: 'the largest class',
  majorityText: 'named for every drawing',
  pixel_class: 'nearest pixels',
  pixel_classText: 'the class of the training drawing that differs least pixel by pixel: this '
    + 'reads labels',
  right: 'Drawings named rightly',
  noneAsked: 'none tested',
  hits: { one: '{hits} of {count} drawing', other: '{hits} of {count} drawings' },
  lines: 'The words of each class, one per line',
  shares: 'Share right in each of the {count} classes: scroll for all',
  line: 'Line {line}: {text}',
  noPlace: 'The template has no {place}, so every class would have the same prompt.',
  few: 'These are {has} prompts, one per line, for {needs} classes: {more} too few.',
  many: 'These are {has} prompts, one per line, for {needs} classes: {more} too many.',
  empty: 'The prompt of \u201c{name}\u201d is empty: write what such drawings show.',
  noWords: 'The prompt of \u201c{name}\u201d has no letters or digits, which are all that the '
    + 'network reads: write what such drawings show.',
};
