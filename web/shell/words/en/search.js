export default {
  title: 'Type a word, see drawings',
  tooLong: '{message} Type fewer words: one or a few are enough.',
  looking: 'The network is looking at the drawings for the first time; please wait.',
  hint: 'Type a word, or take one of these. Training reads names and keywords in {languages}.',
  placeholder: 'a word, or a few',
  opening: 'cat',
  label: 'Search the drawings by a word',
  examples: 'Examples',
  found: 'Found: {names}. {note}',
  name: '{first}, {second}',
  noWords: 'This has no letters or digits. The network reads only words, so emoji and punctuation '
    + 'mean nothing to it.',
  first: 'The transformer reads only the first {most} of these {count} words.',
  unseen: 'No part of this was in any training text: the network never learned what it means, and '
    + 'finds drawings by chance.',
  seen: {
    one: '{seen} of its {count} word piece was in a training text; the others mean nothing yet.',
    other: '{seen} of its {count} word pieces were in a training text; the others mean nothing '
      + 'yet.',
  },
  at: 'Drawings as of step {step}.',
  still: 'These are still the drawings of step 0, when both networks were random: found by '
    + 'chance. The next measurement is under way.',
  none: 'No step yet: both networks are random, and what they find is chance. Press Play and '
    + 'watch.',
  language: 'in',
  languageOption: '{name} ({english})',
  nearest: 'Words nearest to \u201c{name}\u201d as drawn by {artist}',
  wordsAt: 'Measured at step {step}.',
  wordsNone: 'At step 0, where both networks are random: this is chance.',
};
