export default {
  before: 'Before: {settings}',
  again: 'Before, with the same settings',
  mixed: 'Before, with settings changed on the way',
  mixedBefore: 'Before, with settings changed on the way; at its end: {settings}',
  remove: 'Remove the last run from all charts',
};
