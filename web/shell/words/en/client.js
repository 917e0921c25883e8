export default {
  died: 'the engine\u2019s worker has died',
  ended: 'this lab has ended',
  unreadable: 'a message of the engine could not be read',
  start: 'the engine\u2019s worker could not start',
  steps: 'step: {n} is not a whole number of steps',
};
