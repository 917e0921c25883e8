export default {
  parameters: 'Parameters',
  measured: '{label} {unit}',
  group_data: 'Data',
  group_views: 'Views',
  group_encoder: 'Encoder',
  group_loss: 'Loss',
  group_optimiser: 'Optimiser',
  group_run: 'Run',
  changed: { one: 'One of these settings has been changed.',
    other: '{n} of these settings have been changed.' },
};
