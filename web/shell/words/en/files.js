export default {
  field: 'Text to copy',
  copied: 'Copied: {what}',
  select: 'Select and copy: {what}',
  save: 'Save',
  saveHelp: 'Weights, optimiser and step as a safetensors file',
  load: 'Load',
  loadHelp: 'A checkpoint that was saved here, with the settings of its run',
  link: 'Copy link',
  linkHelp: 'This page with this lab as it stands',
  theLink: 'the link',
  embed: 'Copy embed code',
  embedHelp: 'This lab for your own page, as an element or in a frame',
};
