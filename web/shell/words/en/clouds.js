export default {
  title: 'Drawings and names on one sphere, and the gap between them',
  gapLine: 'gap',
  drawings: 'drawings',
  names: 'names',
  pair: 'a true pair',
  gapKey: 'from the mean of the names to the mean of the drawings',
  role: 'two clouds on a sphere',
  label: 'Drawings and names on one sphere. Arrow keys go through the pairs, Enter picks one, '
    + 'Shift with arrows turns the sphere.',
  size: 'The gap is measured in all {dim} dimensions; the sphere shows the three along which the '
    + 'embeddings vary most. {scale}',
  under: 'The first measurement is under way.',
  scale: 'At 0 both clouds have the same centre; at 2 they are on opposite sides.',
  unit: 'distance between the centres of the two clouds',
  pictures: 'Pictures',
  picturesHelp: 'Shows the drawings instead of dots',
  shows: 'What the picture shows',
  empty: 'The clouds appear after the first measurement of all drawings and names.',
  hint: 'Point at a drawing or a name to see its pair; drag beside them to turn the sphere.',
  described: '\u201c{name}\u201d and its drawing by {artist}: cosine {cosine}.',
  gap: 'gap {gap}',
};
