export default {
  guide: 'Guided start',
  resume: 'Go on with the guided start',
};
