export default {
  title: 'The queue, and how its keys age',
  steps: { one: '{count} step', other: '{count} steps' },
  ages: 'Cosine of a key with the same key made today, by its age',
  agesYoung: 'Cosine of a key with the same key made today, by its age (\u2013: no key is that '
    + 'old yet)',
  agesWait: 'Cosine of a key with the same key made today: first measurement under way.',
  full: '{batches} batches of {size} keys. The frame marks where the next batch replaces the '
    + 'oldest.',
  filling: '{batches} batches of {size} keys. Until the queue is full, the rest are random '
    + 'directions, which are easy to tell apart: the loss rises as real keys come in.',
  unfilled: 'Not filled yet: random directions.',
  batch: {
    one: 'Keys of step {step}, {count} step old when next used.',
    other: 'Keys of step {step}, {count} steps old when next used.',
  },
  encodersLine: 'the two encoders',
  oldestLine: 'oldest keys',
  unchanged: 'unchanged',
  oldest: 'oldest keys against the same keys made today',
  encoders: 'query encoder against key encoder, on held-out drawings',
  unit: 'cosine of the two encoders\u2019 outputs',
  said: 'Cosine of the two encoders: {encoders}; of the oldest keys with those of today: {oldest}.',
  ring: 'Ring of {count} keys, {filled} of them filled; the next {size} keys go to slot {slot}',
  keys: 'keys',
};
