export default {
  title: 'What each prototype collects',
  count: { one: 'no. {k}: {n} drawing', other: 'no. {k}: {n} drawings' },
  note: '{used} of {count} prototypes are the first choice of at least one drawing. Each box '
    + 'counts those drawings and shows the clearest ones.',
  some: '{note} Only the {most} fullest are shown.',
  list: 'Prototypes and their drawings',
  soon: 'The prototypes appear as soon as the engine is ready.',
};
