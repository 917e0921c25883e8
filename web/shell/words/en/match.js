export default {
  title: 'Which drawing goes with which name?',
  colours: 'Colour of a similarity from minus one to one',
  pair: 'a true pair',
  row: 'the name\u2019s most similar drawing',
  column: 'the drawing\u2019s most similar name',
  counted: '{names} of these {count} names are most similar to their own drawing, and {drawings} '
    + 'of {count} drawings to their own name. By chance it would be about one of each.',
  cellPair: '\u201c{name}\u201d and its drawing by {artist}: {value}, a true pair.',
  cell: '\u201c{name}\u201d and the drawing of \u201c{drawing}\u201d by {artist}: {value}, not a '
    + 'pair.',
  hint: 'Each row is a name, each column a drawing by {artist}. Point at a cell to read it, or '
    + 'move with the arrow keys; click or press Enter to pick the drawing of its column.',
  empty: 'The similarities appear after the first measurement of all drawings and names.',
  corner: 'name, drawing',
  drawingOf: 'drawing of {name}',
  both: '{first}, {second}',
  grid: 'Cosine similarity of every name (row) with every drawing (column)',
};
