export default {
  drawn_see: 'Made-up things: 8 numbers of content, which tell the class, and 8 of style, drawn anew in every view.',
  drawn_ask: 'After 100 steps, what can be read from the representation?',
  drawn_both: 'Class and style',
  drawn_class: 'The class alone',
  drawn_none: 'Neither',
  drawn_was_class: 'The class is read in {what} of cases, a number of the style in {style}; guessing gets '
    + '{chance}. Style differs within a pair, so it cannot help to find the partner, and is dropped.',

  kept_see: 'Now the style is the same in both views of a pair.',
  kept_ask: 'Will the class be read better or worse than before?',
  kept_better: 'Better: there is more to go by',
  kept_same: 'As well as before',
  kept_worse: 'Worse',
  kept_was_worse: 'The class: {what}, before {was}. The style: {style}. Style is an exact clue to the '
    + 'partner while content is noisy, so the network takes the clue and neglects the content.',

  half_see: 'The first half of the style is drawn anew, the second half is kept.',
  half_ask: 'Which half of the style can be read afterwards?',
  half_both: 'Both',
  half_kept: 'The one that is kept',
  half_none: 'Neither',
  half_was_kept: 'Drawn anew: {first}. Kept: {second}. What changes at random within a pair is '
    + 'forgotten, number by number; what stays is used.',

  forget: 'Make the class harder to read than before training',
  turn: 'On the drawings, make rotation harder to read than before training',
  clean: 'On made-up things, read the class in more than 95 % of cases',
};
