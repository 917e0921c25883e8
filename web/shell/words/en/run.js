export default {
  motion: 'Not started by itself: your system asks for less motion.',
  data: 'Not started by itself: your browser is set to save data.',
  paused: 'Paused: \u201c{other}\u201d is training now.',
  waits: 'Waiting: \u201c{other}\u201d is training now.',
  end: 'Paused at the end of the schedule, after {steps} steps: from here on the learning rate is '
    + '0. A longer \u201c{label}\u201d lets it train on.',
  reset: 'Reset to the same starting weights',
  loaded: 'Loaded: step {step}',
  loadedWith: 'Loaded: step {step}, with these settings: {settings}',
  notLoaded: 'not loaded: {problem}',
  setting: '{label} {value}',
  list: '{first}, {second}',
  loading: 'Loading: {data}',
  restarted: 'Restarted. {changes}',
  from: 'From step {step} on: {changes}',
  otherFile: 'another file was chosen',
  ended: 'this lab has ended',
  opening: 'another session is being opened',
  differs: '{label} is {saved} in the file and {now} here',
  foreign: 'it comes from a lab with other settings. {differences}. This lab cannot change: '
    + '{refused}',
  and: '{first}; {second}',
};
