export default {
  before: 'Before: {settings}',
  again: 'Before, with the same settings',
  remove: 'Remove the last run from all charts',
};
