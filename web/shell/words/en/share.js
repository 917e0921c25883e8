export default {
  files: 'Beside this page lies the folder {folder}: a copy of dist/package. Its files that are\n'
    + '  loaded: {names}',
  theme: 'Theme',
  system: 'as the reader\u2019s system',
  picture: 'Picture',
  panels: 'Panels',
  compact: 'Compact',
  group: 'Embed code',
  element: 'Element',
  frame: 'Frame',
  copyElement: 'Copy element',
  copyFrame: 'Copy frame',
  theElement: 'the element',
  theFrame: 'the frame',
};
