export default {
  close: 'Close',
  how: 'How it is computed',
  good: 'What good looks like',
  related: 'See also',
  here: 'Words used here',
  range: 'From {min} to {max}',
  unit: '{range} {unit}',
  all: 'All terms',
  glossary: 'In the glossary',
  live: 'A change takes effect at once.',
  restart: 'A change starts training again.',
  sentence: '{text}.',
};
