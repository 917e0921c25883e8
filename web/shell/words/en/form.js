// Of what a page asks for in attributes, whose names are not translated.
export default {
  none: '{attribute}: no name is given, so it is left as it is',
  unknown: '{attribute}: “{name}” is not one of {known}',
  twice: '{attribute}: “{name}” is named twice',
  onePicture: 'panels: the compact form shows one picture, {first}; left out is {rest}',
  noTabs: 'tab: the compact form has no tabs',
};
