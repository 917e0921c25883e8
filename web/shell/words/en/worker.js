// What the worker itself says; the engine has its own words.
export default {
  replaced: 'another session took the place of this one',
  paused: 'paused',
  reset: 'reset',
  after: { one: '{reason} after {done} of {n} step', other: '{reason} after {done} of {n} steps' },
  ended: 'the session has ended',
  none: 'no session is open',
  large: 'the file is larger than any checkpoint of this lab',
  memory: 'these settings need {mb} MB of memory, more than there is',
  half: 'the text contains half of a character (a lone surrogate), which cannot be read',
  param: 'there is no setting \u201c{name}\u201d',
  choice: '`{name}` cannot be \u201c{value}\u201d',
};
