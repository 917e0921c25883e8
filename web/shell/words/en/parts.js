// What several panels say of the items.
export default {
  item: 'item {k}',
  concept: 'concept {k}',
  rendition: '{thing} ({artist})',
  artist: '{count} names, and {artist}\u2019s drawings of them, which training never saw',
  concepts: '{count} concepts that training never saw, drawn by {artists} in turn',
  list: '{first}, {second}',
  and: '{first} and {last}',
};
