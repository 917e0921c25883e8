export default {
  change: '{setting}: {before} → {after}',
  changed: 'Changed under Settings:',
  more: { one: 'and {n} more', other: 'and {n} more' },
  same: 'These settings are in use already.',
};
