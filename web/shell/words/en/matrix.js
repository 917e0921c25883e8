export default {
  title: 'How similar every two items are',
  colours: 'Colour of a similarity from minus one to one',
  positives: 'positive pairs',
  self: 'with itself: not used',
  role: 'similarity matrix',
  label: 'Similarity matrix. Arrow keys go through the cells, Enter picks the row as the anchor.',
  cellSelf: '{a} with itself: {value}',
  cellPositive: '{a} and {b}: {value}, a positive pair',
  cellNegative: '{a} and {b}: {value}, negatives of each other',
  empty: 'The similarities appear as soon as there are points.',
  hint: 'Point at a cell to read it; click to make its row the anchor.',
  table: 'Cosine similarity of every two items',
};
