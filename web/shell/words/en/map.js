export default {
  title: 'What lies near what',
  role: 'map of neighbours',
  label: 'Map of neighbours. Arrow keys go to the drawing beside, Enter picks it as the anchor, Shift '
    + 'with arrows moves the map, plus and minus zoom, 0 shows all.',
  at: 'At {name}',
  empty: 'The map appears with the first numbers.',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  all: 'Show all',
  zoom: 'Zoom',
  find: 'Find',
  findHelp: 'Type a name, then press Enter',
  lost: 'No drawing here is called \u201c{name}\u201d.',
  found: '{name} is picked.',
  kinds: 'Colour by kind',
  kindsHelp: 'A ring in the colour of its group around each drawing',
  shows: 'What the map shows',
  anchor: 'anchor',
  same: 'the same thing',
  near: 'its 12 true neighbours',
  start: 'At first, the two directions in which the embeddings differ most; the map of neighbours '
    + 'follows at once.',
  kept: 'Trustworthiness {trust}, continuity {continuity}; of the picture in space, {spaceTrust} and '
    + '{spaceContinuity}. At 1 every drawing has its true 12 nearest around it.',
  meaning: 'Trustworthiness falls when drawings that are not alike lie side by side, continuity when '
    + 'alike ones lie far apart. Directions and large distances mean nothing here: only who is near.',
  few: 'There are too few drawings to measure how far the map can be trusted.',
  collapsed: 'All embeddings are nearly the same now: the map shows differences of next to nothing.',
  tip: '{name}  {cosine}',
  picked: '{name} is picked. Its nearest: {near}.',
  none: 'No drawing is picked.',
  unknown: 'not known yet',
};
