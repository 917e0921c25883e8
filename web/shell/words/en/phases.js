export default {
  group: 'One step in phases',
  done: 'Just done: {help}.',
  hint: 'Play, or press a phase: what has just been done is marked here and in the figure.',
};
