export default {
  change: '{setting}: {before} → {after}',
  changed: 'Changed under Settings:',
  same: 'These are the present settings.',
};
