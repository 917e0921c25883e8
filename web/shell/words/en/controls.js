export default {
  parameters: 'Parameters',
  group_data: 'Data',
  group_views: 'Views',
  group_encoder: 'Encoder',
  group_loss: 'Loss',
  group_optimiser: 'Optimiser',
  group_run: 'Run',
  changed: { one: 'One of these settings has been changed.',
    other: '{n} of these settings have been changed.' },
};
