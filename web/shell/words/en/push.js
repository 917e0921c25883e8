export default {
  title: 'How hard is each negative pushed, and which by mistake?',
  batchShare: 'of the batch\u2019s negatives',
  ownShare: 'of this method\u2019s push',
  plainShare: 'of SimCLR\u2019s push',
  shares: 'Share of false negatives',
  sharesNote: 'Share of false negatives, averaged over many anchors:',
  hardest: 'Negatives pushed hardest',
  negative: 'negative',
  pulled: 'pulled',
  plainKey: 'the push by SimCLR',
  false_emoji: 'false negative: same subgroup',
  false_mnist: 'false negative: same digit',
  false_toy: 'false negative: same class',
  who: {
    one: '{name} as the anchor, among {count} held-out negatives. {n} of them is a false negative.',
    other: '{name} as the anchor, among {count} held-out negatives. {n} of them are false '
      + 'negatives.',
  },
  label: 'Push on {count} negatives by their cosine with the anchor; {pushed} are pushed, {wrong} '
    + 'are false negatives.',
  note: 'The loss does not know which negatives are false: labels are read for this picture only.',
  first: 'First measurement under way.',
  half: {
    one: 'A single one of {count} negatives receives half of the push.',
    other: 'Half of the push falls on only {n} of {count} negatives.',
  },
  pull: '{half} The positive has cosine {cosine} with the anchor.',
  levels: 'none',
  cosine: 'cosine with the anchor',
  share: 'share of the push',
};
